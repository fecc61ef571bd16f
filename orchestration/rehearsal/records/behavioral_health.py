"""Publicly funded treatment as the state's behavioral health authority holds it on a day: clients, admissions, services."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, written
from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives import treatment
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.people import FEMALE, HISPANIC
from orchestration.rehearsal.lives.shelter import HOMELESS_TYPES
from orchestration.rehearsal.records.facts_written import not_given, written_addresses, written_dates, written_sex, written_ssns
from orchestration.rehearsal.records.names_written import Hand, written_names
from orchestration.rehearsal.sending import Written, picked
from orchestration.rehearsal.spelling import counted, cut, digits

HAND = Hand(capitals=False, accents=0.15, marks=0.6)
PUBLIC_MEANS = 0.5  # whose treatment the public pays
_UNKNOWN = b"-9"
_RACE = np.array([b"5", b"4", b"7", b"6", b"2"])
_DIAGNOSES = np.array([b"F329", b"F411", b"F4310", b"F902", b"F209", b"F319"])
_TYPES = np.array([b"01", b"02", b"03", b"04", b"05"])
_ROUTES = {2: b"1", 3: b"3", 4: b"2", 5: b"4", 7: b"1", 10: b"2"}
assert len(_DIAGNOSES) == len(treatment.DIAGNOSES) and len(_TYPES) == len(treatment.KINDS)


@dataclass(frozen=True)
class ClientRates:
    """What goes wrong at intake, and what is never asked."""

    slips: Slips
    ssn_absent: float = 0.4
    second_number: float = 0.03  # of clients: registered again after a year
    not_asked: float = 0.06


RATES = ClientRates(
    Slips(
        typo=0.015,
        misheard=0.012,
        nickname=0.04,
        used_name=0.5,
        names_swapped=0.004,
        stale_surname=0.2,
        one_surname=0.35,
        date_missing=0.008,
        date_swapped=0.008,
        date_wrong=0.015,
    )
)


class BehavioralHealth:
    """Everything the authority will ever hold; a snapshot is what it holds on a day."""

    def __init__(self, rng: np.random.Generator, county: County, difficulty: Difficulty) -> None:
        helped, people = county.treatment, county.people
        public = people.means < PUBLIC_MEANS
        self._sessions = np.flatnonzero(public[helped.session_person])
        self._episodes = np.flatnonzero(public[helped.person])
        who = np.concatenate([helped.session_person[self._sessions], helped.person[self._episodes]])
        day = np.concatenate([helped.session_day[self._sessions], helped.admitted[self._episodes]])
        self._person, self._since, client = _registered(rng, who, day, difficulty.of(RATES).second_number)
        number = np.strings.add(b"B", digits(400_000 + rng.permutation(len(self._person)) * 3, 8))
        self._clients = _clients(rng, county, self._person, self._since, difficulty) | {"CLIENT_ID": number}
        split = len(self._sessions)
        self._client = {"services": client[:split], "admissions": client[split:]}
        self._written = {
            "services": _services(county, self._sessions) | {"CLIENT_ID": number[client[:split]]},
            "admissions": _admissions(rng, county, self._episodes, difficulty) | {"CLIENT_ID": number[client[split:]]},
        }
        late = lambda days: days + rng.exponential(14, len(days)).astype(np.int32)  # noqa: E731
        self._known = {"services": late(day[:split]), "admissions": late(day[split:])}
        self._discharged = helped.discharged[self._episodes]
        self._discharge_known = np.minimum(late(np.minimum(self._discharged, NEVER - 2000)), NEVER)

    def on(self, day: int) -> dict[str, Written]:
        """The three files at the end of a day."""
        rows = {name: np.flatnonzero(known <= day) for name, known in self._known.items()}
        seen = np.unique(np.concatenate([self._client[name][rows[name]] for name in rows]))
        tables = {name: picked(self._written[name], rows[name]) for name in rows}
        ended = (self._discharge_known <= day)[rows["admissions"]]
        tables["admissions"]["DISCHARGE_DATE"] = np.where(ended, written(self._discharged[rows["admissions"]]), _UNKNOWN)
        tables["admissions"]["REASON"] = np.where(ended, tables["admissions"]["REASON"], _UNKNOWN)
        clients = Written(picked(self._clients, seen), {"person": self._person[seen]})
        return {"clients": clients} | {name: Written(values) for name, values in tables.items()}


def _registered(rng, who: np.ndarray, day: np.ndarray, second: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Person and first day of every client number, and the row of the client behind each record."""
    people, index = np.unique(who, return_inverse=True)
    first = np.full(len(people), NEVER, np.int64)
    np.minimum.at(first, index, day)
    again = (rng.random(len(people)) < second)[index] & (day > first[index] + 365)
    _, row, client = np.unique(index * 2 + again, return_index=True, return_inverse=True)
    since = np.full(len(row), NEVER, np.int64)
    np.minimum.at(since, client, day)
    return who[row], since.astype(np.int32), client


def _clients(rng, county: County, person: np.ndarray, since: np.ndarray, difficulty: Difficulty) -> Values:
    people, rates = county.people, difficulty.of(RATES)
    name = written_names(rng, county.naming, person, since, rates.slips, HAND)
    number = county.numbers.own[person]
    number = np.where(not_given(rng, number, rates.ssn_absent), -1, number)
    ssn = written_ssns(rng, number, difficulty.ssn_wrong, difficulty.ssn_placeholder)
    born = written_dates(rng, people.birth[person], rates.slips)
    sex = written_sex(rng, people.sex[person], rates.slips.sex_wrong)
    home = written_addresses(rng, county.homes, county.dwellings, person, since, rates.slips)
    homeless = county.stays.on(HOMELESS_TYPES, person, since)
    return {
        "LAST_NAME": cut(name.last, 30),
        "FIRST_NAME": cut(name.first, 30),
        "DOB": np.where(born == b"", _UNKNOWN, born),
        "SSN": np.where(ssn == b"", _UNKNOWN, ssn),
        "GENDER": np.where(sex == FEMALE, b"2", b"1"),
        "RACE": _RACE[people.group[person]],
        "ETHNIC": np.where(people.group[person] == HISPANIC, b"2", b"4"),
        "ZIP": np.where(homeless, _UNKNOWN, home.zip.astype("S5")),
    }


def _provider(person: np.ndarray) -> np.ndarray:
    return np.strings.add(b"P", digits(100 + person % 23, 4))


def _services(county: County, rows: np.ndarray) -> Values:
    helped = county.treatment
    kind = helped.session_kind[rows]
    return {
        "SERVICE_ID": np.strings.add(b"S", digits(rows + 1, 9)),
        "PROVIDER_ID": _provider(helped.session_person[rows]),
        "SERVICE_DATE": written(helped.session_day[rows]),
        "SERVICE_TYPE": _TYPES[kind],
        "UNITS": np.array([b"6", b"4", b"2", b"1", b"8"])[kind],
        "DIAGNOSIS": np.where(kind == 0, _UNKNOWN, _DIAGNOSES[helped.session_diagnosis[rows]]),
    }


def _admissions(rng, county: County, rows: np.ndarray, difficulty: Difficulty) -> Values:
    helped, people, count = county.treatment, county.people, len(rows)
    person, admitted = helped.person[rows], helped.admitted[rows]
    substance = np.array(treatment.SUBSTANCES)[helped.substance[rows]]
    died = people.dies[person] == helped.discharged[rows]
    reason = np.where(died, 6, np.array(treatment.REASONS)[helped.reason[rows]])
    codes = {
        "PSOURCE": rng.choice(7, count, p=[0.34, 0.12, 0.1, 0.01, 0.01, 0.14, 0.28]) + 1,
        "SUB2": np.where(rng.random(count) < 0.45, 1, np.array(treatment.SUBSTANCES)[rng.integers(0, 6, count)]),
        "FREQ1": rng.choice(3, count, p=[0.25, 0.3, 0.45]) + 1,
        "LIVARAG": np.where(
            county.stays.on(HOMELESS_TYPES, person, admitted), 1, np.where(people.age(person, admitted) < 21, 2, 3)
        ),
        "EMPLOY": rng.choice(4, count, p=[0.2, 0.08, 0.36, 0.36]) + 1,
        "ARRESTS": rng.choice(3, count, p=[0.9, 0.08, 0.02]),
    }
    unasked = difficulty.of(RATES).not_asked
    asked = {name: np.where(rng.random(count) < unasked, _UNKNOWN, counted(code)) for name, code in codes.items()}
    return asked | {
        "ADMISSION_ID": np.strings.add(b"A", digits(rows + 1, 8)),
        "PROVIDER_ID": _provider(person + 7),
        "ADMISSION_DATE": written(admitted),
        "SERVICES": counted(np.array(treatment.SERVICES)[helped.service[rows]]),
        "SUB1": counted(substance),
        "ROUTE1": np.array([_ROUTES.get(code, b"5") for code in range(20)])[substance],
        "REASON": counted(reason),
    }
