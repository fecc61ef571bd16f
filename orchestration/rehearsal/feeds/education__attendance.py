"""Attendance: the term so far, each month; the last month's file has lost a column's name."""

from collections.abc import Iterator

import numpy as np

from data_contracts.contract import Contract
from orchestration.errors import TwogenError
from orchestration.rehearsal.days import month_text
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import Sent, packed
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.terms import Term
from orchestration.rehearsal.records.attendance import Register, as_of, pages, register
from orchestration.rehearsal.sending import DELIVERED_MONTHS, Sending, Written, arrival, months_delivered, spoiled
from orchestration.rehearsal.streams import Streams

ARRIVES_DAYS = 12
BROKEN_COLUMN = b"DaysAttended"


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Pupils with a few impossible grades and cut numbers among the old terms."""
    book = register(streams.of("attendance"), county, difficulty)
    rows = county.enrolments
    past = np.array([term.last_month < county.window.end - DELIVERED_MONTHS for term in rows.terms])[rows.term[book.rows]]
    rng = streams.of("broken attendance")
    spoiled(rng, book.values, "GradeLevel", past, difficulty.broken_rows, b"13")
    spoiled(rng, book.values, "StateID", past, difficulty.broken_rows / 2, lambda text: np.strings.slice(text, 2, 10))
    people = [(contract.tables[0].object_name, Written(book.values, book.persons))]
    return Sending(_files(contract, county, book), people, len(book.rows))


def _files(contract: Contract, county: County, book: Register) -> Iterator[Sent]:
    terms, end = county.enrolments.terms, county.window.end
    history = end - DELIVERED_MONTHS
    past = [term for term in terms if term.last_month <= history]
    yield _file(contract, county, book, past, history, f"attendance_to_{past[-1].period}.txt")
    for month in months_delivered(county.window):
        term = next(t for t in terms if t.first_month <= month <= t.last_month)
        sent = _file(contract, county, book, [term], month, f"attendance_{term.period}_asof_{month_text(month)}.txt")
        yield _broken(sent) if month == end else sent


def _file(contract: Contract, county: County, book: Register, terms: list[Term], month: int, name: str) -> Sent:
    page, day = pages(county, book, terms, month)
    content = packed(contract, {contract.tables[0].object_name: as_of(county, page, day)})
    return Sent(contract, name, content, arrival(month, ARRIVES_DAYS))


def _broken(sent: Sent) -> Sent:
    """The file after its agency renamed a column without telling anyone."""
    contract, content = sent.contract, sent.content
    if BROKEN_COLUMN not in content[: content.index(b"\n")]:
        raise TwogenError(
            f"{contract.feed} v{contract.version}: the rehearsal county breaks one file by renaming the column "
            f"{BROKEN_COLUMN.decode()}, which the contract no longer has; choose another in rehearsal/feeds/."
        )
    return Sent(contract, sent.name, content.replace(BROKEN_COLUMN, b"Days_Present", 1), sent.arrives)
