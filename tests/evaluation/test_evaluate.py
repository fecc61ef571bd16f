"""A home graded against a truth file, through the record ids intake gives."""

import json
from datetime import date

import duckdb
import pytest

from orchestration.errors import TwogenError
from orchestration.evaluation import evaluate
from orchestration.evaluation.reach import reachable
from tests.linkage.conftest import World, contract, said, world  # noqa: F401  (a fixture)

ROSA = {"first_name": "Rosa", "last_name": "Quintanilla", "birth_date": date(1991, 4, 7)}


def record_id_sql(table, person, texts) -> str:
    return f"'{table.name}-' || {texts[0]}"


TRUTH = [
    ("births", "mother", "1", "P", "f"),
    ("hmis", "person", "2", "P", "f"),
    ("wages", "person", "3", "P", "f"),
    ("hmis", "person", "4", "Q", "m"),
]


@pytest.fixture
def linked(world: World) -> World:  # noqa: F811
    world.link([
        said("births-1", "births", "mother", **ROSA, ssn="412551234"),
        said("hmis-2", "hmis", **ROSA),
        said("wages-3", "wages", first_name="Rosa", last_name="Quintanilla"),
        said("hmis-4", "hmis", first_name="Bo", last_name="Lind", birth_date=date(1960, 2, 3)),
    ])  # fmt: skip
    return world


def truth(path, rows, columns=("table", "role", "id", "person", "sex")):
    with duckdb.connect() as con:
        con.execute(f"create table truth ({', '.join(f'{chr(34)}{c}{chr(34)} varchar' for c in columns)})")
        con.executemany(f"insert into truth values ({', '.join('?' * len(columns))})", rows)
        con.execute(f"copy truth to '{path}' ({'format parquet' if path.suffix == '.parquet' else 'format csv, header'})")
    return path


@pytest.mark.parametrize("name", ["truth.csv", "truth.parquet"])
def test_a_home_is_graded_at_three_levels_and_by_subgroup(linked: World, tmp_path, name):
    path = truth(tmp_path / name, TRUTH)
    found = evaluate(path, [contract()], linked.vault, linked.places, record_id_sql)
    assert set(found.levels) == {"strict", "balanced", "lenient"}
    assert found.levels["balanced"].recall_reachable == 1, "the wage record carries a name alone and is out of reach"
    assert found.levels["balanced"].recall == pytest.approx(1 / 3, abs=1e-6)
    assert set(found.subgroups["sex"]) == {"f", "m"}
    assert found.records_in_both == 4
    assert json.loads(json.dumps(found.as_dict()))["levels"]["strict"]["precision"] == 1
    assert "4 records graded; 0 of the truth were not linked" in found.as_text()


@pytest.mark.parametrize(
    ("rows", "columns", "says"),
    [
        ([("births", "mother", "1", "P", "f")], ("table", "role", "key", "person", "sex"), "no column id"),
        ([("jail", "person", "1", "P", "f")], ("table", "role", "id", "person", "sex"), "jail.person"),
        ([("hmis", "person", "77", "P", "f")], ("table", "role", "id", "person", "sex"), "None of the 1 records"),
        ([], ("table", "role", "id", "person", "sex"), "no row at all"),
    ],
)
def test_a_truth_that_does_not_fit_says_why(linked: World, tmp_path, rows, columns, says):
    path = truth(tmp_path / "truth.csv", rows, columns) if rows else tmp_path / "truth.parquet"
    if not rows:
        with duckdb.connect() as con:
            con.execute(
                f"copy (select '' as \"table\", '' as role, '' as id, '' as person where false) to '{path}' (format parquet)"
            )
    with pytest.raises(TwogenError, match=says):
        evaluate(path, [contract()], linked.vault, linked.places, record_id_sql)


def test_a_home_never_linked_says_so(world: World, tmp_path):  # noqa: F811
    with pytest.raises(TwogenError, match="Nothing has been linked here yet"):
        evaluate(truth(tmp_path / "t.csv", TRUTH), [contract()], world.vault, world.places, record_id_sql)


def test_evidence_reaches_from_record_to_record():
    """SSN only, SSN and birth date, birth date and address, address only: one chain. A bare name stands alone."""
    import numpy as np

    rows = {
        "person": np.array([0, 0, 0, 0, 0, 1]),
        "has_ssn": np.array([1, 1, 0, 0, 0, 1], bool),
        "has_birth": np.array([0, 1, 1, 0, 0, 0], bool),
        "has_home": np.array([0, 0, 1, 1, 0, 0], bool),
    }
    found = reachable(rows)
    assert len(set(found[:4])) == 1
    assert found[4] not in set(found[:4])
    assert found[5] not in set(found[:5]), "another person's SSN is no way to reach him"
