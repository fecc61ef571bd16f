"""The cells of every question at the other two link levels, built before the balanced warehouse that compares them.

dbt builds them into schemas of their own in the same file. No row is read here; of an error its kind is told.
"""

import time

import duckdb

from orchestration.components.dbt_commands import DbtFailed, run_models, target_of
from orchestration.places import Places

OTHER_LEVELS = ("strict", "lenient")
CELLS = "+tag:cells"  # `measure_cells` gives its model the tag


def build_other_levels(places: Places) -> dict[str, float]:
    """Seconds each level took. Raises: DbtFailed in names, kinds and counts when one is not whole."""
    return {level: build_level(places, level) for level in OTHER_LEVELS}


def build_level(places: Places, level: str) -> float:
    """Seconds one level took: every cells model and what it is made of, untested, as a person is one at that level."""
    began = time.monotonic()
    places.warehouse.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(places.warehouse / "warehouse.duckdb")) as con:
        con.execute(f"drop schema if exists {level} cascade")  # what is no model any more, or was built another night
    target = target_of(places) / level  # a manifest of its own, or each level would have dbt parse everything again
    said = ("--select", CELLS, "--vars", f"{{link_level: {level}}}")
    if broken := run_models(places, target, f"the {level} link level", *said):
        raise DbtFailed(f"The {level} link level is not whole, so nothing is published: {broken}")
    return time.monotonic() - began
