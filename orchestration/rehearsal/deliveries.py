"""Which files arrive and when: a history of each feed, then three months; one is broken, one late, one restated."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from data_contracts.contract import Contract
from orchestration.errors import TwogenError
from orchestration.rehearsal.days import Window, first_day, month_text
from orchestration.rehearsal.files import Sent, Values, rendered, zipped
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.terms import Term
from orchestration.rehearsal.records import attendance, births, hmis, wages
from orchestration.rehearsal.records.amendments import Restated
from orchestration.rehearsal.records.projects import export_row, project_list

DELIVERED_MONTHS = 3
DAY = 86_400
BROKEN_COLUMN = b"DaysAttended"
QUARTER_ARRIVES_DAYS = 45  # after the quarter ends
ARRIVED_DAYS = 20  # after the last month's end, by when everything has arrived
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
    """Quarters as they arrive; the last lacks late employers at first and is sent again with corrections."""
    last = last_quarter(county.window)
    at_first = np.ones(len(book.quarter), bool)
    at_first[restated.missing] = False
    own = [quarter for quarter in range(last - 1, last + 1) if _quarter_arrives(quarter) > _watched(county.window)]
    history = own[0] - 1
    files = [(f"wages_to_{_quarter_text(history)}.txt", picked(book.values, book.quarter <= history), history, 0)]
    for quarter in own:
        rows = (book.quarter == quarter) & at_first
        files.append((f"wages_{_quarter_text(quarter)}.txt", picked(book.values, rows), quarter, 0))
    files.append((f"wages_{_quarter_text(last)}_r1.txt", restated.values, last, 3 * DAY))
    for name, values, quarter, later in files:
        yield Sent(contract, name, rendered(contract.tables[0], values), _quarter_arrives(quarter) + later)


def _watched(window: Window) -> int:
    """When the deliveries of single periods begin: what arrived before is in the historical loads."""
    return arrival(window.end - DELIVERED_MONTHS, ARRIVED_DAYS)


def last_quarter(window: Window) -> int:
    """The last quarter whose file has arrived by the time the last month's files have."""
    arrived = arrival(window.end, ARRIVED_DAYS)
    return max(q for q in range(window.first // 3, window.end // 3 + 1) if _quarter_arrives(q) <= arrived)


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
    yield Sent(
        contract,
        f"attendance_to_{past[-1].period}.txt",
        rendered(table, _page(county, book, past, history)),
        arrival(history, 12),
    )
    for month in months_delivered(county.window):
        term = next(t for t in terms if t.first_month <= month <= t.last_month)
        content = rendered(table, _page(county, book, [term], month))
        if month == end:
            content = _broken(contract, content)
        yield Sent(contract, f"attendance_{term.period}_asof_{month_text(month)}.txt", content, arrival(month, 12))


def _broken(contract: Contract, content: bytes) -> bytes:
    """The file after its agency renamed a column without telling anyone."""
    if BROKEN_COLUMN not in content[: content.index(b"\n")]:
        raise TwogenError(
            f"{contract.feed} v{contract.version}: the rehearsal county breaks one file by renaming the column "
            f"{BROKEN_COLUMN.decode()}, which the contract no longer has; choose another in rehearsal/deliveries.py."
        )
    return content.replace(BROKEN_COLUMN, b"Days_Present", 1)


def _page(county: County, book: attendance.Register, terms: list[Term], month: int) -> Values:
    page, day = attendance.pages(county, book, terms, month)
    return attendance.as_of(county, page, day)


def picked(values: Values, rows: np.ndarray) -> Values:
    """Some rows of every column."""
    return {column: text[rows] for column, text in values.items()}
