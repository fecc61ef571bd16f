"""Workforce programs: who takes part, from when to when, and in which training; the poor and the little schooled more."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, Window, first_day
from orchestration.rehearsal.lives.people import People, drawn
from orchestration.rehearsal.lives.planted import Effect

ADULT, DISLOCATED, YOUTH = 1, 2, 3
EVER_SHARE = 0.1  # of adults, over ten years
COUNTS_DAYS = 730  # how long a completed training helps
_KINDS = (0, 6, 1, 2, 4)  # PIRL: none, occupational skills, on the job, upgrading, adult education with skills
_SHARES = (0.4, 0.33, 0.1, 0.09, 0.08)

HIRING_AFTER_TRAINING = Effect(
    "training_raises_hiring",
    cause="a workforce training completed in the two years before the quarter",
    outcome="chance to be hired in the quarter, of those without a covered job in the one before",
    size=1.8,
    unit="factor",
    note="The poor and the little schooled take part more often and work less, so a bare comparison understates it.",
)


@dataclass
class Trainings:
    """One row per participation in a workforce program."""

    person: np.ndarray
    program: np.ndarray
    start: np.ndarray
    end: np.ndarray  # day of the last service
    kind: np.ndarray  # of training, 0: none
    began: np.ndarray  # day the training began; never
    ended: np.ndarray  # day it was completed or left; never
    completed: np.ndarray

    def helped(self, quarter: int, people: int) -> np.ndarray:
        """Per person: whether a training was completed in the two years before a quarter."""
        start = first_day(quarter * 3)
        rows = self.completed & (self.ended < start) & (self.ended >= start - COUNTS_DAYS)
        found = np.zeros(people, bool)
        found[self.person[rows]] = True
        return found


def trained(rng: np.random.Generator, people: People, window: Window) -> Trainings:
    """Participations of the window, up to two a person, at least 150 days apart."""
    adults = np.flatnonzero((people.birth < window.end_day - 17 * YEAR) & (people.birth > window.start_day - 62 * YEAR))
    weight = (1.1 - people.means[adults]) * np.where(people.schooling[adults] <= 4, 1.6, 0.7)
    years = (window.end_day - window.start_day) / YEAR
    expected = len(adults) * EVER_SHARE * years / 10
    first = adults[rng.random(len(adults)) < weight * (expected / max(weight.sum(), 1e-9))]
    start = (window.start_day + rng.random(len(first)) * (window.end_day - window.start_day)).astype(np.int32)
    again = rng.random(len(first)) < 0.12
    lasts = (45 + rng.gamma(2, 95, len(first))).astype(np.int32)
    later = start[again] + lasts[again] + 150 + rng.integers(0, 700, int(again.sum()))
    person, start = np.concatenate([first, first[again]]), np.concatenate([start, later])
    lasts = np.concatenate([lasts, (45 + rng.gamma(2, 95, int(again.sum()))).astype(np.int32)])
    age = (start - people.birth[person]) / YEAR
    fit = (start <= window.end_day) & people.present(person, start) & (age >= 16) & (age < 64)
    return _in_training(rng, people, person[fit], start[fit], lasts[fit], age[fit])


def _in_training(rng, people: People, person: np.ndarray, start: np.ndarray, lasts: np.ndarray, age: np.ndarray) -> Trainings:
    count = len(person)
    gone = np.minimum(people.leaves[person], people.dies[person])
    end = np.minimum(start + lasts, gone - 1)
    kind = np.array(_KINDS)[drawn(rng, _SHARES, count)]
    began = start + (lasts * 0.15 * rng.random(count)).astype(np.int32)
    ended = began + ((end - began) * (0.6 + 0.4 * rng.random(count))).astype(np.int32)
    is_trained = (kind > 0) & (end - began > 14)
    program = np.where(age < 24, YOUTH, np.where(rng.random(count) < 0.3, DISLOCATED, ADULT))
    completed = is_trained & (rng.random(count) < 0.68)
    never = lambda days: np.where(is_trained, days, NEVER).astype(np.int32)  # noqa: E731
    return Trainings(
        person.astype(np.int32),
        program,
        start.astype(np.int32),
        end.astype(np.int32),
        np.where(is_trained, kind, 0),
        never(began),
        never(ended),
        completed,
    )
