"""The other link levels are built whole, or the night says which is not, in names and kinds and nothing of a row."""

import shutil

import duckdb
import pytest

from orchestration.components import link_levels
from orchestration.components.dbt_commands import DbtFailed
from orchestration.components.link_levels import build_levels
from orchestration.components.warehouse import BUILD
from orchestration.places import Places
from tests.dbt.rows_in_force import write_in_force, write_person_keys


def test_a_level_is_built_beside_the_warehouse_of_the_night_whatever_a_killed_one_left(tmp_path):
    Places(tmp_path).parsed_models.mkdir(parents=True)
    (Places(tmp_path).parsed_models / "partial_parse.msgpack").write_bytes(b"half of what was par")
    write_in_force(tmp_path, {})
    write_person_keys(tmp_path, {})
    with duckdb.connect(tmp_path / "warehouse" / "warehouse.duckdb") as con:
        con.execute("create schema strict; create table strict.fct_of_another_night as select 1 as a")
    assert build_levels(Places(tmp_path))["strict"] > 0
    with duckdb.connect(tmp_path / "warehouse" / "warehouse.duckdb", read_only=True) as con:
        tables = con.execute("select table_schema, table_name from information_schema.tables").fetchall()
        cells = con.execute("select count(*) from strict.fct_q13_cells").fetchall()
    assert ({schema for schema, _ in tables}, cells) == ({"strict", "lenient"}, [(0,)])
    assert ("strict", "fct_of_another_night") not in tables


def test_a_level_that_is_not_whole_is_told_without_a_row(tmp_path):
    write_in_force(tmp_path, {})
    write_person_keys(tmp_path, {})
    (tmp_path / "keys" / "person_keys.parquet").write_text("Zebulon")
    with pytest.raises(DbtFailed, match="The lenient link level is not whole, so nothing is published: dbt model") as failure:
        build_levels(Places(tmp_path), ["lenient"])
    assert "models were left out" in str(failure.value)
    assert "Zebulon" not in str(failure.value)
    written = [path for path in (tmp_path / "warehouse" / "target").rglob("*") if path.is_file()]
    assert written
    assert not [path for path in written if b"Zebulon" in path.read_bytes()]


def test_cells_of_a_level_that_do_not_add_up_stop_the_night(tmp_path, monkeypatch):
    project = shutil.copytree(link_levels.PROJECT, tmp_path / "project", ignore=shutil.ignore_patterns("target", "logs"))
    never = "{% test cells_add_up(model, totals={}) %}select 1{% endtest %}"
    (project / "tests" / "generic" / "cells_add_up.sql").write_text(never)
    monkeypatch.setattr(link_levels, "PROJECT", project)
    write_in_force(tmp_path / "home", {})
    write_person_keys(tmp_path / "home", {})
    with pytest.raises(DbtFailed, match=r"The strict link level fails its tests.*cells_add_up_fct_q1_cells.*: fail \(1 rows\)"):
        build_levels(Places(tmp_path / "home"), ["strict"])


def test_worked_cases_are_not_asked_again_every_night():
    assert BUILD == ["build", "--exclude-resource-type", "unit_test"]
