"""Cash assistance as ACF-199 section 1 with the state's part: T1 families, T2 adults, T3 children."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, days_of, written
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.dwellings import COUNTY_CODE
from orchestration.rehearsal.records import assistance_clients
from orchestration.rehearsal.records.assistance_clients import RATES, case_addresses, case_numbers, clients, relations
from orchestration.rehearsal.sending import Written, picked
from orchestration.rehearsal.spelling import counted, digits
from orchestration.rehearsal.streams import Streams

SANCTIONED_SHARE = 0.04  # of months with an aided adult
_RELATION = np.array([b"01", b"02", b"04", b"05", b"06", b"07", b"10"])
_RACES = (("RACE_WHITE", 0), ("RACE_BLACK", 1), ("RACE_HISPANIC", 2), ("RACE_ASIAN", 3), ("RACE_AMER_INDIAN", 4))
_SCHOOLING = np.array([b"99", b"08", b"10", b"12", b"12", b"13", b"14", b"15", b"15"])
_NOT_KNOWN = b"999999999"
_SANCTIONS = (
    "WORK_REQ_SANCTION",
    "FAMILY_SANC_ADULT",
    "SANC_TEEN_PARENT",
    "NON_COOPERATION_CSE",
    "FAILURE_TO_COMPLY",
    "OTHER_SANCTION",
)
# Columns that say the same on every line of the county: by their code.
_OF_FAMILIES = {
    b"1": "FUNDING_STREAM DISPOSITION RECEIVES_MED_ASSISTANCE",
    b"2": "RECEIVES_SUB_HOUSING FAMILY_CAP REDUCTIONS_ON_RECEIPTS OTHER_NON_SANCTION",
    b"0": "RECEIVES_SUB_CC AMT_SUB_CC CHILD_SUPPORT_AMT CC_AMOUNT CHILDREN_COVERED TRANSP_AMOUNT OTHER_AMOUNT",
}
_OF_ADULTS = {
    b"1": "COOPERATION_CHILD_SUPPORT",
    b"2": "NONCUSTODIAL_PARENT FED_OASDI_PROGRAM FED_DISABILITY_STATUS DISABLED_TITLE_XIVAPDT AID_AGED_BLIND RECEIVE_SSI"
    " NEEDS_PREGNANT_WOMAN CURRENT_MONTH_STATE_EXEMPT",
    b"0": "PARENT_MINOR_CHILD UNEARNED_INCOME_TAX_CREDIT UNEARNED_SOCIAL_SECURITY UNEARNED_SSI UNEARNED_WORKERS_COMP"
    " OTHER_UNEARNED_INCOME",
}
_OF_CHILDREN = {b"2": "RECEIVE_NONSSA_BENEFITS RECEIVE_SSI", b"0": "UNEARNED_SSI OTHER_UNEARNED_INCOME"}


@dataclass
class Cash:
    """The rows of all months by object, and the month of each row."""

    objects: dict[str, Written]
    month: dict[str, np.ndarray]


def cash(streams: Streams, county: County, difficulty: Difficulty) -> Cash:
    """Families, adults and children of every month of the window."""
    families, rows = county.support.granted, county.support.aided
    is_child = county.people.birth[rows.person] > days_of(rows.month) - 18 * YEAR
    adults, children = np.flatnonzero(~is_child), np.flatnonzero(is_child)
    shared = _people(streams, county, difficulty)
    objects = {
        "family": Written(_families(streams, county, ~is_child)),
        "adult": Written(_adults(county, shared, adults), {"person": rows.person[adults]}),
        "child": Written(_children(county, shared, children), {"child": rows.person[children]}),
    }
    return Cash(objects, {"family": families.month, "adult": rows.month[adults], "child": rows.month[children]})


def _families(streams: Streams, county: County, is_adult: np.ndarray) -> Values:
    rng, rows, people = streams.of("tanf families"), county.support.granted, county.support.aided
    day, count = days_of(rows.month), len(rows.month)
    alone = county.support.children_only[rows.head]
    adults, everyone, newborn = (_per_family(rows, people, which) for which in (is_adult, True, _born_into(county)))
    cut = np.where(~alone & (rng.random(count) < SANCTIONED_SHARE), rows.grant // 4, 0)
    why = np.where(cut > 0, rng.choice([0, 3, 4], count), -1)
    values = {
        "RPT_MONTH_YEAR": written(day),
        "CASE_NUMBER": case_numbers(streams, county, rows.head),
        "COUNTY_FIPS_CODE": np.full(count, COUNTY_CODE),
        "ZIP_CODE": county.dwellings.zip[county.homes.dwelling(rows.head, day)],
        "NEW_APPLICANT": np.where(rows.month == rows.opened, b"1", b"2"),
        "NBR_FAMILY_MEMBERS": counted(everyone),
        "FAMILY_TYPE": np.where(alone, b"3", np.where(adults > 1, b"2", b"1")),
        "RECEIVES_FOOD_STAMPS": np.where(rows.food > 0, b"1", b"2"),
        "AMT_FOOD_STAMP_ASSISTANCE": counted(np.minimum(rows.food, 9999)),
        "CASH_AMOUNT": counted(rows.grant - cut),
        "NBR_MONTHS": counted(rows.count),
        "SANC_REDUCTION_AMT": counted(cut),
        "FAMILY_EXEMPT_TIME_LIMITS": np.where(alone, b"02", b"01"),
        "FAMILY_NEW_CHILD": np.where(newborn > 0, b"1", b"2"),
    }
    values |= {flag: np.where(why == place, b"1", b"2") for place, flag in enumerate(_SANCTIONS)}
    return values | _same(count, _OF_FAMILIES)


def _same(count: int, columns: dict[bytes, str]) -> Values:
    return {column: np.full(count, code) for code, names in columns.items() for column in names.split()}


def _per_family(families, people, which) -> np.ndarray:
    """How many of a family's people of the month are chosen."""
    key = lambda rows: rows.month.astype(np.int64) * 2**32 + rows.head  # noqa: E731
    kinds, index = np.unique(key(families), return_inverse=True)
    place = np.searchsorted(kinds, key(people))
    return np.bincount(place, np.broadcast_to(which, len(place)), minlength=len(kinds)).astype(np.int64)[index]


def _born_into(county: County) -> np.ndarray:
    """Whether each aided person of a month was born within the year before it."""
    rows = county.support.aided
    return county.people.birth[rows.person] > days_of(rows.month) - 365


def _people(streams: Streams, county: County, difficulty: Difficulty) -> Values:
    """What the records of adults and children have in common, one row per person and month."""
    rows = county.support.aided
    day = days_of(rows.month)
    listed = clients(streams, county, difficulty)
    row = listed.of(rows.person, day)
    values = picked(listed.values, row)
    values |= case_addresses(streams.of("tanf addresses"), county, rows.head, day, difficulty.of(RATES).slips)
    values |= {
        "RPT_MONTH_YEAR": written(day),
        "CASE_NUMBER": case_numbers(streams, county, rows.head),
        "HEAD_CLIENT_ID": listed.values["CLIENT_ID"][listed.of(rows.head, day)],
        "SSN": np.where(values["SSN"] == b"", _NOT_KNOWN, values["SSN"]),
        "GENDER": np.where(listed.sex[row] == 0, b"2", b"1"),
        "RELATIONSHIP_HOH": _RELATION[relations(county, rows.person, rows.head, day)],
        "CITIZENSHIP_STATUS": np.where(county.numbers.own[rows.person] >= 0, b"1", b"2"),
        "RACE_HAWAIIAN": np.full(len(day), b"2"),
    }
    group = county.people.group[rows.person]
    return values | {column: np.where(group == code, b"1", b"2") for column, code in _RACES}


def _adults(county: County, shared: Values, chosen: np.ndarray) -> Values:
    rows, people = county.support.aided, county.people
    person, head, earned = rows.person[chosen], rows.head[chosen], np.minimum(rows.earned[chosen], 9999)
    day, aided = days_of(rows.month[chosen]), ~county.support.children_only[head]
    hours = np.minimum(earned // 60, 40)
    values = picked(shared, chosen)
    del values["HEAD_CLIENT_ID"]
    values |= {
        "FAMILY_AFFILIATION": np.where(aided, b"1", b"2"),
        "MARITAL_STATUS": np.where(county.unions.married_on(person, day), b"2", b"1"),
        "EDUCATION_LEVEL": _SCHOOLING[people.schooling[person]],
        "MONTHS_FED_TIME_LIMIT": counted(np.where(aided, _months_so_far(county)[chosen], 0)),
        "EMPLOYMENT_STATUS": np.where(earned > 0, b"1", np.where(person % 3 == 0, b"3", b"2")),
        "WORK_ELIGIBLE_INDICATOR": np.where(aided, b"01", b"12"),
        "WORK_PART_STATUS": np.where(~aided, b"99", np.where(hours >= 30, b"18", b"17")),
        "WORK_ACTIVITY_HOURS": np.strings.add(digits(hours, 2), b"0" * 60),
        "EARNED_INCOME": counted(earned),
    }
    return values | _same(len(chosen), _OF_ADULTS)


def _months_so_far(county: County) -> np.ndarray:
    """Months of cash of each aided person's family up to the month."""
    families, rows = county.support.granted, county.support.aided
    key = lambda part: part.month.astype(np.int64) * 2**32 + part.head  # noqa: E731
    order = np.argsort(key(families))
    return families.count[order][np.searchsorted(key(families)[order], key(rows))]


def _children(county: County, shared: Values, chosen: np.ndarray) -> Values:
    rows, people = county.support.aided, county.people
    age = people.age(rows.person[chosen], days_of(rows.month[chosen]))
    parents = np.isin(rows.person[chosen], np.concatenate([people.mother, people.father]))
    values = picked(shared, chosen)
    unrelated = _RELATION[assistance_clients.UNRELATED]
    values |= {
        "FAMILY_AFFILIATION": np.full(len(chosen), b"1"),
        "RELATIONSHIP_HOH": np.where(values["RELATIONSHIP_HOH"] == unrelated, b"09", values["RELATIONSHIP_HOH"]),
        "PARENT_MINOR_CHILD": np.where((age >= 14) & parents, b"2", b"3"),
        "EDUCATION_LEVEL": digits(np.clip(age - 6, 0, 11), 2),
    }
    return values | _same(len(chosen), _OF_CHILDREN)
