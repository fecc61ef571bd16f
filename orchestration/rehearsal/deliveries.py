"""Which files arrive, when, and what is wrong with some: one history a feed, three months of deliveries, one broken, one late, one restated."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from data_contracts.contract import Contract
from orchestration.rehearsal.days import Window, first_day, month_text
from orchestration.rehearsal.files import Sent, Values, rendered, zipped
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.school import Term
from orchestration.rehearsal.records import attendance, births, hmis, wages
from orchestration.rehearsal.records.amendments import Restated
from orchestration.rehearsal.records.projects import export_row, project_list

DELIVERED_MONTHS = 3
DAY = 86_400
QUARTER_ARRIVES_DAYS = 45  # after the quarter ends
LATE_DAYS = 29  # how long after its due date the late file comes


@dataclass
class Books:
    """Everything the four agencies have written down."""

    births: births.Certificates
    hmis: hmis.Hmis
    wages: wages.WageRecords
    school: attendance.Register
    restated: Restated  # the last quarter's wages


def months_delivered(window: Window) -> list[int]:
    return [window.end - back for back in reversed(range(DELIVERED_MONTHS))]


def arrival(month: int, days: int, hour: int = 6) -> int:
    """Seconds since 1970 at an hour of the day so many days after a month's last."""
    return (first_day(month + 1) - 1 + days) * DAY + hour * 3600


def birth_files(contract: Contract, county: County, book: births.Certificates) -> Iterator[Sent]:
    """Monthly files by registration; the one before last comes a month late."""
    history = county.window.end - DELIVERED_MONTHS
    yield _births(contract, book, book.month <= history, f"births_to_{month_text(history)}.txt", arrival(history, 9))
    for month in months_delivered(county.window):
        late = month == county.window.end - 1
        days = contract.delivery.due_days + LATE_DAYS if late else 9
        yield _births(contract, book, book.month == month, f"births_{month_text(month)}.txt", arrival(month, days))


def _births(contract: Contract, book: births.Certificates, rows: np.ndarray, name: str, arrives: int) -> Sent:
    return Sent(contract, name, rendered(contract.tables[0], picked(book.values, rows)), arrives)


def hmis_files(contract: Contract, county: County, book: hmis.Hmis) -> Iterator[Sent]:
    """Full exports, each of which replaces the one before."""
    history = county.window.end - DELIVERED_MONTHS
    for month in [history, *months_delivered(county.window)]:
        name = f"hmis_to_{month_text(month)}.zip" if month == history else f"hmis_{month_text(month)}.zip"
        yield Sent(contract, name, _export(contract, county, book, month), arrival(month, 5))


def _export(contract: Contract, county: County, book: hmis.Hmis, month: int) -> bytes:
    day = first_day(month + 1) - 1
    tables, _ = hmis.snapshot(book, day)
    number = f"E{month_text(month).replace('-', '')}".encode()
    tables |= {"Project": project_list(), "Export": export_row(county.window.start_day - 730, day, number)}
    members = {}
    for table in contract.tables:
        values = tables[table.object_name]
        rows = len(next(iter(values.values())))
        members[table.member.name] = rendered(table, values | {"ExportID": np.full(rows, number)})
    return zipped(members)


def wage_files(contract: Contract, county: County, book: wages.WageRecords, restated: Restated) -> Iterator[Sent]:
    """Quarters as they fall due; the last one lacks late employers at first and is sent a second time with corrections."""
    due = [q for q in range(county.window.first // 3, county.window.end // 3 + 1) if _quarter_arrives(q) <= arrival(county.window.end, 20)]
    own = [q for q in due if _quarter_arrives(q) > arrival(county.window.end - DELIVERED_MONTHS, 20)]
    history = own[0] - 1
    missing = np.zeros(len(book.quarter), bool)
    missing[restated.missing] = True
    table = contract.tables[0]
    yield Sent(contract, f"wages_to_{_quarter_text(history)}.txt", rendered(table, picked(book.values, book.quarter <= history)), _quarter_arrives(history))
    for quarter in own:
        yield Sent(contract, f"wages_{_quarter_text(quarter)}.txt", rendered(table, picked(book.values, (book.quarter == quarter) & ~missing)), _quarter_arrives(quarter))
    yield Sent(contract, f"wages_{_quarter_text(own[-1])}_r1.txt", rendered(table, restated.values), _quarter_arrives(own[-1]) + 3 * DAY)


def last_quarter(window: Window) -> int:
    """The last quarter whose file has arrived twenty days after the last month."""
    return max(q for q in range(window.first // 3, window.end // 3 + 1) if _quarter_arrives(q) <= arrival(window.end, 20))


def _quarter_arrives(quarter: int) -> int:
    return arrival(quarter * 3 + 2, QUARTER_ARRIVES_DAYS)


def _quarter_text(quarter: int) -> str:
    return f"{quarter // 4}q{quarter % 4 + 1}"


def attendance_files(contract: Contract, county: County, book: attendance.Register) -> Iterator[Sent]:
    """The term so far, each month; the last month's file has lost a column's name."""
    terms, end = county.enrolments.terms, county.window.end
    history = end - DELIVERED_MONTHS
    past = [term for term in terms if term.last_month <= history]
    table = contract.tables[0]
    yield Sent(contract, f"attendance_to_{past[-1].period}.txt", rendered(table, _page(county, book, past, history)), arrival(history, 12))
    for month in months_delivered(county.window):
        term = next(t for t in terms if t.first_month <= month <= t.last_month)
        content = rendered(table, _page(county, book, [term], month))
        if month == end:
            content = content.replace(b"DaysAttended", b"Days_Present", 1)
        yield Sent(contract, f"attendance_{term.period}_asof_{month_text(month)}.txt", content, arrival(month, 12))


def _page(county: County, book: attendance.Register, terms: list[Term], month: int) -> Values:
    page, day = attendance.pages(county, book, terms, month)
    return attendance.as_of(county, page, day)


def picked(values: Values, rows: np.ndarray) -> Values:
    """Some rows of every column."""
    return {column: text[rows] for column, text in values.items()}
