"""Wages: spells of work with one employer, and what each quarter of them paid."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from orchestration.rehearsal.days import YEAR, first_day
from orchestration.rehearsal.lives.people import People
from orchestration.rehearsal.lives.work import Held


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

    def paid_in(self, person: np.ndarray, quarter: np.ndarray) -> np.ndarray:
        """What each person earned in a quarter from all jobs, in whole dollars."""
        keys, wages = self._by_person
        if len(keys) == 0:
            return np.zeros(len(person), np.int64)
        asked = _person_and_quarter(person, quarter)
        place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        return np.where(keys[place] == asked, wages[place], 0)

    @cached_property
    def _by_person(self) -> tuple[np.ndarray, np.ndarray]:
        """Every person and quarter with a wage, sorted, and the sum of its wages."""
        keys, row = np.unique(_person_and_quarter(self.person[self.spell], self.quarter), return_inverse=True)
        return keys, np.bincount(row, self.wage).astype(np.int64)


def _person_and_quarter(person: np.ndarray, quarter: np.ndarray) -> np.ndarray:
    return person.astype(np.int64) * 2**20 + quarter


@dataclass
class _Rows:
    """Quarters worked, main jobs first: where each stands and whether it opens or closes its spell."""

    step: np.ndarray
    spell: np.ndarray
    opens: np.ndarray
    closes: np.ndarray


def paid(rng: np.random.Generator, people: People, held: Held) -> Jobs:
    """The jobs held, with wages."""
    parts = [_spells(matrix) for matrix in (held.main, held.second)]
    first = len(parts[0][1])
    rows = _Rows(*(np.concatenate([getattr(part[0], name) for part in parts]) for name in ("step", "spell", "opens", "closes")))
    rows.spell[len(parts[0][0].step) :] += first
    person = np.concatenate([held.adults[part[1]] for part in parts])
    employer, began = (np.concatenate([part[column] for part in parts]) for column in (2, 3))
    opening = np.array([first_day(quarter * 3) for quarter in held.quarters])
    hired = opening[began] + rng.integers(0, 75, len(began))
    is_second = np.arange(len(person)) >= first
    wage = _wages(rng, people, person, is_second, rows, opening[rows.step])
    quarter = (held.quarters.start + rows.step).astype(np.int32)
    return Jobs(quarter, rows.spell, wage, person.astype(np.int32), employer, hired.astype(np.int32), held.employers)


def _spells(matrix: np.ndarray) -> tuple[_Rows, np.ndarray, np.ndarray, np.ndarray]:
    """The quarters worked of one kind of job; and per spell the adult, the employer and the first quarter."""
    by_person = np.ascontiguousarray(matrix.T)
    works = by_person >= 0
    changes = by_person[:, 1:] != by_person[:, :-1]
    begins, ends = works.copy(), works.copy()
    begins[:, 1:] &= changes
    ends[:, :-1] &= changes
    ends[:, -1] = False  # still held
    spell = (np.cumsum(begins.ravel(), dtype=np.int32) - 1).reshape(begins.shape)
    who, began = np.nonzero(begins)
    step = np.nonzero(works)[1].astype(np.int16)
    return _Rows(step, spell[works], begins[works], ends[works]), who, by_person[begins], began


def _wages(rng, people: People, person: np.ndarray, is_second: np.ndarray, rows: _Rows, day: np.ndarray) -> np.ndarray:
    """Quarterly pay: schooling, experience, the person's and the job's own level; less in first and last quarters."""
    own = rng.normal(0, 0.3, len(people)).astype(np.float32)[person]
    base = 7.8 + 0.16 * people.schooling[person] + 0.35 * people.means[person] + own - np.where(is_second, 0.9, 0)
    base = (base + rng.normal(0, 0.22, len(person))).astype(np.float32)
    age = ((day - people.birth[person[rows.spell]]) / YEAR).astype(np.float32)
    level = base[rows.spell] + 0.035 * np.clip(age - 18, 0, 25) - 0.35 * (age < 20) + 0.0062 * rows.step
    pay = np.exp(level + rng.normal(0, 0.08, len(level)))
    for edge in (rows.opens, rows.closes):
        pay[edge] *= rng.uniform(0.1, 1, int(edge.sum()))
    return np.where(rng.random(len(pay)) < 0.002, 0, np.minimum(pay, 900_000)).astype(np.int32)
