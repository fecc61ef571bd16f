"""Care that Medicaid pays beside emergencies and treatment: visits to offices, and days in hospital."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, Window
from orchestration.rehearsal.lives.coverage import Coverage
from orchestration.rehearsal.lives.people import People, drawn
from orchestration.rehearsal.lives.well_child import kept

OFFICE, CHECKUP, WELL_CHILD = 0, 1, 2
OFFICE_VISITS_A_YEAR, ADMISSIONS_A_YEAR, CHECKUP_SHARE = 1.9, 0.035, 0.28
DELIVERY, NEWBORN, MEDICAL = 0, 1, 2
COMPLAINTS = ("cold", "ear", "skin", "back", "pressure", "sugar", "asthma", "other")
_CHILD_COMPLAINTS = (0.34, 0.2, 0.12, 0.01, 0.0, 0.01, 0.12, 0.2)
_ADULT_COMPLAINTS = (0.15, 0.03, 0.07, 0.2, 0.2, 0.14, 0.05, 0.16)


@dataclass
class Care:
    """Visits of covered people in order of day, and their admissions to hospital."""

    person: np.ndarray
    day: np.ndarray
    kind: np.ndarray
    complaint: np.ndarray  # row of COMPLAINTS
    inpatient: np.ndarray  # person
    admitted: np.ndarray
    discharged: np.ndarray
    reason: np.ndarray


def cared(rng: np.random.Generator, people: People, coverage: Coverage, window: Window) -> Care:
    """Care on covered days only."""
    visits = [_office(rng, people, coverage, window), _checkups(rng, people, coverage, window)]
    visits.append(kept(rng, people, coverage, window))
    person, day = (np.concatenate(column) for column in zip(*visits, strict=True))
    kind = np.repeat(np.array([OFFICE, CHECKUP, WELL_CHILD], np.int8), [len(part[0]) for part in visits])
    complaint = np.where(
        people.age(person, day) < 18, drawn(rng, _CHILD_COMPLAINTS, len(day)), drawn(rng, _ADULT_COMPLAINTS, len(day))
    )
    order = np.lexsort((kind, person, day))
    return Care(person[order], day[order], kind[order], complaint[order], *_admissions(rng, people, coverage, window))


def _days(rng, coverage: Coverage, rate: np.ndarray, window: Window) -> tuple[np.ndarray, np.ndarray]:
    """Person and day of what happens at a yearly rate, one rate a spell, while it lasts."""
    span = np.minimum(coverage.end, window.end_day + 1) - coverage.start
    row = np.repeat(np.arange(len(span)), rng.poisson(rate * span / YEAR))
    return coverage.person[row], (coverage.start[row] + rng.random(len(row)) * span[row]).astype(np.int32)


def _office(rng, people: People, coverage: Coverage, window: Window) -> tuple[np.ndarray, np.ndarray]:
    own = rng.gamma(1.5, 1 / 1.5, len(people))
    age = people.age(coverage.person, coverage.start)
    by_age = np.select([age < 5, age < 19, age < 50], [1.3, 0.7, 0.9], 1.5)
    return _days(rng, coverage, OFFICE_VISITS_A_YEAR * own[coverage.person] * by_age, window)


def _checkups(rng, people: People, coverage: Coverage, window: Window) -> tuple[np.ndarray, np.ndarray]:
    person, day = _days(rng, coverage, np.full(len(coverage.person), CHECKUP_SHARE), window)
    adult = people.age(person, day) >= 21
    return person[adult], day[adult]


def _admissions(rng, people: People, coverage: Coverage, window: Window) -> tuple[np.ndarray, ...]:
    """Births to covered mothers, their covered newborns, and illness."""
    born = np.flatnonzero((people.mother >= 0) & (people.birth >= window.start_day) & (people.birth <= window.end_day))
    born = born[people.present(people.mother[born], people.birth[born])]
    mothers, newborns = people.mother[born], born
    mothers_row, newborns_row = coverage.on(mothers, people.birth[born]), coverage.on(newborns, people.birth[born])
    nights = rng.integers(1, 5, len(born))
    ill, fell = _days(rng, coverage, ADMISSIONS_A_YEAR * (1 + 0.02 * people.age(coverage.person, coverage.start)), window)
    stays = 1 + rng.gamma(1.3, 3.2, len(ill)).astype(np.int32)
    first = mothers_row & (people.birth_order[born] == 1)
    person = np.concatenate([mothers[first], newborns[newborns_row], ill])
    admitted = np.concatenate([people.birth[born][first], people.birth[born][newborns_row], fell])
    nights = np.concatenate([nights[first], nights[newborns_row], stays])
    reason = np.repeat(np.array([DELIVERY, NEWBORN, MEDICAL], np.int8), [first.sum(), newborns_row.sum(), len(ill)])
    gone = np.minimum(people.leaves[person], people.dies[person])
    discharged = np.minimum(admitted + nights, np.maximum(gone, admitted)).astype(np.int32)
    order = np.lexsort((person, admitted))
    return person[order].astype(np.int32), admitted[order].astype(np.int32), discharged[order], reason[order]
