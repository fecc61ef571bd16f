"""A rival definition is built beside the night, and its measures stand beside the night's."""

import json

import duckdb
import pytest

from orchestration.errors import TwogenError
from orchestration.evaluation import compare_rival, lay_out_rival
from orchestration.places import Places
from tests.conftest import twogen
from tests.evaluation.two_warehouses import write_side

NIGHT = [("ana", "housed", True, None, 1.0), ("bo", "housed", False, None, 1.0), ("dee", "not housed", True, None, 1.0)]
RIVAL = [("ana", "housed", True, None, 1.0), ("bo", "not housed", False, None, 1.0), ("eli", "not housed", True, None, 1.0)]


def test_both_values_and_who_answers_otherwise_are_told(tmp_path):
    sides = (write_side(tmp_path / side, "true", members) for side, members in (("night", NIGHT), ("rival", RIVAL)))
    found = compare_rival(*sides, {"q7_days": 14})
    lines = {(line.measure, line.exposure): line for line in found.lines}
    housed, others = lines["returned_6m", "housed"], lines["returned_6m", "not housed"]
    assert (housed.people, housed.rival_people, housed.value, housed.rival_value, housed.differ) == (2, 1, 0.5, 1.0, 1)
    assert (others.people, others.rival_people, others.value, others.rival_value, others.differ) == (1, 2, 1.0, 0.5, 3)
    assert lines["returned_6m", "all"].differ == 2, "bo has the same answer elsewhere"
    said = found.as_text()
    assert "q7_days=14" in said and "returned_6m, not housed" in said


def test_a_question_in_which_nobody_differs_is_one_line(tmp_path):
    sides = (write_side(tmp_path / side, "true", NIGHT) for side in ("night", "rival"))
    assert "Q7: nobody's answer differs." in compare_rival(*sides, {"q7_days": 14}).as_text()


def test_a_folder_in_use_or_a_home_without_keys_says_what_to_do(tmp_path):
    with pytest.raises(TwogenError, match="Fix: run `twogen nightly` first"):
        lay_out_rival(Places(tmp_path), Places(tmp_path / "rival"))
    places = write_side(tmp_path / "home", "true", NIGHT)
    with pytest.raises(TwogenError, match="is not empty"):
        lay_out_rival(places, places)


def test_a_rival_of_a_home_changes_what_it_should_and_nothing_of_the_nights(nightly_home, tmp_path):
    files = [path for path in nightly_home.rglob("*") if path.is_file() and path.name not in ("run.lock", "dbt.lock")]
    before = {path: path.stat().st_mtime_ns for path in files}
    keep = ("--json", str(tmp_path / "rival.json"), "--keep", str(tmp_path / "rival"))
    said = twogen(nightly_home, "measures", "rival", "q13_systems=[coc, education]", *keep).stdout
    assert {path: path.stat().st_mtime_ns for path in files} == before
    assert "Q1: nobody's answer differs." in said and "Q3: nobody's answer differs." in said
    lines = json.loads((tmp_path / "rival.json").read_text())["lines"]
    one = [line for line in lines if (line["measure"], line["exposure"]) == ("was_first_by_system_in_2025", "labor")]
    assert one and all(line["people"] and not line["rival_people"] for line in one)
    with duckdb.connect(tmp_path / "rival" / "warehouse" / "warehouse.duckdb", read_only=True) as con:
        used = "select count(*) from int_q13_person_years__judged where systems_used like '%labor%'"
        assert con.execute(used).fetchall() == [(0,)]
