"""dbt on a home that is not this one's: models of a question built from other keys, in a process of its own, quietly."""

import os
import subprocess
from collections.abc import Sequence

from orchestration.components.dbt_words import keep_counts, kind_of_error
from orchestration.components.warehouse import DBT, PROJECT, DbtFailed, dbt_environment, target_of
from orchestration.places import Places


def build_models(places: Places, models: Sequence[str]) -> None:
    """The models, and all they stand on, in the home's own warehouse; no test is asked.

    Raises: DbtFailed with the models that failed, and no word of a row.
    """
    command = [str(DBT), "--quiet", "run", "--project-dir", str(PROJECT), "--target-path", str(target_of(places))]
    with dbt_environment(places):
        os.environ["DBT_LOG_PATH"] = str(target_of(places))
        selected = [f"+{model}" for model in models]
        done = subprocess.run([*command, "--select", *selected], capture_output=True, check=False)  # noqa: S603 - our own words
    results = target_of(places) / "run_results.json"
    if not results.exists():
        raise DbtFailed("dbt could not read its models, so nothing was built. Fix: `dbt parse` says why.")
    failed = [r for r in keep_counts(results)["results"] if r["status"] == "error"]
    if failed or done.returncode:
        told = ", ".join(f"{r['unique_id'].split('.')[-1]} ({kind_of_error(r['message'])})" for r in failed)
        raise DbtFailed(f"dbt built not all of it: {told or 'no model failed, and yet it stopped'}. Fix: the model, then again.")
