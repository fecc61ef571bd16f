"""The warehouse has one writer at a time, also after a run was killed while its dbt worked on."""

import subprocess
import sys

import duckdb
import pytest

from orchestration.components.warehouse import drop_retired, wait_for_writer
from orchestration.errors import TwogenError
from orchestration.places import Places

HOLD = """
import sys, time, duckdb
con = duckdb.connect(sys.argv[1])
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


def holder(path, seconds: float) -> subprocess.Popen:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path), str(seconds)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline().strip() == "held"
    return process


def test_a_build_waits_for_the_dbt_of_a_killed_run(tmp_path):
    process = holder(tmp_path / "warehouse.duckdb", 2)
    wait_for_writer(tmp_path / "warehouse.duckdb")
    duckdb.connect(str(tmp_path / "warehouse.duckdb")).close()
    process.wait()


def test_a_build_that_waited_in_vain_says_what_to_do(tmp_path):
    process = holder(tmp_path / "warehouse.duckdb", 60)
    with pytest.raises(TwogenError, match="Another process holds"):
        wait_for_writer(tmp_path / "warehouse.duckdb", patience_seconds=0.6)
    process.kill()
    process.wait()


def test_nothing_is_waited_for_before_the_first_build(tmp_path):
    wait_for_writer(tmp_path / "warehouse.duckdb", patience_seconds=0)
    assert not (tmp_path / "warehouse.duckdb").exists()


def test_the_table_of_a_retired_model_goes_and_everything_built_tonight_stays(tmp_path):
    places = Places(tmp_path)
    places.warehouse.mkdir()
    with duckdb.connect(places.warehouse / "warehouse.duckdb") as con:
        con.execute("create schema strict; create table strict.fct_cells as select 1 as a")
        con.execute("create table fct_new as select 1 as a; create view stg_new as from fct_new")
        con.execute("create table rpt_retired as select 1 as a; create view stg_retired as from rpt_retired")
    drop_retired(places, {'"warehouse"."main"."fct_new"', '"warehouse"."main"."stg_new"'})
    with duckdb.connect(places.warehouse / "warehouse.duckdb") as con:
        assert con.execute("select table_name from information_schema.tables order by 1").fetchall() == [
            ("fct_cells",),
            ("fct_new",),
            ("stg_new",),
        ]
