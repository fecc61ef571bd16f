"""dbt on a home that is not this one's: models of a question built from other keys or by another definition, quietly."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from orchestration.components.dbt_commands import DbtFailed, run_models, target_of
from orchestration.places import Places


def build_models(places: Places, models: Sequence[str], definition: Mapping[str, Any] | None = None) -> None:
    """The models, and all they stand on, in the home's own warehouse; no test is asked.

    `definition`: parameters and settings that differ from those in use. Raises: DbtFailed with the models that failed, and no
    word of a row.
    """
    arguments = ["--select", *(f"+{model}" for model in models), "--vars", json.dumps(definition or {})]
    if broken := run_models(places, target_of(places), "what was asked for", *arguments):
        raise DbtFailed(f"Not all that was asked for is built: {broken}")
