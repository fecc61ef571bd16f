"""The cells of every question at the other two link levels, built before the balanced warehouse that compares them.

dbt builds them into schemas of their own in the same file. No row is read here; of an error its kind is told.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from orchestration.components.dbt_commands import PROJECT, DbtFailed, results_in, run_unheard, target_of
from orchestration.components.dbt_words import not_whole
from orchestration.places import Places
from orchestration.publishing.gate import failed_dbt_nodes

OTHER_LEVELS = ("strict", "lenient")
BUILDER = "orchestration.components.dbt_at_levels"  # not imported: dbt stays out of the night's own process


def build_levels(places: Places, levels: Sequence[str] = OTHER_LEVELS) -> dict[str, float]:
    """Seconds each level took: every cells model and what it is made of, as a person is one at that level.

    Raises: DbtFailed in names, kinds and counts when a level is not whole or its cells do not add up.
    """
    places.warehouse.mkdir(parents=True, exist_ok=True)
    target = target_of(places)
    with duckdb.connect(str(places.warehouse / "warehouse.duckdb")) as con:
        for level in levels:
            con.execute(f"drop schema if exists {level} cascade")  # what is no model any more, or was built another night
            (target / level / "run_results.json").unlink(missing_ok=True)  # of another run: it would vouch for this one
    run_unheard(places, target, [sys.executable, "-m", BUILDER, PROJECT, places.parsed_models, target, *levels])
    return {level: _seconds_of(target / level, level) for level in levels}


def _seconds_of(target: Path, level: str) -> float:
    results = results_in(target, f"the {level} link level")
    if broken := not_whole(results):
        raise DbtFailed(f"The {level} link level is not whole, so nothing is published: {broken}")
    if failed := failed_dbt_nodes(results):
        raise DbtFailed(f"The {level} link level fails its tests, so nothing is published: {'; '.join(failed)}. Fix: the model.")
    return results["elapsed_time"]
