"""What the records of each true person came to, from which every measure follows; tallies of several homes can be pooled.

Nobody stands in them by number: persons who are alike in subgroups and outcome are one row with their count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

# Pairs count half for either end, so that each person, and each subgroup, answers for its own records.
COUNTED = {
    "records": "count(*)",
    "joined": "sum(in_cluster - 1) / 2",
    "joined_right": "sum(shared - 1) / 2",
    "true_pairs": "sum(in_person - 1) / 2",
    "reachable_pairs": "sum(in_reach - 1) / 2",
    "reachable_right": "sum(reach_shared - 1) / 2",
    "b_cubed_precision": "sum(shared / in_cluster)",
    "b_cubed_recall": "sum(shared / in_person)",
    "exact": "bool_and(shared = in_person and shared = in_cluster)",
    "exact_reachable": "bool_and(reach_shared = in_reach and shared = in_cluster)",
    "merged": "bool_or(in_cluster > shared)",
}


@dataclass(frozen=True)
class Tallies:
    """One row per kind of person: how many persons, and the COUNTED of one of them."""

    persons: np.ndarray
    counted: np.ndarray  # row, COUNTED
    subgroups: dict[str, np.ndarray]  # column -> the value of each row

    def as_dict(self) -> dict[str, Any]:
        """JSON-able, and `from_dict` again."""
        subgroups = {column: values.tolist() for column, values in self.subgroups.items()}
        return {"persons": self.persons.tolist(), "counted": self.counted.tolist(), "subgroups": subgroups}

    @staticmethod
    def from_dict(told: Mapping[str, Any]) -> "Tallies":
        subgroups = {column: np.array(values, dtype=str) for column, values in told["subgroups"].items()}
        return Tallies(np.array(told["persons"]), np.array(told["counted"], float).reshape(-1, len(COUNTED)), subgroups)


def pooled(homes: Sequence[Tallies]) -> Tallies:
    """The persons of several homes together; subgroup columns that not all of them have are left out."""
    shared = [column for column in homes[0].subgroups if all(column in home.subgroups for home in homes)]
    return Tallies(
        np.concatenate([home.persons for home in homes]),
        np.concatenate([home.counted for home in homes]),
        {column: np.concatenate([home.subgroups[column] for home in homes]) for column in shared},
    )


def tally(con: duckdb.DuckDBPyConnection, keys: str, truth: str, subgroups: Mapping[str, str] | None = None) -> Tallies:
    """The tallies of a crosswalk against a truth.

    keys: relation (record_id, person_id). truth: relation (record_id, person, reach, subgroup columns); records of one
    person with the same `reach` could be joined. Records that are in one of the two only are left out.
    subgroups: what each subgroup is called -> its column in `truth`.
    """
    columns = list((subgroups or {}).values())
    rows = con.execute(_tallies_sql(keys, truth, columns)).fetchnumpy()
    counted = np.stack([np.asarray(rows[name], dtype=float) for name in COUNTED], axis=1)
    named = {name: np.asarray(rows[column], dtype=str) for name, column in (subgroups or {}).items()}
    return Tallies(np.asarray(rows["persons"], dtype=np.int64), counted, named)


def _tallies_sql(keys: str, truth: str, columns: Sequence[str]) -> str:
    """Rows out: one per kind of person. A person's subgroup is the first of those told of his records, in their order."""
    of_record = "".join(f', t."{c}"' for c in columns)
    of_person = "".join(f'min("{c}") as "{c}", ' for c in columns)
    counted = ", ".join(f"round(({sql})::double, 9) as {name}" for name, sql in COUNTED.items())
    return f"""
        with matched as (
            select record_id, k.person_id::varchar as cluster, t.person, t.reach{of_record}
            from {keys} as k inner join {truth} as t using (record_id)
        ),
        beside as (
            select *, count(*) over (partition by cluster) as in_cluster, count(*) over (partition by person) as in_person,
                count(*) over (partition by person, cluster) as shared, count(*) over (partition by person, reach) as in_reach,
                count(*) over (partition by person, reach, cluster) as reach_shared
            from matched
        ),
        of_persons as (select {of_person}{counted} from beside group by person)
        select *, count(*) as persons from of_persons group by all order by all
    """
