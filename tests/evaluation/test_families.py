"""A home's ties graded against true parents, through the record ids intake gives."""

import json

import duckdb
import pytest

from orchestration.errors import TwogenError
from orchestration.evaluation import evaluate_families
from tests.evaluation.test_evaluate import record_id_sql, truth
from tests.linkage.conftest import World, contract, said, world  # noqa: F401  (a fixture)

# Rosa (P) and Bo (Q) are the parents of Ana (R); Cy (S) is nobody's.
PEOPLE = [("births-1", "births", "mother"), *((f"hmis-{number}", "hmis", "person") for number in (2, 3, 4))]
NAMES = [("Rosa", "Quintanilla"), ("Bo", "Lind"), ("Ana", "Ostrander"), ("Cy", "Vandersloot")]
TRUTH = [
    ("births", "mother", "1", "P", "f"), ("hmis", "person", "2", "Q", "m"),
    ("hmis", "person", "3", "R", "f"), ("hmis", "person", "4", "S", "m"),
]  # fmt: skip
FAMILIES = [("P", "R"), ("Q", "R")]


@pytest.fixture
def linked(world: World) -> World:  # noqa: F811
    numbers = ("412551234", "412551235", "412551236", "412551237")
    world.link([
        said(*who, first_name=first, last_name=last, ssn=ssn)
        for who, (first, last), ssn in zip(PEOPLE, NAMES, numbers, strict=True)
    ])  # fmt: skip
    return world


def built(world: World, links: list[tuple], ties: list[tuple]) -> None:  # noqa: F811
    """A warehouse with these links (child, parent, link type, stands by, resolved, band) and ties (child, parent, stated)."""
    keys = dict(duckdb.sql(f"select record_id, person_id from '{world.places.person_keys}'").fetchall())
    world.places.warehouse.mkdir(exist_ok=True)
    with duckdb.connect(str(world.places.warehouse / "warehouse.duckdb")) as con:
        con.execute(
            "create table fct_parent_child_links (child_person_id text, parent_person_id text, link_type text, stands_by text,"
            " is_resolved boolean, confidence_band text)"
        )
        con.execute(
            "create table int_parent_child_ties__gathered (child_person_id text, parent_person_id text, is_explicit boolean,"
            " implied_by text, link_type text)"
        )
        for child, parent, *rest in links:
            con.execute("insert into fct_parent_child_links values (?, ?, ?, ?, ?, ?)", [keys[child], keys[parent], *rest])
        for child, parent, is_stated in ties:
            values = [keys[child], keys[parent], is_stated, None if is_stated else "partner_of_head"]
            con.execute("insert into int_parent_child_ties__gathered values (?, ?, ?, ?, 'parent')", values)


def folder(tmp_path):
    truth(tmp_path / "records.parquet", TRUTH)
    truth(tmp_path / "families.parquet", FAMILIES, ("parent", "child"))
    return tmp_path


def grade(world: World, path):  # noqa: F811
    return evaluate_families(path, [contract()], world.vault, world.places, record_id_sql)


def test_standing_ties_are_right_or_wrong_and_told_pairs_found_or_missed(linked: World, tmp_path):
    rosa, bo, ana, cy = (record for record, _, _ in PEOPLE)
    links = [
        (ana, rosa, "birth_parent", None, True, "uncontested"),
        (ana, cy, "parent", "there_after_birth", True, "uncontested"),
        (ana, bo, "parent", None, False, "unproven"),
        (bo, cy, "caregiver", None, False, "stated"),
    ]
    built(linked, links, [(ana, rosa, True), (ana, cy, False), (ana, bo, False)])
    found = grade(linked, folder(tmp_path))
    assert [(s.rests_on, s.ties, s.right) for s in found.standing] == [
        ("birth certificate", 1, 1), ("there_after_birth", 1, 0), ("all", 2, 1),
    ]  # fmt: skip
    assert [(r.told, r.found) for r in found.recalls] == [(1, 1), (2, 1)]
    assert found.misses == {"unproven": 1}
    kept = json.loads(json.dumps(found.as_dict()))
    assert kept["standing"][-1]["precision"] == 0.5 and kept["recalls"][1]["recall"] == 0.5
    assert "missed pairs, by their best tie: 1 unproven" in found.as_text()


def test_a_home_without_a_warehouse_or_a_truth_without_families_says_what_to_do(linked: World, tmp_path):
    with pytest.raises(TwogenError, match=r"no ties to grade\. Fix: run `twogen nightly`"):
        grade(linked, folder(tmp_path))
    (tmp_path / "families.parquet").unlink()
    with pytest.raises(TwogenError, match=r"Fix: name a truth folder with families\.parquet"):
        grade(linked, tmp_path)
