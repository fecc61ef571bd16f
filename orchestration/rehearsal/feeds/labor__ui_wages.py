"""UI wages: quarters as they arrive; the last lacks late employers at first and is sent again with corrections."""

from collections.abc import Iterator

import numpy as np

from data_contracts.contract import Contract
from orchestration.rehearsal.days import Window
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import Sent, Values, packed
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.amendments import Restated, restated
from orchestration.rehearsal.records.wages import WageRecords, wage_records
from orchestration.rehearsal.sending import (
    ARRIVED_DAYS,
    DAY,
    DELIVERED_MONTHS,
    Sending,
    Written,
    arrival,
    file_name,
    picked,
    spoiled,
)
from orchestration.rehearsal.streams import Streams

ARRIVES_DAYS = 45  # after the quarter ends


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Wage records with a few impossible wages and blank accounts among the old ones, and the last quarter twice."""
    book = wage_records(streams.of("wages"), county, difficulty)
    rng, early = streams.of("broken wages"), book.quarter < book.quarter.max(initial=0) - 1
    spoiled(rng, book.values, "WAGE", early, difficulty.broken_rows, b"000000000X")
    spoiled(rng, book.values, "UI_ACCOUNT", early, difficulty.broken_rows / 2, b"")
    last = last_quarter(county.window)
    again = restated(streams.of("restated"), book, last)
    first = Written(book.values, book.persons).picked(book.quarter <= last)
    second = Written(again.values, {"person": again.persons})
    name = contract.tables[0].object_name
    return Sending(_files(contract, county, book, again), [(name, first), (name, second)], len(book.quarter))


def last_quarter(window: Window) -> int:
    """The last quarter whose file has arrived by the time the last month's files have."""
    arrived = arrival(window.end, ARRIVED_DAYS)
    return max(q for q in range(window.first // 3, window.end // 3 + 1) if _arrives(q) <= arrived)


def _arrives(quarter: int) -> int:
    return arrival(quarter * 3 + 2, ARRIVES_DAYS)


def _files(contract: Contract, county: County, book: WageRecords, again: Restated) -> Iterator[Sent]:
    last = last_quarter(county.window)
    watched = arrival(county.window.end - DELIVERED_MONTHS, ARRIVED_DAYS)  # what arrived before is in the historical load
    own = [quarter for quarter in (last - 1, last) if _arrives(quarter) > watched]
    at_first = np.ones(len(book.quarter), bool)
    at_first[again.missing] = False
    history = own[0] - 1
    yield _file(contract, picked(book.values, book.quarter <= history), history, history=True)
    for quarter in own:
        yield _file(contract, picked(book.values, (book.quarter == quarter) & at_first), quarter)
    yield _file(contract, again.values, last, mark="_r1", later=3 * DAY)


def _file(contract: Contract, values: Values, quarter: int, *, history: bool = False, mark: str = "", later: int = 0) -> Sent:
    name = file_name(contract, "wages", f"{quarter // 4}q{quarter % 4 + 1}{mark}", history=history)
    return Sent(contract, name, packed(contract, {contract.tables[0].object_name: values}), _arrives(quarter) + later)
