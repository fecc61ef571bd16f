"""The persons a delivery's accepted rows mention, in the vault: what linkage reads, and all it reads.

Rows out: one per record, table, role and distinct set of identifiers. Words the contract does not map are absent; beside a
birth date stands birth_year, filled where the date is not whole. In a historical load `spoken` lists every period in which
it was said, with its first row there: a period that is restated on its own takes its part out and leaves the rest.
"""

from data_contracts.contract import Contract, Person, Table
from data_contracts.typing_sql import literal, quoted
from orchestration.intake.birth_dates import birth_date, birth_year
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
    """SQL for the persons of one role. A delivery of one period holds rows of that period: others are quarantined."""
    words = {word: _word(table, word, column) for word, column in person.identifiers.items()}
    if "birth_date" in words:
        words["birth_year"] = birth_year(table.column(person.identifiers["birth_date"]), landed.period)
    said = ", ".join(f"{sql} as {word}" for word, sql in words.items())
    who = f"{record_id(table, person)} as record_id, {said}"
    if landed.is_history and has_row_period(contract, table):
        told = _told_once_a_period(contract, table, person, rows, literal(landed.period))
        every = f"select {who}, period, min(row_number) as row_number from {told} group by all"
        period = "arg_min(period, row_number) as period, "
        period += "list({'row_number': row_number, 'period': period} order by row_number) as spoken"
    else:
        every, period = f"select {who}, row_number from {rows}", f"{literal(landed.period)} as period"
    return (
        f"select record_id, {literal(table.name)} as table_name, {literal(person.role)} as role, "
        f"min(row_number) as row_number, {period}, {', '.join(words)} "
        f"from ({every}) where record_id is not null group by record_id, {', '.join(words)}"
    )


def _told_once_a_period(contract: Contract, table: Table, person: Person, rows: str, last: str) -> str:
    """The rows of a historical load, one per period and all that is told of a person in it, before anything is hashed."""
    named = {table.column(name) for name in (*person.id_columns, *person.identifiers.values())}
    told = sorted({text for column in named for text in (quoted(column.name), judged_text(column))})
    period = f"coalesce({row_period_sql(contract, table)}, {last})"
    return f"(select {', '.join(told)}, {period} as period, min(row_number) as row_number from {rows} group by all)"


def _word(table: Table, word: str, name: str) -> str:
    """SQL for one identifier: dates as DATE, a sex by its code's label, everything else as received."""
    column = table.column(name)
    if word == "birth_date":
        return birth_date(column)
    if word == "adult_on":
        return quoted(column.name)
    if word == "sex":
        labels = {code: label for code, label in column.codes.items() if label in SEXES}
        cases = " ".join(f"when {literal(code)} then {literal(label)}" for code, label in labels.items())
        return f"case {judged_text(column)} {cases} end" if cases else "cast(null as varchar)"
    return judged_text(column)
