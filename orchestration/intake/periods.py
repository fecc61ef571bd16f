"""The span a delivery speaks for: read from its file's name, ordered, ended, followed, and told from its rows."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from data_contracts.contract import Contract, Table
from data_contracts.typing_sql import quoted

TERMS = ("FALL", "SPRING", "SUMMER")  # of a school year that is named for the calendar year it ends in
FORMS = {
    "month": re.compile(r"(\d{4})\D?(0[1-9]|1[0-2])"),
    "quarter": re.compile(r"(\d{4})\D?([1-4])"),
    "term": re.compile(r"(\d{4})\D?(FALL|SPRING|SUMMER)"),
}


@dataclass(frozen=True, order=True)
class Span:
    """One month, quarter or term; spans of one unit compare in time."""

    year: int
    part: int  # 1-based: month, quarter, or place in TERMS
    unit: str

    @property
    def text(self) -> str:
        """As every room writes it: 2026-08, 2026-2, 2027-FALL."""
        if self.unit == "term":
            return f"{self.year}-{TERMS[self.part - 1]}"
        return f"{self.year}-{self.part:02d}" if self.unit == "month" else f"{self.year}-{self.part}"

    @property
    def end(self) -> date:
        """Its last day. Fall runs August to December, spring January to May, summer June and July."""
        if self.unit == "term":
            year, month = [(self.year - 1, 12), (self.year, 5), (self.year, 7)][self.part - 1]
        else:
            year, month = self.year, self.part * (3 if self.unit == "quarter" else 1)
        return date(year, month, monthrange(year, month)[1])

    @property
    def begin(self) -> date:
        """Its first day."""
        if self.unit == "term":
            return [date(self.year - 1, 8, 1), date(self.year, 1, 1), date(self.year, 6, 1)][self.part - 1]
        return date(self.year, self.part if self.unit == "month" else self.part * 3 - 2, 1)

    @property
    def next(self) -> "Span":
        last = {"month": 12, "quarter": 4, "term": 3}[self.unit]
        return Span(self.year + 1, 1, self.unit) if self.part == last else Span(self.year, self.part + 1, self.unit)


def span(text: str, unit: str) -> Span | None:
    """The span a text names, or None when it names none."""
    match = FORMS[unit].fullmatch(text.upper())
    if match is None:
        return None
    year, part = match.groups()
    return Span(int(year), TERMS.index(part) + 1 if unit == "term" else int(part), unit)


def span_of_day(day: date, unit: str) -> Span:
    """The span a day belongs to; a school year has its fall in the calendar year before."""
    if unit == "term":
        part = 1 if day.month >= 8 else 2 if day.month <= 5 else 3
        return Span(day.year + (part == 1), part, unit)
    return Span(day.year, day.month if unit == "month" else (day.month + 2) // 3, unit)


def span_of_name(contract: Contract, file_name: str) -> tuple[Span, bool] | None:
    """The span in a file's name and whether it is a historical load; None when the contract promises no such file."""
    delivery = contract.delivery
    for pattern, is_history in ((delivery.file_pattern, False), (delivery.history_pattern, True)):
        match = re.fullmatch(pattern, file_name) if pattern else None
        found = span(match["period"], delivery.period.unit) if match else None
        if found:
            return found, is_history
    return None


def has_row_period(contract: Contract, table: Table) -> bool:
    """Whether the table's own rows say which period they belong to."""
    names = {column.name for column in table.columns}
    return bool(contract.delivery.period.columns) and names.issuperset(contract.delivery.period.columns)


def row_period_sql(contract: Contract, table: Table) -> str:
    """SQL for the period a row belongs to, in the same form as `Span.text`; null when a column is null."""
    period = contract.delivery.period
    columns = [table.column(name) for name in period.columns]
    if len(columns) == 1 and columns[0].logical_type in ("date", "timestamp"):
        return _period_of_date(quoted(columns[0].name), period.unit)
    return " || '-' || ".join(f"upper(cast({quoted(c.name)} as varchar))" for c in columns)


def period_order_sql(expression: str, unit: str) -> str:
    """SQL for a text of the period that sorts in time."""
    if unit != "term":
        return expression
    for number, term in enumerate(TERMS, 1):
        expression = f"replace({expression}, '{term}', '{number}')"
    return expression


def _period_of_date(column: str, unit: str) -> str:
    if unit == "month":
        return f"strftime({column}, '%Y-%m')"
    if unit == "quarter":
        return f"year({column}) || '-' || quarter({column})"
    return (
        f"case when month({column}) >= 8 then (year({column}) + 1) || '-FALL' "
        f"when month({column}) <= 5 then year({column}) || '-SPRING' else year({column}) || '-SUMMER' end"
    )
