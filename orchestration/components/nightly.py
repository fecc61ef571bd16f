"""The nightly job, headless: the same job the clock and the landing sensor launch, run in this process."""

import contextlib
import difflib
import resource
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import dagster as dg

from orchestration.components.dagster_home import prepare_dagster_home
from orchestration.components.run_lock import RunLocked, run_lock
from orchestration.errors import TwogenError
from orchestration.places import Places

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


class NightlyFailed(TwogenError):
    """The run did not end well; what was published before still is."""


@dataclass(frozen=True)
class NightlyRun:
    """One run that ended well."""

    run_id: str
    began_at: datetime
    seconds: float
    stages: Mapping[str, float]  # Dagster group of steps -> seconds
    peak_gib: float  # of this process and its largest child


def run_nightly(places: Places, to: str | None = None) -> NightlyRun:
    """The job, or the part of it that leads to the asset `to` (as the UI spells it, or its last word).

    Raises: NightlyFailed naming each failed step and why; `published/current` is then as it was.
    """
    prepare_dagster_home(places)
    began, began_at = time.monotonic(), datetime.now(UTC)
    with run_lock(places, "twogen nightly, loading", log=print):
        from orchestration.definitions import twogen  # parses dbt, so it must not race another run

        definitions = twogen()
        job = definitions.resolve_job_def("nightly")
    loaded = time.monotonic() - began
    selection = _leading_to(job, to) if to else None
    said = places.dagster / "nightly.log"  # what dbt says while it builds
    with dg.DagsterInstance.get() as instance:
        with said.open("w") as log, contextlib.redirect_stdout(log):
            result = job.execute_in_process(instance=instance, asset_selection=selection, raise_on_error=False, run_config=QUIET)
        if not result.success:
            raise NightlyFailed(_why(result))
        stages = {"start": loaded, **_stages(result)}
    return NightlyRun(result.run_id, began_at, time.monotonic() - began, stages, _peak_gib())


def _leading_to(job: dg.JobDefinition, to: str) -> list[dg.AssetKey]:
    graph = job.asset_layer.asset_graph
    matches = [key for key in graph.executable_asset_keys if to in _names_of(key)]
    if len(matches) != 1:
        known = sorted("/".join(key.path) for key in graph.executable_asset_keys)
        words = {name: "/".join(key.path) for key in graph.executable_asset_keys for name in _names_of(key)}
        near = [words[name] for name in difflib.get_close_matches(to, words, n=1)]
        hint = f"Fix: did you mean {near[0]}? One of" if near else "Fix: one of"
        raise TwogenError(f"--to {to}: {len(matches)} assets have that name. Nothing was run. {hint} {', '.join(known)}.")
    leading = dg.AssetSelection.assets(*matches).upstream().required_multi_asset_neighbors().resolve(graph)
    return sorted(leading & graph.executable_asset_keys)  # a delivery is renewed by its agency, not by a run


def _names_of(key: dg.AssetKey) -> set[str]:
    """What an asset is called: as the UI spells it, its last word, and that word without its `person_`."""
    last = key.path[-1]
    return {"/".join(key.path), last, last.removeprefix("person_")}


def _stages(result: dg.ExecuteInProcessResult) -> dict[str, float]:
    """Seconds by step, steps of one stage added up (every feed's step is the stage `deliveries`)."""
    stages: dict[str, float] = {}
    for event in result.all_events:
        if event.is_step_success and event.step_key:
            node = result.job_def.get_node_named(event.step_key)
            stage = "deliveries" if "agency" in node.tags else event.step_key
            stages[stage] = stages.get(stage, 0.0) + event.step_success_data.duration_ms / 1000
    return stages


def _why(result: dg.ExecuteInProcessResult) -> str:
    reasons = []
    for event in result.all_events:
        if event.is_step_failure:
            data = event.step_failure_data
            said = data.user_failure_data.description if data.user_failure_data else None
            reasons.append(f"{event.step_key}: {said or _root_message(data.error)}")
        elif event.event_type == dg.DagsterEventType.RUN_FAILURE and not reasons:  # before any step: the home is held
            said = _root_message(event.job_failure_data.error)
            reasons.append(said.removeprefix(f"{RunLocked.__module__}.{RunLocked.__name__}: "))
    return "The nightly run failed; what was published before still is.\n" + "\n".join(reasons)


def _root_message(error) -> str:
    """The words of the first cause; Dagster wraps an exception once per retry."""
    while error and error.cause:
        error = error.cause
    return error.message.strip() if error else "failed"


def _peak_gib() -> float:
    kib = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return kib / 1024**2
