"""Emergencies: who is rushed, or goes, to an emergency department, for what, and whether an ambulance comes."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, Window
from orchestration.rehearsal.lives.people import People, drawn
from orchestration.rehearsal.lives.planted import Effect
from orchestration.rehearsal.lives.shelter import HOMELESS_TYPES, Stays

EMERGENCIES_WHILE_HOMELESS = Effect(
    "homelessness_raises_emergencies",
    cause="a day in shelter, transitional housing or street outreach",
    outcome="emergency department visits a day",
    size=3.0,
    unit="factor",
    note="The poor go to an emergency department more often anyway, so a bare ratio overstates it.",
)
CAUSES = ("injury", "breathing", "chest_pain", "abdomen", "infection", "mental_health", "alcohol_or_drugs", "other")
_SHARES = (0.24, 0.15, 0.12, 0.14, 0.13, 0.05, 0.04, 0.13)
_HOMELESS_SHARES = (0.21, 0.09, 0.09, 0.09, 0.13, 0.16, 0.17, 0.06)
_CHILD_SHARES = (0.32, 0.25, 0.01, 0.12, 0.2, 0.02, 0.005, 0.075)
_BY_AMBULANCE = np.array((0.16, 0.12, 0.32, 0.08, 0.05, 0.26, 0.42, 0.12))


@dataclass
class Emergencies:
    """One row per emergency department visit, in order of day."""

    person: np.ndarray
    day: np.ndarray
    cause: np.ndarray  # row of CAUSES
    by_ambulance: np.ndarray


def rushed(rng: np.random.Generator, people: People, stays: Stays, window: Window) -> Emergencies:
    """Visits of everyone in the window, more of the poor, the small and the old, and of those without a home."""
    rate = 0.12 + 0.85 * (1 - people.means) ** 2
    rate = rate * rng.gamma(0.7, 1 / 0.7, len(people))  # some come again and again
    everyone = np.arange(len(people), dtype=np.int32)
    usual = _times(rng, people, everyone, rate, window.start_day, window.end_day + 1)
    homeless = np.flatnonzero(np.isin(stays.project_type, HOMELESS_TYPES))
    who = stays.person[homeless]
    start, end = np.maximum(stays.entry[homeless], window.start_day), np.minimum(stays.exit[homeless], window.end_day + 1)
    more = _times(rng, people, who, rate[who] * (EMERGENCIES_WHILE_HOMELESS.size - 1), start, end)
    person, day = (np.concatenate(column) for column in zip(usual, more, strict=True))
    without_home = np.arange(len(person)) >= len(usual[0])
    cause = _causes(rng, people.age(person, day), without_home)
    chance = _BY_AMBULANCE[cause] * np.where(people.age(person, day) >= 65, 2, 1) * np.where(without_home, 1.5, 1)
    order = np.lexsort((person, day))
    return Emergencies(person[order], day[order], cause[order], (rng.random(len(person)) < chance)[order])


def _times(rng, people: People, who: np.ndarray, rate: np.ndarray, start, end) -> tuple[np.ndarray, np.ndarray]:
    """Person and day of as many visits as a yearly rate gives between two days, while the person lives here."""
    first = np.maximum.reduce([np.broadcast_to(start, who.shape), people.birth[who], people.arrives[who]])
    last = np.minimum.reduce([np.broadcast_to(end, who.shape), people.leaves[who], people.dies[who]])
    span = np.maximum(last - first, 0)
    times = np.repeat(np.arange(len(who)), rng.poisson(rate * span / YEAR))
    day = first[times] + (rng.random(len(times)) * span[times]).astype(np.int32)
    person, day = who[times], day.astype(np.int32)
    age = people.age(person, day)
    stays_away = (age >= 5) & (age < 65) & (rng.random(len(age)) < 0.35)
    return person[~stays_away], day[~stays_away]


def _causes(rng: np.random.Generator, age: np.ndarray, without_home: np.ndarray) -> np.ndarray:
    adult = np.where(without_home, drawn(rng, _HOMELESS_SHARES, len(age)), drawn(rng, _SHARES, len(age)))
    return np.where(age < 13, drawn(rng, _CHILD_SHARES, len(age)), adult).astype(np.int8)
