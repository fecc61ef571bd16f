"""Only a warehouse wholly built and tested on what is in force may be shown."""

import json
from types import SimpleNamespace

import duckdb
import pytest

from orchestration.components import release, step_receipts, warehouse
from orchestration.components.renewal import remembered
from orchestration.places import Places
from orchestration.publishing.gate import gate

PASSED = {"results": [{"status": "pass", "unique_id": "test.twogen.assert_one", "failures": 0}]}


@pytest.fixture
def home(tmp_path) -> SimpleNamespace:
    places = Places(tmp_path)
    for folder in (places.in_force, places.warehouse):
        folder.mkdir()
    (places.in_force / "school__roll.json").write_text('{"rows": 1}')
    warehouse.results_path(places).write_text(json.dumps(PASSED))
    step_receipts.record(places, "person_crosswalk", "mark", {"largest_cluster": 3, "unlinked_share": 0.2})
    with duckdb.connect(places.warehouse / "warehouse.duckdb") as con:
        con.execute("create table rpt_q2 as select 30 as people_count")
    step_receipts.record(places, warehouse.STEP, warehouse.build_fingerprint(places), {}, remembered(places))
    return SimpleNamespace(places=places)


def reasons(home) -> tuple[str, ...]:
    return release.evidence(home, ()).failed_nodes


def test_whole_build_of_what_is_in_force_passes(home):
    assert reasons(home) == ()
    gate(release.evidence(home, ()), None, {})


def test_build_of_a_part_is_not_shown_though_its_own_tests_passed(home):
    step_receipts.forget(home.places, warehouse.STEP)
    assert "not every model was built and tested" in reasons(home)[0]


def test_build_of_other_rows_than_those_in_force_is_not_shown(home):
    (home.places.in_force / "school__roll.json").write_text('{"rows": 2}')
    assert "run the whole nightly job" in reasons(home)[0]


def test_a_rival_built_over_the_nights_warehouse_is_not_shown(home):
    """Same rows in force, keys and models: only the file tells."""
    with duckdb.connect(home.places.warehouse / "warehouse.duckdb") as con:
        con.execute("create or replace table rpt_q2 as select 45 as people_count")
    assert "written to since" in reasons(home)[0]


def test_a_warehouse_whose_reader_asked_only_is_shown(home):
    with duckdb.connect(home.places.warehouse / "warehouse.duckdb") as con:
        con.execute("select * from rpt_q2").fetchall()
    assert reasons(home) == ()


def test_a_warehouse_somebody_died_writing_to_is_not_shown(home):
    """What he wrote stands beside the file, which is as it was, and is read with it."""
    (home.places.warehouse / "warehouse.duckdb.wal").touch()
    assert "written to since" in reasons(home)[0]
