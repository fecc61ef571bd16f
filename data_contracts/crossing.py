"""What crosses to the analysis zone: the one place that says which columns a table has in `raw/` and in force."""

from dataclasses import dataclass
from typing import Literal

from data_contracts.contract import Column, Table
from data_contracts.rules import Rule
from data_contracts.shape.column import ColumnShape
from data_contracts.typing_sql import duckdb_type, literal, quoted

Origin = Literal["record_id", "delivery", "key", "keep", "column"]


@dataclass(frozen=True)
class RawColumn:
    """A column in the analysis zone. `expression` is SQL over the judged rows; none where intake alone knows it."""

    name: str
    type: str
    description: str
    from_column: str | None
    origin: Origin
    classification: str = "plain"
    expression: str | None = None
    role: str | None = None  # of a record id
    keep: str | None = None  # the coarser column made from an identifier
    required: bool = False
    is_shared: bool = False  # a key that strangers have in common


_FIRST = "case when regexp_matches({{name}}, '^[0-9]{{{{{least}}}}}') then left({{name}}, {length}) end"
_KEEPS = {
    "birth_month": ("DATE", "First day of the month", "cast(date_trunc('month', {name}) as DATE)"),
    "zip3": ("VARCHAR", "First three digits", _FIRST.format(least=5, length=3)),
    "county": ("VARCHAR", "County, five-digit FIPS", _FIRST.format(least=5, length=5)),
    "tract": ("VARCHAR", "Census tract, eleven digits", _FIRST.format(least=11, length=11)),
}


def raw_columns(table: Table) -> tuple[RawColumn, ...]:
    """The columns of a table in `raw/` and in force, in order: record ids, the delivery, then what may cross."""
    crossed = [raw for column in table.columns for raw in _crossing(column, table.rules)]
    return (*_record_ids(table), *_delivery(), *crossed)


def crossing_names(column: ColumnShape) -> tuple[str, ...]:
    """The names a column may take in either zone, to keep them apart from the pipeline's own."""
    return (column.name, f"{column.name}_key", *(f"{column.name}_{keep}" for keep in column.custom("keeps", [])))


def _record_ids(table: Table) -> list[RawColumn]:
    return [
        RawColumn(
            f"{person.role}_record_id", "VARCHAR",
            f"Opaque id of the {person.role}'s record, from {', '.join(person.id_columns)}. "
            f"Null: the row names no {person.role}.",
            None, "record_id", "key", role=person.role,
        )
        for person in table.persons
    ]  # fmt: skip


def _delivery() -> list[RawColumn]:
    return [
        RawColumn(name, type_, f"{said} Never null.", None, "delivery", required=True)
        for name, type_, said in (
            ("delivery_id", "VARCHAR", "The delivery that brought the row."),
            ("row_number", "BIGINT", "The row's place in the file received, from 1."),
        )
    ]


def keyed_hash(column: Column) -> str | None:
    """SQL for the hash a key crosses as; the macro is the vault's. None for a column that is no key."""
    if column.classification != "key" or column.issuer is None:
        return None
    return f"keyed_hash({literal(column.issuer.system)}, {literal(column.issuer.kind)}, {quoted(column.name)})"


# What says which texts a column may hold at all.
_FORMS = {
    "expect_column_values_to_be_in_set", "expect_column_values_to_match_regex", "expect_column_values_to_match_regex_list",
    "expect_column_values_to_match_like_pattern", "expect_column_value_lengths_to_be_between",
    "expect_column_value_lengths_to_equal",
}  # fmt: skip


def _forms(column: Column, rules: tuple[Rule, ...]) -> list[Rule]:
    """The rules that say which texts the column may hold: codes, form, length."""
    if column.logical_type != "string":
        return []
    return [rule for rule in rules if rule.columns == (column.name,) and rule.expectation in _FORMS]


def _as_promised(column: Column, rules: tuple[Rule, ...]) -> RawColumn:
    """A column that crosses as it is, a cell being null where its text is not of the promised codes, form or length.

    Anything can stand in a cell that breaks them, a person's name too (columns shifted by one are all it takes).
    """
    name, forms = quoted(column.name), _forms(column, rules)
    broken = " or ".join(f"({rule.predicate})" for rule in forms)
    # A row that breaks a critical rule is quarantined; one that breaks a warning flows, with the cell empty.
    always_filled = (column.required or column.primary_key) and all(rule.severity == "critical" for rule in forms)
    return RawColumn(
        column.name, duckdb_type(column), column.description, column.name, "column", column.classification,
        f"case when not ({broken}) then {name} end" if broken else name, required=always_filled,
    )  # fmt: skip


def _crossing(column: Column, rules: tuple[Rule, ...]) -> list[RawColumn]:
    """What one column leaves behind: nothing, its keeps, its keyed hash, or itself where it is as promised."""
    if column.classification == "identifier":
        return [_kept(column, keep) for keep in column.keeps]
    always = column.required or column.primary_key
    if column.classification == "key":
        issuer = column.issuer
        of = f"the {issuer.kind} numbers of {issuer.system}" if issuer else "its issuer"
        said = f"Keyed hash of {column.name}, comparable across feeds that use {of}. {column.description}"
        name = f"{column.name}_key"
        made = keyed_hash(column)
        return [RawColumn(name, "VARCHAR", said, column.name, "key", "key", made, required=always, is_shared=column.is_shared)]
    return [_as_promised(column, rules)]


def _kept(column: Column, keep: str) -> RawColumn:
    """A coarser column of an identifier. A ZIP code shorter than five digits, or a short area code, leaves nothing."""
    type_, what, make = _KEEPS[keep]
    return RawColumn(
        f"{column.name}_{keep}", type_, f"{what} of {column.name}. {column.description}", column.name, "keep", "plain",
        make.format(name=quoted(column.name)), keep=keep,
    )  # fmt: skip
