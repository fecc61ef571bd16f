"""Public school: who was enrolled where in each term, and how many days they came."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, Window, day
from orchestration.rehearsal.lives.dwellings import Dwellings
from orchestration.rehearsal.lives.homes import Homes
from orchestration.rehearsal.lives.people import People
from orchestration.rehearsal.lives.shelter import Stays

HOMELESS_ABSENCE = 0.08  # planted: a homeless night in the term adds this to the share of days absent
HOMELESS_BEFORE_ABSENCE = 0.03  # planted: and one in the year before the term, this
PRIVATE_SHARE = 0.09
TERMS = ("FALL", "SPRING", "SUMMER")


@dataclass(frozen=True)
class Term:
    """A term of a school year; the year is named for the calendar year it ends in."""

    year: int
    name: str
    start: int
    end: int

    @property
    def days(self) -> int:
        return round((self.end - self.start + 1) * 5 / 7 * 0.94)

    @property
    def last_month(self) -> int:
        """The last month the term is reported for."""
        return {"FALL": (self.year - 1) * 12 + 11, "SPRING": self.year * 12 + 4, "SUMMER": self.year * 12 + 6}[self.name]

    @property
    def first_month(self) -> int:
        return {"FALL": (self.year - 1) * 12 + 7, "SPRING": self.year * 12, "SUMMER": self.year * 12 + 5}[self.name]

    @property
    def period(self) -> str:
        return f"{self.year}-{self.name}"


@dataclass
class Enrolments:
    """One row per pupil, term and school."""

    person: np.ndarray
    term: np.ndarray  # row of `terms`
    school: np.ndarray
    grade: np.ndarray  # -1 pre-kindergarten, 0 kindergarten
    entry: np.ndarray
    exit: np.ndarray  # last day here
    leaves: np.ndarray  # whether the exit is one: the pupil went elsewhere before the term ended
    absent_share: np.ndarray
    homeless: np.ndarray
    new_here: np.ndarray  # first enrolment of the pupil in this school
    terms: list[Term]


def terms_of(window: Window) -> list[Term]:
    """Every term with a month in the window, in order."""
    found = []
    for year in range(window.first // 12, window.end // 12 + 2):
        found += [
            Term(year, "FALL", day(year - 1, 8, 12), day(year - 1, 12, 19)),
            Term(year, "SPRING", day(year, 1, 5), day(year, 5, 24)),
            Term(year, "SUMMER", day(year, 6, 8), day(year, 7, 10)),
        ]
    return [term for term in found if term.last_month >= window.first and term.first_month <= window.end]


def schooled(rng: np.random.Generator, people: People, homes: Homes, dwellings: Dwellings, stays: Stays, window: Window) -> Enrolments:
    """Enrolments of all terms; absence rises with poverty and, as planted, with homelessness."""
    terms = terms_of(window)
    private = rng.random(len(people)) < PRIVATE_SHARE * (0.4 + 1.2 * people.means)
    held_back = rng.random(len(people)) < 0.05
    pre_k = rng.random(len(people)) < 0.35
    ends_at = np.where(rng.random(len(people)) < 0.1 * (1 - people.means), 10, 12)
    own = rng.beta(1.4, 24, len(people)) + 0.05 * (1 - people.means)
    parts = []
    for row, term in enumerate(terms):
        pupils, grade = _pupils(rng, people, term, private, held_back, pre_k, ends_at)
        parts.append(_enrolled(rng, people, homes, dwellings, stays, term, row, pupils, grade, own))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    key = columns[0].astype(np.int64) * 100_000 + columns[2]
    new_here = np.zeros(len(key), bool)
    new_here[np.unique(key, return_index=True)[1]] = True
    return Enrolments(*columns, new_here, terms)


def _pupils(rng, people: People, term: Term, private, held_back, pre_k, ends_at) -> tuple[np.ndarray, np.ndarray]:
    cutoff = day(term.year - 1, 9, 1)
    grade = np.floor((cutoff - people.birth) / YEAR).astype(np.int32) - 5
    grade = grade - (held_back & (grade > 1))
    fits = (grade >= -1) & (grade <= ends_at) & ((grade >= 0) | pre_k) & ~private
    pupils = np.flatnonzero(fits & people.present(np.arange(len(people)), term.start + 10))
    if term.name == "SUMMER":
        pupils = pupils[rng.random(len(pupils)) < 0.07]
    return pupils, grade[pupils]


def _school(dwellings: Dwellings, dwelling: np.ndarray, grade: np.ndarray) -> np.ndarray:
    """One elementary school a zone, one middle school for two, one high school for three."""
    zone = dwellings.zone[dwelling]
    return np.where(grade <= 5, 1000 + zone, np.where(grade <= 8, 2000 + zone // 2, 3000 + zone // 3)).astype(np.int32)


def _enrolled(rng, people, homes, dwellings, stays, term, row, pupils, grade, own) -> tuple[np.ndarray, ...]:
    """One row per pupil, two for those whose move in the term changed their school."""
    count = len(pupils)
    late = rng.random(count) < 0.03
    entry = term.start + np.where(late, rng.integers(3, 25, count), 0)
    moved = term.start + rng.integers(30, max(31, term.end - term.start - 15), count) if term.name != "SUMMER" else np.full(count, term.end + 1)
    before = _school(dwellings, homes.dwelling(pupils, term.start), grade)
    after = _school(dwellings, homes.dwelling(pupils, np.minimum(moved, term.end)), grade)
    gone = np.minimum(people.leaves[pupils], people.dies[pupils])
    splits = (after != before) & (moved < term.end) & (gone > moved)
    last = np.where(splits, moved - 1, np.minimum(term.end, gone))
    homeless = stays.someone_homeless(term.start, term.end + 1, len(people))[pupils]
    recently = stays.someone_homeless(term.start - 365, term.start, len(people))[pupils]
    share = own[pupils] + HOMELESS_ABSENCE * homeless + HOMELESS_BEFORE_ABSENCE * (recently & ~homeless) + rng.normal(0, 0.015, count)
    share = np.clip(share + np.where(grade >= 9, 0.015, 0), 0, 0.9)
    again = np.flatnonzero(splits)
    stack = lambda mine, other: np.concatenate([mine, other])  # noqa: E731
    return (
        stack(pupils, pupils[again]).astype(np.int32),
        np.full(count + len(again), row, np.int16),
        stack(before, after[again]),
        stack(grade, grade[again]).astype(np.int8),
        stack(entry, moved[again]).astype(np.int32),
        stack(last, np.minimum(term.end, gone)[again]).astype(np.int32),
        stack(splits | (gone < term.end), (gone < term.end)[again]),
        stack(share, share[again]),
        stack(homeless, homeless[again]),
    )
