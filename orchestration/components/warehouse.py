"""The build database, made whole or not at all, and not again when nothing it depends on has changed.

What the models say is dbt's business (`dbt_project/`); nothing here reads a row but to count.
"""

import contextlib
import json
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Set
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DbtCliResource

from orchestration.components import step_receipts
from orchestration.components.changed_people import sweep
from orchestration.components.dbt_commands import dbt_environment, target_of
from orchestration.components.dbt_words import ProgressOnly, keep_counts, not_whole
from orchestration.components.failures import as_failures
from orchestration.components.home import Home
from orchestration.components.link_levels import build_levels
from orchestration.components.renewal import remember, remembered, renew
from orchestration.errors import TwogenError
from orchestration.places import Places
from orchestration.publishing.gate import failed_dbt_nodes

STEP = "warehouse"
ENGINES = ("duckdb", "dbt-core", "dbt-duckdb")  # another of them builds every row anew
WRITTEN_TO = (
    "Somebody wrote to warehouse.duckdb or what stands beside it since it was built, or moved or restored it, so it was built "
    "anew, and nothing of theirs is published. To try another definition: `twogen measures rival`."
)
BUILD = ["build", "--exclude-resource-type", "unit_test"]  # worked cases do not change from night to night: tests/dbt


def build_fingerprint(places: Places) -> str:
    """What the warehouse's rows depend on: the rows in force, the person keys, the models."""
    in_force = {path.name: path.read_text() for path in sorted(places.in_force.glob("*.json"))}
    keys = step_receipts.last(places, "person_keys")["fingerprint"]
    return step_receipts.fingerprint(in_force, keys, step_receipts.code_of("dbt_project"))


def build(context: dg.AssetExecutionContext, home: Home, dbt: DbtCliResource) -> Iterator:
    """Every model built and tested, or, when nothing they depend on has changed, last night's counts again."""
    mark, last = build_fingerprint(home.places), step_receipts.last(home.places, STEP)
    whole, untouched = len(context.selected_asset_keys) == len(context.assets_def.keys), is_as_left(home.places)
    if last["fingerprint"] == mark and whole and untouched:
        yield from _results(context, last["counts"], unchanged=True)
        return
    (places := home.places).warehouse.mkdir(parents=True, exist_ok=True)
    models = step_receipts.fingerprint(step_receipts.code_of("dbt_project"), *map(version, ENGINES))
    can_be_renewed = whole and untouched and last["counts"].get("models") == models and _passed(places)
    step_receipts.forget(places, STEP)  # until every model is built and every test has been asked
    counts: dict[str, Any] = {"models": models, "assets": [], "checks": []}
    if last["fingerprint"] and not untouched:
        context.log.warning(WRITTEN_TO)
        counts["warning"] = {"run_id": context.run_id, "says": WRITTEN_TO}
    with as_failures():
        wait_for_writer(places.warehouse / "warehouse.duckdb")
        if can_be_renewed and (yield from _renewed(context, places, mark, last["counts"])):
            return
        if whole:  # a part is never published, so what it compares itself with may be of another night
            counts["level_seconds"] = build_levels(places)
    (results := target_of(places) / "run_results.json").unlink(missing_ok=True)
    with dbt_environment(places), contextlib.redirect_stdout(ProgressOnly(sys.stdout)):
        run = dbt.cli(BUILD, context=context, target_path=target_of(places), raise_on_error=False)
        events = list(run.stream())  # counted and passed on once dbt has let go of its file
    if not results.exists():  # it was killed, or never began: last night's results would vouch for a half-built warehouse
        raise dg.Failure("dbt ended without a result, so nothing is published. Fix: free memory and disk, then run again.")
    said = keep_counts(results)
    shutil.copy(results, results_path(places))
    broken = not_whole(said)
    if whole and not broken:  # before anything is counted: a retired view may read what is no more
        drop_retired(places, {result["relation_name"] for result in said["results"]})
    rows = row_counts(places)
    for event in events:
        yield _counted(event, rows, counts)
    if broken:
        raise dg.Failure(f"The warehouse is not whole, so nothing is published: {broken}", allow_retries=False)
    if whole:
        _finish(places, mark, counts)


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
    """Whether the warehouse holds every model, tested, of what is in force, and nothing that was built or written by hand."""
    return step_receipts.last(places, STEP)["fingerprint"] == build_fingerprint(places) and is_as_left(places)


def is_as_left(places: Places) -> bool:
    """Whether the warehouse was built whole, and nobody has written to it since, nor died while writing."""
    died_writing = (places.warehouse / "warehouse.duckdb.wal").exists()
    return not died_writing and step_receipts.are_as_left(places, STEP, remembered(places))


def results_path(places: Places) -> Path:
    """dbt's own results of the last build; other dbt commands write over the one in the target folder."""
    return places.warehouse / "build_results.json"


def row_counts(places: Places) -> dict[str, int]:
    """Rows of every model in the warehouse, by name, counted once dbt has let go of the file."""
    with duckdb.connect(str(places.warehouse / "warehouse.duckdb"), read_only=True) as con:
        found = con.execute("select table_name from information_schema.tables where table_schema = 'main'").fetchall()
        names = [name for (name,) in found]
        return {name: con.execute(f'select count(*) from "{name}"').fetchall()[0][0] for name in names}


def drop_retired(places: Places, relations: Set[str]) -> None:
    """Only these, as dbt names them, stay of the balanced level: the table of a model that is no more is never published.

    What a killed renewal left goes as well.
    """
    with duckdb.connect(str(places.warehouse / "warehouse.duckdb")) as con:
        sweep(con, places.part)
        found = con.execute(
            "select table_type, format('\"{}\".\"{}\".\"{}\"', table_catalog, table_schema, table_name) "
            "from information_schema.tables where table_schema = 'main'"
        ).fetchall()
        for kind, relation in found:
            if relation not in relations:
                con.execute(f"drop {'view' if kind == 'VIEW' else 'table'} {relation}")


def _counted(event: Any, rows: Mapping[str, int], counts: dict[str, Any]) -> Any:
    """The event, with its model's row count where it is an asset; what must be said again tomorrow goes into `counts`."""
    if isinstance(event, dg.AssetCheckResult):
        severity = "error" if event.severity == dg.AssetCheckSeverity.ERROR else "warn"
        counts["checks"].append([event.asset_key.path, event.check_name, event.passed, severity])
    elif isinstance(event, dg.Output) and (name := event.metadata["unique_id"].value.split(".")[-1]) in rows:
        counts["assets"].append([name, rows[name]])
        return event.with_metadata({**event.metadata, "dagster/row_count": rows[name]})
    return event


def _renewed(context: dg.AssetExecutionContext, places: Places, mark: str, last: Mapping[str, Any]) -> Iterator:
    """Whether it was enough to renew the rows of people who changed; if so, all that a whole build would tell."""
    renewed = renew(places)
    if why := renewed.get("whole"):
        context.log.info(f"The warehouse is built whole: {why}.")
        return False
    results_path(places).write_text(json.dumps(renewed))
    yield from _results(context, counts := renewed_counts(last, renewed, row_counts(places)), renewed=True)
    _finish(places, mark, counts)
    return True


def _finish(places: Places, mark: str, counts: dict[str, Any]) -> None:
    """The next night may renew what this one built."""
    remember(places)
    step_receipts.record(places, STEP, mark, counts, remembered(places))


def _passed(places: Places) -> bool:
    """Whether the last build failed no test: what failed may lie in rows that would stay."""
    return results_path(places).exists() and not failed_dbt_nodes(json.loads(results_path(places).read_text()))


def renewed_counts(last: Mapping[str, Any], renewed: Mapping[str, Any], rows: Mapping[str, int]) -> dict[str, Any]:
    """The last build's assets and checks, in its order, with tonight's rows and what tonight's tests found."""
    status = {result["unique_id"].split(".")[2]: result["status"] for result in renewed["results"]}
    return {
        "models": last["models"],
        "assets": [[name, rows[name]] for name, _ in last["assets"]],
        "checks": [
            [path, name, status[name] == "pass", "warn" if status[name] == "warn" else "error"]
            for path, name, *_ in last["checks"]
        ],
    }


def _results(context: dg.AssetExecutionContext, counts: Mapping[str, Any], **how: bool) -> Iterator:
    keys = {key.path[-1]: key for key in context.selected_asset_keys}
    for name, rows in counts["assets"]:  # in the order dbt built them: Dagster wants a model after what it reads
        yield dg.MaterializeResult(asset_key=keys[name], metadata={**how, "dagster/row_count": rows})
    selected = {(tuple(key.asset_key.path), key.name) for key in context.selected_asset_check_keys}
    for path, name, passed, severity in counts["checks"]:
        if (tuple(path), name) in selected:
            yield dg.AssetCheckResult(
                asset_key=dg.AssetKey(path),
                check_name=name,
                passed=passed,
                metadata=how,
                severity=dg.AssetCheckSeverity.ERROR if severity == "error" else dg.AssetCheckSeverity.WARN,
            )
