"""The cells of every question at the other two link levels, built before the balanced warehouse that compares them.

dbt builds them into schemas of their own in the same file. No row is read here; of an error its kind is told.
"""

import contextlib
import os
import shutil
import subprocess
import time

from orchestration.components.dbt_commands import DBT, PROJECT, DbtFailed, dbt_environment, target_of
from orchestration.components.dbt_words import keep_counts, not_whole
from orchestration.places import Places

OTHER_LEVELS = ("strict", "lenient")
CELLS = "+tag:cells"  # `measure_cells` gives its model the tag


def build_other_levels(places: Places) -> dict[str, float]:
    """Seconds each level took. Raises: DbtFailed in names, kinds and counts when one is not whole."""
    return {level: build_level(places, level) for level in OTHER_LEVELS}


def build_level(places: Places, level: str) -> float:
    """Seconds one level took: every cells model and what it is made of, untested, as a person is one at that level."""
    began = time.monotonic()
    target = target_of(places) / level  # a manifest of its own, or each level would have dbt parse everything again
    target.mkdir(parents=True, exist_ok=True)
    results = target / "run_results.json"
    results.unlink(missing_ok=True)
    command = [str(DBT), "--quiet", "run", "--select", CELLS, "--vars", f"{{link_level: {level}}}"]
    with dbt_environment(places):
        os.environ["DBT_LOG_PATH"] = str(target)
        subprocess.run(  # noqa: S603 - our own words
            [*command, "--target-path", str(target), "--project-dir", str(PROJECT)], capture_output=True, check=False
        )
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(target / "run")  # what was run, once more; the compiled models say the same
    if not results.exists():
        raise DbtFailed(f"dbt could not begin to build the {level} link level. Fix: `dbt parse` says why.")
    if broken := not_whole(keep_counts(results)):
        raise DbtFailed(f"The {level} link level is not whole, so nothing is published: {broken}")
    return time.monotonic() - began
