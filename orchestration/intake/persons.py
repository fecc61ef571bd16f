"""The persons a delivery's accepted rows mention, in the vault: what linkage reads, and all it reads.

Rows out: one per record, table, role and distinct set of identifiers. Words the contract does not map are absent. In a
historical load `spoken` lists every period in which it was said, with its first row there: a period that is restated on
its own takes its part out and leaves the rest.
"""

from data_contracts.contract import Contract, Person, Table
from data_contracts.typing_sql import literal, quoted
from orchestration.intake.delivery import Landed
from orchestration.intake.periods import has_row_period, row_period_sql
from orchestration.intake.record_ids import judged_text, record_id

SEXES = ("male", "female")


def persons_sql(contract: Contract, landed: Landed, accepted: dict[str, str]) -> str | None:
    """SQL for the persons of a delivery; `accepted` gives each table's accepted rows. None when it names nobody."""
    mentions = [
        _mentions(contract, landed, table, person, accepted[table.name])
        for table in contract.tables
        for person in table.persons
        if person.identifiers and not person.identifiers_from
    ]
    if not mentions:
        return None
    return f"from ({' union all by name '.join(mentions)}) order by table_name, role, row_number"


def _mentions(contract: Contract, landed: Landed, table: Table, person: Person, rows: str) -> str:
    words = {word: _word(table, word, column) for word, column in person.identifiers.items()}
    period = literal(landed.period)
    if has_row_period(contract, table):
        period = f"coalesce({row_period_sql(contract, table)}, {period})"
    said = ", ".join(f"{sql} as {word}" for word, sql in words.items())
    every = f"select {record_id(table, person)} as record_id, row_number, {period} as period, {said} from {rows}"
    spoken = ""
    if landed.is_history and has_row_period(contract, table):
        spoken = ", list({'row_number': row_number, 'period': period} order by row_number) as spoken"
        every = f"select {', '.join(words)}, record_id, period, min(row_number) as row_number from ({every}) group by all"
    return (
        f"select record_id, {literal(table.name)} as table_name, {literal(person.role)} as role, "
        f"min(row_number) as row_number, arg_min(period, row_number) as period{spoken}, {', '.join(words)} "
        f"from ({every}) where record_id is not null group by record_id, {', '.join(words)}"
    )


def _word(table: Table, word: str, name: str) -> str:
    """SQL for one identifier: a birth date as DATE, a sex by its code's label, everything else as received."""
    column = table.column(name)
    if word == "birth_date":
        return quoted(name) if column.logical_type == "date" else f"try_cast({judged_text(column)} as date)"
    if word == "sex":
        labels = {code: label for code, label in column.codes.items() if label in SEXES}
        cases = " ".join(f"when {literal(code)} then {literal(label)}" for code, label in labels.items())
        return f"case {judged_text(column)} {cases} end" if cases else "cast(null as varchar)"
    return judged_text(column)
