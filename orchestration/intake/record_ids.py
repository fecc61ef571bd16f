"""Record ids: the opaque number of one person in one agency's records, as SQL for a vault connection. Text only."""

from collections.abc import Sequence

from data_contracts.contract import Column, Person, Table
from data_contracts.row_places import is_place, telling, tells_who
from data_contracts.typing_sql import literal, quoted, received_text

NAMES_NOBODY = "adult_on"  # the one identifier that says nothing of who somebody is
WHOLE_WORDS = ("ssn", "ssn_last4")  # identifiers that are numbers, hashed as received


def judged_text(column: Column) -> str:
    """SQL for the text received in a column."""
    return quoted(column.name if column.logical_type == "string" else f"{column.name}__text")


def record_id(table: Table, person: Person, texts: Sequence[str] | None = None) -> str:
    """SQL for a role's record id: a keyed hash of its id columns under their issuer.

    `texts` are SQL for the texts of the id columns as a file has them, in their order; by default those of the judged
    rows. Names among them are standardised first. Null when every id column is null, or when the row names nobody in
    this role: where the id holds the person's own identifiers (a guardian's name beside the child's number), one of those
    must be filled; where the number is another's on the row (a father's on a certificate), something must tell who it is.
    """
    columns = [table.column(name) for name in person.id_columns]
    received = [received_text(c, t) for c, t in zip(columns, texts, strict=True)] if texts else map(judged_text, columns)
    parts = [
        _standardised(text) if _is_name(person, column) else f"nullif(trim({text}), '')"
        for column, text in zip(columns, received, strict=True)
    ]
    joined = " || '|' || ".join(f"coalesce({part}, '')" for part in parts)
    hashed = f"keyed_hash({literal(person.issuer.system)}, {literal(person.issuer.kind)}, {joined})"
    known = _own_parts(person, parts) or parts
    given = " or ".join(f"{part} is not null" for part in known)
    if texts is None and is_place(table, person):
        told = {word: _as_told(table.column(name)) for word, name in telling(table, person).items()}
        given = f"({given}) and ({tells_who(told)})"
    return f"case when {given} then {hashed} end"


def _as_told(column: Column) -> str:
    """SQL for the text of a cell; of a date that could be read, YYYY-MM-DD."""
    text = judged_text(column)
    return f"coalesce(cast({quoted(column.name)} as varchar), {text})" if column.logical_type == "date" else text


def _own_parts(person: Person, parts: Sequence[str]) -> list[str]:
    names = [name for word, name in person.identifiers.items() if word != NAMES_NOBODY]
    return [part for part, name in zip(parts, person.id_columns, strict=True) if name in names]


def _is_name(person: Person, column: Column) -> bool:
    words = {word for word, name in person.identifiers.items() if name == column.name}
    return column.classification == "identifier" and column.logical_type == "string" and not words & set(WHOLE_WORDS)


def _standardised(text: str) -> str:
    return f"nullif(regexp_replace(upper(strip_accents({text})), '[^A-Z0-9]', '', 'g'), '')"
