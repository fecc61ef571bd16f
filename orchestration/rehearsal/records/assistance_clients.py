"""The eligibility system that food and cash assistance share: clients, cases, relations to the head, addresses."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, days_of
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.facts_written import address_of, not_given, written_dates, written_sex, written_ssns
from orchestration.rehearsal.records.names_written import Hand, written_names
from orchestration.rehearsal.sending import picked
from orchestration.rehearsal.spelling import cut, digits
from orchestration.rehearsal.streams import Streams

HAND = Hand(capitals=True, accents=0.0, marks=0.4)
SELF, SPOUSE, CHILD, STEPCHILD, GRANDCHILD, RELATIVE, UNRELATED = range(7)


@dataclass(frozen=True)
class EligibilityRates:
    """What goes wrong at application."""

    slips: Slips
    ssn_absent: float = 0.06  # a condition for members, so that nearly all have one
    second_number: float = 0.02  # of those who head no case: a new client number in a later case


RATES = EligibilityRates(
    Slips(typo=0.009, misheard=0.006, nickname=0.015, used_name=0.15, stale_surname=0.15, one_surname=0.3, date_wrong=0.007)
)


@dataclass
class Clients:
    """One row per client number: a person's first, then the second ones."""

    person: np.ndarray
    values: Values  # CLIENT_ID, names, DATE_OF_BIRTH, SSN; blank where not known
    sex: np.ndarray  # as written: 0 female, 1 male
    row: np.ndarray  # per person of the county: row of the first number; -1
    second: np.ndarray  # per person: row of the second number
    renewed: np.ndarray  # per person: day from which the second one is used

    def of(self, person: np.ndarray, day: np.ndarray) -> np.ndarray:
        """The rows of people as numbered on a day."""
        return np.where(day >= self.renewed[person], self.second[person], self.row[person])


def clients(streams: Streams, county: County, difficulty: Difficulty) -> Clients:
    """Everyone ever in a case, as taken down at the first application: the same for every program that asks."""
    rng, rates, aid = streams.of("eligibility clients"), difficulty.of(RATES), county.support
    seen = np.concatenate([aid.memberships.person, aid.aided.person])
    month = np.concatenate([aid.memberships.first, aid.aided.month])
    order = np.lexsort((month, seen))
    person, at = np.unique(seen[order], return_index=True)
    came = days_of(month[order][at])
    renews = (rng.random(len(person)) < rates.second_number) & ~np.isin(person, _heads(county))
    again = came[renews] + 400 + rng.exponential(900, int(renews.sum())).astype(np.int64)
    nobody = np.full(len(county.people), -1, np.int64)
    row, second, renewed = nobody, nobody.copy(), np.full(len(county.people), NEVER, np.int64)
    row[person] = np.arange(len(person))
    second[person[renews]] = len(person) + np.arange(len(again))
    renewed[person[renews]] = again
    everyone, taken = np.concatenate([person, person[renews]]), np.concatenate([came, again])
    values, sex = _taken_down(rng, county, everyone, taken, difficulty)
    return Clients(everyone, values, sex, row, second, renewed)


def _heads(county: County) -> np.ndarray:
    return np.union1d(county.support.issued.head, county.support.granted.head)


def _taken_down(rng, county: County, person: np.ndarray, day: np.ndarray, difficulty: Difficulty) -> tuple[Values, np.ndarray]:
    rates = difficulty.of(RATES)
    name = written_names(rng, county.naming, person, day, rates.slips, HAND)
    number = county.numbers.own[person]
    ssn = written_ssns(rng, number, difficulty.ssn_wrong, difficulty.ssn_placeholder)
    values = {
        "CLIENT_ID": digits(3_000_000_000 + rng.permutation(len(person)).astype(np.int64) * 7, 10),
        "LAST_NAME": cut(name.last, 30),
        "FIRST_NAME": cut(name.first, 20),
        "MIDDLE_NAME": cut(name.middle, 15),
        "SUFFIX": cut(name.suffix, 4),
        "DATE_OF_BIRTH": written_dates(rng, county.people.birth[person], rates.slips),
        "SSN": np.where(not_given(rng, number, rates.ssn_absent), b"", ssn),
    }
    return values, written_sex(rng, county.people.sex[person], rates.slips.sex_wrong)


def case_numbers(streams: Streams, county: County, head: np.ndarray) -> np.ndarray:
    """The number of each head's case, the same in every program and spell."""
    heads = _heads(county)
    numbers = digits(40_000_000 + streams.of("eligibility cases").permutation(len(heads)).astype(np.int64) * 13, 11)
    return numbers[np.searchsorted(heads, head)]


def relations(county: County, person: np.ndarray, head: np.ndarray, day: np.ndarray) -> np.ndarray:
    """What each person is to the head of the case on a day."""
    people = county.people
    partner = county.unions.partner_on(head, day)
    mother, father = people.mother[person], people.father[person]
    grand = [np.where(p >= 0, side[p], -1) for p in (mother, father) for side in (people.mother, people.father)]
    kin = (mother >= 0) & (mother == people.mother[head]) | (person == people.mother[head]) | (person == people.father[head])
    stepchild = (partner >= 0) & ((mother == partner) | (father == partner))
    found = np.where(kin, RELATIVE, UNRELATED)
    found = np.where(np.any([g == head for g in grand], axis=0), GRANDCHILD, found)
    found = np.where(stepchild, STEPCHILD, found)
    found = np.where((mother == head) | (father == head), CHILD, found)
    found = np.where(person == partner, SPOUSE, found)
    return np.where(person == head, SELF, found)


def case_addresses(rng: np.random.Generator, county: County, head: np.ndarray, day: np.ndarray, slips: Slips) -> Values:
    """Where each case lives on a day, written once per case and home."""
    dwelling = county.homes.dwelling(head, day)
    _, first, index = np.unique(head.astype(np.int64) * 2**32 + dwelling, return_index=True, return_inverse=True)
    address = address_of(rng, county.dwellings, dwelling[first], slips)
    values = {
        "STREET_ADDRESS": cut(address.line, 40),
        "UNIT_NUMBER": address.unit,
        "CITY": address.city,
        "STATE": address.state,
        "ZIP_CODE": cut(address.zip, 5),
    }
    return picked(values, index)
