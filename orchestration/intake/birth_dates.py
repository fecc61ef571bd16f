"""Birth dates on their way in: nobody is born after the year a file speaks for, and a date that is not whole still tells a year.

Text only, for a vault connection.
"""

from dataclasses import replace

from data_contracts.contract import Column, Table
from data_contracts.date_formats import year_pattern
from data_contracts.typing_sql import literal, quoted
from orchestration.intake.record_ids import judged_text

NO_DATE, NO_YEAR = "cast(null as date)", "cast(null as integer)"


def born_by(table: Table, period: str) -> Table:
    """The table as a delivery's texts are read by it: its birth dates know the year the delivery speaks for."""
    born = {person.identifiers.get("birth_date") for person in table.persons}
    columns = (replace(c, born_by=_year(period)) if c.name in born else c for c in table.columns)
    return replace(table, columns=tuple(columns))


def birth_date(column: Column) -> str:
    """SQL for a birth date; null where the contract's form tells of no more than a year, which is no first of January."""
    return quoted(column.name) if _has_month(column) else NO_DATE


def birth_year(column: Column, period: str) -> str:
    """SQL for the year of birth where the birth date is null: of 1985-00-00, of 05/1985, of a form that is a year."""
    pattern = year_pattern(_form(column))
    if pattern is None:
        return NO_YEAR
    text = judged_text(column)
    year = f"try_cast(regexp_extract({text}, {literal(pattern)}, 1) as integer)"
    if "%Y" in _form(column):
        year = f"nullif({year}, 0)"
    else:  # four digits alone are a year, whatever the form
        whole = f"regexp_full_match(trim({text}), '(19|20)[0-9][0-9]')"
        century = f"case when {year} + 2000 > {_year(period)} then 1900 else 2000 end"
        year = f"case when {whole} then try_cast({text} as integer) else {year} + {century} end"
    return f"case when {birth_date(column)} is null then {year} end"


def _form(column: Column) -> str:
    return column.date_format or "%Y-%m-%d"


def _has_month(column: Column) -> bool:
    return any(month in _form(column) for month in ("%m", "%b", "%B"))


def _year(period: str) -> int:
    """The year of a delivery's period, 2026-08, 2026-2 or 2027-FALL."""
    return int(period[:4])
