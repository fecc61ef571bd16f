"""Pre-kindergarten and Head Start: which children went where, from when to when; and all months of early care they had."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, Window, day, month_of, months_within
from orchestration.rehearsal.lives.child_care import ChildCare
from orchestration.rehearsal.lives.dwellings import Dwellings
from orchestration.rehearsal.lives.homes import Homes
from orchestration.rehearsal.lives.people import People
from orchestration.rehearsal.lives.planted import Effect
from orchestration.rehearsal.lives.school import Enrolments

HEAD_START_MEANS = 0.48  # above it a family earns too much
MOST_MONTHS = 24  # of early care that count
SCHOOL_SITE, COMMUNITY_SITE = 0, 1

READINESS_PER_MONTH = Effect(
    "early_care_raises_kindergarten_readiness",
    cause="a month of pre-kindergarten, Head Start or subsidised care at ages 3 to 5 (36 to 71 months), up to 24 of them",
    outcome="overall scale score of the kindergarten readiness assessment, and each of its four areas",
    size=0.45,
    unit="scale points a month, added (a standard deviation among children of equal means is 10)",
    note="Head Start and the subsidy serve the poor, who score lower, so a bare difference understates it.",
)
READING_PER_MONTH = Effect(
    "early_care_raises_grade_3_reading",
    cause="a month of pre-kindergarten, Head Start or subsidised care at ages 3 to 5 (36 to 71 months), up to 24 of them",
    outcome="scale score of the reading test in grade 3; from 500 on a pupil is proficient",
    size=0.6,
    unit="scale points a month, added (a standard deviation among children of equal means is 30)",
    note="Fades to nothing by grade 6. Confounded by means as readiness is.",
)


@dataclass
class Attended:
    """One row per child and unbroken time at a site."""

    child: np.ndarray
    site: np.ndarray  # number of the school or centre
    kind: np.ndarray  # SCHOOL_SITE or COMMUNITY_SITE; of Head Start always the latter
    start: np.ndarray  # first day there
    end: np.ndarray  # last day there


@dataclass
class EarlyLearning:
    """Pre-kindergarten, Head Start, and per person the months of early care at ages 3 to 5."""

    pre_k: Attended
    head_start: Attended
    care_months: np.ndarray


def taught(
    rng: np.random.Generator,
    people: People,
    homes: Homes,
    dwellings: Dwellings,
    enrolments: Enrolments,
    subsidy: ChildCare,
    window: Window,
) -> EarlyLearning:
    """Who went to pre-kindergarten at a school (as enrolled there), at a centre, or to Head Start."""
    years = range(window.first // 12, window.end // 12 + 1)  # school years by the calendar year they begin in
    at_centre, head_start = [], []
    for year in years:
        three, four = (_aged(people, year, age) for age in (3, 4))
        four = four[~np.isin(four, _pupils(enrolments, year + 1))]
        served = _head_start(rng, people, np.concatenate([three, four]))
        head_start.append(_spell(rng, people, homes, dwellings, served, year, 700))
        open_ = [group[~np.isin(group, served)] for group in (three, four)]
        rates = zip(open_, (0.06, 0.12), strict=True)
        chosen = [group[rng.random(len(group)) < rate + 0.12 * people.means[group]] for group, rate in rates]
        at_centre.append(_spell(rng, people, homes, dwellings, np.concatenate(chosen), year, 500))
    pre_k = _joined([_at_school(enrolments), *at_centre], window)
    served = _joined(head_start, window)
    return EarlyLearning(pre_k, served, _care_months(people, pre_k, served, subsidy))


def _aged(people: People, year: int, age: int) -> np.ndarray:
    """Children of an age on the first of September who live here in the middle of it."""
    first = day(year, 9, 1)
    years = np.floor((first - people.birth) / YEAR)
    child = np.flatnonzero(years == age)
    return child[people.present(child, first + 14)]


def _pupils(enrolments: Enrolments, school_year: int) -> np.ndarray:
    year = np.array([term.year for term in enrolments.terms])[enrolments.term]
    return np.unique(enrolments.person[(year == school_year) & (enrolments.grade == -1)])


def _head_start(rng: np.random.Generator, people: People, children: np.ndarray) -> np.ndarray:
    """Three in four of the poorest, none above the limit."""
    chance = 0.75 * np.sqrt(np.clip(1 - people.means[children] / HEAD_START_MEANS, 0, 1))
    return children[rng.random(len(children)) < chance]


def _spell(rng, people: People, homes: Homes, dwellings: Dwellings, child: np.ndarray, year: int, sites: int) -> Attended:
    """From September or later to May or earlier, at the nearest centre."""
    count = len(child)
    late, early = rng.random(count) < 0.18, rng.random(count) < 0.14
    start = day(year, 9, 3) + np.where(late, rng.integers(10, 150, count), 0)
    end = day(year + 1, 5, 22) - np.where(early, rng.integers(5, 90, count), 0)
    gone = np.minimum(people.leaves[child], people.dies[child]) - 1
    zone = dwellings.zone[homes.dwelling(child, start)]
    return Attended(child, sites + zone, np.full(count, COMMUNITY_SITE), start, np.minimum(end, gone))


def _at_school(enrolments: Enrolments) -> Attended:
    """Pre-kindergarten at a public school, as the school reports it; not the summer."""
    term = np.array([term.name != "SUMMER" for term in enrolments.terms])[enrolments.term]
    rows = np.flatnonzero((enrolments.grade == -1) & term)
    child, site, start, end = (getattr(enrolments, name)[rows] for name in ("person", "school", "entry", "exit"))
    return Attended(child, site, np.full(len(rows), SCHOOL_SITE), start, end)


def _joined(parts: list[Attended], window: Window) -> Attended:
    """All of them in order of their first day, within the window."""
    names = ("child", "site", "kind", "start", "end")
    whole = Attended(*(np.concatenate([getattr(part, name) for part in parts]).astype(np.int32) for name in names))
    whole.start = np.maximum(whole.start, window.start_day)
    held = np.flatnonzero((whole.start <= whole.end) & (whole.start <= window.end_day))
    order = held[np.lexsort((whole.child[held], whole.start[held]))]
    return Attended(*(getattr(whole, name)[order] for name in names))


def _care_months(people: People, pre_k: Attended, head_start: Attended, subsidy: ChildCare) -> np.ndarray:
    """Per person: different months of any early care at the ages of 36 to 71 months, up to those that count."""
    child, month = [subsidy.child], [subsidy.month[subsidy.row]]
    for attended in (pre_k, head_start):
        row, when = months_within(month_of(attended.start), month_of(attended.end))
        child.append(attended.child[row])
        month.append(when)
    key = np.unique(np.concatenate(child).astype(np.int64) * 2**20 + np.concatenate(month))
    who, when = key >> 20, (key & (2**20 - 1)).astype(np.int32)
    age = when - month_of(people.birth[who])
    return np.minimum(np.bincount(who[(age >= 36) & (age <= 71)], minlength=len(people)), MOST_MONTHS)
