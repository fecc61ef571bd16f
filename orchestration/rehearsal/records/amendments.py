"""What spoils and what corrects: a few rows that break rules, and a quarter of wages sent again with changes."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.attendance import Register
from orchestration.rehearsal.records.births import Certificates
from orchestration.rehearsal.records.wages import WageRecords
from orchestration.rehearsal.spelling import counted

LATE_EMPLOYER_SHARE = 0.03  # of a quarter's rows: missing at first
CHANGED_WAGE_SHARE = 0.01
DROPPED_INITIAL_SHARE = 0.002


def broken(
    rng: np.random.Generator, rate: float, county: County, births: Certificates, wages: WageRecords, school: Register
) -> None:
    """Spoils a few rows of the historical loads, far fewer than any tolerance: impossible codes, dates and numbers."""
    old = births.month < county.window.end - 3
    _spoil(rng, births.values, "DOR", old, rate, lambda text: np.full(len(text), b"19991301"))
    _spoil(rng, births.values, "ISEX", old, rate, lambda text: np.full(len(text), b"Z"))
    rows = county.enrolments
    past = np.array([term.last_month < county.window.end - 3 for term in rows.terms])[rows.term[school.rows]]
    _spoil(rng, school.values, "GradeLevel", past, rate, lambda text: np.full(len(text), b"13"))
    _spoil(rng, school.values, "StateID", past, rate / 2, lambda text: np.strings.slice(text, 2, 10))
    early = wages.quarter < wages.quarter.max(initial=0) - 1
    _spoil(rng, wages.values, "WAGE", early, rate, lambda text: np.full(len(text), b"000000000X"))
    _spoil(rng, wages.values, "UI_ACCOUNT", early, rate / 2, lambda text: np.zeros(len(text), text.dtype))


def _spoil(rng: np.random.Generator, values: Values, column: str, rows: np.ndarray, rate: float, spoiled) -> None:
    hit = np.flatnonzero(rows & (rng.random(len(rows)) < rate))
    text = values[column].copy()
    text = text.astype(f"S{max(text.dtype.itemsize, 10)}")
    text[hit] = spoiled(text[hit])
    values[column] = text


@dataclass
class Restated:
    """A quarter as first sent (which rows were missing) and as sent again."""

    values: Values
    persons: np.ndarray
    missing: np.ndarray  # rows of the wage records that the first file left out


def restated(rng: np.random.Generator, book: WageRecords, quarter: int) -> Restated:
    """The quarter's rows again: late employers added, wages corrected, a few initials dropped."""
    rows = np.flatnonzero(book.quarter == quarter)
    _, employer, sizes = np.unique(book.values["UI_ACCOUNT"][rows], return_inverse=True, return_counts=True)
    late = _late_employers(rng, sizes, len(rows))
    values = {column: text[rows].copy() for column, text in book.values.items()}
    changed = np.flatnonzero(rng.random(len(rows)) < CHANGED_WAGE_SHARE)
    wage = values["WAGE"][changed].astype(np.int64)
    values["WAGE"][changed] = counted((wage * rng.uniform(0.6, 1.5, len(changed))).astype(np.int64) + 1)
    uncertain = rng.random(len(rows)) < DROPPED_INITIAL_SHARE
    values["MIDDLE_INITIAL"][uncertain] = b""
    return Restated(values, book.persons["person"][rows], rows[late[employer]])


def _late_employers(rng: np.random.Generator, sizes: np.ndarray, rows: int) -> np.ndarray:
    """Which employers reported late: small ones, in random order, until a share of the rows is theirs."""
    order = rng.permutation(np.flatnonzero(sizes <= max(3, rows // 100)))
    before = np.cumsum(sizes[order]) - sizes[order]
    late = np.zeros(len(sizes), bool)
    late[order[before < max(1, rows * LATE_EMPLOYER_SHARE)]] = True
    return late
