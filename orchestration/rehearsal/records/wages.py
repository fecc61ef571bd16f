"""UI wage records: an SSN and a name, cut short, as the payroll of each employer has them."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.dwellings import STATE_FIPS
from orchestration.rehearsal.records.facts_written import written_ssns
from orchestration.rehearsal.records.names_written import Hand, written_names
from orchestration.rehearsal.sending import picked
from orchestration.rehearsal.spelling import counted, cut, digits

HAND = Hand(capitals=True, accents=0.0, marks=0.3)


@dataclass(frozen=True)
class WageRates:
    """What goes wrong in payrolls."""

    slips: Slips
    initial_only: float = 0.05
    name_blank: float = 0.015


RATES = WageRates(
    Slips(
        typo=0.012,
        misheard=0.006,
        misread=0.006,
        nickname=0.025,
        used_name=0.4,
        names_swapped=0.008,
        stale_surname=0.3,
        one_surname=0.45,
        middle_missing=0.35,
        suffix_missing=0.95,
    )
)


@dataclass
class WageRecords:
    """One row per job and quarter, employers together within a quarter."""

    values: Values
    quarter: np.ndarray
    persons: dict[str, np.ndarray]


def wage_records(rng: np.random.Generator, county: County, difficulty: Difficulty) -> WageRecords:
    """Every quarter of every job; the name and number are those the employer took down at hiring."""
    jobs = county.jobs
    on_file = _taken_down(rng, county, difficulty)
    units = jobs.employer % 7 == 0
    employer = rng.permutation(jobs.employers)
    order = np.lexsort((jobs.spell, employer[jobs.employer[jobs.spell]], jobs.quarter))
    spell, quarter = jobs.spell[order], jobs.quarter[order]
    at = jobs.employer[spell]
    values = picked(on_file, spell)
    values |= {
        "STATE_FIPS": np.full(len(spell), STATE_FIPS),
        "UI_ACCOUNT": digits(10_000 + employer.astype(np.int64) * 37, 10)[at],
        "REPORTING_UNIT": np.where(units[spell], digits(1 + spell % 3, 5), b""),
        "EIN": digits(610_000_000 + employer.astype(np.int64) * 91, 9)[at],
        "YEAR": counted(quarter // 4),
        "QUARTER": counted(quarter % 4 + 1),
        "WAGE": counted(jobs.wage[order]),
    }
    return WageRecords(values, quarter, {"person": jobs.person[spell]})


def _taken_down(rng: np.random.Generator, county: County, difficulty: Difficulty) -> Values:
    """Per spell: number and name, cut to the record's widths; some only an initial, some nothing."""
    jobs = county.jobs
    name = written_names(rng, county.naming, jobs.person, jobs.hired, difficulty.of(RATES).slips, HAND)
    first = np.where(rng.random(len(jobs.person)) < difficulty.of(RATES).initial_only, name.first.astype("S1"), name.first)
    blank = rng.random(len(jobs.person)) < difficulty.of(RATES).name_blank
    return {
        "SSN": written_ssns(rng, county.numbers.worked[jobs.person], difficulty.ssn_wrong, difficulty.ssn_placeholder / 4),
        "FIRST_NAME": np.where(blank, b"", cut(first, 15)),
        "MIDDLE_INITIAL": np.where(blank, b"", name.middle.astype("S1")),
        "LAST_NAME": np.where(blank, b"", cut(name.last, 20)),
    }
