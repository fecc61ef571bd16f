"""Food assistance: each month's issuances with every member spell that was open in it; the last word on a spell counts."""

from collections.abc import Iterator

import numpy as np

from data_contracts.contract import Contract
from orchestration.rehearsal.days import Window, month_text
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import Sent, packed
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.snap import Members, issuances
from orchestration.rehearsal.sending import (
    DELIVERED_MONTHS,
    Sending,
    Written,
    arrival,
    file_name,
    periods,
    spoiled,
)
from orchestration.rehearsal.streams import Streams

ARRIVES_DAYS = 12


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """The history, with a few impossible codes and unit sizes in it, then three months."""
    issued, members = issuances(streams, county, difficulty), Members(streams, county, difficulty)
    month, end = county.support.issued.month, county.window.end
    rng, old = streams.of("broken snap"), month <= end - DELIVERED_MONTHS
    spoiled(rng, issued.values, "CASE_STATUS", old, difficulty.broken_rows, b"X")
    spoiled(rng, issued.values, "UNIT_SIZE", old, difficulty.broken_rows / 2, b"0")
    people = [("Member", members.as_of(end, np.arange(len(members.first))))]
    files = _files(contract, county.window, issued, month, members)
    return Sending(files, people, len(month) + len(members.first))


def _files(contract: Contract, window: Window, issued: Written, month: np.ndarray, members: Members) -> Iterator[Sent]:
    for period, is_history in periods(window):
        spells = np.flatnonzero((members.first <= period) & (is_history | (members.last >= period)))
        rows = issued.picked(month <= period if is_history else month == period)
        objects = {"Issuance": rows.values, "Member": members.as_of(period, spells).values}
        name = file_name(contract, "snap", month_text(period), history=is_history)
        yield Sent(contract, name, packed(contract, objects), arrival(period, ARRIVES_DAYS))
