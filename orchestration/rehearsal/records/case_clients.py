"""Clients of the child welfare case system: children, caregivers and alleged perpetrators, as a worker took them down."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import written
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.people import FEMALE
from orchestration.rehearsal.records.facts_written import (
    not_given,
    written_addresses,
    written_dates,
    written_sex,
    written_ssns,
)
from orchestration.rehearsal.records.names_written import Hand, written_names
from orchestration.rehearsal.records.numbering import client_rows
from orchestration.rehearsal.spelling import cut, digits, joined

HAND = Hand(capitals=False, accents=0.25, marks=0.7)
NEWBORN_DAYS = 21


@dataclass(frozen=True)
class CaseRates:
    """What goes wrong in child welfare offices."""

    slips: Slips
    ssn_absent: float = 0.38
    duplicate_client: float = 0.05  # of clients: a second number at a later report
    newborn_unnamed: float = 0.2  # of infants of three weeks: BABY BOY, BABY GIRL
    name_unknown: float = 0.01  # of adults: UNKNOWN for the first name
    birth_estimated: float = 0.03  # of birth dates: the first of January of the right year, marked as estimated


RATES = CaseRates(
    Slips(
        typo=0.016,
        misheard=0.016,
        nickname=0.035,
        used_name=0.5,
        names_swapped=0.004,
        stale_surname=0.2,
        one_surname=0.35,
        middle_missing=0.6,
        middle_initial=0.6,
        suffix_missing=0.55,
        date_missing=0.03,
        date_swapped=0.008,
        date_wrong=0.018,
        sex_wrong=0.004,
        address_wrong=0.03,
        address_old=0.1,
    )
)


@dataclass
class CaseClients:
    """One row per client; `since` is the day each was first named."""

    values: Values
    person: np.ndarray
    since: np.ndarray
    number: np.ndarray


def case_clients(
    rng: np.random.Generator, county: County, who: np.ndarray, day: np.ndarray, difficulty: Difficulty
) -> tuple[CaseClients, np.ndarray]:
    """The clients of all mentions (a person on a day), and the number of the client of each mention."""
    rates = difficulty.of(RATES)
    person, first, client = client_rows(rng, who, np.lexsort((day, who)), rates.duplicate_client)
    since = day[first]
    number = np.strings.add(b"C", digits(100_000_000 + rng.permutation(len(person)) * 7, 9))
    values = {"IDENTIFIER": number}
    values |= _name(rng, county, person, since, rates)
    values |= _facts(rng, county, person, since, rates, difficulty)
    values |= _address(rng, county, person, since, rates)
    values |= {"SENSTV_IND": np.where(rng.random(len(person)) < 0.01, b"R", b"N"), "LST_UPD_TS": written(since)}
    return CaseClients(values, person, since, number), number[client]


def _name(rng, county: County, person: np.ndarray, since: np.ndarray, rates: CaseRates) -> Values:
    people = county.people
    name = written_names(rng, county.naming, person, since, rates.slips, HAND)
    newborn = (since - people.birth[person] < NEWBORN_DAYS) & (rng.random(len(person)) < rates.newborn_unnamed)
    baby = np.where(people.sex[person] == FEMALE, b"BABY GIRL", b"BABY BOY")
    unknown = ~newborn & (since - people.birth[person] > 6600) & (rng.random(len(person)) < rates.name_unknown)
    return {
        "COM_FST_NM": cut(np.where(newborn, baby, np.where(unknown, b"UNKNOWN", name.first)), 20),
        "COM_MID_NM": cut(np.where(newborn | unknown, b"", name.middle), 20),
        "COM_LST_NM": cut(name.last, 25),
        "SUFX_TLDSC": name.suffix,
    }


def _facts(rng, county: County, person: np.ndarray, since: np.ndarray, rates: CaseRates, difficulty: Difficulty) -> Values:
    people = county.people
    born = written_dates(rng, people.birth[person], rates.slips)
    guessed = (born != b"") & (rng.random(len(person)) < rates.birth_estimated)
    born = np.where(guessed, np.strings.add(born.astype("S4"), b"0101"), born)
    born = np.where(born.astype("S8") > written(since), written(people.birth[person]), born)
    number = county.numbers.own[person]
    number = np.where(not_given(rng, number, rates.ssn_absent), -1, number)
    sex = written_sex(rng, people.sex[person], rates.slips.sex_wrong)
    return {
        "BIRTH_DT": born,
        "EST_DOB_CD": np.where(born == b"", b"U", np.where(guessed, b"Y", b"N")),
        "GENDER_CD": np.where(rng.random(len(person)) < 0.004, b"U", np.where(sex == FEMALE, b"F", b"M")),
        "SS_NO": written_ssns(rng, number, difficulty.ssn_wrong, difficulty.ssn_placeholder),
        "SSN_CHG_CD": np.where(rng.random(len(person)) < 0.01, b"Y", b"N"),
    }


def _address(rng, county: County, person: np.ndarray, since: np.ndarray, rates: CaseRates) -> Values:
    """Where the client lived when first named; nothing for one who had no home."""
    address = written_addresses(rng, county.homes, county.dwellings, person, since, rates.slips)
    nowhere = county.stays.homeless_on(person, since) | (rng.random(len(person)) < 0.04)
    whole = {
        "STREET_ADDRESS": joined(address.line, address.unit),
        "CITY_NM": address.city,
        "STATE_CD": address.state,
        "ZIP_NO": address.zip,
    }
    return {column: np.where(nowhere, b"", text) for column, text in whole.items()}
