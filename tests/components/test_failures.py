"""What Dagster, the shell and dbt's logs keep of an exception: its type and place, never its words."""

import io
import json
import traceback

import dagster as dg
import pytest
from typer.testing import CliRunner

from orchestration import cli
from orchestration.cli import deliveries
from orchestration.components.dbt_words import ProgressOnly, keep_counts
from orchestration.components.failures import as_failures
from orchestration.errors import TwogenError

SECRET = "Quillfeather"


def foreign() -> None:
    raise TypeError(f"unsupported operand: '{SECRET}'")


def test_a_foreign_exception_reaches_dagster_without_a_word_of_its_own_and_may_be_retried():
    with pytest.raises(dg.Failure) as caught, as_failures("landing a feed"):
        foreign()
    assert caught.value.allow_retries
    told = "".join(traceback.format_exception(caught.value)) + caught.value.description
    assert "landing a feed: stopped by TypeError" in told and SECRET not in told


def test_dagsters_own_storage_holds_no_word_of_a_foreign_exception(tmp_path):
    @dg.op
    def trips():
        with as_failures():
            foreign()

    @dg.job
    def nightly():
        trips()

    with dg.instance_for_test(temp_dir=str(tmp_path)) as instance:
        result = nightly.execute_in_process(instance=instance, raise_on_error=False)
        assert not result.success
        events = [str(record.event_log_entry) for record in instance.get_records_for_run(result.run_id).records]
    assert any("TypeError" in event for event in events) and not [event for event in events if SECRET in event]
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


def test_our_own_errors_reach_dagster_whole_and_are_not_retried():
    with pytest.raises(dg.Failure) as caught, as_failures():
        raise TwogenError("The key is lost. Fix: find it.")
    assert caught.value.description == "The key is lost. Fix: find it." and not caught.value.allow_retries


def test_a_command_that_trips_says_so_in_one_paragraph_and_exits_1(monkeypatch, tmp_path):
    monkeypatch.setenv("TWOGEN_HOME", str(tmp_path))
    monkeypatch.setattr(deliveries, "contracts", foreign)
    done = CliRunner().invoke(cli.app, ["deliveries"])
    assert done.exit_code == 1
    assert "stopped by TypeError" in done.output and SECRET not in done.output


def test_a_new_key_is_never_an_option_that_a_list_of_processes_would_show():
    done = CliRunner().invoke(cli.app, ["vault", "rekey", "--new-key", "x"])
    assert done.exit_code == 2


def test_a_file_or_folder_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("TWOGEN_HOME", str(tmp_path))
    restore = CliRunner().invoke(cli.app, ["vault", "restore", str(tmp_path / "gone")])
    assert restore.exit_code == 1 and "There is no backup" in restore.output
    train = CliRunner().invoke(cli.app, ["link", "train", "--version", "9.0.0", "--to", str(tmp_path / "gone" / "m.json")])
    assert train.exit_code == 1 and "There is no folder" in train.output


def test_of_dbts_words_only_progress_passes():
    kept = io.StringIO()
    stream = ProgressOnly(kept)
    stream.write("3 of 9 ERROR creating sql table model main.stg_labor__ui_wages [ERROR in 0.05s]\n")
    stream.write(f"  Runtime Error in model stg_labor__ui_wages\n  Conversion Error: Could not convert string '{SECRET}'\n")
    stream.write("4 of 9 FAIL 2 not_null_dim_person_person_id [FAIL 2 in 0.01s]\n")
    assert [line.split("[")[0].strip() for line in kept.getvalue().splitlines()] == [
        "3 of 9 ERROR creating sql table model main.stg_labor__ui_wages",
        "4 of 9 FAIL 2 not_null_dim_person_person_id",
    ]


def test_of_dbts_results_only_counts_and_kinds_of_error_stay(tmp_path):
    path = tmp_path / "run_results.json"
    messages = [
        f"Runtime Error in model x\n  Conversion Error: Could not convert string '{SECRET}' to INT32",
        "Got 3 results, configured to fail if != 0",
        f"actual differs from expected:\n@@,name\n,{SECRET}",
        "OK",
        None,
    ]
    path.write_text(json.dumps({"results": [{"unique_id": "model.t.x", "message": m} for m in messages]}))
    kept = [result["message"] for result in keep_counts(path)["results"]]
    assert kept[0].startswith("Conversion Error;") and kept[1] == messages[1] and kept[3] == "OK" and kept[4] == ""
    assert SECRET not in path.read_text()
