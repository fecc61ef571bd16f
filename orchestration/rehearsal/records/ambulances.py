"""Patient care reports of ambulance crews: who the patient seemed to be, in the back of an ambulance."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import written
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.dwellings import COUNTY_FIPS, STATE_FIPS
from orchestration.rehearsal.lives.emergencies import CAUSES
from orchestration.rehearsal.lives.people import FEMALE
from orchestration.rehearsal.lives.shelter import HOMELESS_TYPES
from orchestration.rehearsal.records.facts_written import not_given, written_addresses, written_dates, written_sex, written_ssns
from orchestration.rehearsal.records.names_written import Hand, written_names
from orchestration.rehearsal.sending import Written
from orchestration.rehearsal.spelling import counted, digits

HAND = Hand(capitals=False, accents=0.05, marks=0.5)
NOT_RECORDED = b"7701003"
_RACE = np.array([b"2514011", b"2514005", b"2514007", b"2514003", b"2514001"])
_IMPRESSIONS = np.array([b"T14.90", b"R06.02", b"R07.9", b"R10.84", b"R50.9", b"F99", b"F19.129", b"R53.1"])
assert len(_IMPRESSIONS) == len(CAUSES)


@dataclass(frozen=True)
class ReportRates:
    """Names right in 84 of 100 reports, birth dates in 79, numbers in 33 (STANDARDS.md 13.2, S-EMSACC)."""

    slips: Slips
    name_absent: float = 0.06
    ssn_absent: float = 0.62
    ssn_mistaken: float = 0.1  # of numbers written down: a digit wrong
    address_absent: float = 0.25
    second_unit: float = 0.1  # of incidents: another unit writes a report of its own
    not_recorded: float = 0.03


RATES = ReportRates(
    Slips(
        typo=0.02,
        misheard=0.025,
        misread=0.005,
        nickname=0.02,
        used_name=0.2,
        names_swapped=0.005,
        stale_surname=0.2,
        middle_missing=0.7,
        date_missing=0.13,
        date_swapped=0.01,
        date_wrong=0.06,
        address_old=0.1,
    )
)


def reports(rng: np.random.Generator, county: County, difficulty: Difficulty) -> tuple[Written, np.ndarray]:
    """Every report in order of the response, and its day."""
    rushed, rates = county.emergencies, difficulty.of(RATES)
    incident = np.flatnonzero(rushed.by_ambulance)
    twice = rng.random(len(incident)) < rates.second_unit
    rows = np.repeat(incident, 1 + twice)
    second = np.zeros(len(rows), bool)
    second[1:] = rows[1:] == rows[:-1]
    person, day = rushed.person[rows], rushed.day[rows]
    values = {
        "eRecord_01": np.strings.add(b"PCR", digits(np.arange(len(rows)) + 1, 8)),
        "eResponse_03": np.strings.add(b"I", digits(rows + 1, 8)),
        "eResponse_13": np.strings.add(np.where(second, b"ENGINE", b"MEDIC"), counted(1 + person % 9)),
        "eTimes_03": written(day),
        "eSituation_11": _unless(rng, rates.not_recorded, _IMPRESSIONS[rushed.cause[rows]]),
        **_name_and_number(rng, county, person, day, difficulty),
        **_home(rng, county, person, day, difficulty),
        **_seen(rng, county, person, day, difficulty),
        **_transport(rng, second),
    }
    return Written(values, {"person": person}), day


def _unless(rng: np.random.Generator, rate: float, text: np.ndarray) -> np.ndarray:
    return np.where((rng.random(len(text)) < rate) | (text == b""), NOT_RECORDED, text)


def _name_and_number(rng, county: County, person: np.ndarray, day: np.ndarray, difficulty: Difficulty) -> Values:
    rates, number = difficulty.of(RATES), county.numbers.own[person]
    name = written_names(rng, county.naming, person, day, rates.slips, HAND)
    nameless = rng.random(len(person)) < rates.name_absent
    number = np.where(not_given(rng, number, rates.ssn_absent), -1, number)
    ssn = written_ssns(rng, number, rates.ssn_mistaken, difficulty.ssn_placeholder)
    born = written_dates(rng, county.people.birth[person], rates.slips)
    born = np.where(nameless | (born > written(day)), b"", born)
    return {
        "ePatient_02": np.where(nameless, NOT_RECORDED, name.last),
        "ePatient_03": np.where(nameless, NOT_RECORDED, name.first),
        "ePatient_04": np.where(nameless, b"", name.middle),
        "ePatient_12": np.where(nameless, b"", ssn),
        "ePatient_17": born,
    }


def _home(rng, county: County, person: np.ndarray, day: np.ndarray, difficulty: Difficulty) -> Values:
    rates = difficulty.of(RATES)
    address = written_addresses(rng, county.homes, county.dwellings, person, day, rates.slips)
    homeless = county.stays.on(HOMELESS_TYPES, person, day)
    absent = homeless | (rng.random(len(person)) < rates.address_absent)
    return {
        "ePatient_05": np.where(absent, b"", address.line),
        "ePatient_06": np.where(absent, b"", address.city),
        "ePatient_07": np.full(len(person), COUNTY_FIPS),
        "ePatient_08": np.full(len(person), STATE_FIPS),
        "ePatient_09": np.where(homeless, NOT_RECORDED, address.zip),
        "ePatient_22": np.where(homeless, _unless(rng, 0.3, np.full(len(person), b"2522001")), b""),
    }


def _seen(rng, county: County, person: np.ndarray, day: np.ndarray, difficulty: Difficulty) -> Values:
    people, rates = county.people, difficulty.of(RATES)
    sex = written_sex(rng, people.sex[person], rates.slips.sex_wrong)
    years, months = people.age(person, day), (day - people.birth[person]) // 30
    infant = years < 1
    return {
        "ePatient_14": _unless(rng, 0.12, _RACE[people.group[person]]),
        "ePatient_15": counted(np.where(infant, months, years)),
        "ePatient_16": np.where(infant, b"2516007", b"2516009"),
        "ePatient_25": _unless(rng, rates.not_recorded, np.where(sex == FEMALE, b"9906001", b"9906003")),
    }


def _transport(rng: np.random.Generator, second: np.ndarray) -> Values:
    """The second unit helps; of the first, one in ten is refused."""
    goes = ~second & (rng.random(len(second)) < 0.9)
    destination = np.where(rng.random(len(second)) < 0.97, b"4221003", b"4221023")
    return {
        "eDisposition_30": np.where(second, b"4230005", np.where(goes, b"4230001", b"4230009")),
        "eDisposition_21": np.where(goes, destination, b""),
    }
