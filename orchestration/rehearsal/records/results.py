"""Readiness results and test results: a pupil's number, a name as on the roster, and scores."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import written
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.learning import AREAS, BENCHMARK, MATHEMATICS, PROFICIENT, RETEST, SUMMATIVE
from orchestration.rehearsal.lives.people import FEMALE
from orchestration.rehearsal.records.attendance import DISTRICT
from orchestration.rehearsal.records.cards import carded
from orchestration.rehearsal.records.facts_written import written_dates, written_sex
from orchestration.rehearsal.records.names_written import Hand, WrittenName, written_names
from orchestration.rehearsal.records.state_numbers import state_numbers
from orchestration.rehearsal.sending import Written
from orchestration.rehearsal.spelling import counted, digits

HAND = Hand(capitals=False, accents=0.3, marks=0.8)
READY, APPROACHING = 270, 258
_AREA_COLUMNS = dict(
    zip(AREAS, ("SocialFoundations", "LanguageLiteracy", "Mathematics", "PhysicalDevelopment"), strict=True)
)  # fmt: skip
_SUBJECTS = np.array([b"13373", b"01166"])
_SITTINGS = {BENCHMARK: (b"Benchmark", b"BMK"), SUMMATIVE: (b"Summative", b"SUM"), RETEST: (b"Retest", b"RET")}


@dataclass(frozen=True)
class RosterRates:
    """What goes wrong on the rosters that schools send ahead of a test."""

    slips: Slips


RATES = RosterRates(Slips(nickname=0.015, used_name=0.25, stale_surname=0.15, date_wrong=0.005, sex_wrong=0.003))


@dataclass
class _Roster:
    """One row per result."""

    person: np.ndarray
    number: np.ndarray
    school: np.ndarray
    year: np.ndarray
    name: WrittenName
    born: np.ndarray
    is_girl: np.ndarray


def _roster(rng: np.random.Generator, county: County, enrolment: np.ndarray, difficulty: Difficulty) -> _Roster:
    """A card per pupil and school; the number is that of the enrolment."""
    rows, people, slips = county.enrolments, county.people, difficulty.of(RATES).slips
    person, school = rows.person[enrolment], rows.school[enrolment]
    first, card = carded(person, school)
    who = person[first]
    name = written_names(rng, county.naming, who, rows.entry[enrolment[first]], slips, HAND)
    girl = written_sex(rng, people.sex[who], slips.sex_wrong) == FEMALE
    born = written_dates(rng, people.birth[who], slips)
    return _Roster(
        person,
        state_numbers(county, difficulty).state[enrolment],
        digits(school, 4),
        np.array([term.year for term in rows.terms])[rows.term[enrolment]],
        WrittenName(*(text[card] for text in name.fields())),
        born[card],
        girl[card],
    )


def readiness_results(rng: np.random.Generator, county: County, difficulty: Difficulty) -> tuple[Written, np.ndarray]:
    """One row per child assessed, or exempt; and the day each result was released."""
    ready = county.learning.readiness
    roster = _roster(rng, county, ready.enrolment, difficulty)
    released = ready.day + rng.integers(2, 23, len(ready.day))
    score = np.where(ready.is_exempt, -1, ready.score)
    level = np.where(score >= READY, b"3", np.where(score >= APPROACHING, b"2", np.where(score >= 0, b"1", b"")))
    unfinished = rng.random((len(score), len(AREAS))) < 0.01
    reason = rng.choice(np.array([b"D", b"L", b"A"]), len(score), p=[0.4, 0.2, 0.4])
    values = {
        "SchoolYear": counted(roster.year),
        "DistrictCode": np.full(len(score), DISTRICT),
        "SchoolCode": roster.school,
        "StateID": roster.number,
        "LastName": roster.name.last,
        "FirstName": roster.name.first,
        "MiddleName": roster.name.middle,
        "DateOfBirth": roster.born,
        "Gender": np.where(roster.is_girl, b"F", b"M"),
        "DateAssessed": written(ready.day),
        "DateReported": written(released),
        "ExemptionReason": np.where(ready.is_exempt, reason, b""),
        "OverallScore": counted(score),
        "ReadinessLevel": level,
    }
    for place, area in enumerate(AREAS):
        hidden = ready.is_exempt | unfinished[:, place]
        values[_AREA_COLUMNS[area]] = counted(np.where(hidden, -1, ready.areas[:, place]))
    return Written(values, {"person": roster.person}), released


def assessment_results(rng: np.random.Generator, county: County, difficulty: Difficulty) -> tuple[Written, np.ndarray]:
    """One row per pupil, subject and sitting; and the day each result was released."""
    tests = county.learning.tests
    roster = _roster(rng, county, tests.enrolment, difficulty)
    released = tests.day + np.where(tests.kind == SUMMATIVE, 58, 10) + rng.integers(0, 26, len(tests.day))
    score = np.where(tests.is_absent, -1, tests.score)
    level = np.searchsorted((0, PROFICIENT - 30, PROFICIENT, PROFICIENT + 40), score, side="right")
    name, mark = (np.array([_SITTINGS[kind][place] for kind in sorted(_SITTINGS)])[tests.kind] for place in (0, 1))
    grade = np.array([b"KG", *(b"%02d" % g for g in range(1, 13))])[np.maximum(county.enrolments.grade[tests.enrolment], 0)]
    excused = np.where(rng.random(len(score)) < 0.1, b"03454", b"03451")
    values = {
        "SchoolYear": counted(roster.year),
        "StudentIdentifierState": roster.number,
        "LeaIdentifierSea": np.full(len(score), DISTRICT),
        "SchoolIdentifierSea": roster.school,
        "FirstName": roster.name.first,
        "LastOrSurname": roster.name.last,
        "Birthdate": roster.born,
        "Sex": np.where(roster.is_girl, b"Female", b"Male"),
        "GradeLevelWhenAssessed": grade,
        "AssessmentIdentifier": np.strings.add(np.strings.add(mark, b"-"), counted(roster.year)),
        "AssessmentAcademicSubject": _SUBJECTS[np.where(tests.subject == MATHEMATICS, 1, 0)],
        "AssessmentTypeAdministered": name,
        "AdministrationStartDate": written(tests.day),
        "AssessmentResultReportedDate": written(released),
        "AssessmentResultScoreValue": counted(score),
        "PerformanceLevelIdentifier": np.array([b"", b"L1", b"L2", b"L3", b"L4"])[level],
        "ReasonNotTested": np.where(tests.is_absent, excused, b""),
    }
    return Written(values, {"person": roster.person}), released
