"""dbt on a home that is not this one's: models of a question built from other keys, in a process of its own, quietly."""

from collections.abc import Sequence

from orchestration.components.dbt_commands import DbtFailed, run_models, target_of
from orchestration.places import Places


def build_models(places: Places, models: Sequence[str]) -> None:
    """The models, and all they stand on, in the home's own warehouse; no test is asked.

    Raises: DbtFailed with the models that failed, and no word of a row.
    """
    if broken := run_models(places, target_of(places), "what was asked for", "--select", *(f"+{model}" for model in models)):
        raise DbtFailed(f"Not all that was asked for is built: {broken}")
