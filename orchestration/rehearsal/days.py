"""Days as whole numbers since 1970-01-01, months as year * 12 + month - 1, and the span the county lives in."""

import re
from dataclasses import dataclass
from functools import cache

import numpy as np

from orchestration.errors import TwogenError
from orchestration.rehearsal.series import repeats

NEVER = 2**30  # a day that does not come
YEAR = 365.25
BIRTH_MONTHS = 216  # births reach further back than the rest: a pupil of seventeen has a certificate


def first_day(month: int) -> int:
    """The first day of a month."""
    return int(np.datetime64(f"{month // 12:04d}-{month % 12 + 1:02d}-01", "D").astype(int))


def day(year: int, month: int, date: int) -> int:
    return first_day(year * 12 + month - 1) + date - 1


def month_text(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


@cache
def _written() -> np.ndarray:
    every = np.arange(np.datetime64("1880-01-01"), np.datetime64("2100-01-01"))
    return np.char.replace(np.datetime_as_string(every).astype("S10"), b"-", b"").astype("S8")


def written(days: np.ndarray) -> np.ndarray:
    """Dates as eight digits, year first; blank for a day that does not come."""
    days = np.asarray(days)
    start = int(np.datetime64("1880-01-01", "D").astype(int))
    known = days < NEVER
    return np.where(known, _written()[np.where(known, days - start, 0)], b"").astype("S8")


def month_of(days: np.ndarray) -> np.ndarray:
    """The month each day lies in."""
    months = np.asarray(days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (months + 1970 * 12).astype(np.int32)


def months_within(first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every month from a first to a last one, both included: the row it belongs to, and the month."""
    count = np.maximum(np.asarray(last, np.int64) - first + 1, 0)
    row, place = repeats(count)
    return row, (np.asarray(first)[row] + place).astype(np.int32)


def days_of(months: np.ndarray, date: int = 1) -> np.ndarray:
    """A day of each month, the first unless said."""
    return ((np.asarray(months) - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + date - 1).astype(
        np.int32
    )


@dataclass(frozen=True)
class Window:
    """The months the county is watched: `months` of them, the last one `end`."""

    end: int
    months: int

    @property
    def first(self) -> int:
        return self.end - self.months + 1

    @property
    def start_day(self) -> int:
        return first_day(self.first)

    @property
    def end_day(self) -> int:
        """The last day of the last month."""
        return first_day(self.end + 1) - 1

    @property
    def births_first(self) -> int:
        return self.end - max(BIRTH_MONTHS, self.months) + 1

    @property
    def births_start(self) -> int:
        return first_day(self.births_first)


def window(end: str, months: int) -> Window:
    """The span that ends with a month written YYYY-MM.

    Raises: TwogenError when the month is written otherwise or fewer than twelve months are asked for.
    """
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", end):
        raise TwogenError("The rehearsal county needs its last complete month as YYYY-MM, for example --end 2026-10.")
    if months < 12:
        raise TwogenError("The rehearsal county needs at least 12 months: a history, then three monthly deliveries.")
    return Window(end=int(end[:4]) * 12 + int(end[5:]) - 1, months=months)
