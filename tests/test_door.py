"""Whatever leaves goes through the one door: every rpt_ model, with the tests that look at what came out. Contrasts are made
of what has gone through it, and of nothing else."""

import re
from pathlib import Path

import pytest
import yaml

from tests.tree import files_in, text

REPORTS = [path for path in files_in("dbt_project/models", ".sql") if path.stem.startswith("rpt_")]
DOORS = ("measure_report", "suppress_small_cells")
CONTRASTS = [path for path in REPORTS if path.stem.endswith("_contrasts")]
AT_THE_DOOR = [path for path in REPORTS if path not in CONTRASTS]
LOOKED_AT_BY = {"shows_no_small_count", "shows_no_cell_of_few", "hidden_cells_hide_each_other"}


def body(model: Path) -> str:
    """The model's SQL without remarks."""
    return re.sub(r"--[^\n]*|\{#[\s\S]*?#\}", "", text(model))


def looked_at_by(model: Path) -> dict[str, dict]:
    (said,) = yaml.safe_load(text(model.with_suffix(".yml")))["models"]
    found = [{test: {}} if isinstance(test, str) else test for test in said.get("data_tests", [])]
    return {name: arguments for test in found for name, arguments in test.items()}


def test_there_are_reports_and_contrasts():
    assert AT_THE_DOOR and CONTRASTS


@pytest.mark.parametrize("model", AT_THE_DOOR, ids=lambda path: path.stem)
def test_a_report_goes_through_the_door_and_has_no_other_exit(model):
    sql = body(model)
    used = [door for door in DOORS if f"{door}(" in sql]
    assert len(used) == 1, f"{model.stem} must call one of {DOORS}"
    after = sql.split(f"{used[0]}(", 1)[1]
    leaks = re.findall(r"\b(?:from|join)\s+(?:\{\{|cells\b|at_levels\b)|\bref\(|\bsource\(|\bcells_at\(", after)
    assert not leaks, f"{model.stem} reads exact counts after they were suppressed"


@pytest.mark.parametrize("model", AT_THE_DOOR, ids=lambda path: path.stem)
def test_a_report_carries_the_tests_that_look_at_what_came_out(model):
    tests = looked_at_by(model)
    assert tests.keys() >= LOOKED_AT_BY, f"{model.with_suffix('.yml')} lacks {LOOKED_AT_BY - tests.keys()}"
    (cells,) = {said["arguments"]["cells"] for said in tests.values() if "cells" in said.get("arguments", {})}
    named = re.fullmatch(r"ref\('(\w+)'\)", cells)
    assert named, f"{model.stem} compares itself with {cells}, which is no model"
    assert named[1] in text(model), f"{model.stem} is not made of {named[1]}"


@pytest.mark.parametrize("model", CONTRASTS, ids=lambda path: path.stem)
def test_contrasts_read_a_report_and_nothing_else(model):
    called = re.fullmatch(r"\s*\{\{ measure_contrasts\(\s*\"(rpt_\w+)\"[^{}]*\) \}\}\s*", body(model))
    assert called, f"{model.stem} is not one call of measure_contrasts"
    assert called[1] in {path.stem for path in AT_THE_DOOR}
    assert "shows_no_small_count" in looked_at_by(model)


def test_the_macro_of_contrasts_reads_what_it_is_told_to():
    for name, reads in {"measure_contrasts": ["{{ ref(report) }}"], "contrast_parts": []}.items():
        sql = body(Path(f"dbt_project/macros/{name}.sql"))
        assert re.findall(r"\{\{[^{}]*\b(?:ref|source|cells_at)\([^{}]*\}\}", sql) == reads


@pytest.mark.parametrize(
    ("sql", "leaks"),
    [("{{ suppress_small_cells(cells=1) }} select * from shown", False),
     ("{{ suppress_small_cells(cells=1) }} select * from shown inner join {{ ref('fct_a') }}", True),
     ("{{ suppress_small_cells(cells=1) }} select people_count from cells", True)],
)  # fmt: skip
def test_another_exit_is_found(tmp_path, sql, leaks, monkeypatch):
    """A test of the test."""
    (tmp_path / "rpt_x.sql").write_text(sql)
    monkeypatch.setattr("tests.test_door.text", lambda path: path.read_text())
    if leaks:
        with pytest.raises(AssertionError, match="exact counts"):
            test_a_report_goes_through_the_door_and_has_no_other_exit(tmp_path / "rpt_x.sql")
    else:
        test_a_report_goes_through_the_door_and_has_no_other_exit(tmp_path / "rpt_x.sql")
