"""Q2 and Q3 under each definition of a family: who is one differs, and no child is lost or counted twice.

To the families of both questions: the twins of Ann are in two food cases, Ana in their mother's, Abe in their grandmother's; Bea
and Ben live in rapid rehousing and are in no case.
"""

from datetime import date

import pytest

from tests.dbt import q3_rows, test_q2
from tests.dbt.conftest import Build, run_dbt
from tests.dbt.rows_in_force import write_in_force, write_person_keys
from tests.dbt.small_families import member

DEFINITIONS = ("birth_parents", "co_resident", "case_unit")
MARTS = ["fct_q2_subsidy_spells", "fct_q2_family_quarters", "fct_q2_cells", "fct_q3_families", "fct_q3_cells"]
BEGUN = date(2019, 1, 1)
FOOD = [
    member("food1", "rec_ann", "rec_ann", "SEL", BEGUN), member("food1", "rec_ann", "rec_ana", "CHI", BEGUN),
    member("food2", "rec_gran", "rec_gran", "SEL", BEGUN), member("food2", "rec_gran", "rec_abe", "GRA", BEGUN),
]  # fmt: skip
HOUSED = [
    {"person_record_id": f"rec_{who}", "EnrollmentID_key": f"home_{who}", "HouseholdID_key": "home", "ProjectID_key": "rehousing",
     "RelationshipToHoH": relation, "EntryDate": BEGUN, "MoveInDate": BEGUN}
    for who, relation in (("bea", "1"), ("ben", "2"))
]  # fmt: skip


def together() -> dict[str, list[dict]]:
    """Rows of both questions' families, and those above."""
    parts = (test_q2.TABLES, q3_rows.TABLES, {"human_services__snap__member": FOOD, "coc__hmis__enrollment": HOUSED})
    names = sorted({name for part in parts for name in part})
    return {name: [row for part in parts for row in part.get(name, [])] for name in names}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, Build]:
    return {definition: _built(tmp_path_factory.mktemp(definition) / "home", definition) for definition in DEFINITIONS}


def _built(home, definition: str) -> Build:
    write_in_force(home, together(), test_q2.COVERED | q3_rows.COVERED)
    people = {who: (f"paid_{who}",) * 3 for who in test_q2.PEOPLE} | q3_rows.PEOPLE  # both have a Ben, who are two people
    write_person_keys(home, people | {"rec_gran": ("gran", "gran", "gran")})
    selected = [f"+{mart}" for mart in MARTS]
    tested = ("--exclude", "resource_type:unit_test", "--indirect-selection", "buildable")
    return run_dbt(home, "build", "--select", *selected, *tested, "--vars", f"{{family_definition: {definition}}}")


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_every_mart_builds_and_its_keys_hold(built, definition):
    assert built[definition].returncode == 0, built[definition].output[-3000:]
    tested = [name for name, status in built[definition].statuses.items() if name.startswith("test.") and status == "pass"]
    assert [name for name in tested if "unique_combination_fct_q2_subsidy_spells" in name]
    assert [name for name in tested if "fct_q3_families" in name]


def test_spells_of_subsidy_are_the_same_and_their_parents_those_of_the_family(built):
    spells = "select child_person_id, start_month, received_months, is_in_cohort from fct_q2_subsidy_spells order by all"
    told = [each.rows(spells) for each in built.values()]
    assert len(told[0]) == 4 and told[0] == told[1] == told[2]
    parents = (
        "select parents.person_id from int_q2_parents__chosen as parents inner join fct_q2_subsidy_spells as spells "
        "on parents.family_id = spells.family_id and parents.index_month = spells.start_month "
        "where spells.child_person_id = 'paid_mia' order by 1"
    )
    assert {name: each.rows(parents) for name, each in built.items()} == {
        "birth_parents": [("paid_rosa",), ("paid_sam",)],  # he is on a case of his own, and that only in the month after
        "co_resident": [("paid_rosa",)],
        "case_unit": [("paid_rosa",)],
    }


def test_every_child_served_has_its_outcomes_once(built):
    asked = (
        "select person_id, count(*) from int_q2_outcomes__gathered where exposure_value = 'new_spell' "
        "and measure_name = 'baseline_child_had_snap_in_prior_year' group by person_id order by 1"
    )
    for each in built.values():
        assert each.rows(asked) == [("paid_ben", 1), ("paid_mia", 1)]


def test_reported_children_are_families_together_or_apart_and_each_is_in_one(built):
    placed = (
        "select reports.child_person_id, families.family_id from int_q3_reports__placed as reports "
        "left join fct_q3_families as families on reports.family_id = families.family_id "
        "where reports.is_screened_in and not reports.is_dated_in_future group by all"
    )
    found = {}
    for name, each in built.items():
        rows = each.rows(placed)
        assert sorted(child for child, _ in rows) == ["abe", "ana", "ben", "cal", "dan", "gus", "hal"]
        assert all(family for _, family in rows)
        found[name] = dict(rows)
    assert found["birth_parents"]["ana"] == found["birth_parents"]["abe"]
    assert found["co_resident"]["ana"] != found["co_resident"]["abe"]
    assert found["case_unit"]["ana"] != found["case_unit"]["abe"]


def test_rehousing_is_a_childs_home_and_no_case(built):
    alone = "select is_child_alone from fct_q3_families where index_child_person_id = 'ben'"
    assert {name: each.rows(alone) for name, each in built.items()} == {
        "birth_parents": [(False,)], "co_resident": [(False,)], "case_unit": [(True,)],
    }  # fmt: skip
