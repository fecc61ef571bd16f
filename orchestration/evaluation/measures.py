"""The measures: pairwise, B-cubed and by person, from per-person tallies, with intervals by resampling persons."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

RESAMPLES = 200
TALLIES = (
    "records",
    "joined_right",
    "joined",
    "true_pairs",
    "reachable_pairs",
    "reachable_right",
    "b_precision",
    "b_recall",
    "exact",
    "exact_reachable",
    "merged",
    "one",
)


@dataclass(frozen=True)
class Measures:
    """How good a link is over some persons. Shares 0 to 1; `intervals` are 95 %, by resampling persons."""

    persons: int
    records: int
    precision: float
    recall: float  # over all pairs
    recall_reachable: float
    f1: float  # of precision and recall over reachable pairs
    b_precision: float
    b_recall: float
    b_f1: float
    exactly_right: float  # persons whose records are one whole cluster
    exactly_right_reachable: float  # persons all of whose reachable pairs are joined, and nobody else's record
    falsely_merged: float  # persons with a record in a cluster that holds someone else's
    intervals: dict[str, tuple[float, float]]


def grade(con: duckdb.DuckDBPyConnection, keys: str, truth: str, subgroups: Sequence[str] = ()) -> dict[str, dict[str, Measures]]:
    """{"all": {"all": …}, subgroup column: {value: …}} for a crosswalk against a truth.

    keys: relation (record_id, person_id). truth: relation (record_id, person, reach, subgroup columns); records of one
    person with the same `reach` could be joined. Records that are in one of the two only are left out.
    """
    con.execute(f"create or replace temp table graded as {_tallies_sql(keys, truth, subgroups)}")
    rows = con.execute("select * from graded order by person").fetchnumpy()
    tallies = np.stack([np.asarray(rows[name], dtype=float) for name in TALLIES], axis=1)
    measured = {"all": {"all": measure(tallies)}}
    for column in subgroups:
        values = np.array([str(v) for v in rows[column]])
        measured[column] = {value: measure(tallies[values == value]) for value in sorted(set(values))}
    return measured


def _tallies_sql(keys: str, truth: str, subgroups: Sequence[str]) -> str:
    """Rows out: one per true person, with what its records came to. A record's pairs count half for either end."""
    kept = "".join(f', min("{c}") as "{c}"' for c in subgroups)
    of_record = ", ".join(f'"{c}"' for c in subgroups)
    return f"""
        with matched as (
            select record_id, k.person_id::varchar as cluster, t.person, t.reach{", " if of_record else ""}{of_record}
            from {keys} as k inner join {truth} as t using (record_id)
        ),
        counted as (
            select *, count(*) over (partition by cluster) as in_cluster, count(*) over (partition by person) as in_person,
                count(*) over (partition by person, cluster) as shared, count(*) over (partition by person, reach) as in_reach,
                count(*) over (partition by person, reach, cluster) as reach_shared
            from matched
        )
        select
            person{kept}, count(*) as records, sum(shared - 1) / 2 as joined_right, sum(in_cluster - 1) / 2 as joined,
            sum(in_person - 1) / 2 as true_pairs, sum(in_reach - 1) / 2 as reachable_pairs,
            sum(reach_shared - 1) / 2 as reachable_right,
            sum(shared / in_cluster) as b_precision, sum(shared / in_person) as b_recall,
            bool_and(shared = in_person and shared = in_cluster)::integer as exact,
            bool_and(reach_shared = in_reach and shared = in_cluster)::integer as exact_reachable,
            bool_or(in_cluster > shared)::integer as merged, 1 as one
        from counted group by person
    """


def measure(tallies: np.ndarray) -> Measures:
    """The measures of the persons whose tallies these are."""
    shares = _shares(tallies.sum(axis=0, keepdims=True))
    return Measures(
        persons=len(tallies),
        records=int(tallies[:, 0].sum()),
        **{name: round(float(values[0]), 6) for name, values in shares.items()},
        intervals=_intervals(tallies),
    )


def _shares(sums: np.ndarray) -> dict[str, np.ndarray]:
    """Measures of each row of summed tallies; a share of nothing is 1, since nothing went wrong."""
    s = {name: sums[:, i] for i, name in enumerate(TALLIES)}
    precision = _share(s["joined_right"], s["joined"])
    recall = _share(s["reachable_right"], s["reachable_pairs"])
    b_precision, b_recall = _share(s["b_precision"], s["records"]), _share(s["b_recall"], s["records"])
    return {
        "precision": precision,
        "recall": _share(s["joined_right"], s["true_pairs"]),
        "recall_reachable": recall,
        "f1": _harmonic(precision, recall),
        "b_precision": b_precision,
        "b_recall": b_recall,
        "b_f1": _harmonic(b_precision, b_recall),
        "exactly_right": _share(s["exact"], s["one"]),
        "exactly_right_reachable": _share(s["exact_reachable"], s["one"]),
        "falsely_merged": 1 - _share(s["one"] - s["merged"], s["one"]),
    }


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), 1.0)


def _harmonic(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return 2 * a * b / np.where(a + b > 0, a + b, 1)


def _intervals(tallies: np.ndarray) -> dict[str, tuple[float, float]]:
    """95 % intervals: persons drawn again with Poisson weights, a fixed seed, RESAMPLES times."""
    if len(tallies) < 2:
        return {}
    weights = np.random.default_rng(1).poisson(1.0, size=(RESAMPLES, len(tallies))).astype(np.float32)
    shares = _shares(weights @ tallies)
    wanted = ("precision", "recall_reachable", "exactly_right", "falsely_merged")
    return {name: tuple(round(float(x), 5) for x in np.quantile(shares[name], (0.025, 0.975))) for name in wanted}
