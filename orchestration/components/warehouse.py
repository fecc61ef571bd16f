"""dbt as Dagster runs it: a manifest that is never stale, an environment without the key, a build that can be skipped.

What the models say is dbt's business (`dbt_project/`); nothing here reads a row.
"""

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtCliResource, DbtProject

from orchestration.components import step_receipts
from orchestration.components.dbt_words import ProgressOnly, keep_counts, kind_of_error
from orchestration.components.failures import as_failures
from orchestration.components.home import Home
from orchestration.errors import TwogenError
from orchestration.places import Places
from orchestration.publishing.gate import failed_dbt_nodes
from orchestration.settings import PROJECT_ROOT, read_settings

PROJECT = PROJECT_ROOT / "dbt_project"
DBT = Path(sys.prefix) / "bin" / "dbt"
STEP = "warehouse"


class DbtFailed(TwogenError):
    """dbt stopped: over a model's text, or over rows, of which then nothing is said."""


def target_of(places: Places) -> Path:
    return places.warehouse / "target"


@contextlib.contextmanager
def dbt_environment(places: Places) -> Iterator[None]:
    """The process's environment as dbt may see it: the home named, telemetry and log file off, secrets taken out."""
    before = dict(os.environ)
    for name in [name for name in before if name == "TWOGEN_KEY" or name.startswith("TWOGEN_SECRET_")]:
        os.environ.pop(name)
    os.environ.update(
        TWOGEN_HOME=str(places.home),
        DBT_PROFILES_DIR=str(PROJECT),
        DBT_SEND_ANONYMOUS_USAGE_STATS="false",
        DBT_LOG_LEVEL_FILE="none",  # its log file quotes the values an engine trips over
    )
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def project() -> DbtProject:
    """The dbt project with a manifest of the models as they stand now; parsed only when a file has changed."""
    places = read_settings().places
    target = target_of(places)
    target.mkdir(parents=True, exist_ok=True)
    mark, written = step_receipts.code_of("dbt_project"), target / "manifest.of"
    with (target / "manifest.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the code server and the daemon may load at the same moment
        if not (target / "manifest.json").exists() or not written.exists() or written.read_text() != mark:
            run_dbt(places, "parse", "--target-path", str(target))
            written.write_text(mark)
    return DbtProject(PROJECT, target_path=target, profiles_dir=PROJECT)


def run_dbt(places: Places, *arguments: str) -> None:
    """One dbt command from a shell, quiet unless it fails.

    Only for commands that read no rows (parse, docs): what dbt says of them speaks of models, never of people.
    Raises: DbtFailed with dbt's own last lines.
    """
    command = [str(DBT), "--quiet", *arguments, "--project-dir", str(PROJECT)]
    with dbt_environment(places):
        os.environ["DBT_LOG_PATH"] = str(target_of(places))
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        raise DbtFailed(f"dbt {arguments[0]} failed:\n" + (done.stdout + done.stderr)[-2000:])


class StageTranslator(DagsterDbtTranslator):
    """Models in Dagster: the group is the stage, the key is `<stage>/<model>`."""

    def __init__(self) -> None:
        # Source tests stay dbt's own: as checks of tables in force they would split the build into several dbt runs.
        super().__init__(DagsterDbtTranslatorSettings(enable_asset_checks=True))

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        if dbt_resource_props["resource_type"] == "source":
            return super().get_asset_key(dbt_resource_props)
        return dg.AssetKey([stage_of(dbt_resource_props), dbt_resource_props["name"]])

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """What the model's author says of it; its SQL stands in the repository and in the models' own page."""
        return dbt_resource_props["description"]

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        return stage_of(dbt_resource_props)


def stage_of(node: Mapping[str, Any]) -> str:
    """The first folder below `models/`: staging, intermediate, marts."""
    return node["fqn"][1]


def build_fingerprint(places: Places) -> str:
    """What the warehouse's rows depend on: the rows in force, the person keys, the models."""
    in_force = {path.name: path.read_text() for path in sorted(places.in_force.glob("*.json"))}
    keys = step_receipts.last(places, "person_keys")["fingerprint"]
    return step_receipts.fingerprint(in_force, keys, step_receipts.code_of("dbt_project"))


def build(context: dg.AssetExecutionContext, home: Home, dbt: DbtCliResource) -> Iterator:
    """Every model built and tested, or, when nothing they depend on has changed, last night's counts again."""
    mark, last = build_fingerprint(home.places), step_receipts.last(home.places, STEP)
    whole = len(context.selected_asset_keys) == len(context.assets_def.keys)
    if last["fingerprint"] == mark and whole and (home.places.warehouse / "warehouse.duckdb").exists():
        yield from _last_results(context, last["counts"])
        return
    (places := home.places).warehouse.mkdir(parents=True, exist_ok=True)
    step_receipts.forget(places, STEP)  # until every model is built and every test has been asked
    counts: dict[str, Any] = {"assets": [], "checks": []}
    with as_failures():
        wait_for_writer(places.warehouse / "warehouse.duckdb")
    with dbt_environment(places), contextlib.redirect_stdout(ProgressOnly(sys.stdout)):
        run = dbt.cli(["build"], context=context, target_path=target_of(places), raise_on_error=False)
        events = list(run.stream())  # counted and passed on once dbt has let go of its file
    keep_counts(target_of(places) / "run_results.json")
    shutil.copy(target_of(places) / "run_results.json", results_path(places))
    rows = row_counts(places)
    for event in events:
        yield _counted(event, rows, counts)
    if broken := unbuilt(places):
        raise dg.Failure(f"The warehouse is not whole, so nothing is published: {broken}", allow_retries=False)
    if whole:
        step_receipts.record(places, STEP, mark, counts)


def wait_for_writer(file: Path, patience_seconds: float = 300.0) -> None:
    """Returns once no other process holds the warehouse: the dbt of a run that was killed works on for a while.

    Raises: TwogenError when it is held still after `patience_seconds`.
    """
    until = time.monotonic() + patience_seconds
    while file.exists():
        try:
            duckdb.connect(str(file)).close()
            return
        except duckdb.IOException as error:
            if "lock" not in str(error):
                raise
            if time.monotonic() >= until:
                raise TwogenError(
                    f"Another process holds {file}, so nothing was built; what was published before still is. Fix: close "
                    "what reads the warehouse (analysts read published/current), then run again."
                ) from None
            time.sleep(0.5)


def is_of_tonight(places: Places) -> bool:
    """Whether the warehouse holds every model, tested, of what is in force; a part built by hand is not enough to show."""
    return step_receipts.last(places, STEP)["fingerprint"] == build_fingerprint(places)


def results_path(places: Places) -> Path:
    """dbt's own results of the last build; other dbt commands write over the one in the target folder."""
    return places.warehouse / "build_results.json"


def unbuilt(places: Places) -> str:
    """Why models are missing after a build, in names and counts: what failed, and how many were left out for it."""
    results = json.loads(results_path(places).read_text())
    left_out = [r["unique_id"] for r in results["results"] if r["status"] == "skipped" and r["unique_id"].startswith("model.")]
    broken = [r["unique_id"] for r in results["results"] if r["status"] == "error" and r["unique_id"].startswith("model.")]
    if not left_out and not broken:
        return ""
    failed = [reason for reason in failed_dbt_nodes(results) if "skipped" not in reason]
    kinds = sorted({kind_of_error(r["message"]) for r in results["results"] if r["status"] == "error"})
    told = f" ({', '.join(kinds)})" if kinds else ""
    return (
        f"{'; '.join(failed)}{told}; {len(left_out)} models were left out. dbt's own words may quote a row and are not kept. "
        "Fix: the model, or the rows it reads; `dbt build --select <model>` says more, on a terminal of someone who may see rows."
    )


def row_counts(places: Places) -> dict[str, int]:
    """Rows of every model in the warehouse, by name, counted once dbt has let go of the file."""
    with duckdb.connect(str(places.warehouse / "warehouse.duckdb"), read_only=True) as con:
        names = [name for (name,) in con.execute("select table_name from information_schema.tables").fetchall()]
        return {name: con.execute(f'select count(*) from "{name}"').fetchall()[0][0] for name in names}


def _counted(event: Any, rows: Mapping[str, int], counts: dict[str, Any]) -> Any:
    """The event, with its model's row count where it is an asset; what must be said again tomorrow goes into `counts`."""
    if isinstance(event, dg.AssetCheckResult):
        severity = "error" if event.severity == dg.AssetCheckSeverity.ERROR else "warn"
        counts["checks"].append([event.asset_key.path, event.check_name, event.passed, severity])
    elif isinstance(event, dg.Output) and (name := event.metadata["unique_id"].value.split(".")[-1]) in rows:
        counts["assets"].append([name, rows[name]])
        return event.with_metadata({**event.metadata, "dagster/row_count": rows[name]})
    return event


def _last_results(context: dg.AssetExecutionContext, counts: Mapping[str, Any]) -> Iterator:
    keys = {key.path[-1]: key for key in context.selected_asset_keys}
    for name, rows in counts["assets"]:  # in the order dbt built them: Dagster wants a model after what it reads
        yield dg.MaterializeResult(asset_key=keys[name], metadata={"unchanged": True, "dagster/row_count": rows})
    selected = {(tuple(key.asset_key.path), key.name) for key in context.selected_asset_check_keys}
    for path, name, passed, severity in counts["checks"]:
        if (tuple(path), name) in selected:
            yield dg.AssetCheckResult(
                asset_key=dg.AssetKey(path),
                check_name=name,
                passed=passed,
                metadata={"unchanged": True},
                severity=dg.AssetCheckSeverity.ERROR if severity == "error" else dg.AssetCheckSeverity.WARN,
            )
