"""Employment covered by unemployment insurance: who held which job in which quarter."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, Window, first_day, month_of
from orchestration.rehearsal.lives import planted
from orchestration.rehearsal.lives.child_care import HIRING_WITH_SUBSIDY, LOSS_WITH_SUBSIDY, ChildCare
from orchestration.rehearsal.lives.people import FEMALE, People
from orchestration.rehearsal.lives.shelter import HOMELESS_TYPES, HOUSED_TYPES, Stays
from orchestration.rehearsal.lives.training import HIRING_AFTER_TRAINING, Trainings

SECOND_JOB_START = 0.055
UNCOVERED_SHARE = 0.12  # self-employed, federal, or across the border
STRAIGHT_TO_ANOTHER = 0.45  # of those who part with a job


@dataclass
class Held:
    """Per quarter (row) and adult (column): the employer of the main and of the second job, -1 for none."""

    adults: np.ndarray
    quarters: range  # year * 4 + quarter - 1
    main: np.ndarray
    second: np.ndarray
    employers: int


def quarters_of(window: Window) -> range:
    """Whole quarters of the window that have ended by its last day."""
    first = -(-window.first // 3)
    return range(first, (window.end + 1) // 3)


def held(
    rng: np.random.Generator, people: People, stays: Stays, trainings: Trainings, subsidy: ChildCare, window: Window
) -> Held:
    """Jobs stepped quarter by quarter."""
    quarters = quarters_of(window)
    adults = np.flatnonzero(
        (rng.random(len(people)) > UNCOVERED_SHARE)
        & (people.birth < window.end_day - 16 * YEAR)
        & (people.birth > window.start_day - 70 * YEAR)
    )
    employers = max(30, len(people) // 22)
    main = np.full((len(quarters), len(adults)), -1, np.int32)
    second = np.full_like(main, -1)
    job, extra = main[0].copy(), second[0].copy()
    for step, quarter in enumerate(quarters):
        job = _stepped(rng, people, stays, trainings, subsidy, adults, job, quarter, employers, first=step == 0)
        extra = _extra(rng, job, extra, employers)
        main[step], second[step] = job, extra
    return Held(adults, quarters, main, second, employers)


def _stepped(rng, people, stays, trainings, subsidy, adults, job, quarter, employers, *, first: bool) -> np.ndarray:
    """Who holds which job this quarter, given last quarter's."""
    start = first_day(quarter * 3)
    age = (start - people.birth[adults]) / YEAR
    rate, loss, hire = _chances(people, stays, trainings, subsidy, adults, age, quarter)
    luck = rng.random(len(adults))
    keeps = (job >= 0) & (luck >= loss)
    moves = (job >= 0) & (luck < loss * STRAIGHT_TO_ANOTHER)
    gets = (job < 0) & (luck < (rate if first else hire))
    now = np.where(keeps, job, np.where(moves | gets, _employer(rng, len(adults), employers), -1))
    free = people.present(adults, start + 45) & (age >= 16) & (age < 74)
    return np.where(free, now, -1).astype(np.int32)


def _chances(people, stays, trainings, subsidy, adults, age, quarter) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Long-run rate of employment, and the chances to part with a job and to be hired in the quarter."""
    span = first_day(quarter * 3), first_day(quarter * 3 + 3)
    homeless = stays.someone_in(HOMELESS_TYPES, *span, len(people))[adults]
    rehoused = stays.someone_in(HOUSED_TYPES, *span, len(people))[adults] & ~homeless
    mother = _gave_birth(people, quarter)[adults]
    cared = subsidy.having_it(quarter * 3 - 3, quarter * 3 + 2, len(people))[adults]
    school, means = people.schooling[adults], people.means[adults]
    old = np.clip((age - 58) * 0.05, 0, 0.9)
    rate = np.clip(0.5 + 0.05 * school + 0.12 * means - np.where(age < 20, 0.3, 0) - old, 0.02, 0.95)
    loss = 0.16 - 0.10 * means - 0.005 * school + np.where(age < 25, 0.06, 0) + np.clip((age - 60) * 0.06, 0, 1)
    hire = np.clip(loss * rate / (1 - rate), 0, 0.6) * np.where(mother, 0.4, 1)
    hire = hire * np.where(homeless, planted.HIRING_WHILE_HOMELESS.size, 1)
    hire = hire * np.where(rehoused, planted.HIRING_WHEN_REHOUSED.size, 1)
    hire = hire * np.where(trainings.helped(quarter, len(people))[adults], HIRING_AFTER_TRAINING.size, 1)
    hire = hire * np.where(cared, HIRING_WITH_SUBSIDY.size, 1)
    loss = loss + planted.LOSS_WHILE_HOMELESS.size * homeless - LOSS_WITH_SUBSIDY.size * cared + 0.16 * mother
    return rate, np.clip(loss, 0.02, 1), hire


def _extra(rng: np.random.Generator, job: np.ndarray, extra: np.ndarray, employers: int) -> np.ndarray:
    """Second jobs end soon, and never without a first one."""
    keeps = (job >= 0) & (extra >= 0) & (rng.random(len(job)) > 0.35)
    starts = (job >= 0) & ~keeps & (rng.random(len(job)) < SECOND_JOB_START)
    now = np.where(keeps, extra, np.where(starts, _employer(rng, len(job), employers), -1))
    return np.where(now == job, -1, now).astype(np.int32)


def _employer(rng: np.random.Generator, count: int, employers: int) -> np.ndarray:
    """A few large employers, many small ones."""
    return (employers * rng.random(count) ** 2.6).astype(np.int32)


def _gave_birth(people: People, quarter: int) -> np.ndarray:
    """Whether each woman gave birth in a quarter or in the one before."""
    born = month_of(people.birth) // 3
    mother = people.mother[(people.mother >= 0) & ((born == quarter) | (born == quarter - 1))]
    found = np.zeros(len(people), bool)
    found[mother] = people.sex[mother] == FEMALE
    return found
