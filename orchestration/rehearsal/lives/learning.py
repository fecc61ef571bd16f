"""What pupils know: readiness at the start of kindergarten, and state tests of the years after it."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import Window, day
from orchestration.rehearsal.lives.early_learning import READINESS_PER_MONTH, READING_PER_MONTH
from orchestration.rehearsal.lives.people import People
from orchestration.rehearsal.lives.school import Enrolments

AREAS = ("social_foundations", "language_literacy", "mathematics", "physical_development")
READING, MATHEMATICS = 0, 1
BENCHMARK, SUMMATIVE, RETEST = 0, 1, 2
PROFICIENT = 500
LOWEST_READY, HIGHEST_READY = 202, 298
LOWEST_SCORE, HIGHEST_SCORE = 200, 800
EXEMPT_SHARE = 0.03
ABSENT_SHARE = 0.025
RETEST_AFTER_DAYS = 96
_FADES = np.array((1.0, 1.0, 1.0, 1.0, 0.66, 0.33, 0.0, 0.0, 0.0))  # of the effect of early care on reading, by grade


@dataclass
class Readiness:
    """One row per pupil who entered kindergarten."""

    enrolment: np.ndarray  # row of the county's enrolments
    day: np.ndarray
    score: np.ndarray  # overall, 202 to 298
    areas: np.ndarray  # column per area, the same scale
    is_exempt: np.ndarray


@dataclass
class Tests:
    """One row per pupil, subject and sitting."""

    enrolment: np.ndarray  # row of the county's enrolments
    subject: np.ndarray
    kind: np.ndarray
    day: np.ndarray
    score: np.ndarray  # 200 to 800
    is_absent: np.ndarray  # not tested


_COLUMNS = tuple(Tests.__dataclass_fields__)


@dataclass
class Learning:
    """Both."""

    readiness: Readiness
    tests: Tests


@dataclass
class _Pupils:
    """What the scores of all pupils follow from."""

    people: People
    enrolments: Enrolments
    care_months: np.ndarray
    gift: np.ndarray  # per person, standard normal, for life


def learned(
    rng: np.random.Generator, people: People, enrolments: Enrolments, care_months: np.ndarray, window: Window
) -> Learning:
    """Scores rise with means, with a gift that stays, and, as planted, with months of early care."""
    pupils = _Pupils(people, enrolments, care_months, rng.normal(0, 1, len(people)))
    return Learning(_ready(rng, pupils, window), _tested(rng, pupils, window))


def _ready(rng: np.random.Generator, pupils: _Pupils, window: Window) -> Readiness:
    """The first weeks of a pupil's first kindergarten; a pupil who came in summer was assessed elsewhere."""
    enrolments = pupils.enrolments
    summer = np.array([term.name == "SUMMER" for term in enrolments.terms])[enrolments.term]
    rows = np.flatnonzero((enrolments.grade == 0) & ~summer)
    rows = rows[np.argsort(enrolments.entry[rows], kind="stable")]
    rows = rows[np.sort(np.unique(enrolments.person[rows], return_index=True)[1])]
    when = enrolments.entry[rows] + rng.integers(3, 65, len(rows))
    held = (when <= enrolments.exit[rows]) & (when <= window.end_day)
    rows, when = rows[held], when[held]
    pupil = enrolments.person[rows]
    ready = 251 + 26 * pupils.people.means[pupil] + 8 * pupils.gift[pupil]
    ready = ready + READINESS_PER_MONTH.size * pupils.care_months[pupil]
    score, areas = ready + rng.normal(0, 6, len(rows)), ready[:, None] + rng.normal(0, 8, (len(rows), len(AREAS)))
    return Readiness(rows, when, _scaled(score, LOWEST_READY, HIGHEST_READY), _scaled(areas, LOWEST_READY, HIGHEST_READY),
                     rng.random(len(rows)) < EXEMPT_SHARE)  # fmt: skip


def _scaled(points: np.ndarray, lowest: int, highest: int) -> np.ndarray:
    return np.clip(np.round(points), lowest, highest).astype(np.int32)


def _tested(rng: np.random.Generator, pupils: _Pupils, window: Window) -> Tests:
    """Every sitting in the window of a pupil who was here."""
    enrolments, people = pupils.enrolments, pupils.people
    rows, subject, kind, when = _sittings(enrolments)
    absent = rng.random(len(rows)) < ABSENT_SHARE
    tests = Tests(rows, subject, kind, when, _scores(rng, pupils, rows, subject), absent)
    again = _retested(rng, enrolments, tests)
    tests = Tests(*(np.concatenate([getattr(part, name) for part in (tests, again)]) for name in _COLUMNS))
    gone = np.minimum(people.leaves, people.dies)[enrolments.person[tests.enrolment]]
    held = (tests.day <= window.end_day) & (tests.day >= window.start_day) & (tests.day < gone)
    return Tests(*(getattr(tests, name)[held] for name in _COLUMNS))


def _sittings(enrolments: Enrolments) -> tuple[np.ndarray, ...]:
    """Autumn benchmarks in reading to grade 3, spring tests of both subjects in grades 3 to 8: row, subject, kind, day."""
    parts = []
    for number, term in enumerate(enrolments.terms):
        if term.name == "FALL":
            parts.append(_sitting(enrolments, number, day(term.year - 1, 9, 16), (0, 3), (READING, BENCHMARK)))
        elif term.name == "SPRING":
            for subject in (READING, MATHEMATICS):
                parts.append(_sitting(enrolments, number, day(term.year, 4, 14 + 7 * subject), (3, 8), (subject, SUMMATIVE)))
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def _sitting(
    enrolments: Enrolments, term: int, when: int, grades: tuple[int, int], test: tuple[int, int]
) -> tuple[np.ndarray, ...]:
    """The rows of a term's pupils who are enrolled on the day of the test."""
    here = (enrolments.term == term) & (enrolments.entry <= when) & (when <= enrolments.exit)
    rows = np.flatnonzero(here & (enrolments.grade >= grades[0]) & (enrolments.grade <= grades[1]))
    return rows, *(np.full(len(rows), value) for value in (*test, when))


def _scores(rng: np.random.Generator, pupils: _Pupils, rows: np.ndarray, subject: np.ndarray) -> np.ndarray:
    """The scale is the grade's own: 500 is proficient in every grade."""
    pupil, grade = pupils.enrolments.person[rows], pupils.enrolments.grade[rows]
    early = READING_PER_MONTH.size * pupils.care_months[pupil] * np.where(subject == READING, _FADES[grade], 0)
    points = 460 + 70 * pupils.people.means[pupil] + early + 25 * pupils.gift[pupil] + rng.normal(0, 17, len(rows))
    return _scaled(points, LOWEST_SCORE, HIGHEST_SCORE)


def _retested(rng: np.random.Generator, enrolments: Enrolments, tests: Tests) -> Tests:
    """Most of the third-grade readers who were far from proficient sit again in summer, a little better."""
    weak = (tests.kind == SUMMATIVE) & (tests.subject == READING) & (enrolments.grade[tests.enrolment] == 3)
    weak &= (tests.score < PROFICIENT - 30) & ~tests.is_absent & (rng.random(len(tests.score)) < 0.7)
    again = np.flatnonzero(weak)
    score = _scaled(tests.score[again] + rng.normal(12, 14, len(again)), LOWEST_SCORE, HIGHEST_SCORE)
    sat = np.zeros(len(again), bool)
    kind = np.full(len(again), RETEST)
    return Tests(tests.enrolment[again], tests.subject[again], kind, tests.day[again] + RETEST_AFTER_DAYS, score, sat)
