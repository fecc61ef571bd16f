"""The truth, apart: whose each record is, who is whose parent, and what was planted. Only the evaluation reads it."""

import json
from dataclasses import asdict
from pathlib import Path

import duckdb
import numpy as np

from data_contracts.contract import Table
from orchestration.rehearsal.days import NEVER, written
from orchestration.rehearsal.files import Values, texts
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.people import GROUPS, LANGUAGES
from orchestration.rehearsal.lives.planted import effects

AGE_BANDS = ("0-4", "5-17", "18-24", "25-44", "45-64", "65+")
_AGE_EDGES = (5, 18, 25, 45, 65)


def record_ids(table: Table, role: str, values: Values, rows: np.ndarray) -> np.ndarray:
    """A role's id columns of some rows as the file has them, trimmed and joined by a bar."""
    id_columns = next(p for p in table.persons if p.role == role).id_columns
    words = texts(table, {column: values[column][rows] for column in id_columns})
    whole = np.strings.strip(words[id_columns[0]])
    for column in id_columns[1:]:
        whole = np.strings.add(np.strings.add(whole, b"|"), np.strings.strip(words[column]))
    return whole


class RecordTruth:
    """Collects (table, role, id, person) over all files and writes one row per distinct record.

    A record two people share (one number, one name, or no name at all) is the one's with more rows.
    """

    def __init__(self, county: County) -> None:
        self._county = county
        self._of: dict[tuple[str, str], list[tuple[np.ndarray, np.ndarray]]] = {}

    def add(self, table: Table, values: Values, persons: dict[str, np.ndarray]) -> None:
        """The records of one table's rows; people without a record (a father not named) are -1."""
        for role, person in persons.items():
            named = person >= 0
            ids = record_ids(table, role, values, named)
            self._of.setdefault((table.name, role), []).append((ids, person[named]))

    def rows(self) -> tuple[dict[str, np.ndarray], dict[str, int]]:
        """The columns of all records, table by table and role by role, and how many records each `table.role` has."""
        settled = {
            of: _majority(*(np.concatenate(column) for column in zip(*parts, strict=True))) for of, parts in self._of.items()
        }
        counts = {f"{table}.{role}": len(ids) for (table, role), (ids, _) in settled.items()}
        tables, roles = zip(*settled, strict=True)
        person = np.concatenate([person for _, person in settled.values()])
        rows = {
            "table": np.repeat(np.array(tables, object), list(counts.values())),
            "role": np.repeat(np.array(roles, object), list(counts.values())),
            "id": np.concatenate([_texts(ids) for ids, _ in settled.values()]),
            "person": person,
            **_who(self._county, person),
        }
        return rows, counts


def _texts(words: np.ndarray) -> np.ndarray:
    """Words as Python's own: DuckDB reads these eight times as fast as numpy's, and a repeated word is there once."""
    found = np.empty(len(words), object)
    found[:] = [word.decode("latin-1") for word in words.tolist()]
    return found


def _majority(ids: np.ndarray, person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each id once, and the person most of its rows are about; of several, the one with the lowest number."""
    kinds, code = np.unique(ids, return_inverse=True)
    pairs, counts = np.unique(code.astype(np.int64) << 32 | person, return_counts=True)
    code, person = pairs >> 32, pairs & (2**32 - 1)
    order = np.lexsort((person, -counts, code))
    first = order[np.concatenate([[True], code[order][1:] != code[order][:-1]])] if len(order) else order
    return kinds[code[first]], person[first]


def _who(county: County, person: np.ndarray) -> dict[str, np.ndarray]:
    people = county.people
    age = people.age(person, county.window.end_day)
    return {
        "sex": np.array(("female", "male"), object)[people.sex[person]],
        "race_ethnicity": np.array(GROUPS, object)[people.group[person]],
        "age_band": np.array(AGE_BANDS, object)[np.searchsorted(_AGE_EDGES, age, side="right")],
        "language": np.array(LANGUAGES, object)[people.language[person]],
    }


def people_rows(county: County) -> dict[str, np.ndarray]:
    """One row per person who ever lives in the county."""
    people = county.people
    number = np.arange(len(people))
    naming = county.naming
    surname = naming.surname_text(naming.surnames.at(number, county.window.end_day))
    death = np.where(people.dies <= county.window.end_day, people.dies, NEVER)
    return {
        "person": number,
        "first_name": _texts(naming.book.first_names)[naming.first],
        "last_name": _texts(surname),
        "birth_date": _texts(written(people.birth)),
        "death_date": _texts(written(death)),
        **_who(county, number),
        "has_ssn": county.numbers.own >= 0,
        "works_on_anothers_ssn": county.numbers.worked != county.numbers.own,
        "is_twin": people.plurality > 1,
    }


def family_rows(county: County) -> dict[str, np.ndarray]:
    """One row per parent and child."""
    people = county.people
    child = np.arange(len(people))
    sides = [(people.mother, "mother"), (people.father, "father")]
    parts = [(parent[parent >= 0], child[parent >= 0], np.full(int((parent >= 0).sum()), kind, object)) for parent, kind in sides]
    parent, child, kind = (np.concatenate(column) for column in zip(*parts, strict=True))
    return {"parent": parent, "child": child, "kind": kind}


def write_table(columns: dict[str, np.ndarray], path: Path) -> None:
    """A Parquet file of the columns, in their order."""
    with duckdb.connect() as connection:
        connection.register("truth", {name: np.ascontiguousarray(column) for name, column in columns.items()})
        dates = [f"strptime(nullif({name}, ''), '%Y%m%d')::date as {name}" for name in columns if name.endswith("_date")]
        replaced = f"replace ({', '.join(dates)})" if dates else ""
        connection.execute(f"copy (select * {replaced} from truth) to '{path}' (format parquet)")


def write_effects(path: Path) -> None:
    """What was planted in the lives, with its size."""
    path.write_text(json.dumps([asdict(effect) for effect in effects()], indent=2) + "\n", encoding="utf-8")
