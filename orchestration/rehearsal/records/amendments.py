"""A quarter of wages sent again: late employers added, wages corrected."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.files import Values
from orchestration.rehearsal.records.wages import WageRecords
from orchestration.rehearsal.sending import picked
from orchestration.rehearsal.spelling import counted

LATE_EMPLOYER_SHARE = 0.03  # of a quarter's rows: missing at first
CHANGED_WAGE_SHARE = 0.01
DROPPED_INITIAL_SHARE = 0.002


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
    values = picked(book.values, rows)
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
