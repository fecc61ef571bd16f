"""A version is whole, true to its manifest, shown in one step, and made only when something changed."""

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from orchestration.places import Places
from orchestration.publishing import PublishRefused, current_version, publish, read_manifest, spoiled_files, versions
from orchestration.publishing.copies import WarehouseUnreadable
from orchestration.publishing.publish import PublishFailed
from tests.publishing.conftest import NIGHT

REPO = Path(__file__).parents[2]


def test_a_version_holds_the_published_tables_and_no_other(places, build, evidence, facts):
    build()
    published = publish(places, evidence, facts, NIGHT)
    assert published.is_new
    assert published.tables == {"dim_person": 50, "fct_person_months": 50, "rpt_q13_systems_used": 3}
    assert published.rows == 103
    with duckdb.connect(published.path / "marts.duckdb", read_only=True) as con:
        tables = {name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()}
    assert tables == set(published.tables)
    assert {p.stem for p in (published.path / "parquet").iterdir()} == tables


def test_the_release_holds_reports_only(places, build, evidence, facts):
    build()
    release = publish(places, evidence, facts, NIGHT).path / "release"
    assert sorted(p.name for p in release.iterdir()) == ["rpt_q13_systems_used.csv", "rpt_q13_systems_used.parquet"]
    with (release / "rpt_q13_systems_used.csv").open() as file:
        assert [row["people_count"] for row in csv.DictReader(file)] == ["0", "15", ""]


def test_what_dbt_documented_stays_with_the_copy(places, build, evidence, facts):
    build()
    path = publish(places, evidence, facts, NIGHT).path / "marts.duckdb"
    with duckdb.connect(path, read_only=True) as con:
        table = con.execute("select comment from duckdb_tables() where table_name = 'dim_person'").fetchall()
        column = con.execute("select comment from duckdb_columns() where column_name = 'sex'").fetchall()
    assert (table, column) == ([("One row per person; don't guess.",)], [("As recorded.",)])


def test_the_manifest_says_what_the_version_stands_on(places, build, evidence, facts):
    build()
    published = publish(places, evidence, facts, NIGHT)
    manifest = read_manifest(published.path)
    assert manifest["version"] == published.version == published.path.name
    assert manifest["created_at"] == "2026-11-24T02:15:00+00:00"
    assert manifest["deliveries"] == list(facts.deliveries)
    assert (manifest["model_version"], manifest["code_version"]) == ("1", "v0.1.0-3-gabc")
    assert manifest["parameters"] == {"gap_months": 1, "family_definition": "birth_parents"}
    assert manifest["cards"] == {"rpt_q13_systems_used": "1.0.0"}
    assert manifest["release"]["reports"]["rpt_q13_systems_used"]["parameters"] == {"gap_months": 1}
    for path, said in manifest["files"].items():
        found = (published.path / path).read_bytes()
        assert said == {"bytes": len(found), "sha256": hashlib.sha256(found).hexdigest()}
    on_disk = {p.relative_to(published.path).as_posix() for p in published.path.rglob("*") if p.is_file()}
    assert on_disk == {*manifest["files"], "manifest.json"}


def test_an_altered_file_is_found_out(places, build, evidence, facts):
    build()
    path = publish(places, evidence, facts, NIGHT).path
    assert spoiled_files(path) == []
    (path / "release" / "rpt_q13_systems_used.csv").write_text("made up")
    (path / "release" / "more.csv").write_text("added")
    assert spoiled_files(path) == ["release/more.csv", "release/rpt_q13_systems_used.csv"]


def test_the_same_rows_in_another_order_make_no_new_version(places, build, evidence, facts):
    build()
    first = publish(places, evidence, facts, NIGHT)
    build("create or replace table dim_person as select * from dim_person order by sex, person_id")
    second = publish(places, evidence, replace(facts, code_version="v9"), NIGHT + timedelta(days=1))
    assert not second.is_new
    assert second.version == first.version
    assert versions(places) == [first.version]


@pytest.mark.parametrize(
    "change",
    [
        "update dim_person set sex = 'male' where person_id = md5('0')",
        "insert into dim_person select * from dim_person limit 1",
        "alter table dim_person rename sex to sex_recorded",
        "delete from fct_person_months",
    ],
)
def test_a_changed_table_makes_a_new_version(places, build, evidence, facts, change):
    build()
    first = publish(places, evidence, facts, NIGHT)
    build(change)
    second = publish(places, evidence, facts, NIGHT + timedelta(hours=1))
    assert second.is_new
    assert versions(places) == [first.version, second.version]
    assert current_version(places) == second.version


def test_a_new_delivery_model_or_definition_makes_a_new_version(places, build, evidence, facts):
    build()
    publish(places, evidence, facts, NIGHT)
    assert publish(places, evidence, replace(facts, model_version="2"), NIGHT + timedelta(hours=1)).is_new
    other = {**facts.parameters, "family_definition": "co_resident"}
    assert publish(places, evidence, replace(facts, model_version="2", parameters=other), NIGHT + timedelta(minutes=90)).is_new
    restated = replace(facts, deliveries=({**facts.deliveries[0], "sha256": "ab" * 32},), model_version="2")
    assert publish(places, evidence, restated, NIGHT + timedelta(hours=2)).is_new


def test_readers_who_hold_current_open_are_not_disturbed_by_a_swap(places, build, evidence, facts):
    build()
    publish(places, evidence, facts, NIGHT)
    with duckdb.connect(places.published / "current" / "marts.duckdb", read_only=True) as reader:
        assert reader.execute("select count(*) from dim_person").fetchall() == [(50,)]
        build("delete from dim_person where sex = 'male'")
        publish(places, evidence, facts, NIGHT + timedelta(hours=1))
        assert reader.execute("select count(*), max(sex) from dim_person").fetchall() == [(50, "male")]
    with duckdb.connect(places.published / "current" / "marts.duckdb", read_only=True) as reader:
        assert reader.execute("select count(*) from dim_person").fetchall() == [(25,)]


def test_a_reader_never_finds_current_missing(places, build, evidence, facts):
    """Another process opens current over and over while versions come and go."""
    build()
    publish(places, evidence, facts, NIGHT)
    script = """
        import duckdb, sys
        seen = 0
        print("reading", flush=True)
        while seen < 150:
            with duckdb.connect(sys.argv[1], read_only=True) as con:
                con.execute("select count(*) from rpt_q13_systems_used").fetchall()
            seen += 1
    """
    target = str(places.published / "current" / "marts.duckdb")
    reader = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), target],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    reader.stdout.readline()
    swaps = 0
    while reader.poll() is None and swaps < 200:
        swaps += 1
        publish(places, evidence, replace(facts, model_version=str(swaps)), NIGHT + timedelta(minutes=swaps))
    _, errors = reader.communicate(timeout=60)
    assert (reader.returncode, errors) == (0, "")
    assert swaps > 3


# The names of the steps between which a kill is tried; each is replaced by one that kills its own process.
STEPS = ["copy_tables", "file_facts", "sync", "point_current_at", "prune"]


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_leaves_the_last_good_version_current_and_the_next_run_picks_up(places, build, evidence, facts, step):
    build()
    first = publish(places, evidence, facts, NIGHT)
    build("delete from dim_person where sex = 'male'")
    assert _publish_and_die(places, step) == -signal.SIGKILL
    current = current_version(places)
    assert spoiled_files(places.published / current) == []
    assert (current == first.version) == (step != "prune")
    published = publish(places, evidence, replace(facts, model_version="after"), NIGHT + timedelta(hours=1))
    assert current_version(places) == published.version
    assert published.tables["dim_person"] == 25
    assert not [p for p in places.published.iterdir() if p.name.startswith(".")]


def _publish_and_die(places: Places, step: str) -> int:
    """Exit code of a process that publishes and is killed when it reaches the step."""
    script = f"""
        import os, signal, sys
        from datetime import timedelta
        from pathlib import Path
        from orchestration.places import Places
        from orchestration.publishing import Evidence, Facts
        from orchestration.publishing import publish as _
        import orchestration.publishing.publish
        room = sys.modules["orchestration.publishing.publish"]
        from tests.publishing.conftest import NIGHT
        room.{step} = lambda *a: os.kill(os.getpid(), signal.SIGKILL)
        facts = Facts(deliveries=(), model_version="after", code_version="")
        room.publish(Places(Path(sys.argv[1])), Evidence((), ()), facts, NIGHT + timedelta(minutes=30))
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(places.home)]
    return subprocess.run(command, cwd=REPO, env={**os.environ, "PYTHONPATH": str(REPO)}, timeout=60).returncode


def test_a_version_finished_but_not_shown_is_shown_next_time(places, build, evidence, facts):
    build()
    first = publish(places, evidence, facts, NIGHT)
    (places.published / "current").unlink()
    again = publish(places, evidence, facts, NIGHT + timedelta(hours=1))
    assert (again.version, again.is_new, current_version(places)) == (first.version, False, first.version)


def test_an_older_version_that_said_the_same_does_not_come_back(places, build, evidence, facts):
    """A, B, A: the third is a new version, because versions are told apart by time."""
    build()
    first = publish(places, evidence, facts, NIGHT)
    publish(places, evidence, replace(facts, model_version="2"), NIGHT + timedelta(hours=1))
    third = publish(places, evidence, facts, NIGHT + timedelta(hours=2))
    assert third.is_new
    assert third.version > first.version
    assert third.version[-12:] == first.version[-12:]


def test_a_missing_or_empty_warehouse_is_said_in_one_sentence(places, evidence, facts):
    with pytest.raises(WarehouseUnreadable, match="run dbt build first"):
        publish(places, evidence, facts, NIGHT)
    places.warehouse.mkdir(parents=True)
    duckdb.connect(places.warehouse / "warehouse.duckdb").close()
    with pytest.raises(WarehouseUnreadable, match="no dim_, fct_ or rpt_"):
        publish(places, evidence, facts, NIGHT)


def test_an_error_of_the_database_is_ours_and_quotes_nothing(places, build, evidence, facts):
    build("create view dim_broken as select cast(secret as integer) as n from (values ('Zebulon')) t(secret)")
    with pytest.raises(PublishFailed) as failure:
        publish(places, evidence, facts, NIGHT)
    assert "Zebulon" not in str(failure.value)
    assert failure.value.__suppress_context__
    assert current_version(places) is None


def test_the_time_must_be_in_utc(places, build, evidence, facts):
    build()
    with pytest.raises(ValueError, match="UTC"):
        publish(places, evidence, facts, NIGHT.replace(tzinfo=None))


def test_the_manifest_is_plain_json(places, build, evidence, facts):
    build()
    text = (publish(places, evidence, facts, NIGHT).path / "manifest.json").read_text()
    assert json.loads(text)["tables"]["dim_person"] == {"rows": 50}


def test_marts_of_other_link_levels_are_judged_and_not_published(places, build, evidence, facts):
    other = "create schema strict; create table strict.fct_person_months as select 1 as service_count"
    build(other, "create table strict.fct_of_strict_only as select 1 as service_count")
    published = publish(places, evidence, facts, NIGHT)
    assert published.tables == {"dim_person": 50, "fct_person_months": 50, "rpt_q13_systems_used": 3}
    build(other, "alter table strict.fct_person_months rename service_count to dob")
    with pytest.raises(PublishRefused, match=r"fct_person_months \(strict\)\.dob is an identifier"):
        publish(places, evidence, facts, NIGHT + timedelta(days=1))
