"""Treatment for mental health and for substance use, whoever pays: sessions, and episodes from admission to discharge."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, Window
from orchestration.rehearsal.lives.people import People, drawn
from orchestration.rehearsal.lives.shelter import Stays
from orchestration.rehearsal.series import repeats

NEEDS_A_YEAR = 0.022  # who begin to see someone, of people over five and of middling means
EPISODES_A_YEAR = 0.014  # of adults of middling means
# Substances and services as TEDS codes them.
SUBSTANCES = (2, 3, 4, 5, 7, 10)
_SUBSTANCE_SHARES = (0.33, 0.05, 0.13, 0.16, 0.13, 0.2)
SERVICES = (2, 4, 5, 6, 7)
_SERVICE_SHARES = (0.16, 0.1, 0.08, 0.16, 0.5)
_SERVICE_DAYS = np.array((6.0, 24.0, 75.0, 60.0, 130.0))
REASONS = (1, 2, 3, 4, 5, 7)
_REASON_SHARES = (0.42, 0.27, 0.06, 0.17, 0.02, 0.06)
DIAGNOSES = ("depression", "anxiety", "trauma", "attention", "psychosis", "bipolar")
_CHILD_DIAGNOSES = (0.16, 0.24, 0.2, 0.37, 0.01, 0.02)
_ADULT_DIAGNOSES = (0.34, 0.27, 0.16, 0.04, 0.08, 0.11)
KINDS = ("assessment", "therapy", "medication", "case_management", "crisis")
_KIND_SHARES = (0.0, 0.6, 0.2, 0.15, 0.05)


@dataclass
class Treatment:
    """Sessions are single services for mental health; episodes are treatment of substance use. In order of day."""

    session_person: np.ndarray
    session_day: np.ndarray
    session_kind: np.ndarray  # row of KINDS
    session_diagnosis: np.ndarray  # row of DIAGNOSES
    person: np.ndarray
    admitted: np.ndarray
    discharged: np.ndarray  # day, or never
    service: np.ndarray  # row of SERVICES
    substance: np.ndarray  # row of SUBSTANCES
    reason: np.ndarray  # row of REASONS


def treated(rng: np.random.Generator, people: People, stays: Stays, window: Window) -> Treatment:
    """Everyone's treatment in the window; the poor, and people who were homeless, have more of it."""
    often = np.ones(len(people))
    often[stays.person] = 3.0
    return Treatment(*_sessions(rng, people, often, window), *_episodes(rng, people, often, window))


def _begun(rng, people: People, rate: np.ndarray, window: Window, youngest: float) -> tuple[np.ndarray, np.ndarray]:
    """Who begins something, and when, at a yearly rate while they live here."""
    first = np.maximum.reduce([np.full(len(people), window.start_day - 365), people.birth + youngest * YEAR, people.arrives])
    span = np.maximum(np.minimum.reduce([np.full(len(people), window.end_day + 1), people.leaves, people.dies]) - first, 0)
    who = np.repeat(np.arange(len(people), dtype=np.int32), rng.poisson(rate * span / YEAR))
    return who, (first[who] + rng.random(len(who)) * span[who]).astype(np.int32)


def _sessions(rng, people: People, often: np.ndarray, window: Window) -> tuple[np.ndarray, ...]:
    """From an assessment on, a session every two to four weeks for months."""
    who, begins = _begun(rng, people, NEEDS_A_YEAR * often * (1.7 - 1.4 * people.means), window, 5)
    diagnosis = np.where(
        people.age(who, begins) < 18, drawn(rng, _CHILD_DIAGNOSES, len(who)), drawn(rng, _ADULT_DIAGNOSES, len(who))
    )
    count = 1 + rng.negative_binomial(0.9, 0.07, len(who))
    course, number = repeats(count)
    pace = rng.gamma(6, 3.2, len(who))
    day = (begins[course] + number * pace[course] + (number > 0) * rng.integers(0, 5, len(course))).astype(np.int32)
    kind = np.where(number == 0, 0, drawn(rng, _KIND_SHARES, len(course))).astype(np.int8)
    here = (day >= window.start_day) & (day <= window.end_day) & people.present(who[course], day)
    person, day, kind, diagnosis = who[course][here], day[here], kind[here], diagnosis[course][here]
    order = np.lexsort((person, day))
    return person[order], day[order], kind[order], diagnosis[order]


def _episodes(rng, people: People, often: np.ndarray, window: Window) -> tuple[np.ndarray, ...]:
    """One at a time: an admission during an episode is left out. Death, departure and the window's end cut them short."""
    who, admitted = _begun(rng, people, EPISODES_A_YEAR * often * (1.6 - 1.2 * people.means), window, 14)
    service = drawn(rng, _SERVICE_SHARES, len(who))
    lasts = 1 + rng.gamma(1.6, 1 / 1.6, len(who)) * _SERVICE_DAYS[service]
    gone = np.minimum(people.leaves[who], people.dies[who])
    discharged = np.minimum(admitted + lasts.astype(np.int32), gone)
    order = np.lexsort((admitted, who))
    latest = np.maximum.accumulate(who[order].astype(np.int64) * 2**20 + discharged[order])
    clear = np.ones(len(who), bool)
    clear[1:] = who[order][1:].astype(np.int64) * 2**20 + admitted[order][1:] > latest[:-1]
    rows = order[clear & (admitted[order] >= window.start_day)]
    rows = rows[np.lexsort((who[rows], admitted[rows]))]
    ended = discharged[rows]
    substance = drawn(rng, _SUBSTANCE_SHARES, len(rows))
    reason = drawn(rng, _REASON_SHARES, len(rows))
    return (who[rows], admitted[rows], np.where(ended <= window.end_day, ended, NEVER), service[rows], substance, reason)
