"""HMIS clients: one row per PersonalID, as an intake worker took it down; some people have two."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, written
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.people import MALE
from orchestration.rehearsal.records.facts_written import not_given, written_dates, written_sex, written_ssns
from orchestration.rehearsal.records.names_written import Hand, written_names
from orchestration.rehearsal.records.numbering import client_rows
from orchestration.rehearsal.spelling import digits

HAND = Hand(capitals=False, accents=0.2, marks=0.7)
_RACES = ("White", "BlackAfAmerican", "HispanicLatinao", "Asian", "AmIndAKNative", "MidEastNAfrican", "NativeHIPacific")
_NOBODY = np.array([b"Doe", b"Unknown", b"Anonymous", b"Refused"])


@dataclass(frozen=True)
class ClientRates:
    """What goes wrong at intake."""

    slips: Slips
    ssn_absent: float = 0.30
    ssn_last4: float = 0.15
    name_unknown: float = 0.006  # DOE, UNKNOWN, ANONYMOUS
    duplicate_client: float = 0.04  # a second PersonalID


RATES = ClientRates(
    Slips(
        typo=0.018,
        misheard=0.016,
        misread=0.005,
        nickname=0.04,
        used_name=0.6,
        names_swapped=0.006,
        stale_surname=0.25,
        one_surname=0.4,
        middle_missing=0.55,
        middle_initial=0.6,
        suffix_missing=0.6,
        date_missing=0.015,
        date_placeholder=0.012,
        date_swapped=0.01,
        date_wrong=0.02,
        sex_wrong=0.004,
    )
)


@dataclass
class Clients:
    values: Values
    person: np.ndarray


def client_list(rng: np.random.Generator, county: County, difficulty: Difficulty) -> tuple[Clients, np.ndarray]:
    """All clients, and for each stay the row of its client."""
    stays = county.stays
    order = np.lexsort((stays.household, stays.entry, stays.person))
    person, first_stay, client = client_rows(rng, stays.person, order, difficulty.of(RATES).duplicate_client)
    entry = county.stays.entry[first_stay]
    values = {"PersonalID": digits(100_000 + rng.permutation(len(person)) * 3, 7)}
    values |= _name(rng, county, person, entry, difficulty)
    values |= _ssn(rng, county, person, difficulty)
    values |= _facts(rng, county, person, entry, difficulty)
    stamp = written(entry)
    values |= {"DateCreated": stamp, "DateUpdated": stamp, "UserID": digits(200 + person % 17, 4)}
    return Clients(values, person), client


def _name(rng, county: County, person: np.ndarray, entry: np.ndarray, difficulty: Difficulty) -> Values:
    name = written_names(rng, county.naming, person, entry, difficulty.of(RATES).slips, HAND)
    unknown = rng.random(len(person)) < difficulty.of(RATES).name_unknown
    nobody = _NOBODY[rng.integers(0, len(_NOBODY), len(person))]
    john = np.where(county.people.sex[person] == MALE, b"John", b"Jane")
    return {
        "FirstName": np.where(unknown, np.where(nobody == b"Doe", john, nobody), name.first),
        "MiddleName": np.where(unknown, b"", name.middle),
        "LastName": np.where(unknown, nobody, name.last),
        "NameSuffix": np.where(unknown, b"", name.suffix),
        "NameDataQuality": np.where(unknown, b"2", b"1"),
    }


def _ssn(rng, county: County, person: np.ndarray, difficulty: Difficulty) -> Values:
    """Full, the last four behind x, or nothing, with the quality code HUD asks for."""
    number = county.numbers.own[person]
    whole = written_ssns(rng, number, difficulty.ssn_wrong, difficulty.ssn_placeholder)
    absent = not_given(rng, number, difficulty.of(RATES).ssn_absent)
    last_four = difficulty.of(RATES).ssn_last4 / max(1 - difficulty.of(RATES).ssn_absent, 1e-9)
    partial = ~absent & (rng.random(len(person)) < last_four)
    partial_text = np.strings.add(b"xxxxx", np.strings.slice(whole, 5, 9))
    reason = rng.choice(np.array([b"8", b"9", b"99"]), len(person), p=[0.35, 0.3, 0.35])
    return {
        "SSN": np.where(absent, b"", np.where(partial, partial_text, whole)).astype("S9"),
        "SSNDataQuality": np.where(absent, reason, np.where(partial, b"2", b"1")),
    }


def _facts(rng, county: County, person: np.ndarray, entry: np.ndarray, difficulty: Difficulty) -> Values:
    people = county.people
    born = written_dates(rng, people.birth[person], difficulty.of(RATES).slips)
    guessed = (born == b"19000101") | (np.strings.endswith(born, b"0101") & (rng.random(len(person)) < 0.8))
    adult = people.birth[person] <= entry - 18 * YEAR
    veteran = adult & (people.sex[person] == MALE) & (person % 11 == 0)
    untold = rng.random(len(person)) < 0.02
    values = {
        "DOB": born,
        "DOBDataQuality": np.where(born == b"", b"99", np.where(guessed, b"2", b"1")),
        "Sex": np.where(
            rng.random(len(person)) < 0.006,
            b"99",
            written_sex(rng, people.sex[person], difficulty.of(RATES).slips.sex_wrong).astype("S1"),
        ),
        "VeteranStatus": np.where(adult, np.where(veteran, b"1", b"0"), b"99"),
        "RaceNone": np.where(untold, b"99", b""),
    }
    for code, column in enumerate(_RACES):
        values[column] = np.where(~untold & (people.group[person] == code), b"1", b"0")
    return values
