"""Custody: who is booked into the county jail, until when, and by what other name they are known there."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, Window
from orchestration.rehearsal.lives.namebook import NameBook
from orchestration.rehearsal.lives.people import FEMALE, People
from orchestration.rehearsal.lives.planted import Effect
from orchestration.rehearsal.lives.shelter import CHILD, HOMELESS_TYPES, Stays

DAY_MINUTES = 1440
BOOKED_A_YEAR = 0.13  # of men of 25 to 34 of the least means, before luck
UNEVEN = 0.22  # shape of the spread between people: few are booked often, most never
ALIAS_SHARE = 0.14  # of people ever booked
_AGE_EDGES, _AGE_WEIGHT = (18, 25, 35, 45, 55, 66), np.array((0, 0.85, 1.0, 0.75, 0.45, 0.12, 0.02))
_FREE = 2**42  # minutes between two people's time lines

HOMELESSNESS_RAISES_BOOKING = Effect(
    "homelessness_raises_booking",
    cause="a night in shelter, transitional housing or on the street",
    outcome="bookings per night of an adult at liberty",
    size=3.0,
    unit="factor",
    note="The poor are both more often homeless and more often booked, so a bare ratio overstates it.",
)


@dataclass
class Bookings:
    """One row per booking, in order of entry; times in minutes since 1970, local. A release may lie after the window."""

    person: np.ndarray
    entry: np.ndarray
    exit: np.ndarray


@dataclass
class Aliases:
    """By person: another first and last name, as rows of the name book; -1 for people known by one name."""

    first: np.ndarray
    last: np.ndarray


def booked(rng: np.random.Generator, people: People, stays: Stays, window: Window) -> Bookings:
    """Bookings of the window: by sex, age and means, far from evenly, and more of people without a home."""
    rate = _rate(rng, people)
    parts = (_anywhere(rng, rate, window), _homeless(rng, rate, stays, window))
    person, day = (np.concatenate(column) for column in zip(*parts, strict=True))
    age = np.searchsorted(_AGE_EDGES, (day - people.birth[person]) / YEAR, side="right")
    counts = (rng.random(len(day)) < _AGE_WEIGHT[age]) & people.present(person, day)
    person, day = person[counts], day[counts]
    entry = day.astype(np.int64) * DAY_MINUTES + rng.integers(0, DAY_MINUTES, len(day))
    exit_ = entry + _minutes(rng, len(day))
    gone = np.minimum(people.leaves[person], people.dies[person]).astype(np.int64) * DAY_MINUTES
    exit_ = np.maximum(np.minimum(exit_, gone), entry + 30)
    order = np.lexsort((entry, person))
    person, entry, exit_ = person[order], entry[order], exit_[order]
    free = _at_liberty(person, entry, exit_)
    person, entry, exit_ = person[free], entry[free], exit_[free]
    order = np.lexsort((person, entry))
    return Bookings(person[order].astype(np.int32), entry[order], exit_[order])


def known_as(rng: np.random.Generator, people: People, bookings: Bookings, book: NameBook) -> Aliases:
    """Other names of a share of those ever booked."""
    first, last = (np.full(len(people), -1, np.int32) for _ in range(2))
    person = np.unique(bookings.person)
    person = person[rng.random(len(person)) < ALIAS_SHARE]
    first[person] = book.draw_first_names(rng, people.group[person], people.sex[person], people.birth[person])
    last[person] = book.draw_surnames(rng, people.group[person])
    return Aliases(first, last)


def _rate(rng: np.random.Generator, people: People) -> np.ndarray:
    """Bookings a year of each person at the age when most are booked."""
    sex = np.where(people.sex == FEMALE, 0.33, 1)
    return BOOKED_A_YEAR * sex * 2 * (1 - people.means) ** 1.8 * rng.gamma(UNEVEN, 1 / UNEVEN, len(people))


def _anywhere(rng, rate: np.ndarray, window: Window) -> tuple[np.ndarray, np.ndarray]:
    span = window.end_day - window.start_day + 1
    person = np.repeat(np.arange(len(rate)), rng.poisson(rate * span / YEAR))
    return person, window.start_day + (rng.random(len(person)) * span).astype(np.int64)


def _homeless(rng, rate: np.ndarray, stays: Stays, window: Window) -> tuple[np.ndarray, np.ndarray]:
    """What homeless nights of adults add."""
    nights = np.isin(stays.project_type, HOMELESS_TYPES) & (stays.relation != CHILD)
    who, start = stays.person[nights], np.maximum(stays.entry[nights], window.start_day)
    length = np.maximum(np.minimum(stays.exit[nights], np.minimum(start + 365, window.end_day)) - start, 0)
    often = rng.poisson((HOMELESSNESS_RAISES_BOOKING.size - 1) * rate[who] * length / YEAR)
    row = np.repeat(np.arange(len(who)), often)
    return who[row], start[row] + (rng.random(len(row)) * length[row]).astype(np.int64)


def _minutes(rng: np.random.Generator, count: int) -> np.ndarray:
    """How long people are held: most a day or two, some weeks, a few the months of a sentence."""
    days = rng.exponential(1, count) * rng.choice([1.3, 16, 95], count, p=[0.6, 0.27, 0.13]) + 0.08
    return (days * DAY_MINUTES).astype(np.int64)


def _at_liberty(person: np.ndarray, entry: np.ndarray, exit_: np.ndarray) -> np.ndarray:
    """Whether nobody is booked while held: later than every earlier release of the same person."""
    line = person.astype(np.int64) * _FREE
    held_until = np.maximum.accumulate(line + exit_)
    return np.concatenate([[True], (line + entry)[1:] > held_until[:-1]]) if len(person) else np.zeros(0, bool)
