"""dbt on a home that is not this one's: models of a question built from other keys, in a process of its own, quietly."""

import os
import subprocess
from collections.abc import Sequence

from orchestration.components.dbt_commands import DBT, PROJECT, DbtFailed, dbt_environment, target_of
from orchestration.components.dbt_words import keep_counts, not_whole
from orchestration.places import Places


def build_models(places: Places, models: Sequence[str]) -> None:
    """The models, and all they stand on, in the home's own warehouse; no test is asked.

    Raises: DbtFailed with the models that failed, and no word of a row.
    """
    command = [str(DBT), "--quiet", "run", "--project-dir", str(PROJECT), "--target-path", str(target_of(places))]
    with dbt_environment(places):
        os.environ["DBT_LOG_PATH"] = str(target_of(places))
        selected = [f"+{model}" for model in models]
        subprocess.run([*command, "--select", *selected], capture_output=True, check=False)  # noqa: S603 - our own words
    results = target_of(places) / "run_results.json"
    if not results.exists():
        raise DbtFailed("dbt could not begin to build, so nothing was built. Fix: `dbt parse` says why.")
    if broken := not_whole(keep_counts(results)):
        raise DbtFailed(f"Not all that was asked for is built: {broken}")
