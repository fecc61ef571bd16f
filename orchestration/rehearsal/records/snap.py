"""Food assistance as the state's extract has it: issuances by case and month, and spells of members."""

import numpy as np

from orchestration.rehearsal.days import NEVER, days_of, written
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.cases import Issued
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.dwellings import COUNTY_CODE
from orchestration.rehearsal.lives.shelter import HOMELESS_TYPES
from orchestration.rehearsal.lives.support import REVIEW_MONTHS
from orchestration.rehearsal.records.assistance_clients import RATES, Clients, case_addresses, case_numbers, clients, relations
from orchestration.rehearsal.sending import Written, picked
from orchestration.rehearsal.spelling import counted, digits
from orchestration.rehearsal.streams import Streams

_CLOSURES = np.array([b"INC", b"REC", b"MOV", b"COM", b""])  # by why the case closes; -1: it goes on
_RELATION = np.array([b"SEL", b"SPO", b"CHI", b"STE", b"GRA", b"REL", b"UNR"])
_RACE = np.array([b"W", b"B", b"H", b"A", b"N"])
_CHANNEL = np.array([b"ONL", b"OFF", b"PHO", b"MAI"])


def issuances(streams: Streams, county: County, difficulty: Difficulty) -> Written:
    """One row per case and month, in order of month."""
    rng, rows = streams.of("snap issuances"), county.support.issued
    day = days_of(rows.month)
    review = rows.opened + (rows.month - rows.opened) // REVIEW_MONTHS * REVIEW_MONTHS
    gross = rows.earned + rows.pension + rows.ssi + rows.other
    values = {
        "CASE_ID": case_numbers(streams, county, rows.head),
        "BENEFIT_MONTH": written(day),
        "COUNTY_CODE": np.full(len(day), COUNTY_CODE),
        "UNIT_SIZE": counted(rows.size),
        "OPEN_DATE": written(days_of(rows.opened)),
        "CERT_START_DATE": written(days_of(review)),
        "CERT_END_DATE": written(days_of(review + REVIEW_MONTHS) - 1),
        "GROSS_INCOME": counted(gross),
        "NET_INCOME": counted(rows.net),
        "EARNED_INCOME": counted(rows.earned),
        "SSI_INCOME": counted(rows.ssi),
        "SSA_INCOME": counted(rows.pension),
        "BENEFIT_AMOUNT": counted(rows.benefit),
        "EMPLOYMENT_AND_TRAINING": np.where(rows.head % 9 == 0, b"Y", np.where(rows.head % 9 < 5, b"N", b"")),
        "CASE_STATUS": np.where(rows.closes >= 0, b"C", b"A"),
        "CLOSURE_REASON": _CLOSURES[rows.closes],
    }
    return Written(values | _applied(rng, rows) | _lives(rng, county, rows, day))


def _applied(rng: np.random.Generator, rows: Issued) -> Values:
    """How and when each spell of a case was applied for."""
    spell = rows.head.astype(np.int64) * 2**20 + rows.opened
    _, first, index = np.unique(spell, return_index=True, return_inverse=True)
    day = days_of(rows.opened[first]) - rng.integers(2, 29, len(first))
    poor = rows.earned[first] + rows.other[first] < 150
    return {
        "APPLICATION_DATE": written(day)[index],
        "APPLICATION_CHANNEL": rng.choice(_CHANNEL, len(first), p=[0.45, 0.3, 0.2, 0.05])[index],
        "EXPEDITED": np.where(poor & (rng.random(len(first)) < 0.6), b"Y", b"N")[index],
    }


def _lives(rng: np.random.Generator, county: County, rows: Issued, day: np.ndarray) -> Values:
    dwelling = county.homes.dwelling(rows.head, day)
    homeless = np.zeros(len(day), bool)
    for start in np.unique(day):
        at = day == start
        homeless[at] = county.stays.someone_in(HOMELESS_TYPES, start, start + 28, len(county.people))[rows.head[at]]
    untold = rng.random(len(day)) < 0.35
    return {
        "ZIP_CODE": np.where(homeless & (rows.head % 2 == 0), b"", county.dwellings.zip[dwelling]),
        "OFFICE_CODE": digits(1 + county.dwellings.zone[dwelling] % 3, 4),
        "HOMELESS": np.where(untold, b"", np.where(homeless, b"Y", b"N")),
    }


class Members:
    """Spells of members, as known at the end of any month."""

    def __init__(self, streams: Streams, county: County, difficulty: Difficulty) -> None:
        rows = county.support.memberships
        self.first, self.last = rows.first, rows.last
        day = days_of(rows.first)
        listed = clients(streams, county, difficulty)
        self._rows = Written(
            _who(listed, county, listed.of(rows.person, day))
            | case_addresses(streams.of("snap addresses"), county, rows.head, day, difficulty.of(RATES).slips)
            | {
                "CASE_ID": case_numbers(streams, county, rows.head),
                "MEMBER_START_DATE": written(day),
                "HEAD_CLIENT_ID": listed.values["CLIENT_ID"][listed.of(rows.head, day)],
                "RELATION": _RELATION[relations(county, rows.person, rows.head, day)],
            },
            {"person": rows.person},
        )
        self._left = _reasons(county)

    def as_of(self, month: int, rows: np.ndarray) -> Written:
        """The chosen spells; an end that lies after the month is not known yet."""
        ended = self.last[rows] <= month
        last = days_of(np.where(ended, self.last[rows], month) + 1) - 1
        chosen = self._rows.picked(rows)
        chosen.values |= {
            "MEMBER_END_DATE": written(np.where(ended, last, NEVER)),
            "LEFT_REASON": np.where(ended, self._left[rows], b""),
        }
        return chosen


def _who(listed: Clients, county: County, row: np.ndarray) -> Values:
    ssn = listed.values["SSN"][row]
    return picked(listed.values, row) | {
        "SEX": np.where(listed.sex[row] == 0, b"2", b"1"),
        "RACE_ETHNICITY": _RACE[county.people.group[listed.person[row]]],
        "PARTICIPATION_STATUS": np.where((ssn == b"") & (listed.person[row] % 40 == 0), b"14", b"1"),
    }


def _reasons(county: County) -> np.ndarray:
    """Why each spell ends: a death, the end of the case, or leaving the household."""
    rows, issued = county.support.memberships, county.support.issued
    closing = issued.closes >= 0
    closed = issued.head[closing].astype(np.int64) * 2**20 + issued.month[closing]
    with_case = np.isin(rows.head.astype(np.int64) * 2**20 + np.minimum(rows.last, 2**19), closed)
    ends = np.minimum(rows.last, county.window.end)
    died = county.people.dies[rows.person] < days_of(ends + 1) + 31
    return np.where(died, b"DIE", np.where(with_case, b"CLO", b"LEF"))
