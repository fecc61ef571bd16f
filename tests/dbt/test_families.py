"""What does not fit in a family has a stated outcome, is counted in the notes, and stops nothing; ids outlive a month."""

from datetime import date
from pathlib import Path

import pytest

from tests.dbt.conftest import Build, run_dbt
from tests.dbt.rows_in_force import write_in_force, write_person_keys
from tests.dbt.small_families import LATER, PEOPLE, TABLES

MARTS = ["fct_parent_child_links", "fct_family_members", "dim_family", "fct_child_households", "fct_family_notes", "dim_person"]


def built(home: Path, tables: dict) -> Build:
    write_in_force(home, tables)
    write_person_keys(home, PEOPLE)
    chosen = [f"+{mart}" for mart in MARTS]
    quiet = ("--exclude-resource-type", "unit_test", "--indirect-selection", "cautious")
    return run_dbt(home, "build", "--select", *chosen, *quiet)


@pytest.fixture(scope="module")
def families(tmp_path_factory) -> Build:
    return built(tmp_path_factory.mktemp("families") / "home", TABLES)


def links(build: Build, child: str) -> list[tuple]:
    return build.rows(
        "select parent_person_id, link_type, parent_role, is_resolved, confidence_band, stands_by, impossible_reason "
        f"from fct_parent_child_links where child_person_id = '{child}' order by 1, 2"
    )


def noted(build: Build) -> dict[str, int]:
    return dict(build.rows("select note_name, noted_count from fct_family_notes where feed = 'all'"))


def test_everything_is_built_and_no_test_fails(families):
    assert families.returncode == 0, families.output[-3000:]
    assert not {name for name, status in families.statuses.items() if status in ("error", "fail")}


def test_two_birth_mothers_are_stated_and_the_one_more_feeds_name_stands_contested(families):
    found = {row[0]: row[1:5] for row in links(families, "ben") if row[2] == "mother"}
    assert found == {
        "ada": ("birth_parent", "mother", True, "contested"),  # a food case and a shelter's roster say so too
        "cora": ("birth_parent", "mother", False, "outranked"),
    }
    assert (noted(families)["several_birth_mothers"], noted(families)["contested_mother"]) == (1, 1)


def test_a_partner_there_in_the_first_year_stands_and_one_who_came_later_does_not(families):
    found = {row[0]: (row[3], row[4], row[5]) for row in links(families, "ben") if row[0] in ("dov", "eli")}
    assert found == {"dov": (True, "uncontested", "there_after_birth"), "eli": (False, "unproven", None)}
    assert noted(families)["unproven_parent"] == 1


def test_a_child_older_than_its_mother_is_kept_and_never_stands(families):
    assert links(families, "gil") == [("fay", "birth_parent", "mother", False, "impossible", None, "child_older_than_parent")]
    assert noted(families)["child_older_than_parent"] == 1


def test_an_adult_in_a_program_for_children_is_impossible(families):
    assert [row[-1] for row in links(families, "lev")] == ["adult_child"]
    assert noted(families)["adult_child"] == 1


def test_a_tie_to_a_person_who_does_not_exist_is_counted_and_ties_nobody(families):
    assert links(families, "mia") == []
    assert noted(families)["tie_without_person"] == 1
    by_feed = "select feed, noted_count from fct_family_notes where note_name = 'tie_without_person' and feed <> 'all'"
    assert families.rows(by_feed) == [("human_services__snap", 1)]


def test_a_shelter_roster_alone_gives_a_child_no_home_and_a_confirmed_one_does(families):
    found = families.rows(
        "select child_person_id, is_home, not_home_reason from fct_child_households where household_kind = 'shelter' "
        "and child_person_id <> 'pim' order by 1"
    )
    assert found == [("ben", False, "same_family"), ("jo", False, "shelter_roster_alone")]
    of_jo = "select distinct family_definition from fct_family_members where person_id = 'jo'"
    assert families.rows(of_jo) == [("birth_parents",)]
    assert noted(families)["shelter_roster_alone"] == 2  # Pim before moving in


def test_rehousing_is_a_home_from_the_month_of_moving_in_though_no_other_feed_ties_anyone(families):
    found = families.rows(
        "select household_kind, start_month, end_month, is_home, not_home_reason from fct_child_households "
        "where child_person_id = 'pim' order by all"
    )
    until = date(2036, 1, 1)  # Pim turns eighteen
    assert found == [
        ("housing", date(2024, 5, 1), until, True, None),
        ("shelter", date(2024, 4, 1), date(2024, 5, 1), False, "shelter_roster_alone"),
        ("shelter", date(2024, 5, 1), date(2024, 6, 1), False, "shelter_roster_alone"),
    ]
    at_home = "select person_id, start_month from fct_family_members where family_definition = 'co_resident' "
    assert families.rows(f"{at_home} and person_id in ('oda', 'pim') order by 1") == [
        ("oda", date(2024, 5, 1)), ("pim", date(2024, 5, 1)),
    ]  # fmt: skip


def test_the_parent_of_a_young_head_of_a_cash_case_is_her_mother(families):
    assert links(families, "uma") == [("vera", "parent", "mother", True, "uncontested", None, None)]


def test_a_note_of_nothing_is_a_row_with_0(families):
    assert noted(families)["report_dated_in_future"] == 0


def test_a_family_has_its_members_in_each_definition(families):
    found = families.rows(
        "select family_definition, person_id, member_role, start_month, end_month from fct_family_members where family_id in "
        "(select family_id from dim_family where anchor_person_id = 'ada') order by all"
    )
    case = [
        ("ada", "parent", date(2020, 5, 1), None),
        ("ben", "child", date(2020, 5, 1), None),
        ("dov", "parent", date(2020, 6, 1), date(2021, 6, 1)),
        ("eli", "other_adult", date(2023, 6, 1), None),
    ]
    until = date(2038, 3, 1)  # Ben turns eighteen
    ends = {person: until if end is None else end for person, _, _, end in case}
    herself = ("ada", "child", date(1995, 1, 1), date(2013, 1, 1))  # files of households speak from 2000 on, when she was one
    by_birth = [herself] + [(person, role, date(2020, 3, 1), until) for person, role, _, _ in case if person != "eli"]
    at_home = [(person, role, start, ends[person]) for person, role, start, _ in case]
    assert [row[1:] for row in found if row[0] == "birth_parents"] == by_birth
    assert [row[1:] for row in found if row[0] == "co_resident"] == at_home
    assert [row[1:] for row in found if row[0] == "case_unit"] == at_home


def test_family_ids_stay_when_another_month_is_added(families, tmp_path):
    later = built(tmp_path / "home", LATER)
    assert later.returncode == 0, later.output[-2000:]
    ids = "select family_definition, person_id, member_role, family_id from fct_family_members"
    before, after = set(families.rows(ids)), set(later.rows(ids))
    assert before < after
    assert {row[1] for row in after - before} == {"nan"}


def test_the_definition_is_a_variable_and_another_word_is_refused(tmp_path):
    home = tmp_path / "home"
    write_in_force(home, TABLES)
    write_person_keys(home, PEOPLE)
    chosen = "select distinct family_definition from dim_family where is_chosen_definition"
    made = run_dbt(home, "run", "--select", "+dim_family", "--vars", "{family_definition: co_resident}")
    assert made.rows(chosen) == [("co_resident",)]
    refused = run_dbt(home, "parse", "--vars", "{family_definition: cousins}")
    assert refused.returncode != 0
    assert "family_definition must be birth_parents, co_resident, case_unit, not cousins" in refused.output
