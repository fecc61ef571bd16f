"""Social Security numbers: who has one, and on whose the rest work."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, Window
from orchestration.rehearsal.lives.people import People

_NONE_SHARE = np.array((0.002, 0.003, 0.085, 0.03, 0.002))  # of people 28 or older
_BORROWS_WEIGHT = np.array((0.5, 0.9, 7.0, 2.5, 0.6))


@dataclass
class Numbers:
    """Per person: the own number (-1: none) and the number wages are paid under."""

    own: np.ndarray
    worked: np.ndarray


def valid_numbers(rng: np.random.Generator, count: int) -> np.ndarray:
    """Distinct valid numbers: area 001-899 but 666, group and serial not zero."""
    drawn = max(64, int(count * 1.05))
    area = rng.integers(1, 899, drawn)
    area = area + (area >= 666)
    numbers = area * 1_000_000 + rng.integers(1, 100, drawn) * 10_000 + rng.integers(1, 10_000, drawn)
    known, first = np.unique(numbers, return_index=True)
    del known
    return numbers[np.sort(first)][:count].astype(np.int32)


def numbered(rng: np.random.Generator, people: People, window: Window, borrowed_share: float) -> Numbers:
    """A number for nearly everyone; `borrowed_share` of those of working age work on someone else's.

    Of the borrowed, two in five are a relative's, two in five another resident's, the rest belong to no one here.
    """
    count = len(people)
    numbers = valid_numbers(rng, count + count // 4)
    none = (people.mother < 0) & (rng.random(count) < _NONE_SHARE[people.group])
    own = np.where(none, -1, numbers[:count]).astype(np.int32)
    worked = np.where(none, numbers[rng.integers(count, len(numbers), count)], own).astype(np.int32)
    adults = np.flatnonzero((people.birth < window.end_day - 17 * YEAR) & (people.birth > window.start_day - 66 * YEAR))
    weight = _BORROWS_WEIGHT[people.group[adults]] * (none[adults] * 1e6 + 1) * (1.3 - people.means[adults])
    borrowers = adults[np.argsort(rng.exponential(1, len(adults)) / weight, kind="stable")[: round(len(adults) * borrowed_share)]]
    kin = np.where(people.mother[borrowers] >= 0, people.mother[borrowers], borrowers)
    kin = np.where((kin == borrowers) & (people.father[borrowers] >= 0), people.father[borrowers], kin)
    anyone = rng.integers(0, count, len(borrowers))
    lender = np.where((kin != borrowers) & (rng.random(len(borrowers)) < 0.4), kin, anyone)
    stranger = numbers[rng.integers(count, len(numbers), len(borrowers))]
    lent = np.where((own[lender] >= 0) & (lender != borrowers) & (rng.random(len(borrowers)) < 0.8), own[lender], stranger)
    worked[borrowers] = lent
    return Numbers(own=own, worked=worked)
