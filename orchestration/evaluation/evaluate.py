"""The evaluation of a home's person keys against a truth file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from orchestration.errors import TwogenError
from orchestration.evaluation.measures import grade
from orchestration.evaluation.reach import add_reach
from orchestration.evaluation.report import Evaluation
from orchestration.evaluation.truth import RecordIdSql, read_truth
from orchestration.places import Places

LEVELS = {"strict": "strict_id", "balanced": "person_id", "lenient": "lenient_id"}


def evaluate(truth_path: Path, contracts: Sequence[Any], vault: Any, places: Places, record_id_sql: RecordIdSql) -> Evaluation:
    """How good keys/person_keys.parquet is, at three levels and by every subgroup column of the truth.

    record_id_sql: intake's own record id as SQL over texts. Raises: TwogenError when nothing was linked or nothing matches.
    """
    nodes = places.identity / "nodes.parquet"
    if not (places.person_keys.exists() and nodes.exists()):
        raise TwogenError("Nothing has been linked here yet, so there is nothing to grade. Fix: run `twogen nightly` first.")
    with vault.guard(f"grading the crosswalk against {truth_path.name}"), vault.connect() as con:
        subgroups = read_truth(con, truth_path, contracts, record_id_sql)
        con.execute(f"create temp table nodes as select * from {vault.scan(nodes)}")
        con.execute("create temp table keys as select * from read_parquet($path)", {"path": str(places.person_keys)})
        add_reach(con)
        con.execute("create temp table known as select truth.*, reach.reach from truth inner join reach using (record_id)")
        told, linked, both = con.execute(
            "select (select count(*) from truth), (select count(*) from keys),"
            " (select count(*) from truth inner join keys using (record_id))"
        ).fetchall()[0]
        if not both:
            raise TwogenError(
                f"None of the {told:,} records of {truth_path.name} was linked here. Fix: grade with this home's truth."
            )
        by_level = {
            level: grade(
                con, f"(select record_id, {column} as person_id from keys)", "known", subgroups if level == "balanced" else ()
            )
            for level, column in LEVELS.items()
        }
    levels = {level: measured["all"]["all"] for level, measured in by_level.items()}
    return Evaluation(levels, {c: v for c, v in by_level["balanced"].items() if c != "all"}, told, linked, both)
