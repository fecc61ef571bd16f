"""dbt on a home of other keys: what is asked for is built there, and a failure names the model and no row."""

import os
import subprocess

import duckdb
import pytest
from dagster_dbt import DbtCliResource

from orchestration.components.dbt_commands import DBT, PROJECT, DbtFailed, InstalledDbt
from orchestration.components.other_home import build_models
from orchestration.places import Places


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    places = Places(tmp_path_factory.mktemp("other"))
    places.warehouse.mkdir()
    places.person_keys.parent.mkdir()
    with duckdb.connect() as con:
        con.execute(f"""
            copy (select 'r' as record_id, 'secret_p' as person_id, 'p' as strict_id, 'p' as lenient_id, 'strict' as link_band)
            to '{places.person_keys}' (format parquet)
        """)
    return places


def test_a_model_and_what_it_stands_on_are_built(home):
    build_models(home, ["stg_linkage__person_keys"])
    with duckdb.connect(home.warehouse / "warehouse.duckdb", read_only=True) as con:
        assert con.execute("select person_id from stg_linkage__person_keys").fetchall() == [("secret_p",)]


def test_dbt_by_hand_builds_in_a_file_of_its_own(home, tmp_path):
    """As docs/cards.md has it: the night's warehouse stays as it was, whatever a reader tries."""
    build_models(home, ["stg_linkage__person_keys"])
    night = home.warehouse / "warehouse.duckdb"
    before = night.stat()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DBT_")}
    places = {"TWOGEN_HOME": str(home.home), "DBT_TARGET_PATH": str(tmp_path), "DBT_LOG_PATH": str(tmp_path)}
    command = [DBT, "run", "--select", "stg_linkage__person_keys", "--vars", "{q2_gap_months: 2}", "--profiles-dir", PROJECT]
    done = subprocess.run(command, cwd=PROJECT, env=environment | places, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:]
    assert (night.stat().st_size, night.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    with duckdb.connect(home.warehouse / "by_hand.duckdb", read_only=True) as con:
        assert con.execute("select person_id from stg_linkage__person_keys").fetchall() == [("secret_p",)]


def test_a_failure_names_the_model_and_keeps_no_word_of_a_row(home):
    with duckdb.connect() as con:
        con.execute(f"copy (select 'secret_r' as record_id) to '{home.person_keys}' (format parquet)")
    with pytest.raises(DbtFailed, match=r"stg_linkage__person_keys.*\(Binder Error\)") as failed:
        build_models(home, ["stg_linkage__person_keys"])
    assert "secret" not in str(failed.value)
    assert not [path for path in home.warehouse.rglob("*") if path.is_file() and b"secret_r" in path.read_bytes()]


def test_dbt_is_of_the_version_it_says_itself():
    """`InstalledDbt` overrides what is Dagster's own business; a new Dagster is taken only once this passes."""
    settings = {"project_dir": str(PROJECT), "dbt_executable": str(DBT)}
    assert InstalledDbt(**settings)._cli_version == DbtCliResource(**settings)._cli_version
