"""Pre-kindergarten rosters by month, and Head Start enrolments, as the sites and grantees enter them."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, days_of, month_of, months_within, written
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.early_learning import SCHOOL_SITE, Attended
from orchestration.rehearsal.lives.people import FEMALE
from orchestration.rehearsal.records.attendance import LANGUAGE_CODES, RACE_CODES
from orchestration.rehearsal.records.cards import carded
from orchestration.rehearsal.records.facts_written import address_of, written_dates, written_sex
from orchestration.rehearsal.records.names_written import Hand, written_names
from orchestration.rehearsal.records.state_numbers import head_start_numbers
from orchestration.rehearsal.sending import Written, picked
from orchestration.rehearsal.spelling import counted, digits
from orchestration.rehearsal.streams import settled_share

PRE_K_HAND = Hand(capitals=False, accents=0.3, marks=0.75)
HEAD_START_HAND = Hand(capitals=True, accents=0.05, marks=0.5)
_FIRST_CHILD = 10_000_000
GRANTEE = b"901045"


@dataclass(frozen=True)
class EnrolmentRates:
    """What goes wrong on application forms."""

    slips: Slips
    guardian_blank: float = 0.03
    guardian_birth_blank: float = 0.3


_SLIPS = Slips(typo=0.014, misheard=0.01, nickname=0.05, used_name=0.55, stale_surname=0.15, one_surname=0.35, date_wrong=0.01)
RATES = EnrolmentRates(_SLIPS)
HEAD_START_RATES = EnrolmentRates(_SLIPS)


def rosters(rng: np.random.Generator, county: County, difficulty: Difficulty) -> tuple[Written, np.ndarray]:
    """One row per child, site, month and entry, with a card per child and site; and the month of each row."""
    attended, rates = county.early_learning.pre_k, difficulty.of(RATES)
    row, month = months_within(month_of(attended.start), np.minimum(month_of(attended.end), county.window.end))
    child, people = attended.child[row], county.people
    first, card = carded(attended.child, attended.site)
    on_card = _child_card(rng, county, attended, first, rates) | _guardian_card(rng, county, attended, first, rates)
    values = picked(on_card, card[row])
    values |= _address(rng, county, attended, rates, row)
    values |= _days(rng, attended, row, month)
    at_school = attended.kind[row] == SCHOOL_SITE
    paid_by = settled_share(attended.site[row], "funding")
    values |= {
        "ReportMonth": written(days_of(month)),
        "SiteCode": digits(attended.site[row], 4),
        "SiteType": np.where(at_school, b"PS", b"CC"),
        "FundingSource": np.where(at_school | (paid_by < 0.5), b"ST", np.where(paid_by < 0.8, b"BL", b"LO")),
        "ChildID": digits(_child_numbers(attended)[row], 8),
        "ChildRace": RACE_CODES[people.group[child]],
        "HomeLanguage": LANGUAGE_CODES[people.language[child]],
        "SpecialEducation": np.where(child % 7 == 0, b"Y", b"N"),
    }
    guardian = county.homes.keeper[attended.child]
    named = np.where((on_card["GuardianLastName"] == b"")[card], -1, guardian)
    return Written(values, {"child": child, "guardian": named[row].astype(np.int32)}), month


def _child_numbers(attended: Attended) -> np.ndarray:
    """Numbers in the order in which children first came."""
    known, first, index = np.unique(attended.child, return_index=True, return_inverse=True)
    serial = np.empty(len(known), np.int64)
    serial[np.argsort(first, kind="stable")] = np.arange(len(known))
    return _FIRST_CHILD + serial[index] * 3


def _child_card(rng, county: County, attended: Attended, first: np.ndarray, rates: EnrolmentRates) -> Values:
    people, who, day = county.people, attended.child[first], attended.start[first]
    name = written_names(rng, county.naming, who, day, rates.slips, PRE_K_HAND)
    sex = written_sex(rng, people.sex[who], rates.slips.sex_wrong)
    return {
        "ChildLastName": name.last,
        "ChildFirstName": name.first,
        "ChildMiddleName": name.middle,
        "ChildBirthdate": written_dates(rng, people.birth[who], rates.slips),
        "ChildSex": np.where(sex == FEMALE, b"F", b"M"),
    }


def _guardian_card(rng, county: County, attended: Attended, first: np.ndarray, rates: EnrolmentRates) -> Values:
    """The parent the child lives with signs; in foster care that parent still does."""
    people, day = county.people, attended.start[first]
    who = county.homes.keeper[attended.child[first]]
    name = written_names(rng, county.naming, np.maximum(who, 0), day, rates.slips, PRE_K_HAND)
    blank = (who < 0) | (rng.random(len(who)) < rates.guardian_blank)
    unborn = blank | (rng.random(len(who)) < rates.guardian_birth_blank)
    born = written_dates(rng, people.birth[np.maximum(who, 0)], rates.slips)
    return {
        "GuardianLastName": np.where(blank, b"", name.last),
        "GuardianFirstName": np.where(blank, b"", name.first),
        "GuardianBirthdate": np.where(unborn, b"", born),
        "GuardianRelationship": np.where(blank, b"", np.where(people.sex[np.maximum(who, 0)] == FEMALE, b"M", b"F")),
    }


def _address(rng, county: County, attended: Attended, rates: EnrolmentRates, row: np.ndarray) -> Values:
    """The home on the day of entry; the form is not asked for again at the site."""
    first, card = carded(attended.child, attended.site)
    home = county.homes.dwelling(attended.child[first], attended.start[first])
    address = address_of(rng, county.dwellings, home, rates.slips)
    columns = {"StreetAddress": address.line, "UnitNumber": address.unit, "City": address.city, "ZipCode": address.zip}
    return picked(columns, card[row])


def _days(rng: np.random.Generator, attended: Attended, row: np.ndarray, month: np.ndarray) -> Values:
    """Five days a week of the month between entry and exit; the exit is told in its own month."""
    opens, closes = days_of(month), days_of(month + 1) - 1
    start, end = np.maximum(attended.start[row], opens), np.minimum(attended.end[row], closes)
    enrolled = np.maximum(np.round((end - start + 1) * 0.66), 1).astype(np.int64)
    there = rng.binomial(enrolled, 0.86 + 0.1 * settled_share(attended.child[row], "pre-k attendance"))
    return {
        "EntryDate": written(attended.start[row]),
        "ExitDate": written(np.where(attended.end[row] <= closes, attended.end[row], NEVER)),
        "DaysEnrolled": counted(enrolled),
        "DaysAttended": counted(there),
    }


def head_start(rng: np.random.Generator, county: County, difficulty: Difficulty) -> Written:
    """One row per child and programme year, with the withdrawal, known or still to come."""
    attended, rates, people = county.early_learning.head_start, difficulty.of(HEAD_START_RATES), county.people
    child, count = attended.child, len(attended.child)
    first, card = carded(child)
    name = written_names(rng, county.naming, child[first], attended.start[first], rates.slips, HEAD_START_HAND)
    sex = written_sex(rng, people.sex[child[first]], rates.slips.sex_wrong)
    born = written_dates(rng, people.birth[child[first]], rates.slips)
    poor, why = people.means[child], settled_share(child, "eligibility")
    reason = np.where(why < 0.06, b"4", np.where(why < 0.1, b"3", np.where(why < 0.35, b"2", np.where(poor > 0.4, b"5", b"1"))))
    year = _program_year(attended.start)
    return Written(
        {
            "ReportingGrantee": np.full(count, GRANTEE),
            "StateID": head_start_numbers(county, child, difficulty),
            "LocalStudentID": np.strings.add(b"HS", digits(child.astype(np.int64) + 1000, 7)),
            "LastName": name.last[card],
            "FirstName": name.first[card],
            "MiddleName": name.middle[card],
            "Suffix": name.suffix[card],
            "DateOfBirth": born[card],
            "Gender": np.where(sex == FEMALE, b"F", b"M")[card],
            "RaceEthnicity": RACE_CODES[people.group[child]],
            "PrimEligibility": reason,
            "InitialEnrollDate": written(attended.start),
            "PrenatalServices": np.where(settled_share(child, "prenatal services") < 0.08, b"Y", b"N"),
            "ProgramYear": counted(year),
            "ProgramOption": np.full(count, b"C"),
            "CenterCode": counted(attended.site),
            "WithdrawDate": written(attended.end),
        },
        {"person": child},
    )


def _program_year(start: np.ndarray) -> np.ndarray:
    """Named for the calendar year it ends in; it begins in August."""
    month = month_of(start)
    return (month // 12 + (month % 12 >= 7)).astype(np.int64)
