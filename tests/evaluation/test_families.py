"""A home's ties graded against true parents, through the record ids intake gives."""

import json
from dataclasses import replace

import duckdb
import pytest

from data_contracts.contract import Column, Issuer, Tie
from orchestration.errors import TwogenError
from orchestration.evaluation import evaluate_families
from orchestration.evaluation.named_pairs import TOGETHER
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


def county():
    """The world's contract, whose certificates tie a mother and whose clients share a household's number."""
    made = contract()
    births, hmis = (next(table for table in made.tables if table.name == name) for name in ("births", "hmis"))
    relation = Column("REL", "string", "plain", codes={"1": "mother", "2": "grandmother"})
    number = Column("HH", "string", "key", issuer=Issuer("hmis", "household"))
    project = Column("PROJECT", "string", "key", issuer=Issuer("hmis", "project"), is_shared=True)
    births = replace(births, columns=(relation,), ties=(Tie("mother", "child", "birth", relation_column="REL"),))
    return replace(made, tables=(births, replace(hmis, columns=(number, project))))


def in_force(world: World) -> None:  # noqa: F811
    """A certificate of Rosa and Ana; Bo, Ana and Cy in one household, everyone in one project."""
    rosa, bo, ana, cy = (record for record, _, _ in PEOPLE)
    world.places.in_force.mkdir(exist_ok=True)
    with duckdb.connect() as con:
        con.execute("create table births (child_record_id text, mother_record_id text, father_record_id text, REL text)")
        con.execute("insert into births values (?, ?, null, '1')", [ana, rosa])
        con.execute("create table hmis (person_record_id text, HH_key text, PROJECT_key text)")
        con.executemany("insert into hmis values (?, ?, 'p')", [(bo, "h1"), (ana, "h1"), (cy, "h1"), (rosa, "h2")])
        for table in ("births", "hmis"):
            con.execute(f"copy {table} to '{world.places.in_force}/{table}.parquet' (format parquet)")


def built(world: World, links: list[tuple]) -> None:  # noqa: F811
    """Rows in force, and a warehouse with these links (child, parent, link type, stands by, resolved, band, feeds)."""
    in_force(world)
    keys = dict(duckdb.sql(f"select record_id, person_id from '{world.places.person_keys}'").fetchall())
    world.places.warehouse.mkdir(exist_ok=True)
    with duckdb.connect(str(world.places.warehouse / "warehouse.duckdb")) as con:
        con.execute(
            "create table fct_parent_child_links (child_person_id text, parent_person_id text, link_type text, stands_by text,"
            " is_resolved boolean, confidence_band text, feeds text)"
        )
        for child, parent, *rest in links:
            con.execute("insert into fct_parent_child_links values (?, ?, ?, ?, ?, ?, ?)", [keys[child], keys[parent], *rest])


def folder(tmp_path):
    truth(tmp_path / "records.parquet", TRUTH)
    truth(tmp_path / "families.parquet", FAMILIES, ("parent", "child"))
    return tmp_path


def grade(world: World, path):  # noqa: F811
    return evaluate_families(path, [county()], world.vault, world.places, record_id_sql)


def test_standing_ties_are_right_or_wrong_and_told_pairs_found_or_missed(linked: World, tmp_path):
    rosa, bo, ana, cy = (record for record, _, _ in PEOPLE)
    built(linked, [
        (ana, rosa, "birth_parent", None, True, "uncontested", "county__world"),
        (ana, cy, "parent", "there_after_birth", True, "uncontested", "county__world"),
        (ana, bo, "parent", None, False, "unproven", "county__other, county__world"),
        (bo, cy, "caregiver", None, False, "stated", "county__world"),
    ])  # fmt: skip
    found = grade(linked, folder(tmp_path))
    assert [(s.rests_on, s.ties, s.right) for s in found.standing] == [
        ("birth certificate", 1, 1), ("there_after_birth", 1, 0), ("all", 2, 1),
    ]  # fmt: skip
    assert [(r.source, r.how, r.told, r.by_it, r.found) for r in found.recalls] == [
        ("county__world", "stated: mother", 1, 1, 1),
        ("county__world", TOGETHER, 1, 1, 0),
        ("all", "stated", 1, None, 1),
        ("all", f"stated, or {TOGETHER}", 2, None, 1),
    ]
    assert found.misses == {"unproven": 1}
    kept = json.loads(json.dumps(found.as_dict()))
    assert kept["standing"][-1]["precision"] == 0.5 and kept["recalls"][-1]["recall"] == 0.5
    assert "1 unproven" in found.as_text() and "county__world, stated: mother" in found.as_text()


def test_a_source_the_models_do_not_gather_shows_as_nothing(linked: World, tmp_path):
    """Its pairs are told though no link knows of it; that another source ties one of them hides nothing."""
    rosa, _, ana, _ = (record for record, _, _ in PEOPLE)
    built(linked, [(ana, rosa, "birth_parent", None, True, "uncontested", "county__other")])
    recalls = {r.how: r for r in grade(linked, folder(tmp_path)).recalls}
    assert (recalls["stated: mother"].told, recalls["stated: mother"].by_it, recalls["stated: mother"].found) == (1, 0, 1)
    assert (recalls[TOGETHER].told, recalls[TOGETHER].by_it, recalls[TOGETHER].found) == (1, 0, 0)


def test_a_home_without_a_warehouse_or_a_truth_without_families_says_what_to_do(linked: World, tmp_path):
    with pytest.raises(TwogenError, match=r"no ties to grade\. Fix: run `twogen nightly`"):
        grade(linked, folder(tmp_path))
    (tmp_path / "families.parquet").unlink()
    with pytest.raises(TwogenError, match=r"Fix: name a truth folder with families\.parquet"):
        grade(linked, tmp_path)
