"""Birth certificates: child, mother and father as vital records registers them, in IJE's fields."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, written
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.dwellings import COUNTY_CODE, COUNTY_NAME, STATE
from orchestration.rehearsal.lives.people import FEMALE, HISPANIC, People
from orchestration.rehearsal.records.facts_written import not_given, written_addresses, written_dates, written_ssns
from orchestration.rehearsal.records.names_written import Hand, written_names
from orchestration.rehearsal.sending import in_every_month
from orchestration.rehearsal.series import count_before
from orchestration.rehearsal.spelling import counted, digits, plain, upper

HAND = Hand(capitals=True, accents=0.02, marks=0.5)
_RACE_BOX = np.array([0, 1, 0, 3, 2])  # group -> the box ticked: White, Black, Indigenous, first Asian box


@dataclass(frozen=True)
class BirthRates:
    """What goes wrong on certificates."""

    slips: Slips
    ssn_absent: float = 0.08  # of parents
    ssn_parents_swapped: float = 0.003  # of certificates: each parent's number in the other's field
    newborn_unnamed: float = 0.03  # BABY GIRL, BABY BOY, or blank


RATES = BirthRates(
    Slips(
        typo=0.006,
        misheard=0.004,
        nickname=0.006,
        used_name=0.05,
        stale_surname=0.03,
        one_surname=0.12,
        middle_missing=0.12,
        middle_initial=0.1,
        suffix_missing=0.2,
        date_wrong=0.006,
        date_swapped=0.003,
    )
)


@dataclass
class Certificates:
    """One row per certificate, in order of registration."""

    values: Values
    registered: np.ndarray  # day
    persons: dict[str, np.ndarray]  # role -> person, -1 where none is named


def certificates(rng: np.random.Generator, county: County, difficulty: Difficulty) -> Certificates:
    """Every birth to a resident, registered by the last day of the window."""
    people, window = county.people, county.window
    child = np.flatnonzero((people.mother >= 0) & (people.birth >= window.births_start))
    child = child[people.present(people.mother[child], people.birth[child])]
    registered = people.birth[child] + np.minimum(rng.gamma(1.6, 3.2, len(child)).astype(np.int32) + 1, 55)
    order = np.lexsort((people.birth_order[child], people.mother[child], registered))
    child, registered = child[order], registered[order]
    child, registered = child[registered <= window.end_day], registered[registered <= window.end_day]
    registered = in_every_month(registered, window)
    mother = people.mother[child]
    married = county.unions.married_on(mother, people.birth[child])
    signed = ~married & (rng.random(len(child)) < 0.74)
    father = np.where(married | signed, people.father[child], -1)
    values = _numbers(people, child, registered)
    values |= _child(rng, county, child, difficulty)
    values |= _parent(rng, county, child, mother, difficulty, ("MOMFNAME", "MOMMIDDL", "MOMLNAME", "MOMSUFFX"), "MDOB", "MOM_SSN")
    values |= _parent(rng, county, child, father, difficulty, ("DADFNAME", "DADMIDDL", "DADLNAME", "DADSUFFX"), "FDOB", "DAD_SSN")
    _swap_numbers(rng, values, difficulty.of(RATES).ssn_parents_swapped)
    values |= _residence(rng, county, child, mother, difficulty)
    values |= _circumstances(rng, county, child, mother, father, married, signed)
    return Certificates(values, registered, {"child": child, "mother": mother, "father": father})


def _numbers(people, child: np.ndarray, registered: np.ndarray) -> Values:
    """File numbers start again each year of birth, in order of registration."""
    birth = written(people.birth[child])
    year = birth.astype("S4")
    return {
        "BIRTH_YEAR": year,
        "BSTATE": np.full(len(child), STATE),
        "FILENO": digits(1 + count_before(year), 6),
        "VOID": np.full(len(child), b"0"),
        "IDOB": birth,
        "DOR": written(registered),
    }


def _child(rng: np.random.Generator, county: County, child: np.ndarray, difficulty: Difficulty) -> Values:
    people = county.people
    name = written_names(rng, county.naming, child, people.birth[child], difficulty.of(RATES).slips, HAND)
    unnamed = rng.random(len(child)) < difficulty.of(RATES).newborn_unnamed
    baby = np.where(people.sex[child] == FEMALE, b"BABY GIRL", b"BABY BOY")
    blank = rng.random(len(child)) < 0.3
    return {
        "KIDFNAME": np.where(unnamed, np.where(blank, b"", baby), name.first),
        "KIDMNAME": np.where(unnamed, b"", name.middle),
        "KIDLNAME": name.last,
        "KIDSUFFX": np.where(unnamed, b"", name.suffix),
        "ISEX": np.where(rng.random(len(child)) < 0.0005, b"N", np.where(people.sex[child] == FEMALE, b"F", b"M")),
        "TB": digits(rng.integers(0, 24, len(child)) * 100 + rng.integers(0, 60, len(child)), 4),
    }


def _parent(
    rng, county: County, child, parent, difficulty: Difficulty, fields: tuple[str, ...], birth_date: str, ssn: str
) -> Values:
    """A parent's names, birth date and number; all blank where no parent is named."""
    people, named = county.people, parent >= 0
    person = np.maximum(parent, 0)
    name = written_names(rng, county.naming, person, people.birth[child], difficulty.of(RATES).slips, HAND)
    number = county.numbers.own[person]
    number = np.where(not_given(rng, number, difficulty.of(RATES).ssn_absent), -1, number)
    values = dict(zip(fields, name.fields(), strict=True))
    values[birth_date] = written_dates(rng, people.birth[person], difficulty.of(RATES).slips)
    values[ssn] = written_ssns(rng, number, difficulty.ssn_wrong, difficulty.ssn_placeholder)
    values = {column: np.where(named, text, b"") for column, text in values.items()}
    if birth_date == "MDOB":
        surnames = county.naming.surnames
        maiden = county.naming.surname_text(
            tuple(column[0, person] for column in (surnames.first, surnames.second, surnames.style))
        )
        values["MOMMAIDN"] = upper(plain(maiden))
    return values


def _swap_numbers(rng: np.random.Generator, values: Values, rate: float) -> None:
    """Puts a few fathers' numbers in the mothers' field and the other way round."""
    swapped = (rng.random(len(values["MOM_SSN"])) < rate) & (values["MOM_SSN"] != b"") & (values["DAD_SSN"] != b"")
    values["MOM_SSN"], values["DAD_SSN"] = (
        np.where(swapped, values[other], values[own]) for own, other in (("MOM_SSN", "DAD_SSN"), ("DAD_SSN", "MOM_SSN"))
    )


def _residence(rng, county: County, child, mother, difficulty: Difficulty) -> Values:
    address = written_addresses(
        rng, county.homes, county.dwellings, mother, county.people.birth[child], difficulty.of(RATES).slips
    )
    fill = lambda text: np.full(len(child), text)  # noqa: E731
    return {
        "STNUM": address.number,
        "STNAME": upper(address.street),
        "UNUM": upper(address.unit),
        "ADDRESS": upper(address.line),
        "ZIPCODE": address.zip,
        "CITYTXT": upper(address.city),
        "COUNTYTXT": fill(COUNTY_NAME.upper()),
        "STATETXT": fill(b"KENTUCKY"),
        "COUNTYC": fill(COUNTY_CODE),
        "STATEC": fill(STATE),
        "CNTYO": np.where(rng.random(len(child)) < 0.93, COUNTY_CODE, b"903"),
        "BPLACE": rng.choice(np.array([b"1", b"2", b"3", b"4"]), len(child), p=[0.983, 0.004, 0.009, 0.004]),
    }


def _circumstances(rng, county: County, child, mother, father, married, signed) -> Values:
    people = county.people
    count, means = len(child), people.means[mother]
    poor = rng.random(count) > means + 0.12
    age = (people.birth[child] - people.birth[mother]) / YEAR
    school = np.where(age < 19, np.minimum(people.schooling[mother], 2), people.schooling[mother])
    payer = rng.choice(np.array([b"2", b"3", b"5", b"6", b"8"]), count, p=[0.86, 0.05, 0.04, 0.02, 0.03])
    return {
        "MARN": np.where(married, b"Y", b"N"),
        "ACKN": np.where(married, b"X", np.where(signed, b"Y", b"N")),
        "MEDUC": _unless_unknown(rng, 0.01, school, 9),
        "FEDUC": np.where(father >= 0, counted(people.schooling[np.maximum(father, 0)]), b""),
        "NPREV": _unless_unknown(rng, 0.02, np.clip(rng.normal(10.5 + 2 * means, 3.2, count), 0, 30), 99),
        "WIC": np.where(poor & (rng.random(count) < 0.7), b"Y", b"N"),
        "PAY": np.where(poor, b"1", payer),
        **_newborn(rng, people, child, means),
        **_race(people, mother),
    }


def _newborn(rng: np.random.Generator, people: People, child: np.ndarray, means: np.ndarray) -> Values:
    """Weight follows weeks of gestation; twins come earlier and lighter."""
    count, twin = len(child), people.plurality[child] > 1
    early = np.where(rng.random(count) < 0.05, rng.uniform(2, 10, count), 0)
    weeks = np.clip(np.round(rng.normal(38.9, 1.6, count) - early - 3.3 * twin), 22, 42)
    grams = 3380 + (weeks - 39) * 165 + 140 * (means - 0.5) - 250 * twin + rng.normal(0, 400, count)
    apgar = np.clip(np.round(8.9 + (weeks - 39) * 0.12 + rng.normal(0, 0.6, count)), 1, 10)
    return {
        "BWG": _unless_unknown(rng, 0.002, np.clip(grams, 450, 5600), 9999),
        "OWGEST": _unless_unknown(rng, 0.003, weeks, 99),
        "APGAR5": _unless_unknown(rng, 0.01, apgar, 99),
        "PLUR": counted(people.plurality[child]),
        "SORD": np.where(twin, counted(people.birth_order[child]), b""),
    }


def _unless_unknown(rng: np.random.Generator, rate: float, numbers: np.ndarray, unknown: int) -> np.ndarray:
    return counted(np.where(rng.random(len(numbers)) < rate, unknown, numbers).astype(np.int64))


def _race(people: People, mother: np.ndarray) -> Values:
    group = people.group[mother]
    boxes = {f"MRACE{box}": np.where(_RACE_BOX[group] == box - 1, b"Y", b"N") for box in range(1, 16)}
    hispanic = group == HISPANIC
    return boxes | {f"METHNIC{box}": np.where(hispanic & (mother % 4 == box - 1), b"H", b"N") for box in range(1, 5)}
