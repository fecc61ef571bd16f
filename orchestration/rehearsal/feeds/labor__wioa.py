"""Workforce participations: a file a quarter with all that were open in it or ended in the six quarters before."""

from collections.abc import Iterator

import numpy as np

from data_contracts.contract import Contract
from orchestration.rehearsal.days import Window, first_day
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.feeds.labor__ui_wages import last_quarter
from orchestration.rehearsal.files import Sent, packed
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.wioa import Participants
from orchestration.rehearsal.sending import ARRIVED_DAYS, DELIVERED_MONTHS, Sending, Written, arrival, file_name
from orchestration.rehearsal.streams import Streams

ARRIVES_DAYS = 40
KEPT_QUARTERS = 6


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """The history, then the quarters that arrive in the last months."""
    book, last = Participants(streams, county, difficulty), last_quarter(county.window)
    name = contract.tables[0].object_name
    everyone = _as_of(book, last, np.flatnonzero(book.starts <= last))
    return Sending(_files(contract, county.window, book, last), [(name, everyone)], len(everyone))


def _as_of(book: Participants, quarter: int, rows: np.ndarray) -> Written:
    return book.as_of(quarter, first_day(quarter * 3 + 3) - 1, rows)


def _files(contract: Contract, window: Window, book: Participants, last: int) -> Iterator[Sent]:
    watched = arrival(window.end - DELIVERED_MONTHS, ARRIVED_DAYS)
    own = [quarter for quarter in (last - 1, last) if arrival(quarter * 3 + 2, ARRIVES_DAYS) > watched]
    for quarter in [own[0] - 1, *own]:
        is_history = quarter < own[0]
        rows = np.flatnonzero((book.starts <= quarter) & (is_history | (book.exits >= quarter - KEPT_QUARTERS)))
        objects = {contract.tables[0].object_name: _as_of(book, quarter, rows).values}
        name = file_name(contract, "wioa", f"{quarter // 4}q{quarter % 4 + 1}", history=is_history)
        yield Sent(contract, name, packed(contract, objects), arrival(quarter * 3 + 2, ARRIVES_DAYS))
