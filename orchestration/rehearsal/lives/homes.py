"""Where each person lives on a day: children with a parent, couples together, all others in a home of their own."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, Window
from orchestration.rehearsal.lives.dwellings import Dwellings
from orchestration.rehearsal.lives.people import MALE, People
from orchestration.rehearsal.lives.unions import Unions

_EARLY = 40_000  # days added so that keys of day and person stay positive


@dataclass
class Homes:
    """Who keeps whom, until when, and the moves of every home."""

    people: People
    unions: Unions
    keeper: np.ndarray  # the parent a child lives with; -1 for the eldest generation
    leaves_home: np.ndarray
    foster: np.ndarray  # the person a child is placed with for a while; -1. Child protection decides (`removals.py`)
    foster_start: np.ndarray
    foster_end: np.ndarray
    again: np.ndarray  # the person a child is placed with when it comes into care a second time; -1
    again_start: np.ndarray
    again_end: np.ndarray
    move_key: np.ndarray  # person * 2**17 + day, sorted
    move_dwelling: np.ndarray

    def anchor(self, persons: np.ndarray, day: np.ndarray | int) -> np.ndarray:
        """The person whose home each one lives in."""
        at = persons
        for carer, start, end in self.spells_of_care():
            at = np.where(_placed(carer, start, end, persons, day), carer[persons], at)
        for _ in range(3):
            at = np.where((day < self.leaves_home[at]) & (self.keeper[at] >= 0), self.keeper[at], at)
            partner = self.unions.partner_on(at, day)
            at = np.where((self.people.sex[at] == MALE) & (partner >= 0), partner, at)
        return at

    def spells_of_care(self) -> tuple[tuple[np.ndarray, np.ndarray, np.ndarray], ...]:
        """Carer, first day and day of leaving, per person, of the first and of the second time in care."""
        return (self.foster, self.foster_start, self.foster_end), (self.again, self.again_start, self.again_end)

    def in_care(self, persons: np.ndarray, day: np.ndarray | int) -> np.ndarray:
        """Whether each person lives with a carer on a day."""
        return np.any([_placed(*spell, persons, day) for spell in self.spells_of_care()], axis=0)

    def dwelling(self, persons: np.ndarray, day: np.ndarray | int) -> np.ndarray:
        """The dwelling each person lives in on a day."""
        key = self.anchor(persons, day).astype(np.int64) * 2**17 + np.clip(np.asarray(day) + _EARLY, 0, 2**17 - 1)
        return self.move_dwelling[np.searchsorted(self.move_key, key, side="right") - 1]


def _placed(carer: np.ndarray, start: np.ndarray, end: np.ndarray, persons: np.ndarray, day: np.ndarray | int) -> np.ndarray:
    return (carer[persons] >= 0) & (start[persons] <= day) & (day < end[persons])


def settled(rng: np.random.Generator, people: People, unions: Unions, dwellings: Dwellings, window: Window) -> Homes:
    """Homes and moves: the poor move more often, and to cheaper dwellings. Nobody is in care yet."""
    count = len(people)
    leaves = (people.birth + (18 + rng.gamma(2, 1.6, count)) * YEAR).astype(np.int32)
    leaves = np.minimum(leaves, np.maximum(unions.start.min(axis=0), people.birth + 17 * YEAR)).astype(np.int32)
    apart = unions.partner_on(np.maximum(people.mother, 0), people.birth) < 0
    with_father = (people.father >= 0) & apart & (rng.random(count) < 0.08)
    keeper = np.where(with_father, people.father, people.mother)
    key, dwelling = _moves(rng, people, dwellings, window)
    nobody, never = (np.full(count, fill, np.int32) for fill in (-1, NEVER))
    care = (nobody, never, never.copy(), nobody.copy(), never.copy(), never.copy())
    return Homes(people, unions, keeper, leaves, *care, key, dwelling)


def _moves(rng: np.random.Generator, people: People, dwellings: Dwellings, window: Window) -> tuple[np.ndarray, np.ndarray]:
    count = len(people)
    span = (window.end_day - window.births_start) / YEAR
    moves = rng.poisson(np.clip(0.24 - 0.2 * people.means, 0.03, 0.24) * span)
    moves = np.where(people.birth > window.end_day - 17 * YEAR, 0, moves)
    mover = np.concatenate([np.arange(count), np.repeat(np.arange(count), moves)])
    day = window.births_start + rng.random(len(mover)) * (window.end_day - window.births_start)
    day[:count] = -_EARLY
    rent = np.clip(people.means[mover] + rng.normal(0, 0.13, len(mover)), 0, 0.9999)
    dwelling = (rent * dwellings.shelter).astype(np.int32)
    key = mover.astype(np.int64) * 2**17 + (day + _EARLY).astype(np.int64)
    order = np.argsort(key, kind="stable")
    return key[order], dwelling[order]
