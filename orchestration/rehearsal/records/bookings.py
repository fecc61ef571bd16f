"""Jail bookings as the desk takes them down: other names, digits unknown, addresses that are not homes."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, written
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.custody import DAY_MINUTES
from orchestration.rehearsal.lives.people import MALE
from orchestration.rehearsal.records.charges import charges
from orchestration.rehearsal.records.facts_written import (
    not_given,
    written_addresses,
    written_dates,
    written_sex,
    written_ssns,
)
from orchestration.rehearsal.records.names_written import Hand, written_names
from orchestration.rehearsal.records.numbering import client_rows
from orchestration.rehearsal.sending import Written
from orchestration.rehearsal.series import count_before
from orchestration.rehearsal.spelling import counted, cut, digits, joined, plain, upper

HAND = Hand(capitals=True, accents=0.02, marks=0.35)
_RACE = np.array([b"W", b"B", b"H", b"A", b"I"])  # by group of the county
_AGENCIES = np.array([b"KY9010000", b"KY9010100", b"KYKSP0900", b"KY9010300"])
LAST_MOMENT = 2**40  # minutes: a release that has not happened


@dataclass(frozen=True)
class DeskRates:
    """What goes wrong at the booking desk."""

    slips: Slips
    ssn_absent: float = 0.15
    ssn_padded: float = 0.10  # of bookings: all but the last four digits, or some of the first, are X
    dob_padded: float = 0.03  # of bookings: X for the day, or for month and day
    other_name: float = 0.2  # of bookings of people known by another name: that one is given
    duplicate_inmate: float = 0.04  # of people: a second number at a later booking
    no_address: float = 0.08


RATES = DeskRates(
    Slips(
        typo=0.018,
        misheard=0.018,
        nickname=0.05,
        used_name=0.4,
        names_swapped=0.004,
        stale_surname=0.2,
        one_surname=0.35,
        middle_missing=0.4,
        middle_initial=0.5,
        suffix_missing=0.5,
        date_missing=0.006,
        date_placeholder=0.004,
        date_swapped=0.006,
        date_wrong=0.02,
        sex_wrong=0.002,
        address_wrong=0.03,
        address_old=0.2,
    )
)


@dataclass
class BookingSheets:
    """Bookings and charges once all is known, and the minutes at which that is."""

    booking: Written
    charge: Written
    of_booking: np.ndarray  # charge -> row of the bookings
    entry: np.ndarray
    exit: np.ndarray


def booking_sheets(rng: np.random.Generator, county: County, difficulty: Difficulty) -> BookingSheets:
    """Every booking of the window with its charges."""
    booked, rates = county.bookings, difficulty.of(RATES)
    day = (booked.entry // DAY_MINUTES).astype(np.int32)
    order = np.lexsort((booked.entry, booked.person))
    _, _, inmate = client_rows(rng, booked.person, order, rates.duplicate_inmate)
    values = {
        "booking_number": booking_numbers(day),
        "inmate_number": digits(20_000_000 + rng.permutation(int(inmate.max(initial=-1)) + 1) * 3, 8)[inmate],
    }
    values |= _name(rng, county, booked.person, day, rates)
    values |= _numbers(rng, county, booked.person, day, rates, difficulty)
    values |= _looks(rng, county, booked.person, rates)
    values |= _address(rng, county, booked.person, day, rates)
    values |= _custody(rng, county, day)
    charge, of_booking = charges(rng, values["booking_number"], day)
    return BookingSheets(Written(values, {"person": booked.person}), charge, of_booking, booked.entry, booked.exit)


def booking_numbers(day: np.ndarray) -> np.ndarray:
    """The year, and the place in the year's series."""
    year = written(day).astype("S4")
    return np.strings.add(np.strings.add(year, b"-"), digits(1 + count_before(year), 6))


def stamped(minute: np.ndarray) -> np.ndarray:
    """Fourteen digits, to the minute; blank for what has not happened."""
    day, rest = minute // DAY_MINUTES, minute % DAY_MINUTES
    known = minute < LAST_MOMENT
    text = written(np.where(known, day, NEVER))
    clock = np.strings.add(np.strings.add(digits(rest // 60, 2), digits(rest % 60, 2)), b"00")
    return np.where(known, np.strings.add(text, clock), b"")


def _name(rng, county: County, person: np.ndarray, day: np.ndarray, rates: DeskRates) -> Values:
    """The name given, and the other one; who is known by two names sometimes gives the wrong one."""
    book, aliases = county.naming.book, county.aliases
    name = written_names(rng, county.naming, person, day, rates.slips, HAND)
    has = aliases.first[person] >= 0
    first = upper(plain(book.first_names[np.maximum(aliases.first[person], 0)]))
    last = upper(plain(book.surnames[np.maximum(aliases.last[person], 0)]))
    gives = has & (rng.random(len(person)) < rates.other_name)
    noted = has & (gives | (rng.random(len(person)) < 0.7))
    return {
        "first_name": np.where(gives, first, name.first),
        "middle_name": np.where(gives, b"", name.middle),
        "last_name": cut(np.where(gives, last, name.last), 40),
        "suffix": np.where(gives, b"", name.suffix),
        "alias_first_name": np.where(noted, np.where(gives, name.first, first), b""),
        "alias_last_name": np.where(noted, np.where(gives, name.last, last), b""),
    }


def _numbers(rng, county: County, person: np.ndarray, day: np.ndarray, rates: DeskRates, difficulty: Difficulty) -> Values:
    """Birth dates and Social Security numbers, some with X for digits nobody knew; driving licences."""
    count = len(person)
    born = written_dates(rng, county.people.birth[person], rates.slips)
    luck = rng.random(count)
    padded = np.where(luck < rates.dob_padded * 0.6, np.strings.add(born.astype("S6"), b"XX"), born)
    padded = np.where(
        (luck >= rates.dob_padded * 0.6) & (luck < rates.dob_padded), np.strings.add(born.astype("S4"), b"XXXX"), padded
    )
    number = county.numbers.own[person]
    absent = not_given(rng, number, rates.ssn_absent)
    whole = written_ssns(rng, number, difficulty.ssn_wrong, difficulty.ssn_placeholder)
    partial = ~absent & (rng.random(count) < rates.ssn_padded / max(1 - rates.ssn_absent, 1e-9))
    tail = np.strings.add(b"XXXXX", np.strings.slice(whole, 5, 9))
    head = np.strings.add(np.strings.slice(whole, 0, 6), b"XXX")
    text = np.where(partial, np.where(rng.random(count) < 0.75, tail, head), whole)
    drives = rng.random(count) < 0.5
    return {
        "dob": np.where(born == b"", b"", padded),
        "ssn": np.where(absent, b"", text).astype("S9"),
        "dmv_number": np.where(drives, np.strings.add(b"K", digits(10_000_000 + person.astype(np.int64) * 7, 8)), b""),
        "dmv_state": np.where(drives, b"KY", b""),
    }


def _looks(rng, county: County, person: np.ndarray, rates: DeskRates) -> Values:
    people = county.people
    sex = written_sex(rng, people.sex[person], rates.slips.sex_wrong)
    inches = np.clip(64 + 5 * people.sex[person] + person * 7919 % 11 - 5 + rng.integers(-1, 2, len(person)), 48, 83)
    return {
        "sex": np.where(sex == MALE, b"M", b"F"),
        "race": np.where(rng.random(len(person)) < 0.02, b"O", _RACE[people.group[person]]),
        "hair_color": np.array([b"BLK", b"BRO", b"BRO", b"BLN", b"GRY"])[person * 31 % 5],
        "eye_color": np.array([b"BRO", b"BRO", b"BLU", b"GRN", b"HAZ"])[person * 37 % 5],
        "height": np.strings.add(counted(inches // 12), digits(inches % 12, 2)),
        "weight": counted(120 + person * 53 % 110 + rng.integers(-10, 11, len(person))),
    }


def _address(rng, county: County, person: np.ndarray, day: np.ndarray, rates: DeskRates) -> Values:
    """The address given; people without a home give none, TRANSIENT or the shelter's."""
    address = written_addresses(rng, county.homes, county.dwellings, person, day, rates.slips)
    homeless = county.stays.homeless_on(person, day)
    luck = rng.random(len(person))
    gone = (homeless & (luck < 0.4)) | (luck < rates.no_address)
    transient = homeless & (luck >= 0.4) & (luck < 0.7)
    line = np.where(transient, b"TRANSIENT", joined(address.line, address.unit))
    return {
        "street_address": upper(np.where(gone, b"", line)),
        "city": upper(np.where(gone | transient, b"", address.city)),
        "state": np.where(gone | transient, b"", address.state),
        "postal_code": np.where(gone | transient, b"", address.zip),
        "homeless": np.where(homeless & (rng.random(len(person)) < 0.75), b"Y", b"N"),
    }


def _custody(rng, county: County, day: np.ndarray) -> Values:
    booked, count = county.bookings, len(day)
    days = (booked.exit - booked.entry) / DAY_MINUTES
    luck = rng.random(count)
    detention = np.where(luck < 0.07, b"HOLD", np.where((days > 40) & (luck < 0.7), b"SENTENCE", b"PRETRIAL"))
    bond = np.where(rng.random(count) < 0.7, 250 * (1 + rng.integers(0, 40, count)), -1)
    return {
        "jail_entry_date": stamped(booked.entry),
        "mental_health": np.where(rng.random(count) < np.where(booked.person % 4 == 0, 0.7, 0.06), b"Y", b"N"),
        "veteran": np.where((county.people.sex[booked.person] == MALE) & (booked.person % 11 == 0), b"Y", b"N"),
        "detention": detention,
        "bond_amount": np.where(bond < 0, b"", np.strings.add(counted(bond), b".00")),
        "arresting_agency": rng.choice(_AGENCIES, count, p=[0.5, 0.3, 0.12, 0.08]),
        "case_number": np.strings.add(np.strings.add(written(day).astype("S4"), b"-CR-"), digits(1 + np.arange(count), 7)),
        "source_name": np.full(count, b"JMS"),
        "created_date": stamped(booked.entry + 25),
    }
