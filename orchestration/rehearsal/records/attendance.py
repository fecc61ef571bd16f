"""K-12 enrolment and attendance as school districts report it each term."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import first_day, written
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.people import FEMALE, LANGUAGES
from orchestration.rehearsal.lives.terms import Term
from orchestration.rehearsal.records.facts_written import address_of, written_dates, written_sex
from orchestration.rehearsal.records.names_written import Hand, written_names
from orchestration.rehearsal.records.state_numbers import state_numbers
from orchestration.rehearsal.sending import picked
from orchestration.rehearsal.spelling import counted, digits

HAND = Hand(capitals=False, accents=0.35, marks=0.8)
DISTRICT = b"901001"
RACE_CODES = np.array([b"W", b"B", b"H", b"A", b"I"])
LANGUAGE_CODES = np.array([b"eng", b"spa", b"vie", b"zho", b"und"])
assert len(LANGUAGE_CODES) == len(LANGUAGES)


@dataclass(frozen=True)
class SchoolRates:
    """What goes wrong in school offices."""

    slips: Slips
    shelter_as_address: float = 0.5  # of pupils in shelter: the shelter's address


RATES = SchoolRates(Slips(nickname=0.02, used_name=0.35, stale_surname=0.15, date_wrong=0.006, sex_wrong=0.003))


@dataclass
class Register:
    """One row per pupil, term and school, with everything but the days, which depend on the day asked about."""

    values: Values
    rows: np.ndarray  # row of the county's enrolments
    persons: dict[str, np.ndarray]

    def selected(self, chosen: np.ndarray) -> "Register":
        return Register(picked(self.values, chosen), self.rows[chosen], picked(self.persons, chosen))


def register(rng: np.random.Generator, county: County, difficulty: Difficulty) -> Register:
    """All rows of all terms; name and birth date stand on a card per pupil and school, the address is the term's."""
    rows, people = county.enrolments, county.people
    person = rows.person
    key = person.astype(np.int64) * 100_000 + rows.school
    _, first, card = np.unique(key, return_index=True, return_inverse=True)
    names = _cards(rng, county, person[first], rows.entry[first], difficulty)
    values = picked(names, card)
    numbers = state_numbers(county, difficulty)
    values |= {"StateID": numbers.state, "LocalStudentID": numbers.local}
    values |= _addresses(rng, county, difficulty)
    terms = rows.terms
    grade = np.array([b"PK", b"K"] + [b"%02d" % g for g in range(1, 13)])[rows.grade + 1]
    poor = people.means[person]
    values |= {
        "CurrentSchoolYear": counted(np.array([t.year for t in terms])[rows.term]),
        "Term": np.array([t.name.encode() for t in terms])[rows.term],
        "ReportingDistrict": np.full(len(person), DISTRICT),
        "AttendingSchool": digits(rows.school, 4),
        "RaceEthnicity": RACE_CODES[people.group[person]],
        "GradeLevel": grade,
        "EntryDate": written(rows.entry),
        "EntryType": np.where(rows.new_here, np.where(rows.grade <= 0, b"01", b"02"), b"04"),
        "LanguageHome": LANGUAGE_CODES[people.language[person]],
        "EnglishLearner": np.where((people.language[person] > 0) & (person % 3 == 0), b"Y", b"N"),
        "SpecialEducation": np.where(person % 7 == 0, b"Y", b"N"),
        "FoodServiceEligibility": np.where(poor < 0.42, b"F", np.where(poor < 0.55, b"R", b"N")),
        "HomelessStatus": np.where(rows.homeless & (person % 5 != 0), b"Y", b"N"),
    }
    return Register(values, np.arange(len(person)), {"person": person})


def as_of(county: County, page: Register, day: int) -> Values:
    """The page's values with exits and days counted up to and including a day."""
    rows = county.enrolments
    at, terms = page.rows, rows.terms
    start = np.array([t.start for t in terms])[rows.term[at]]
    length = np.array([t.end - t.start + 1 for t in terms])[rows.term[at]]
    school_days = np.array([t.days for t in terms])[rows.term[at]]
    last = np.minimum(rows.exit[at], day)
    here = np.clip(last - np.maximum(rows.entry[at], start) + 1, 0, None)
    enrolled = np.clip(np.round(here * school_days / length), 1, school_days).astype(np.int64)
    halves = np.round(enrolled * 2 * rows.absent_share[at])
    left = rows.leaves[at] & (rows.exit[at] <= day)
    values = dict(page.values)
    values |= {
        "DaysEnrolled": counted(enrolled),
        "DaysAbsent": _half_days(halves),
        "DaysAttended": _half_days(enrolled * 2 - halves),
        "ExitDate": np.where(left, written(rows.exit[at]), b""),
        "ExitType": np.where(left, np.where(page.persons["person"] % 4 == 0, b"05", b"01"), b""),
    }
    return values


def pages(county: County, book: Register, terms: list[Term], asked: int) -> tuple[Register, int]:
    """The rows of some terms, and the last day of the month they are asked for."""
    day = first_day(asked + 1) - 1
    wanted = np.array([term in terms for term in county.enrolments.terms])
    rows = county.enrolments
    return book.selected(np.flatnonzero(wanted[rows.term] & (rows.entry <= day))), day


def _half_days(halves: np.ndarray) -> np.ndarray:
    return np.strings.add(counted((halves // 2).astype(np.int64)), np.where(halves % 2 == 1, b".5", b".0"))


def _cards(rng, county: County, person: np.ndarray, entry: np.ndarray, difficulty: Difficulty) -> Values:
    people = county.people
    name = written_names(rng, county.naming, person, entry, difficulty.of(RATES).slips, HAND)
    sex = written_sex(rng, people.sex[person], difficulty.of(RATES).slips.sex_wrong)
    return {
        "FirstName": name.first,
        "MiddleName": name.middle,
        "LastName": name.last,
        "Suffix": name.suffix,
        "DateOfBirth": written_dates(rng, people.birth[person], difficulty.of(RATES).slips),
        "Gender": np.where(sex == FEMALE, b"F", b"M"),
    }


def _addresses(rng, county: County, difficulty: Difficulty) -> Values:
    rows = county.enrolments
    asked = np.where(rng.random(len(rows.person)) < difficulty.of(RATES).slips.address_old, rows.entry - 500, rows.entry)
    dwelling = county.homes.dwelling(rows.person, asked)
    shelter = rows.homeless & (rng.random(len(dwelling)) < difficulty.of(RATES).shelter_as_address)
    address = address_of(rng, county.dwellings, np.where(shelter, county.dwellings.shelter, dwelling), difficulty.of(RATES).slips)
    return {
        "StreetAddress": address.line,
        "UnitNumber": address.unit,
        "City": address.city,
        "State": address.state,
        "ZipCode": address.zip,
    }
