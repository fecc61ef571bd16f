"""A warehouse renewed in part: only the rows of people who changed since the last build, and of whoever they are tied to.

What it was built from is kept beside it as links to the files in force. Whatever cannot be renewed is built whole: after
another day that a feed speaks for, too many people, or a test that fails. Nothing here reads a row.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from orchestration.components.changed_people import tables_in
from orchestration.components.dbt_commands import PROJECT, run_unheard, target_of
from orchestration.places import Places

RENEWER = "orchestration.components.dbt_of_changed"  # not imported: dbt stays out of the night's own process


def renew(places: Places) -> dict[str, Any]:
    """dbt's results of a renewed warehouse, of its balanced level, in names and counts; {"whole": reason} when it is to be built.

    For a warehouse of the same models as now, built whole or renewed, and left alone since. When it is to be built, its rows
    are of no night.
    """
    shutil.rmtree(target := target_of(places) / "renewed", ignore_errors=True)  # another night's words
    run_unheard(places, target, [sys.executable, "-m", RENEWER, places.home, PROJECT, places.parsed_models, target])
    if not (said := target / "said.json").exists():
        shutil.rmtree(target)  # what dbt said last may quote a row
        return {"whole": "the renewal ended before it was done"}
    if reason := json.loads(said.read_text())["whole"]:
        return {"whole": reason}
    steps = [json.loads((target / "balanced" / step / "run_results.json").read_text()) for step in ("part", "rest")]
    return {**steps[-1], "results": [result for step in steps for result in step["results"]]}


def remembered(places: Places) -> tuple[Path, ...]:
    """Files that say of a warehouse what it holds and what it was built from: written to by anyone else, it is built whole."""
    return (places.warehouse / "warehouse.duckdb", *sorted(places.built_from.rglob("*.parquet")))


def remember(places: Places) -> None:
    """What the warehouse was built from, for the next night to compare with: links, without room until a file is replaced."""
    shutil.rmtree(places.built_from, ignore_errors=True)
    for path in tables_in(places.home):
        (kept := places.built_from / path).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(places.home / path, kept)
        except OSError:  # another file system, or one without links
            shutil.copyfile(places.home / path, kept)
