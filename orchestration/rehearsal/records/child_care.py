"""Child care subsidy as family services has it: a parent and up to four children side by side, month by month."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import days_of, written
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.child_care import MOST_CHILDREN
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.dwellings import COUNTY_FIPS
from orchestration.rehearsal.lives.people import FEMALE
from orchestration.rehearsal.records.cards import carded
from orchestration.rehearsal.records.care_costs import copays, family_incomes, payments, working
from orchestration.rehearsal.records.facts_written import address_of, not_given, written_dates, written_sex, written_ssns
from orchestration.rehearsal.records.names_written import Hand, full_names, written_names
from orchestration.rehearsal.sending import Written
from orchestration.rehearsal.spelling import counted, digits, dollars, upper
from orchestration.rehearsal.streams import settled_share

HAND = Hand(capitals=True, accents=0.03, marks=0.5)
_LANGUAGE = np.array([b"en", b"es", b"vi", b"zh", b""])
_FIRST_CLIENT = 400_000_000
_RELATIVES = (5, 7)  # types of care whose provider serves one family


@dataclass(frozen=True)
class CareRates:
    """What goes wrong at application."""

    slips: Slips
    ssn_absent: float = 0.25  # of parents
    name_blank: float = 0.002
    care_type_blank: float = 0.01


RATES = CareRates(
    Slips(
        typo=0.014,
        misheard=0.01,
        nickname=0.025,
        used_name=0.3,
        stale_surname=0.2,
        one_surname=0.35,
        middle_missing=0.5,
        middle_initial=0.6,
        suffix_missing=0.6,
        date_missing=0.006,
        date_placeholder=0.002,
        date_swapped=0.008,
        date_wrong=0.012,
        sex_wrong=0.004,
    )
)


def receipts(rng: np.random.Generator, county: County, difficulty: Difficulty) -> Written:
    """One row per case and month; names and dates are those of the application that began the spell."""
    care, rates = county.child_care, difficulty.of(RATES)
    client = _client_numbers(county)
    values = _family(rng, county) | _parent(rng, county, difficulty, rates, client) | _address(rng, county, rates)
    persons = {"parent": care.parent}
    child = _child(rng, county, rates, client)
    for place in range(1, MOST_CHILDREN + 1):
        chosen = care.place == place
        at = care.row[chosen]
        for column, text in child.items():
            cells = np.zeros(len(care.parent), text.dtype)
            cells[at] = text[chosen]
            values[f"Child{place}{column}"] = cells
        who = np.full(len(care.parent), -1, np.int32)
        who[at] = care.child[chosen]
        persons[f"child_{place}"] = who
    return Written(values, persons)


def _client_numbers(county: County) -> np.ndarray:
    """Per person: a number by the month of the first receipt, parents and children in one series."""
    care = county.child_care
    who = np.concatenate([care.parent, care.child])
    when = np.concatenate([care.month, care.month[care.row]])
    order = np.lexsort((who, when))
    known, first = np.unique(who[order], return_index=True)
    number = np.full(len(county.people), -1, np.int64)
    number[known[np.argsort(first, kind="stable")]] = _FIRST_CLIENT + 13 * np.arange(len(known))
    return number


def _family(rng: np.random.Generator, county: County) -> Values:
    care, people = county.child_care, county.people
    count, day = len(care.parent), days_of(care.month)
    partner = county.unions.partner_on(care.parent, days_of(care.month, 15))
    own, income = family_incomes(county, care.parent, partner, care.month)
    share = settled_share(care.parent, "reason for care")
    studies = np.where(share < 0.12, b"3", b"1")
    reason = np.where(share > 0.97, b"4", np.where(working(own), studies, b"2"))
    unknown = (reason == b"4") & (rng.random(count) < 0.5)
    return {
        "ReportMonth": written(day),
        "CaseID": np.strings.add(b"F", digits(70_000_000 + care.parent.astype(np.int64) * 7, 9)),
        "CountyFIPS": np.full(count, COUNTY_FIPS),
        "SingleParent": np.where(partner >= 0, b"0", b"1"),
        "Language": _LANGUAGE[people.language[care.parent]],
        "ReasonForCare": reason,
        "AssistanceBegan": written(days_of(care.began)),
        "FamilySize": counted(1 + (partner >= 0) + care.at_home),
        "MonthlyIncome": np.where(unknown, b"", dollars(income)),
        "MonthlyCopay": np.where(unknown, b"$0.00", dollars(copays(income))),
    }


def _parent(rng, county: County, difficulty: Difficulty, rates: CareRates, client: np.ndarray) -> Values:
    """A card per parent and spell; the Social Security number is asked once."""
    care, people = county.child_care, county.people
    first, card = carded(care.parent, care.began)
    who, day = care.parent[first], days_of(care.began[first], 15)
    name = full_names(written_names(rng, county.naming, who, day, rates.slips, HAND))
    name = np.where(rng.random(len(who)) < rates.name_blank, b"", name)
    born = written_dates(rng, people.birth[who], rates.slips)
    once, held = carded(care.parent)
    number = county.numbers.own[care.parent[once]]
    number = np.where(not_given(rng, number, rates.ssn_absent), -1, number)
    ssn = written_ssns(rng, number, difficulty.ssn_wrong, difficulty.ssn_placeholder)
    return {
        "ParentID": digits(client[care.parent], 9),
        "ParentName": name[card],
        "ParentDOB": born[card],
        "ParentSSN": ssn[held],
    }


def _address(rng: np.random.Generator, county: County, rates: CareRates) -> Values:
    """A card per parent, spell and home."""
    care = county.child_care
    home = county.homes.dwelling(care.parent, days_of(care.month, 15))
    first, card = carded(care.parent, care.began, home)
    old = county.homes.dwelling(care.parent[first], days_of(care.month[first], 15) - 500)
    asked = np.where(rng.random(len(first)) < rates.slips.address_old, old, home[first])
    address = address_of(rng, county.dwellings, asked, rates.slips)
    return {
        "StreetAddress": upper(address.line)[card],
        "Unit": upper(address.unit)[card],
        "City": upper(address.city)[card],
        "ZIP": address.zip[card],
    }


def _child(rng: np.random.Generator, county: County, rates: CareRates, client: np.ndarray) -> Values:
    """Per child and month, by the column's name without its place."""
    care, people = county.child_care, county.people
    child, month = care.child, care.month[care.row]
    first, card = carded(child, care.began[care.row])
    who, day = child[first], days_of(care.began[care.row[first]], 15)
    name = full_names(written_names(rng, county.naming, who, np.maximum(day, people.birth[who]), rates.slips, HAND))
    sex = written_sex(rng, people.sex[who], rates.slips.sex_wrong)
    born = written_dates(rng, people.birth[who], rates.slips)
    paid = payments(county, child, care.care_type, month)
    untyped = (rng.random(len(first)) < rates.care_type_blank)[card]
    return {
        "ID": digits(client[child], 9),
        "Name": name[card],
        "DOB": born[card],
        "Sex": np.where(sex == FEMALE, b"2", b"1")[card],
        "CareType": np.where(untyped, b"", digits(care.care_type, 2)),
        "Provider": _providers(county),
        "Paid": dollars(paid),
    }


def _providers(county: County) -> np.ndarray:
    """A few centres a neighbourhood, more homes; a relative cares for one family only."""
    care = county.child_care
    zone = county.dwellings.zone[county.homes.dwelling(care.child, days_of(care.month[care.row], 15))]
    many = np.where(care.care_type == 4, 5, 14)
    number = 10_000 + zone * 400 + care.care_type * 20 + (settled_share(care.child, "provider") * many).astype(np.int64)
    own = 900_000 + care.parent[care.row]
    return np.strings.add(b"P", counted(np.where(np.isin(care.care_type, _RELATIVES), own, number)))
