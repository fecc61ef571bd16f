"""The event log that stays open holds what Dagster's own would, in at most two open files, and tells the page of a run."""

import time

import dagster as dg
from dagster._core.storage.event_log import SqliteEventLogStorage

from orchestration.components.dagster_home import prepare_dagster_home
from orchestration.components.event_log import OpenEventLog
from orchestration.places import Places


@dg.asset(check_specs=[dg.AssetCheckSpec("whole", asset="table")])
def table():
    yield dg.AssetCheckResult(passed=True)
    yield dg.MaterializeResult()


def entries(log: SqliteEventLogStorage, run_id: str) -> list[str]:
    return [str(record.event_log_entry) for record in log.get_records_for_run(run_id).records]


def test_every_event_of_every_run_is_read_by_dagsters_own_class(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", "set back afterwards")
    home = prepare_dagster_home(Places(tmp_path))
    with dg.DagsterInstance.get() as instance:
        log = instance.event_log_storage
        assert isinstance(log, OpenEventLog)
        runs = [dg.materialize([table], instance=instance) for _ in range(3)]
        assert set(log._open) == {"index", runs[-1].run_id}
        said = {run.run_id: entries(log, run.run_id) for run in runs}
    assert log._open == {}
    own = SqliteEventLogStorage(str(home / "history" / "runs"))
    assert {run: entries(own, run) for run in said} == said
    assert all(len(events) > 10 for events in said.values())
    checks = own.get_asset_check_execution_history(dg.AssetCheckKey(table.key, "whole"), limit=9)
    assert {one.run_id for one in checks} == set(said)
    assert len(own.fetch_materializations(table.key, limit=9).records) == 3


def test_who_watches_a_run_hears_of_an_event_while_the_run_goes_on(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", "set back afterwards")
    page, heard = OpenEventLog(str(prepare_dagster_home(Places(tmp_path)) / "history" / "runs")), []

    @dg.asset
    def watched(context: dg.AssetExecutionContext) -> int:
        page.watch(context.run_id, None, lambda event, _: heard.append(event.user_message))
        context.log.info("the run goes on")
        until = time.monotonic() + 60
        while "the run goes on" not in heard and time.monotonic() < until:
            time.sleep(0.01)
        return len(heard)

    with dg.DagsterInstance.get() as instance:
        assert dg.materialize([watched], instance=instance).output_for_node("watched") > 0
    page.dispose()
