"""Workforce participations as the state's PIRL file has them, as known at the end of a quarter."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, month_of, written
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.dwellings import COUNTY_FIPS, STATE
from orchestration.rehearsal.records.facts_written import not_given, written_dates, written_sex, written_ssns
from orchestration.rehearsal.records.names_written import Hand, written_names
from orchestration.rehearsal.sending import Written, picked
from orchestration.rehearsal.spelling import cut, digits
from orchestration.rehearsal.streams import Streams

HAND = Hand(capitals=False, accents=0.1, marks=0.6)
PENDING = b"999999.99"
_RACES = ((210, 2), (211, 4), (212, 3), (213, 1), (215, 0))


@dataclass(frozen=True)
class WorkforceRates:
    """What goes wrong at enrolment."""

    slips: Slips
    ssn_absent: float = 0.08  # disclosing it is voluntary


RATES = WorkforceRates(Slips(used_name=0.3, nickname=0.025, stale_surname=0.12, middle_missing=0.3, date_wrong=0.008))


class Participants:
    """One row per participation; what happened after exit is known quarter by quarter."""

    def __init__(self, streams: Streams, county: County, difficulty: Difficulty) -> None:
        rng, rows, people = streams.of("wioa"), county.trainings, county.people
        self.rows = rows
        self.starts, self.exits = (month_of(day) // 3 for day in (rows.start, rows.end))
        self._jobs = county.jobs
        self._first = int(county.window.first // 3)
        group = people.group[rows.person]
        self._values = _enrolled(rng, county, difficulty) | {
            "PIRL_101": np.full(len(group), STATE),
            "PIRL_108": np.full(len(group), COUNTY_FIPS),  # the workforce area is the county
            "PIRL_214": np.full(len(group), b"0"),
            "PIRL_300": np.where((people.sex[rows.person] == 1) & (rows.person % 11 == 0), b"1", b"0"),
            "PIRL_401": np.where(rows.program == 2, b"1", b"0"),
            "PIRL_900": written(rows.start),
            "PIRL_903": rows.program.astype("S1"),
            "PIRL_1302": written(rows.began),
            "PIRL_1303": digits(rows.kind, 2),
        }
        self._values |= {f"PIRL_{n}": np.where(group == code, b"1", b"0") for n, code in _RACES}
        worked = self._paid(self.starts) > 0
        self._values["PIRL_400"] = np.where(worked, b"1", np.where(rows.person % 4 == 0, b"3", b"0"))
        before = ((1700, 3), (1701, 2), (1702, 1))
        self._values |= {f"PIRL_{n}": self._told(self.starts - back, NEVER) for n, back in before}

    def as_of(self, quarter: int, end_day: int, chosen: np.ndarray) -> Written:
        """The chosen participations as known at the end of a quarter."""
        rows = self.rows
        left, trained = rows.end <= end_day, rows.ended <= end_day
        values = dict(self._values)
        values["PIRL_901"] = np.where(left, written(np.where(left, rows.end, NEVER)), b"")
        values["PIRL_1308"] = np.where(trained, written(rows.ended), b"")
        values["PIRL_1307"] = np.where(trained, np.where(rows.completed, b"1", b"0"), b"")
        for after, (work, wage) in enumerate(zip((1600, 1602, 1604, 1606), (1703, 1704, 1705, 1706), strict=True), 1):
            paid, is_known = self._paid(self.exits + after), self.exits + after < quarter
            employed = np.where(is_known, np.where(paid > 0, b"1", b"0"), b"9")
            values[f"PIRL_{work}"] = np.where(left, employed, b"")
            values[f"PIRL_{wage}"] = np.where(left, self._told(self.exits + after, quarter), b"")
        return Written(values, {"person": rows.person}).picked(chosen)

    def _paid(self, quarter: np.ndarray) -> np.ndarray:
        return self._jobs.paid_in(self.rows.person, quarter)

    def _told(self, quarter: np.ndarray, known_before: int) -> np.ndarray:
        """Wages of a quarter as text: blank before wage records begin, pending when they are not in yet."""
        text = np.strings.add(np.minimum(self._paid(quarter), 999_998).astype("S6"), b".00")
        return np.where(quarter < self._first, b"", np.where(quarter < known_before, text, PENDING))


def _enrolled(rng: np.random.Generator, county: County, difficulty: Difficulty) -> Values:
    """Name, number and birth date as taken down at a person's first participation."""
    rows, rates = county.trainings, difficulty.of(RATES)
    order = np.lexsort((rows.start, rows.person))
    person, at, index = np.unique(rows.person[order], return_index=True, return_inverse=True)
    card = np.empty(len(order), np.int64)
    card[order] = index
    name = written_names(rng, county.naming, person, rows.start[order][at], rates.slips, HAND)
    number = county.numbers.own[person]
    ssn = written_ssns(rng, number, difficulty.ssn_wrong, difficulty.ssn_placeholder)
    sex = written_sex(rng, county.people.sex[person], rates.slips.sex_wrong)
    values = {
        "SSN": np.where(not_given(rng, number, rates.ssn_absent), b"", ssn),
        "FIRST_NAME": cut(name.first, 20),
        "MIDDLE_INITIAL": name.middle.astype("S1"),
        "LAST_NAME": cut(name.last, 30),
        "PIRL_100": np.strings.add(b"KYW", digits(rng.permutation(len(person)).astype(np.int64) * 31 + 5_000, 9)),
        "PIRL_200": written_dates(rng, county.people.birth[person], rates.slips),
        "PIRL_201": np.where(sex == 0, b"2", b"1"),
    }
    return picked(values, card)
