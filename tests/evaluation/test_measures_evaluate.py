"""`twogen measures evaluate` on a small county after a real night: both sides built by the same models."""

import json

import duckdb
import pytest

from tests.conftest import twogen


@pytest.fixture(scope="module")
def evaluated(nightly_home, tmp_path_factory):
    folder = tmp_path_factory.mktemp("evaluated")
    truth = nightly_home / "rehearsal" / "truth"
    said = twogen(
        nightly_home,
        "measures",
        "evaluate",
        "--truth",
        str(truth),
        "--json",
        str(folder / "m.json"),
        "--keep",
        str(folder / "true"),
    )
    return said.stdout, json.loads((folder / "m.json").read_text()), folder / "true"


def lines_of(found: dict, question: str) -> list[dict]:
    return [line for line in found["lines"] if line["question"] == question]


def test_every_question_with_a_mart_is_compared(evaluated, nightly_home):
    said, found, _ = evaluated
    with duckdb.connect(nightly_home / "warehouse" / "warehouse.duckdb", read_only=True) as con:
        cells = con.execute(
            r"select table_name from information_schema.tables where regexp_full_match(table_name, 'fct_q\d+_cells')"
        )
        filled = [name for (name,) in cells.fetchall() if con.execute(f"select count(*) from {name}").fetchall() != [(0,)]]
    questions = {name.split("_")[1] for name in filled}  # 24 months are too short for anybody's spell to be new
    assert questions == {"q1", "q3", "q13"}
    assert {line["question"] for line in found["lines"]} == questions
    for question in questions:
        assert f"{question.upper()}: measure, exposure" in said
        assert sum(line["true"]["people"] for line in lines_of(found, question)) > 0


def test_the_linked_side_is_what_the_warehouse_says(evaluated, nightly_home):
    _, found, _ = evaluated
    with duckdb.connect(nightly_home / "warehouse" / "warehouse.duckdb", read_only=True) as con:
        people = dict(
            con.execute("""
            select 'program_count_in_' || calendar_year, count(system_count) from fct_person_year_systems group by calendar_year
        """).fetchall()
        )
    assert any(people.values())
    lines = [line for line in lines_of(found, "q13") if line["measure"].startswith("program_count") and line["exposure"] == "all"]
    assert {line["measure"]: line["linked"]["people"] for line in lines} == people


def test_true_persons_are_nobody_but_the_truths(evaluated, nightly_home):
    """A record the truth does not tell (a family planted by hand) stands alone; the others are their persons'."""
    _, found, home = evaluated
    keys = found["keys"]
    assert 0 < keys["persons"] <= keys["told"] < keys["records"]
    with duckdb.connect() as con:
        persons, records = con.execute(
            f"select count(distinct person_id), count(*) from read_parquet('{home / 'keys' / 'person_keys.parquet'}')"
        ).fetchall()[0]
    assert records == keys["records"]
    assert persons == keys["persons"] + keys["records"] - keys["told"]
    assert not (home / "vault").exists() and not (home / "published").exists()


def test_who_differs_is_few_and_has_a_cause(evaluated):
    _, found, _ = evaluated
    for line in lines_of(found, "q13"):
        assert set(line["causes"]) <= set(found["causes"])
        assert abs(line["linked"]["people"] - line["true"]["people"]) <= max(3, 0.05 * line["true"]["people"])


def test_headline_measures_come_out_alike_without_the_models(evaluated):
    """Another reading of the same cards and rows: a wrong join, window or code of a model would part the two."""
    said, found, _ = evaluated
    again = [line for line in found["lines"] if line["anew"]]
    assert {line["question"] for line in again} == {"q1", "q3", "q13"}
    assert {"is_ready_overall", "is_chronically_absent_kindergarten", "re_report_12m", "removal_12m",
            "overlap_months_in_2025", "was_first_by_system_in_2025", "shared_months_by_pair_in_2025", "paid_usd_in_2025"} <= {
        line["measure"] for line in again
    }  # fmt: skip
    for line in again:
        true, anew = line["true"], line["anew"]
        assert abs(true["people"] - anew["people"]) <= max(2, 0.02 * true["people"]), line
        if true["people"]:
            assert abs(true["value"] - anew["value"]) <= 0.02 * max(1, abs(true["value"])), line
    assert "anew" in said


def test_a_truth_of_another_home_is_refused(nightly_home, tmp_path):
    (tmp_path / "truth.csv").write_text("table,role,id,person\ncoc__hmis__client,person,nobody,1\n")
    done = twogen(nightly_home, "measures", "evaluate", "--truth", str(tmp_path / "truth.csv"), check=False)
    assert done.returncode == 1
    assert "tells none of the" in done.stderr


def test_a_folder_without_a_truth_is_refused(nightly_home, tmp_path):
    done = twogen(nightly_home, "measures", "evaluate", "--truth", str(tmp_path), check=False)
    assert "records.parquet is not there" in done.stderr
