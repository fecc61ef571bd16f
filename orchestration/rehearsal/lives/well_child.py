"""Well-child visits of children with Medicaid: which of those due were kept, and when."""

import numpy as np

from orchestration.rehearsal.days import Window
from orchestration.rehearsal.lives.coverage import Coverage
from orchestration.rehearsal.lives.people import People
from orchestration.rehearsal.lives.planted import Effect

VISITS_WITH_UNBROKEN_COVERAGE = Effect(
    "unbroken_coverage_raises_well_child_visits",
    cause="Medicaid without a gap over the year (since birth, for infants) before a well-child visit is due",
    outcome="chance that the visit is kept, of children covered on the day it is due",
    size=1.4,
    unit="factor",
    note="Better-off children have fewer gaps and keep more visits anyway, so a bare ratio overstates it.",
)
# Bright Futures: days after birth up to 30 months, then a visit a year.
DUE_DAYS = np.array([4, 30, 61, 122, 183, 274, 365, 457, 548, 730, 913, *(round(year * 365.25) for year in range(3, 21))])
_INFANT_CHANCE, _CHILD_CHANCE, _TEEN_CHANCE = 0.58, 0.47, 0.33  # with a gap, of a child of middling means and habits
_DELAY_DAYS = np.array([2, 6, 10, 12, 15, 20, 25, 25, 30, 40, 60, *[150] * 18])  # up to; none meets the next visit due


def kept(rng: np.random.Generator, people: People, coverage: Coverage, window: Window) -> tuple[np.ndarray, np.ndarray]:
    """Person and day of every visit kept in the window."""
    child = np.flatnonzero(people.birth > window.start_day - DUE_DAYS[-1] - 365).astype(np.int32)
    habit = rng.normal(0, 0.06, len(people)) + 0.12 * (people.means - 0.35)
    found = []
    for due_days, delay in zip(DUE_DAYS, _DELAY_DAYS, strict=True):
        due = people.birth[child] + due_days
        here = (due >= window.start_day) & (due <= window.end_day) & coverage.on(child, due)
        who, due = child[here], due[here]
        unbroken = coverage.unbroken(who, np.maximum(due - 365, people.birth[who]), due)
        unbroken |= coverage.unbroken(who, np.full(len(who), window.start_day), due)  # nothing is known of the time before
        base = np.clip(_chance(due_days) + habit[who], 0.05, 0.7)
        keeps = rng.random(len(who)) < base * np.where(unbroken, VISITS_WITH_UNBROKEN_COVERAGE.size, 1)
        day = due + rng.integers(0, delay + 1, len(who))
        keeps &= (day <= window.end_day) & coverage.on(who, day)
        found.append((who[keeps], day[keeps]))
    person, day = (np.concatenate(column) for column in zip(*found, strict=True))
    return person, day.astype(np.int32)


def _chance(due_days: int) -> float:
    return _INFANT_CHANCE if due_days <= 913 else _CHILD_CHANCE if due_days < 11 * 365 else _TEEN_CHANCE
