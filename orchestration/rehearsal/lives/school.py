"""Public school: who was enrolled where in each term, and what share of the days they missed."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, Window, day
from orchestration.rehearsal.lives import planted
from orchestration.rehearsal.lives.dwellings import Dwellings
from orchestration.rehearsal.lives.homes import Homes
from orchestration.rehearsal.lives.people import People
from orchestration.rehearsal.lives.shelter import HOMELESS_TYPES, Stays
from orchestration.rehearsal.lives.terms import Term, terms_of

PRIVATE_SHARE = 0.09
PRE_K_SHARE = 0.35
SUMMER_SHARE = 0.07


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


@dataclass(frozen=True)
class _Schooling:
    """What stays with a child from term to term."""

    is_private: np.ndarray
    is_held_back: np.ndarray
    goes_to_pre_k: np.ndarray
    last_grade: np.ndarray
    absence: np.ndarray


def schooled(
    rng: np.random.Generator, people: People, homes: Homes, dwellings: Dwellings, stays: Stays, window: Window
) -> Enrolments:
    """Enrolments of all terms; absence rises with poverty and, as planted, with homelessness."""
    terms, nature = terms_of(window), _nature(rng, people)
    parts = []
    for row, term in enumerate(terms):
        pupils, grade = _pupils(rng, people, term, nature)
        absence = _absence(rng, people, stays, term, pupils, grade, nature)
        parts.append(_enrolled(rng, people, homes, dwellings, (row, term), pupils, grade, absence))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    key = columns[0].astype(np.int64) * 100_000 + columns[2]
    new_here = np.zeros(len(key), bool)
    new_here[np.unique(key, return_index=True)[1]] = True
    return Enrolments(*columns, new_here, terms)


def _nature(rng: np.random.Generator, people: People) -> _Schooling:
    count = len(people)
    return _Schooling(
        is_private=rng.random(count) < PRIVATE_SHARE * (0.4 + 1.2 * people.means),
        is_held_back=rng.random(count) < 0.05,
        goes_to_pre_k=rng.random(count) < PRE_K_SHARE,
        last_grade=np.where(rng.random(count) < 0.1 * (1 - people.means), 10, 12),
        absence=(rng.beta(1.4, 24, count) + 0.05 * (1 - people.means)).astype(np.float32),
    )


def _pupils(rng, people: People, term: Term, nature: _Schooling) -> tuple[np.ndarray, np.ndarray]:
    """The children of public school and their grades, -1 to 12, by their age on the first of September."""
    grade = np.floor((day(term.year - 1, 9, 1) - people.birth) / YEAR).astype(np.int32) - 5
    grade = grade - (nature.is_held_back & (grade > 1))
    fits = (grade >= -1) & (grade <= nature.last_grade) & ((grade >= 0) | nature.goes_to_pre_k) & ~nature.is_private
    pupils = np.flatnonzero(fits)
    pupils = pupils[people.present(pupils, term.start + 10)]
    if term.name == "SUMMER":
        pupils = pupils[rng.random(len(pupils)) < SUMMER_SHARE]
    return pupils.astype(np.int32), grade[pupils]


def _absence(rng, people, stays, term, pupils, grade, nature) -> tuple[np.ndarray, np.ndarray]:
    """The share of days each pupil misses, and whether the pupil had a homeless night in the term."""
    homeless = stays.someone_in(HOMELESS_TYPES, term.start, term.end + 1, len(people))[pupils]
    before = stays.someone_in(HOMELESS_TYPES, term.start - 365, term.start, len(people))[pupils] & ~homeless
    share = nature.absence[pupils] + np.where(grade >= 9, 0.015, 0) + rng.normal(0, 0.015, len(pupils))
    share = share + planted.ABSENCE_WHILE_HOMELESS.size * homeless + planted.ABSENCE_AFTER_HOMELESS.size * before
    return np.clip(share, 0, 0.9).astype(np.float32), homeless


def _school(dwellings: Dwellings, dwelling: np.ndarray, grade: np.ndarray) -> np.ndarray:
    """One elementary school a zone, one middle school for two, one high school for three."""
    zone = dwellings.zone[dwelling]
    return np.where(grade <= 5, 1000 + zone, np.where(grade <= 8, 2000 + zone // 2, 3000 + zone // 3)).astype(np.int32)


def _enrolled(rng, people, homes, dwellings, row_and_term, pupils, grade, absence) -> tuple[np.ndarray, ...]:
    """One row per pupil, two for those whose move in the term changed their school."""
    row, term = row_and_term
    count = len(pupils)
    late = rng.random(count) < 0.03
    entry = np.maximum(term.start + np.where(late, rng.integers(3, 25, count), 0), people.arrives[pupils])
    moved = term.start + rng.integers(30, max(31, term.end - term.start - 15), count)
    before = _school(dwellings, homes.dwelling(pupils, term.start), grade)
    after = _school(dwellings, homes.dwelling(pupils, np.minimum(moved, term.end)), grade)
    gone = np.minimum(people.leaves[pupils], people.dies[pupils])
    end = np.maximum(np.minimum(term.end, gone), entry)
    splits = (after != before) & (moved < end) & (term.name != "SUMMER")
    again = np.flatnonzero(splits)
    twice = np.concatenate([np.arange(count), again])
    second = np.arange(len(twice)) >= count
    return (
        pupils[twice],
        np.full(len(twice), row, np.int16),
        np.where(second, after[twice], before[twice]),
        grade[twice].astype(np.int8),
        np.where(second, moved[twice], entry[twice]).astype(np.int32),
        np.where(splits[twice] & ~second, moved[twice] - 1, end[twice]).astype(np.int32),
        np.where(second, (gone < term.end)[twice], (splits | (gone < term.end))[twice]),
        absence[0][twice],
        absence[1][twice],
    )
