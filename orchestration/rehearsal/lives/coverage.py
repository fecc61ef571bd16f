"""Medicaid: who is covered from when to when; the poor, children and pregnant women more than others."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, Window
from orchestration.rehearsal.lives.homes import Homes
from orchestration.rehearsal.lives.people import People

CHILD_YEARS, AGED_YEARS = 19, 65
CHILD_MEANS, PARENT_MEANS, ADULT_MEANS, AGED_MEANS, PREGNANT_MEANS = 0.5, 0.38, 0.27, 0.24, 0.52  # covered below
TAKE_UP = 0.9  # of those who could be covered
LAPSES_AT_RENEWAL = 0.13  # lose coverage over a paper and get it back
# Eligibility groups of T-MSIS.
PARENT, PREGNANT, NEWBORN, CHILD, FOSTER, DISABLED, ADULT = 1, 5, 6, 7, 8, 11, 72
_BITS = 2**18  # days of a key of person and day


@dataclass
class Coverage:
    """One row per unbroken spell, in order of person and start; spells of one person do not touch."""

    person: np.ndarray
    start: np.ndarray
    end: np.ndarray  # the first day without; never: still covered when the window ends
    group: np.ndarray  # eligibility group when the spell began

    def spell_on(self, persons: np.ndarray, day: np.ndarray | int) -> np.ndarray:
        """The row of the spell each person is in on a day; -1 where there is none."""
        key = self.person.astype(np.int64) * _BITS + self.start
        row = np.searchsorted(key, persons.astype(np.int64) * _BITS + day, side="right") - 1
        at = np.maximum(row, 0)
        inside = (row >= 0) & (self.person[at] == persons) & (day < self.end[at]) if len(key) else row >= 0
        return np.where(inside, row, -1)

    def on(self, persons: np.ndarray, day: np.ndarray | int) -> np.ndarray:
        """Whether each person is covered on a day."""
        return self.spell_on(persons, day) >= 0

    def unbroken(self, persons: np.ndarray, since: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Whether one spell holds both days."""
        row = self.spell_on(persons, day)
        return (row >= 0) & (self.start[np.maximum(row, 0)] <= since) if len(self.start) else row >= 0


@dataclass
class _Parts:
    """Stretches of coverage that may overlap or touch."""

    person: np.ndarray
    start: np.ndarray
    end: np.ndarray
    group: np.ndarray


def covered(rng: np.random.Generator, people: People, homes: Homes, window: Window) -> Coverage:
    """Spells between the first and the last day of the window."""
    years = _years(rng, people, homes, window)
    parts = [*years, _pregnancies(rng, people, window)]
    person, start, end, group = (np.concatenate([getattr(p, n) for p in parts]) for n in ("person", "start", "end", "group"))
    start = np.maximum.reduce([start, np.full(len(start), window.start_day), people.birth[person], people.arrives[person]])
    end = np.minimum.reduce([end, people.leaves[person], people.dies[person]])
    fits = (start < end) & (start <= window.end_day)
    return _joined(_Parts(person[fits], start[fits], end[fits], group[fits]), window)


def _years(rng: np.random.Generator, people: People, homes: Homes, window: Window) -> list[_Parts]:
    """A decision each year, on a day of the person's own; a renewal that lapses leaves a gap of weeks or months."""
    count = len(people)
    phase = window.start_day - 365 + rng.integers(0, 365, count)
    luck, works_against = rng.normal(0, 0.05, count), rng.random(count) < 0.06
    before = np.zeros(count, bool)
    parts = []
    for step in range((window.end_day - window.start_day) // 365 + 2):
        day = phase + 365 * step
        group = _group(people, homes, day, works_against)
        limit = np.select(
            [group == CHILD, group == FOSTER, group == PARENT, group == DISABLED],
            [CHILD_MEANS, 1.01, PARENT_MEANS, AGED_MEANS],
            ADULT_MEANS,
        )
        now = (people.means + luck + rng.normal(0, 0.04, count) < limit) & (rng.random(count) < TAKE_UP)
        now &= people.birth < day + 365
        infant = people.birth > day - 30
        lapse = 20 + np.minimum(rng.exponential(70, count), 300)
        late = np.where(rng.random(count) < LAPSES_AT_RENEWAL, lapse, 0)
        late = np.where(infant, 0, np.where(before, late, rng.random(count) * 330)).astype(np.int32)
        at = np.flatnonzero(now)
        group = np.where((group == CHILD) & infant, NEWBORN, group)
        parts.append(_Parts(at.astype(np.int32), (day + late)[at], (day + 365)[at], group[at]))
        before = now
    return parts


def _group(people: People, homes: Homes, day: np.ndarray, is_disabled: np.ndarray) -> np.ndarray:
    """The eligibility group of each person who is covered on a day."""
    age = (day - people.birth) / YEAR
    parent = np.zeros(len(people), bool)
    for side in (people.mother, people.father):
        child = np.flatnonzero(side >= 0)
        at = day[side[child]]
        minor = (people.birth[child] <= at) & (people.birth[child] > at - CHILD_YEARS * YEAR) & (people.dies[child] > at)
        parent[side[child][minor]] = True
    placed = (homes.foster >= 0) & (homes.foster_start <= day) & (day < homes.foster_end)
    group = np.where(parent, PARENT, ADULT)
    group = np.where((age >= AGED_YEARS) | (is_disabled & (people.means < 0.4)), DISABLED, group)
    return np.where(age < CHILD_YEARS, np.where(placed, FOSTER, CHILD), group).astype(np.int8)


def _pregnancies(rng: np.random.Generator, people: People, window: Window) -> _Parts:
    """From some months before a birth to two months after it; a year since April 2022."""
    child = np.flatnonzero((people.mother >= 0) & (people.birth > window.start_day - 400))
    mother = people.mother[child]
    child = child[(people.means[mother] < PREGNANT_MEANS) & (rng.random(len(child)) < TAKE_UP)]
    mother, born = people.mother[child], people.birth[child]
    after = np.where(born >= 19_083, 365, 60)
    start = born - 100 - rng.integers(0, 130, len(child))
    return _Parts(mother, start, born + after, np.full(len(child), PREGNANT, np.int8))


def _joined(parts: _Parts, window: Window) -> Coverage:
    """Stretches of one person that overlap or touch as one spell."""
    order = np.lexsort((parts.start, parts.person))
    person, start, group = parts.person[order], parts.start[order].astype(np.int64), parts.group[order]
    end = np.minimum(parts.end[order], window.end_day + 1).astype(np.int64)
    reached = np.maximum.accumulate(person.astype(np.int64) * _BITS + end) % _BITS
    opens = np.ones(len(person), bool)
    opens[1:] = (person[1:] != person[:-1]) | (start[1:] > reached[:-1])
    closes = np.append(np.flatnonzero(opens)[1:] - 1, len(person) - 1) if len(person) else np.zeros(0, np.int64)
    last = reached[closes]
    return Coverage(
        person[opens].astype(np.int32),
        start[opens].astype(np.int32),
        np.where(last > window.end_day, NEVER, last).astype(np.int32),
        group[opens],
    )
