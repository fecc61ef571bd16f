"""What the case system holds of reports, children and allegations, once all is known. When it is known: `case_book.py`."""

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, written
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.dwellings import COUNTY_CODE
from orchestration.rehearsal.lives.people import FEMALE, HISPANIC
from orchestration.rehearsal.records.caretakers import Accused
from orchestration.rehearsal.spelling import counted, digits

_SOURCES = {b"5": 0.2, b"4": 0.21, b"1": 0.1, b"2": 0.11, b"3": 0.06, b"9": 0.07, b"10": 0.07, b"11": 0.05, b"13": 0.08}
_SOURCES |= {b"6": 0.01, b"7": 0.01, b"8": 0.01, b"88": 0.02}
_KINDS = {b"2": 0.6, b"1": 0.17, b"4": 0.08, b"5": 0.07, b"3": 0.04, b"7": 0.01, b"8": 0.03}
_NOT_FOUND = {b"5": 0.74, b"4": 0.17, b"7": 0.08, b"6": 0.01}
_RACES = ("ChRacWh", "ChRacBl", None, "ChRacAs", "ChRacAI", "ChRacNH")  # by group of the county


def report_numbers(day: np.ndarray) -> np.ndarray:
    """The year of the report and its place in the county's whole series."""
    return np.strings.add(written(day).astype("S4"), digits(1 + np.arange(len(day)), 8))


def levels(rng: np.random.Generator, county: County) -> np.ndarray:
    """The finding for each child; blank where the report was screened out."""
    subjects, count = county.subjects, len(county.subjects.child)
    found = np.where(rng.random(count) < 0.88, b"1", b"2")
    level = np.where(subjects.victim, found, rng.choice(list(_NOT_FOUND), count, p=list(_NOT_FOUND.values())))
    return np.where(county.reports.screened_in[subjects.report], level, b"")


def report_rows(rng: np.random.Generator, county: County, level: np.ndarray) -> Values:
    """One row per report."""
    reports, count = county.reports, len(county.reports)
    strongest = np.full(count, 99)
    np.minimum.at(strongest, county.subjects.report, np.where(level == b"", b"99", level).astype(np.int64))
    minute = rng.integers(0, 1440, count)
    worker = 3_000 + reports.keeper % 41
    return {
        "RptID": report_numbers(reports.day),
        "RptFIPS": np.full(count, COUNTY_CODE),
        "RptDt": written(reports.day),
        "RptTm": np.strings.add(digits(minute // 60, 2), digits(minute % 60, 2)),
        "RptSrc": rng.choice(list(_SOURCES), count, p=list(_SOURCES.values())),
        "SCRN_IND": np.where(reports.screened_in, b"Y", b"N"),
        "InvDate": written(reports.looked_into),
        "RptDisp": np.where(strongest < 99, counted(strongest), b""),
        "RpDispDt": written(reports.decided),
        "Notifs": rng.choice(np.array([b"1", b"2", b"9"]), count, p=[0.6, 0.36, 0.04]),
        "HMLS_IND": np.where(reports.homeless & (rng.random(count) < 0.8), b"Y", b"N"),
        "CLSR_DT": written(np.where(reports.screened_in, np.minimum(reports.decided + 20, NEVER), reports.day + 1)),
        "WrkrID": counted(worker),
        "SuprvID": counted(worker // 7),
    }


def child_rows(rng: np.random.Generator, county: County, level: np.ndarray) -> Values:
    """One row per report and child, without numbers and without what follows from the report."""
    people, reports, subjects = county.people, county.reports, county.subjects
    child, count = subjects.child, len(subjects.child)
    flag = lambda true: np.where(true, b"1", b"2")  # noqa: E731
    risk = lambda rate: flag(rng.random(count) < np.where(subjects.victim, 3 * rate, rate))  # noqa: E731
    homeless = reports.homeless[subjects.report]
    values = {
        "ChAge": counted(np.floor((reports.day[subjects.report] - people.birth[child]) / YEAR).astype(np.int64)),
        "ChSex": np.where(people.sex[child] == FEMALE, b"2", b"1"),
        "CEthn": flag(people.group[child] == HISPANIC),
        "ChRacUd": flag((people.group[child] == HISPANIC) & (child % 3 == 0)),
        "ChLvng": rng.choice(np.array([b"1", b"2", b"4", b"10", b"99"]), count, p=[0.3, 0.2, 0.4, 0.04, 0.06]),
        "ChPrior": flag(_found_before(county)),
        "ChDisp": level,
        "MalDeath": np.full(count, b"2"),
        "FCAlc": risk(0.06),
        "FCDrug": risk(0.12),
        "FCViol": risk(0.1),
        "FCHouse": flag((homeless & (rng.random(count) < 0.85)) | (rng.random(count) < 0.05)),
        "FCMoney": flag(rng.random(count) < 0.3 * (1 - people.means[child])),
    }
    for group, column in enumerate(_RACES):
        if column is not None:
            values[column] = flag(people.group[child] == group)
    return values


def _found_before(county: County) -> np.ndarray:
    """Whether each child was a victim in an earlier report."""
    subjects = county.subjects
    order = np.lexsort((subjects.report, subjects.child))
    child, found = subjects.child[order], np.cumsum(subjects.victim[order]) - subjects.victim[order]
    first = np.searchsorted(child, child, side="left")
    before = np.empty(len(child), bool)
    before[order] = found > found[first] if len(child) else []
    return before


def allegation_rows(rng: np.random.Generator, accused: Accused, level: np.ndarray) -> Values:
    """One row per child, accused and kind; without the numbers of people and report."""
    count = len(accused.subject)
    mine = level[accused.subject]
    weaker = np.where((mine != b"") & (mine < b"3") & (rng.random(count) < 0.5), b"5", mine)
    kind = rng.choice(list(_KINDS), count, p=list(_KINDS.values()))
    return {
        "ALLGTN_ID": digits(1 + np.arange(count), 12),
        "ChMal": np.where(accused.second & (kind == b"2"), b"5", kind),
        "MalLev": np.where(accused.second, weaker, mine),
        "PerRel": accused.relation,
        "PerPrnt": accused.kind,
        "PerCare": np.where(accused.person >= 0, np.where(accused.relation == b"7", b"9", b"1"), b""),
    }
