"""What an agency sends: its rows, and in which files they arrive. The usual rhythms; a feed with its own brings it along."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from data_contracts.contract import Contract
from orchestration.rehearsal.days import Window, first_day, month_of, month_text
from orchestration.rehearsal.files import Sent, Values, packed

DELIVERED_MONTHS = 3
DAY = 86_400
ARRIVED_DAYS = 20  # after the last month's end, by when everything has arrived


@dataclass
class Written:
    """Rows of one object of a contract, and the person each role of each row is about (-1: no one is named)."""

    values: Values
    persons: dict[str, np.ndarray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(next(iter(self.values.values())))

    def picked(self, rows: np.ndarray) -> "Written":
        """Some of the rows, by their numbers or by a mask."""
        return Written(picked(self.values, rows), picked(self.persons, rows))


@dataclass
class Sending:
    """All files of one feed in order of arrival; the rows about people that stand in any of them; how many rows there are."""

    files: Iterator[Sent]
    people: list[tuple[str, Written]]  # by object: a record that stands in a file and not here is in no truth
    rows: int


def picked(columns: dict[str, np.ndarray], rows: np.ndarray) -> dict[str, np.ndarray]:
    """Some rows of every column."""
    return {column: cells[rows] for column, cells in columns.items()}


def blanked(values: Values, known: np.ndarray, columns: tuple[str, ...]) -> Values:
    """The values with some columns blank in the rows where they are not known."""
    return values | {column: np.where(known, values[column], b"") for column in columns}


def months_delivered(window: Window) -> list[int]:
    """The months that have a delivery of their own; what was before them is the historical load."""
    return [window.end - back for back in reversed(range(DELIVERED_MONTHS))]


def periods(window: Window) -> list[tuple[int, bool]]:
    """The last month of each file, and whether the file is the historical load."""
    return [(window.end - DELIVERED_MONTHS, True), *((month, False) for month in months_delivered(window))]


def in_every_month(days: np.ndarray, window: Window) -> np.ndarray:
    """Sorted days with at least one in each month delivered: an agency does not send an empty file."""
    days = days.copy()
    for month in reversed(months_delivered(window)):
        before = np.flatnonzero(month_of(days) < month)
        if not (month_of(days) == month).any() and len(before):
            days[before[-1]] = first_day(month) + 2
    return days


def arrival(month: int, days: int, hour: int = 6) -> int:
    """Seconds since 1970 at an hour of the day so many days after a month's last."""
    return (first_day(month + 1) - 1 + days) * DAY + hour * 3600


def monthly(
    contract: Contract,
    window: Window,
    stem: str,
    objects: dict[str, Written],
    known: dict[str, np.ndarray],
    *,
    days: int = 9,
) -> Sending:
    """A historical load, then a file a month with the rows whose day of becoming `known` lies in it.

    Rows known after the window are in no file. `days` after a month's end its file arrives.
    """
    month = {name: month_of(known[name]) for name in objects}
    sent = {name: objects[name].picked(month[name] <= window.end) for name in objects}
    return Sending(_by_month(contract, window, stem, objects, month, days), list(sent.items()), sum(map(len, sent.values())))


def _by_month(contract: Contract, window: Window, stem: str, objects, month, days: int) -> Iterator[Sent]:
    for period, is_history in periods(window):
        chosen = {n: month[n] <= period if is_history else month[n] == period for n in objects}
        rows = {name: objects[name].picked(chosen[name]).values for name in objects}
        name = file_name(contract, stem, month_text(period), history=is_history)
        yield Sent(contract, name, packed(contract, rows), arrival(period, days))


def snapshots(
    contract: Contract,
    window: Window,
    stem: str,
    on: Callable[[int], dict[str, Written]],
    *,
    days: int = 5,
) -> Sending:
    """A historical load, then a full picture at the end of each month; `on` gives the rows as they stand on a day.

    The rows about people are those of the last picture: what an agency deletes from its picture must be added by its feed.
    """
    last = on(window.end_day)
    return Sending(_pictures(contract, window, stem, on, last, days), list(last.items()), sum(map(len, last.values())))


def _pictures(contract: Contract, window: Window, stem: str, on, last: dict[str, Written], days: int) -> Iterator[Sent]:
    for period, is_history in periods(window):
        picture = last if period == window.end else on(first_day(period + 1) - 1)
        rows = {name: written.values for name, written in picture.items()}
        name = file_name(contract, stem, month_text(period), history=is_history)
        yield Sent(contract, name, packed(contract, rows), arrival(period, days))


_ENDINGS = {"zip": "zip", "gzip": "csv.gz"}
_LAYOUT_ENDINGS = {"delimited": "csv", "fixed_width": "txt", "xml": "xml", "parquet": "parquet"}


def file_name(contract: Contract, stem: str, period: str, *, history: bool) -> str:
    """`stem_2026-10.csv` for a period's file, `stem_to_2026-10.csv` for a historical load; the ending follows the layout."""
    ending = _ENDINGS.get(contract.delivery.container) or _LAYOUT_ENDINGS[contract.tables[0].member.layout]
    return f"{stem}_{'to_' if history else ''}{period}.{ending}"


def spoiled(rng: np.random.Generator, values: Values, column: str, rows: np.ndarray, rate: float, text) -> None:
    """Spoils a share of the given rows: `text` (bytes, or a function of the old cells) takes the place of what was there."""
    hit = np.flatnonzero(rows & (rng.random(len(rows)) < rate))
    old = values[column][hit]
    new = np.asarray(text(old)) if callable(text) else np.full(len(hit), text)
    cells = values[column].astype(f"S{max(values[column].dtype.itemsize, new.dtype.itemsize)}")
    cells[hit] = new
    values[column] = cells
