"""Cash assistance: a file a month of header, T1, T2, T3 and trailer records, after a historical load of the same make."""

from collections.abc import Iterator

import numpy as np

from data_contracts.contract import Contract
from orchestration.rehearsal.days import Window, month_text
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import Sent, Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.dwellings import STATE_FIPS
from orchestration.rehearsal.record_types import interleaved
from orchestration.rehearsal.records.tanf import Cash, cash
from orchestration.rehearsal.sending import DELIVERED_MONTHS, Sending, arrival, file_name, periods, spoiled
from orchestration.rehearsal.spelling import counted
from orchestration.rehearsal.streams import Streams

ARRIVES_DAYS = 16


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Every month of the window, with a few impossible codes among the old adults."""
    book, window = cash(streams, county, difficulty), county.window
    rng, old = streams.of("broken tanf"), book.month["adult"] <= window.end - DELIVERED_MONTHS
    spoiled(rng, book.objects["adult"].values, "WORK_ELIGIBLE_INDICATOR", old, difficulty.broken_rows, b"77")
    people = [(name, book.objects[name]) for name in ("adult", "child")]
    return Sending(_files(contract, window, book), people, sum(map(len, book.objects.values())))


def _files(contract: Contract, window: Window, book: Cash) -> Iterator[Sent]:
    for period, is_history in periods(window):
        objects: dict[str, Values] = {"header": header(period)}
        for name, written in book.objects.items():
            month = book.month[name]
            objects[name] = written.picked(month <= period if is_history else month == period).values
        name = file_name(contract, "tanf", month_text(period), history=is_history)
        yield Sent(contract, name, interleaved(contract, objects), arrival(period, ARRIVES_DAYS))


def header(month: int) -> Values:
    """What the file is; the federal fiscal year begins in October of the calendar year before."""
    from_october = month + 3
    return {
        "YEAR": counted(np.array([from_october // 12])),
        "QUARTER": counted(np.array([from_october % 12 // 3 + 1])),
        "TYPE": np.array([b"A"]),
        "STATE_FIPS": np.array([STATE_FIPS]),
        "TRIBE_CODE": np.array([b"000"]),
        "PROGRAM_TYPE": np.array([b"TAN"]),
        "EDIT": np.array([b"1"]),
        "UPDATE": np.array([b"D"]),
    }
