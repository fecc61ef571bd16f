"""Death certificates: the decedent as an informant describes them to the funeral director, in IJE's fields."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, written
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.dwellings import COUNTY_CODE, STATE
from orchestration.rehearsal.lives.people import FEMALE, HISPANIC, MALE
from orchestration.rehearsal.records.facts_written import not_given, written_addresses, written_dates, written_sex, written_ssns
from orchestration.rehearsal.records.names_written import Hand, written_names
from orchestration.rehearsal.sending import Written, in_every_month
from orchestration.rehearsal.series import count_before
from orchestration.rehearsal.spelling import counted, cut, digits, plain, upper

HAND = Hand(capitals=True, accents=0.02, marks=0.5)
_RACE_BOX = np.array([1, 2, 1, 4, 3])  # group -> the box ticked
# Underlying cause and manner, by age at death: under 1, to 45, older.
_CAUSES = (
    (b"P072", b"N"), (b"Q249", b"N"), (b"R95", b"C"), (b"X42", b"A"), (b"V892", b"A"), (b"X95", b"H"), (b"X70", b"S"),
    (b"C509", b"N"), (b"I251", b"N"), (b"C349", b"N"), (b"J449", b"N"), (b"I64", b"N"), (b"G309", b"N"), (b"E119", b"N"),
)  # fmt: skip
_YOUNGEST, _YOUNG, _OLD = (0, 3), (3, 8), (7, 14)


@dataclass(frozen=True)
class DeathRates:
    """What an informant does not know, or gets wrong."""

    slips: Slips
    ssn_absent: float = 0.05
    parents_unknown: float = 0.12


RATES = DeathRates(Slips(used_name=0.12, nickname=0.01, stale_surname=0.02, date_missing=0.004, address_old=0.03))


def certificates(rng: np.random.Generator, county: County, difficulty: Difficulty) -> tuple[Written, np.ndarray]:
    """Every death of a resident since births are recorded, and the day each was registered, in that order."""
    people, window = county.people, county.window
    dead = (people.dies >= window.births_start) & (people.dies <= window.end_day)
    person = np.flatnonzero(dead & (people.leaves > people.dies) & (people.arrives <= people.dies))
    registered = people.dies[person] + np.minimum(rng.gamma(1.8, 3.5, len(person)).astype(np.int32) + 1, 80)
    order = np.lexsort((person, registered))
    person, registered = person[order], registered[order]
    person, registered = person[registered <= window.end_day], registered[registered <= window.end_day]
    registered = in_every_month(registered, window)
    values = _numbers(people.dies[person], registered)
    values |= _decedent(rng, county, person, difficulty)
    values |= _parents(rng, county, person, difficulty)
    values |= _residence(rng, county, person, difficulty)
    values |= _circumstances(rng, county, person)
    return Written(values, {"decedent": person}), registered


def _numbers(dies: np.ndarray, registered: np.ndarray) -> Values:
    """File numbers start again each year of death, in order of registration."""
    day = written(dies)
    year = day.astype("S4")
    return {
        "DOD_YR": year,
        "DSTATE": np.full(len(dies), STATE),
        "FILENO": digits(1 + count_before(year), 6),
        "VOID": np.full(len(dies), b"0"),
        "DOD": day,
        "DOR": written(registered),
    }


def _decedent(rng, county: County, person: np.ndarray, difficulty: Difficulty) -> Values:
    people, rates = county.people, difficulty.of(RATES)
    dies = people.dies[person]
    name = written_names(rng, county.naming, person, dies, rates.slips, HAND)
    number = county.numbers.own[person]
    number = np.where(not_given(rng, number, rates.ssn_absent), -1, number)
    born = written_dates(rng, people.birth[person], rates.slips)
    born = np.where(born > written(dies), written(people.birth[person]), born)  # no clerk lets the dead be unborn
    sex = written_sex(rng, people.sex[person], rates.slips.sex_wrong)
    surnames = county.naming.surnames
    maiden = county.naming.surname_text(tuple(column[0, person] for column in (surnames.first, surnames.second, surnames.style)))
    return {
        "GNAME": name.first,
        "DMIDDLE": name.middle,
        "LNAME": name.last,
        "SUFF": name.suffix,
        "SEX": np.where(sex == FEMALE, b"F", b"M"),
        "SSN": written_ssns(rng, number, difficulty.ssn_wrong, difficulty.ssn_placeholder),
        "DOB": born,
        "DMAIDEN": np.where(people.sex[person] == FEMALE, upper(plain(maiden)), b""),
    }


def _parents(rng, county: County, person: np.ndarray, difficulty: Difficulty) -> Values:
    """The names of both parents: of the eldest, who have none in this county, names of their parents' time."""
    people, naming = county.people, county.naming
    book, group, earlier = naming.book, people.group[person], people.birth[person] - round(27 * YEAR)
    unknown = rng.random(len(person)) < difficulty.of(RATES).parents_unknown
    first = {}
    for field, parent, sex in (("DDADF", people.father[person], MALE), ("DMOMF", people.mother[person], FEMALE)):
        drawn = book.draw_first_names(rng, group, np.full(len(person), sex, np.int8), earlier)
        first[field] = book.first_names[np.where(parent >= 0, naming.first[np.maximum(parent, 0)], drawn)]
    known = people.mother[person] >= 0
    hers = np.where(known, naming.surnames.first[0, np.maximum(people.mother[person], 0)], book.draw_surnames(rng, group))
    names = first | {"FLNAME": book.surnames[naming.surnames.first[0, person]], "DMOMMDN": book.surnames[hers]}
    return {field: np.where(unknown, b"", upper(plain(text))) for field, text in names.items()}


def _residence(rng, county: County, person: np.ndarray, difficulty: Difficulty) -> Values:
    address = written_addresses(
        rng, county.homes, county.dwellings, person, county.people.dies[person] - 1, difficulty.of(RATES).slips
    )
    fill = lambda text: np.full(len(person), text)  # noqa: E731
    return {
        "ADDRESS_R": upper(address.line),
        "UNITNUM_R": cut(upper(address.unit), 7),
        "CITYTEXT_R": upper(address.city),
        "ZIP9_R": address.zip,
        "STATETEXT_R": fill(b"KENTUCKY"),
        "COUNTYC": fill(COUNTY_CODE),
        "STATEC": fill(STATE),
    }


def _circumstances(rng, county: County, person: np.ndarray) -> Values:
    people, count = county.people, len(person)
    dies = people.dies[person]
    years = people.age(person, dies)
    days = dies - people.birth[person]
    low, high = (np.select([years < 1, years < 45], [_YOUNGEST[n], _YOUNG[n]], _OLD[n]) for n in (0, 1))
    cause = low + (rng.random(count) * (high - low)).astype(np.int64)
    married = county.unions.married_on(person, dies - 1)
    once = (county.unions.wedding[:, person] < dies).any(axis=0)
    values = {
        "AGETYPE": np.where(years >= 1, b"1", np.where(days >= 30, b"2", b"4")),
        "AGE": counted(np.where(years >= 1, years, np.where(days >= 30, days // 30, days))),
        "MARITAL": np.where(married, b"M", np.where(once, np.where(years > 60, b"W", b"D"), b"S")),
        "DPLACE": rng.choice(np.array([b"1", b"2", b"4", b"5", b"6", b"9"]), count, p=[0.34, 0.08, 0.32, 0.08, 0.17, 0.01]),
        "DEDUC": np.where(years < 18, b"1", counted(people.schooling[person])),
        "ACME_UC": np.array([code for code, _ in _CAUSES])[cause],
        "MANNER": np.array([manner for _, manner in _CAUSES])[cause],
    }
    hispanic = people.group[person] == HISPANIC
    values |= {f"DETHNIC{n}": np.where(hispanic & (person % 4 == n % 4), b"H", b"N") for n in range(1, 5)}
    return values | {f"RACE{n}": np.where(_RACE_BOX[people.group[person]] == n, b"Y", b"N") for n in range(1, 16)}
