"""The evaluation of a home's person keys against a truth file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from orchestration.errors import TwogenError
from orchestration.evaluation.measures import measure
from orchestration.evaluation.misses import count_misses
from orchestration.evaluation.reach import add_reach
from orchestration.evaluation.report import Evaluation
from orchestration.evaluation.subgroups import intervals, measure_subgroups
from orchestration.evaluation.tallies import Tallies, tally
from orchestration.evaluation.truth import RecordIdSql, Truth, read_truth
from orchestration.places import Places

LEVELS = {"strict": "strict_id", "balanced": "person_id", "lenient": "lenient_id"}


def evaluate(
    truth_path: Path,
    contracts: Sequence[Any],
    vault: Any,
    places: Places,
    record_id_sql: RecordIdSql,
    with_misses: bool = False,
) -> Evaluation:
    """How good keys/person_keys.parquet is, at three levels and by every subgroup column of the truth.

    record_id_sql: intake's own record id as SQL over texts. with_misses: also what agrees on missed and wrong pairs.
    Raises: TwogenError when nothing was linked or nothing matches.
    """
    if not (places.person_keys.exists() and (places.identity / "nodes.parquet").exists()):
        raise TwogenError("Nothing has been linked here yet, so there is nothing to grade. Fix: run `twogen nightly` first.")
    with vault.guard(f"grading the crosswalk against {truth_path.name}"), vault.connect() as con:
        truth = lay_out_truth(con, truth_path, contracts, vault, places, record_id_sql)
        con.execute("create temp table keys as select * from read_parquet($path)", {"path": str(places.person_keys)})
        told, linked, both = _records(con)
        if not both:
            raise _of_another_home(truth_path, truth, told)
        found = {
            level: tally_level(con, f"(select record_id, {id_} as person_id from keys)", truth) for level, id_ in LEVELS.items()
        }
        tallies, by_role = found["balanced"], _by_role(con, truth)
        misses = count_misses(con, "keys", "known") if with_misses else None
    return Evaluation(
        {level: measure(tallied) for level, tallied in found.items()},
        intervals(tallies),
        measure_subgroups(tallies),
        *(told, linked, both, truth.records_of_two_persons, truth.lines_left_out, by_role),
        *(truth.no_subgroups, truth.columns_by_place),
        tallies,
        misses,
    )


def _of_another_home(truth_path: Path, truth: Truth, told: int) -> TwogenError:
    ids = "; ".join(f"{role} {columns}" for role, columns in truth.id_columns.items())
    return TwogenError(
        f"None of the {told:,} records of {truth_path.name} was linked here. Fix: grade with this home's truth, its ids "
        f"as the files have them: {ids}."
    )


def lay_out_truth(
    con: duckdb.DuckDBPyConnection,
    truth_path: Path,
    contracts: Sequence[Any],
    vault: Any,
    places: Places,
    record_id_sql: RecordIdSql,
) -> Truth:
    """Temp tables `nodes`, `truth` and `known`: the records of the truth, with which of them could be joined."""
    truth = read_truth(con, truth_path, contracts, record_id_sql)
    con.execute(f"create temp table nodes as select * from {vault.scan(places.identity / 'nodes.parquet')}")
    add_reach(con)
    con.execute("create temp table known as select truth.*, reach.reach from truth inner join reach using (record_id)")
    return truth


def tally_level(con: duckdb.DuckDBPyConnection, keys: str, truth: Truth) -> Tallies:
    """The tallies of a crosswalk (record_id, person_id) against `known`, with the truth's subgroups."""
    return tally(con, keys, "known", {column: f"g{number}" for number, column in enumerate(truth.subgroups)})


def _records(con: duckdb.DuckDBPyConnection) -> tuple[int, int, int]:
    """How many records the truth holds, how many were linked, and how many are both."""
    return con.execute(
        "select (select count(*) from truth), (select count(*) from keys),"
        " (select count(*) from truth inner join keys using (record_id))"
    ).fetchall()[0]


def _by_role(con: duckdb.DuckDBPyConnection, truth: Truth) -> dict[str, dict[str, int | str]]:
    rows = con.execute("""
        select table_role, count(distinct record_id), count(distinct keys.record_id)
        from heard left join keys using (record_id) group by table_role order by table_role
    """).fetchall()
    return {role: {"id": truth.id_columns[role], "told": told, "linked": linked} for role, told, linked in rows}
