"""Jobs covered by unemployment insurance: who worked where in which quarter, and for how much."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, Window, first_day, month_of
from orchestration.rehearsal.lives.people import FEMALE, People
from orchestration.rehearsal.lives.shelter import Stays

HOMELESS_HIRING = 0.5  # planted: a quarter with a homeless night halves the chance to be hired
HOMELESS_LOSS = 0.12  # planted: and adds this to the chance to lose a job
SECOND_JOB_START = 0.055
UNCOVERED_SHARE = 0.12  # self-employed, federal, or across the border


@dataclass
class Jobs:
    """Rows are quarters worked; spells are a person's unbroken quarters with one employer."""

    quarter: np.ndarray  # row: year * 4 + quarter - 1
    spell: np.ndarray  # row
    wage: np.ndarray  # row, whole dollars
    person: np.ndarray  # spell
    employer: np.ndarray  # spell
    hired: np.ndarray  # spell: day
    employers: int


def quarters_of(window: Window) -> range:
    """Whole quarters of the window that have ended by its last day."""
    first = -(-window.first // 3)
    return range(first, (window.end + 1) // 3)


def worked(rng: np.random.Generator, people: People, stays: Stays, window: Window) -> Jobs:
    """Employment stepped quarter by quarter, then turned into spells and wages."""
    quarters = quarters_of(window)
    employers = max(30, len(people) // 22)
    covered = rng.random(len(people)) > UNCOVERED_SHARE
    adults = np.flatnonzero(covered & (people.birth < window.end_day - 16 * YEAR) & (people.birth > window.start_day - 70 * YEAR))
    main = np.full((len(quarters), len(adults)), -1, np.int32)
    second = np.full_like(main, -1)
    giving_birth = _births_by_quarter(people, quarters)
    held, extra = np.full(len(adults), -1, np.int32), np.full(len(adults), -1, np.int32)
    for step, quarter in enumerate(quarters):
        start, end = first_day(quarter * 3), first_day(quarter * 3 + 3)
        homeless = stays.someone_homeless(start, end, len(people))[adults]
        held = _stepped(rng, people, adults, held, start, homeless, giving_birth(quarter)[adults], employers, first=step == 0)
        extra = np.where((held >= 0) & (extra >= 0) & (rng.random(len(adults)) > 0.35), extra, -1)
        starts = (held >= 0) & (extra < 0) & (rng.random(len(adults)) < SECOND_JOB_START)
        extra = np.where(starts, _employer(rng, len(adults), employers), extra)
        extra = np.where(extra == held, -1, extra).astype(np.int32)
        main[step], second[step] = held, extra
    return _paid(rng, people, adults, (main, second), quarters, employers)


def _stepped(rng, people, adults, held, start, homeless, birth, employers, *, first: bool) -> np.ndarray:
    """Who holds which job this quarter, given last quarter's."""
    age = (start - people.birth[adults]) / YEAR
    school, means = people.schooling[adults], people.means[adults]
    rate = np.clip(0.5 + 0.05 * school + 0.12 * means - np.where(age < 20, 0.3, 0) - np.clip((age - 58) * 0.05, 0, 0.9), 0.02, 0.95)
    loss = 0.16 - 0.10 * means - 0.005 * school + np.where(age < 25, 0.06, 0) + np.clip((age - 60) * 0.06, 0, 1)
    mother = birth & (people.sex[adults] == FEMALE)
    loss = np.clip(loss + HOMELESS_LOSS * homeless + 0.16 * mother, 0.02, 1)
    hire = np.clip(loss * rate / (1 - rate), 0, 0.9) * np.where(homeless, HOMELESS_HIRING, 1) * np.where(mother, 0.4, 1)
    luck = rng.random(len(adults))
    free = people.present(adults, start + 45) & (age >= 16) & (age < 74)
    keeps = (held >= 0) & (luck >= loss)
    moves = (held >= 0) & (luck < loss * 0.45)  # straight into another job
    gets = (held < 0) & (luck < (rate if first else hire))
    job = np.where(keeps, held, np.where(moves | gets, _employer(rng, len(adults), employers), -1))
    return np.where(free, job, -1).astype(np.int32)


def _employer(rng: np.random.Generator, count: int, employers: int) -> np.ndarray:
    """A few large employers, many small ones."""
    return (employers * rng.random(count) ** 2.6).astype(np.int32)


def _births_by_quarter(people: People, quarters: range):
    """For a quarter: whether each person gave birth in it or in the one before."""
    quarter = month_of(people.birth) // 3

    def giving(wanted: int) -> np.ndarray:
        found = np.zeros(len(people), bool)
        recent = (people.mother >= 0) & ((quarter == wanted) | (quarter == wanted - 1))
        found[people.mother[recent]] = True
        return found

    return giving


def _paid(rng, people: People, adults: np.ndarray, jobs: tuple[np.ndarray, np.ndarray], quarters: range, employers: int) -> Jobs:
    rows = []
    offset = 0
    for kind, matrix in enumerate(jobs):
        by_person = matrix.T
        begins = by_person >= 0
        begins[:, 1:] &= by_person[:, 1:] != by_person[:, :-1]
        spell = np.cumsum(begins.ravel()).reshape(begins.shape) - 1 + offset
        who, step = np.nonzero(by_person >= 0)
        starts = np.nonzero(begins)
        ends = np.ones_like(begins)
        ends[:, :-1] = by_person[:, 1:] != by_person[:, :-1]
        first_row = begins[who, step]
        rows.append((step, spell[who, step], first_row, ends[who, step] & (step < len(quarters) - 1), np.full(len(who), kind), adults[starts[0]], by_person[starts], starts[1]))
        offset += len(starts[0])
    step, spell, opening, closing, kind, person, employer, began = (np.concatenate(column) for column in zip(*rows, strict=True))
    hired = np.array([first_day(q * 3) for q in quarters])[began] + rng.integers(0, 75, len(began)) if len(began) else began
    wage = _wages(rng, people, person, spell, step, opening, closing, kind, quarters)
    return Jobs((quarters.start + step).astype(np.int32), spell.astype(np.int32), wage, person.astype(np.int32), employer, hired.astype(np.int32), employers)


def _wages(rng, people, person, spell, step, opening, closing, kind, quarters) -> np.ndarray:
    """Quarterly pay: schooling, experience, a person's and a job's own level; part of it in first and last quarters."""
    own = rng.normal(0, 0.3, len(people))
    base = 8.35 + 0.16 * people.schooling[person] + 0.35 * people.means[person] + own[person] + rng.normal(0, 0.22, len(person))
    age = (first_day(quarters.start * 3) + 91 * step - people.birth[person[spell]]) / YEAR
    level = base[spell] + 0.035 * np.clip(age - 18, 0, 25) - 0.35 * (age < 20) + 0.0062 * step - np.where(kind == 1, 0.9, 0)
    pay = np.exp(level + rng.normal(0, 0.08, len(spell)))
    pay = pay * np.where(opening, rng.uniform(0.1, 1, len(spell)), 1) * np.where(closing, rng.uniform(0.1, 1, len(spell)), 1)
    return np.where(rng.random(len(spell)) < 0.002, 0, np.minimum(pay, 900_000)).astype(np.int64)


