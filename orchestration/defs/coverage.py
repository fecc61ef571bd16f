"""The days each feed speaks for, told once all of them were delivered: what dbt learns of deliveries and verdicts."""

import dagster as dg

from orchestration.components.failures import as_failures
from orchestration.components.feed_checks import table_key
from orchestration.components.home import Home
from orchestration.defs.publishing import tables_in_force
from orchestration.intake import write_coverage


@dg.asset(
    key=table_key("feed_coverage"), deps=tables_in_force(), kinds={"parquet"}, group_name="intake", owners=["team:intake"],
    tags={"sensitivity": "plain"},
)  # fmt: skip
def feed_coverage(home: Home) -> dg.MaterializeResult:
    """One row per feed: the first and last day its rows in force speak for, and whether it is stale or never came."""
    with as_failures():
        rows = write_coverage(home.contracts(), home.places, home.now().date())
    notes = [row.coverage_note for row in rows]
    counts = {f"{note}_feeds": notes.count(note) for note in ("never_delivered", "stale")}
    return dg.MaterializeResult(metadata={"dagster/row_count": len(rows), **counts})
