"""The people in files of out-of-home care: children and parents under their client numbers, and foster parents."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.dwellings import COUNTY_FIPS
from orchestration.rehearsal.lives.people import HISPANIC
from orchestration.rehearsal.records.case_book import CaseBook
from orchestration.rehearsal.records.facts_written import written_addresses, written_dates
from orchestration.rehearsal.records.names_written import Hand, written_names
from orchestration.rehearsal.sending import Written
from orchestration.rehearsal.spelling import cut, digits, joined

HAND = Hand(capitals=False, accents=0.4, marks=0.8)
_RACES = ("raceWhite", "raceBlack", None, "raceAsian", "raceAmericanIndian", "raceHawaiian")  # by group of the county


@dataclass(frozen=True)
class LicensingRates:
    """What goes wrong where foster homes are licensed: little, since papers are shown."""

    slips: Slips


RATES = LicensingRates(Slips(typo=0.008, misheard=0.004, nickname=0.01, used_name=0.15, date_wrong=0.006, address_old=0.02))


def child_rows(county: County, book: CaseBook, entered: np.ndarray) -> tuple[Written, np.ndarray]:
    """One row per child ever removed, and the day its first removal was entered."""
    child, known = _children(county, entered)
    number, people = book.care_number[child], county.people
    client = _client_of(book, number)
    taken = {column: book.clients.values[column][client] for column in ("COM_FST_NM", "COM_MID_NM", "COM_LST_NM", "SUFX_TLDSC")}
    values = dict(zip(("firstName", "middleName", "lastName", "suffix"), taken.values(), strict=True))
    gender = book.clients.values["GENDER_CD"][client]
    values |= {
        "childRecordNumber": number,
        "localAgency": np.full(len(child), COUNTY_FIPS),
        "ssn": book.clients.values["SS_NO"][client],
        "dateOfBirth": book.clients.values["BIRTH_DT"][client],
        "sex": np.where(gender == b"M", b"1", np.where(gender == b"F", b"2", b"")),
        "raceUnknown": np.where((people.group[child] == HISPANIC) & (child % 3 == 0), b"1", b"0"),
        "hispanic": np.where(people.group[child] == HISPANIC, b"1", b"0"),
    }
    for group, column in enumerate(_RACES):
        if column is not None:
            values[column] = np.where(people.group[child] == group, b"1", b"0")
    return Written(values, {"child": child}), known


def parent_rows(county: County, book: CaseBook, entered: np.ndarray) -> tuple[Written, np.ndarray]:
    """One row per child and parent whom the case system knows, and the day the row appears."""
    child, known = _children(county, entered)
    parts = []
    for relation, side in ((b"1", county.people.mother), (b"2", county.people.father)):
        client = _first_client(county, book)[np.maximum(side[child], 0)]
        has = (side[child] >= 0) & (client >= 0)
        parts.append((child[has], side[child][has], client[has], np.full(int(has.sum()), relation), known[has]))
    child, parent, client, relation, known = (np.concatenate(column) for column in zip(*parts, strict=True))
    told = book.clients.values
    values = {
        "childRecordNumber": book.care_number[child],
        "parentRecordNumber": book.clients.number[client],
        "relation": relation,
        "firstName": told["COM_FST_NM"][client],
        "lastName": told["COM_LST_NM"][client],
        "dateOfBirth": told["BIRTH_DT"][client],
    }
    return Written(values, {"parent": parent}), np.maximum(known, book.clients.since[client])


def foster_parents(rng, county: County, carer: np.ndarray, day: np.ndarray, difficulty: Difficulty) -> Values:
    """The foster parent of each placement as licensing took them down once; blank in other settings (-1)."""
    slips = difficulty.of(RATES).slips
    person, first, row = np.unique(carer, return_index=True, return_inverse=True)
    someone = np.maximum(person, 0)
    name = written_names(rng, county.naming, someone, day[first], slips, HAND)
    address = written_addresses(rng, county.homes, county.dwellings, someone, day[first], slips)
    told = {
        "providerNumber": np.strings.add(b"F", digits(1_000_000 + someone, 7)),
        "providerFirstName": cut(name.first, 20),
        "providerLastName": cut(name.last, 25),
        "providerDateOfBirth": written_dates(rng, county.people.birth[someone], slips),
        "providerStreet": joined(address.line, address.unit),
        "providerZip": address.zip.astype("S5"),
    }
    return {column: np.where(carer >= 0, text[row], b"") for column, text in told.items()}


def _children(county: County, entered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every child ever removed, and the day its first removal was entered."""
    first = np.full(len(county.people), NEVER, np.int64)
    np.minimum.at(first, county.removals.child, entered)
    child = np.flatnonzero(first < NEVER)
    return child, first[child]


def _client_of(book: CaseBook, number: np.ndarray) -> np.ndarray:
    """The client that has each number."""
    order = np.argsort(book.clients.number, kind="stable")
    return order[np.searchsorted(book.clients.number[order], number)]


def _first_client(county: County, book: CaseBook) -> np.ndarray:
    """By person: the client they became first, -1 for those who are none."""
    found = np.full(len(county.people), -1, np.int64)
    latest_first = np.argsort(-book.clients.since, kind="stable")
    found[book.clients.person[latest_first]] = latest_first
    return found
