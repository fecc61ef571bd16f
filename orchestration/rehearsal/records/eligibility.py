"""Medicaid eligibility: members, determinations and spells of enrolment, as the state's system holds them on a day."""

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, written
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.coverage import CHILD, NEWBORN
from orchestration.rehearsal.lives.dwellings import COUNTY_CODE, STATE_FIPS
from orchestration.rehearsal.lives.people import FEMALE, HISPANIC
from orchestration.rehearsal.records.facts_written import not_given, written_addresses, written_dates, written_sex, written_ssns
from orchestration.rehearsal.records.members import RATES, Members, members
from orchestration.rehearsal.records.names_written import Hand, written_names
from orchestration.rehearsal.sending import Written, picked
from orchestration.rehearsal.spelling import cut, digits, upper
from orchestration.rehearsal.streams import Streams

HAND = Hand(capitals=True, accents=0.0, marks=0.4)
STILL_OPEN = b"99991231"
_RACE = np.array([b"001", b"002", b"001", b"010", b"003"])
_LANGUAGE = np.array([b"ENG", b"SPA", b"VIE", b"ZHO", b"UND"])


class Eligibility:
    """Everything the system will ever hold; a snapshot is what it holds on a day."""

    def __init__(self, streams: Streams, county: County, difficulty: Difficulty) -> None:
        self._streams, self._county, self._difficulty = streams, county, difficulty
        self._members = members(streams, county, difficulty)
        self._identities = _identities(streams.of("medicaid identities"), county, self._members, difficulty)
        self._cases = _cases(streams.of("medicaid cases"), county, difficulty)

    def on(self, day: int) -> dict[str, Written]:
        """The three segments at the end of a day."""
        spells = np.flatnonzero(self._members.known <= day)
        seen = np.unique(self._members.of_spell[spells])
        number = self._members.number[self._members.of_spell[spells]]
        dates = written(self._county.coverage.start[spells]), self._ends(spells, day)
        cases = picked(self._cases, spells)
        return {
            "ELG00002": Written(self._particulars(seen, day), {"member": self._members.person[seen]}),
            "ELG00005": Written(_segment("ELG00005", number, "ELIGIBILITY_DETERMINANT", *dates) | cases),
            "ELG00021": Written(
                _segment("ELG00021", number, "ENROLLMENT", *dates) | {"ENROLLMENT_TYPE": np.full(len(spells), b"1")}
            ),
        }

    def _ends(self, spells: np.ndarray, day: int) -> np.ndarray:
        """The last covered day, once it has come."""
        end = self._county.coverage.end[spells]
        return np.where(end - 1 <= day, written(np.where(end < NEVER, end - 1, NEVER)), STILL_OPEN)

    def _particulars(self, seen: np.ndarray, day: int) -> Values:
        members_, people = self._members, self._county.people
        start, end = written(members_.since[seen]), np.full(len(seen), STILL_OPEN)
        values = _segment("ELG00002", members_.number[seen], "PRIMARY_DEMOGRAPHIC_ELEMENT", start, end)
        values |= picked(self._identities, seen)
        dies = people.dies[members_.person[seen]]
        values["DATE_OF_DEATH"] = written(np.where(dies <= day, dies, NEVER))
        return values | picked(self._homes(day), seen)

    def _homes(self, day: int) -> Values:
        """Where members live on a day, or lived when they left; a mistake stays until they move."""
        rng, county, person = self._streams.of("medicaid addresses"), self._county, self._members.person
        at = np.minimum(day, np.minimum(county.people.leaves, county.people.dies)[person] - 1)
        address = written_addresses(rng, county.homes, county.dwellings, person, at, self._difficulty.of(RATES).slips)
        return {
            "ELIGIBLE_ADDR_LN1": upper(address.line),
            "ELIGIBLE_ADDR_LN2": upper(address.unit),
            "ELIGIBLE_CITY": upper(address.city),
            "ELIGIBLE_STATE": np.full(len(person), STATE_FIPS),
            "ELIGIBLE_ZIP_CODE": address.zip,
            "ELIGIBLE_COUNTY_CODE": np.full(len(person), COUNTY_CODE),
        }


def _segment(record: str, number: np.ndarray, what: str, start: np.ndarray, end: np.ndarray) -> Values:
    return {
        "RECORD_ID": np.full(len(number), record.encode()),
        "SUBMITTING_STATE": np.full(len(number), STATE_FIPS),
        "MSIS_IDENTIFICATION_NUM": number,
        f"{what}_EFF_DATE": start,
        f"{what}_END_DATE": end,
    }


def _identities(rng: np.random.Generator, county: County, listed: Members, difficulty: Difficulty) -> Values:
    """Names as taken down when the number was given, and what else stands on a member's line."""
    people, person, rates = county.people, listed.person, difficulty.of(RATES)
    name = written_names(rng, county.naming, person, listed.since, rates.slips, HAND)
    newborn = (listed.since == people.birth[person]) & (rng.random(len(person)) < rates.newborn_unnamed)
    baby = np.where(people.sex[person] == FEMALE, b"BABY GIRL", b"BABY BOY")
    number = county.numbers.own[person]
    number = np.where(not_given(rng, number, rates.ssn_absent), -1, number)
    sex = written_sex(rng, people.sex[person], rates.slips.sex_wrong)
    born = written_dates(rng, people.birth[person], rates.slips)
    unverified = rng.random(len(person)) < rates.number_unverified
    return {
        "ELIGIBLE_FIRST_NAME": cut(np.where(newborn, baby, name.first), 30),
        "ELIGIBLE_MIDDLE_INIT": np.where(newborn, b"", name.middle.astype("S1")),
        "ELIGIBLE_LAST_NAME": cut(name.last, 30),
        "SEX": np.where(sex == FEMALE, b"F", b"M"),
        "DATE_OF_BIRTH": np.where(born == b"", b"19600101", born),
        "SSN": written_ssns(rng, number, difficulty.ssn_wrong, difficulty.ssn_placeholder),
        "SSN_VERIFICATION_FLAG": np.where(number < 0, b"", np.where(unverified, b"0", b"1")),
        "ETHNICITY_CODE": np.where(people.group[person] == HISPANIC, b"1", b"0"),
        "RACE": _RACE[people.group[person]],
        "PRIMARY_LANGUAGE_CODE": _LANGUAGE[people.language[person]],
    }


def _cases(rng: np.random.Generator, county: County, difficulty: Difficulty) -> Values:
    """The case of each spell, one a home, and the ground of the determination."""
    spells, people = county.coverage, county.people
    home = county.homes.anchor(spells.person, spells.start)
    missing = rng.random(len(home)) < difficulty.of(RATES).case_missing
    aged = spells.start - people.birth[spells.person] > 65 * YEAR
    family = np.isin(spells.group, (1, CHILD, NEWBORN)) & (people.means[spells.person] < 0.15)
    return {
        "MSIS_CASE_NUM": np.where(missing, b"", np.strings.add(b"C", digits(3_000_000 + home * 3, 8))),
        "ELIGIBILITY_GROUP": digits(spells.group, 2),
        "DUAL_ELIGIBLE_CODE": np.where(aged, b"02", b"00"),
        "TANF_CASH_CODE": np.where(family, b"2", b"1"),
    }
