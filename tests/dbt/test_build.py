"""The whole project builds on one family, every test in it passes, and each mart says what happened."""

import json
from datetime import date

import pytest

from data_contracts.reader import read_contracts
from tests.dbt.conftest import run_dbt
from tests.dbt.family import COVERED, PEOPLE, TABLES
from tests.dbt.rows_in_force import CONTRACTS, write_in_force, write_person_keys


def test_everything_is_built_and_every_test_passes(build):
    assert build.returncode == 0, build.output[-3000:]
    wrong = {name: status for name, status in build.statuses.items() if status not in ("success", "pass")}
    # One wage record has no key on purpose, and that is only a warning.
    assert wrong == {"test.twogen.assert_every_record_has_a_person": "warn"}


def test_parents_and_children_are_tied_by_the_certificates_in_force(build):
    found = build.rows(
        "select child_person_id, parent_role, parent_person_id, start_month, confidence_band "
        "from fct_parent_child_links where is_resolved order by all"
    )
    assert found == [
        ("kim", "mother", "kim_mother", date(2026, 8, 1), "uncontested"),
        ("leo", "father", "sam", date(2018, 5, 1), "uncontested"),
        ("leo", "mother", "rosa", date(2018, 5, 1), "uncontested"),
        ("mia", "mother", "rosa", date(2024, 3, 1), "uncontested"),
    ]


def test_a_person_has_the_attributes_that_survive_and_the_number_they_won_over(build):
    found = build.rows(
        "select person_id, sex, sex_stated_by, sex_rival_count, race_ethnicity, race_ethnicity_rival_count, birth_month, "
        "birth_month_rival_count, record_count from dim_person where person_id in ('rosa', 'leo', 'kim') order by all"
    )
    assert found == [
        ("kim", "unknown", None, 0, "unknown", 0, date(2026, 8, 1), 0, 1),
        ("leo", "male", "health__births:child", 1, "black", 0, date(2018, 5, 1), 0, 2),
        ("rosa", "female", "coc__hmis__client:person", 0, "hispanic", 1, date(1995, 7, 1), 1, 4),
    ]


def test_everyone_linkage_knows_is_a_person(build):
    assert build.rows("select count(*) from dim_person") == [(10,)]


def test_an_id_that_ended_leads_to_its_person(build):
    found = build.rows("select former_person_id, person_id, redirect_state, ended_date from dim_person_redirect order by 1")
    assert found == [
        ("gone", None, "retired", date(2026, 11, 2)),
        ("rosa_before", "rosa", "redirected", date(2026, 10, 2)),
    ]


@pytest.mark.parametrize(
    ("redirect", "broken"),
    [
        (("rosa", "leo", date(2026, 10, 2)), "assert_no_ended_person_id_has_a_record"),
        (("rosa_before", "nobody", date(2026, 10, 2)), "relationships_dim_person_redirect"),
    ],
    ids=["an ended id with a record", "a living id without one"],
)
def test_redirects_of_another_night_than_the_keys_are_refused(tmp_path, redirect, broken):
    home = tmp_path / "home"
    write_in_force(home, TABLES)
    write_person_keys(home, PEOPLE, [redirect])
    built = run_dbt(home, "build", "--select", "+dim_person_redirect", "+dim_person")
    failed = [name.split(".")[2] for name, status in built.statuses.items() if status == "fail"]
    assert len(failed) == 1 and failed[0].startswith(broken)


def test_a_person_is_seen_in_the_months_of_each_program(build):
    found = build.rows(
        "select program, service_month, service_count from fct_person_month_programs where person_id = 'rosa' order by all"
    )
    assert found == [
        ("birth_registration", date(2018, 5, 1), 1),
        ("birth_registration", date(2024, 3, 1), 1),
        *[("covered_employment", date(2024, month, 1), 2) for month in (4, 5, 6)],
        *[("covered_employment", date(2024, month, 1), 1) for month in (7, 8, 9)],
        *[("emergency_shelter", date(2024, month, 1), 1) for month in (2, 3, 4)],
    ]


def test_a_school_year_is_the_months_of_its_terms(build):
    found = build.rows(
        "select service_month from fct_person_month_programs where program = 'public_school' and person_id = 'leo'"
    )
    fall_to_spring = [date(2023, m, 1) for m in range(8, 13)] + [date(2024, m, 1) for m in range(1, 6)]
    assert sorted(month for (month,) in found) == [*fall_to_spring, *(date(2024, m, 1) for m in range(8, 13))]


def test_coverage_ends_with_the_data_and_is_trusted_less_the_lag(build):
    found = build.rows("select feed, last_covered_date, lag_days, reportable_through_date from dim_source_coverage "
        "where coverage_note is null order by 1")
    assert found == [
        ("coc__hmis", date(2026, 9, 30), 90, date(2026, 7, 2)),
        ("education__attendance", date(2026, 5, 31), 120, date(2026, 1, 31)),
        ("health__births", date(2026, 8, 31), 60, date(2026, 7, 2)),
        ("labor__ui_wages", date(2026, 3, 31), 180, date(2025, 10, 2)),
    ]


def test_a_feed_that_never_came_has_a_row_that_says_so(build):
    found = build.rows(
        "select count(*), count(last_covered_date), count(reportable_through_date), min(coverage_note), max(coverage_note) "
        "from dim_source_coverage where coverage_note is not null"
    )
    assert found == [(len(read_contracts(CONTRACTS)) - len(COVERED), 0, 0, "never_delivered", "never_delivered")]


def test_who_used_several_systems_in_a_year_and_in_which_order(build):
    found = build.rows(
        "select person_id, system_count, program_count, systems_used, contact_order, overlap_months, counted_systems "
        "from fct_person_year_systems where calendar_year = 2024 order by 1"
    )
    assert found == [
        ("leo", 1, 1, "education", "education", 0, "coc+education+health+labor"),
        ("mia", 1, 1, "health", "health", 0, "coc+education+health+labor"),
        ("rosa", 3, 3, "coc+health+labor", "coc > health > labor", 2, "coc+education+health+labor"),
    ]


def test_a_year_counts_the_feeds_that_cover_it_and_those_that_came_later_take_none_away(build):
    found = build.rows("select calendar_year, counted_systems, null_reason, paid_null_reason from fct_q13_years order by 1")
    assert found == [
        *[(year, None, "not_observed", "not_observed") for year in (2018, 2019)],
        *[(year, "coc+health", None, "not_observed") for year in (2020, 2021)],
        (2022, "coc+health+labor", None, "not_observed"),
        *[(year, "coc+education+health+labor", None, "not_observed") for year in (2023, 2024)],
        *[(year, None, "not_yet_reportable", "not_yet_reportable") for year in (2025, 2026)],
    ]


def test_a_year_that_is_not_complete_is_null_with_a_reason(build):
    found = build.rows(
        "select calendar_year, system_count, systems_used, paid_usd, null_reason from fct_person_year_systems "
        "where calendar_year in (2018, 2026) order by 1, person_id limit 4"
    )
    assert found == [
        *[(2018, None, None, None, "not_observed")] * 3,
        (2026, None, None, None, "not_yet_reportable"),
    ]


def test_the_cells_stand_at_all_three_link_levels(build):
    found = {
        schema: dict(
            build.rows(
                f"select exposure_value, people_count from {schema}.fct_q13_cells where people_count > 0 "
                "and measure_name = 'program_count_in_2024' and subgroup_name = 'all' and answer = 'known'"
            )
        )
        for schema in ("main", "strict", "lenient")
    }
    assert found["main"] == {"1": 2, "all": 3, "3": 1}
    assert found["lenient"] == found["main"]
    assert found["strict"] == {"1": 3, "2": 1, "all": 4}


def test_a_mother_and_her_children_are_one_family_and_her_other_self_at_the_strict_level_another(build):
    where = "measure_name = 'program_count_in_2024' and exposure_value = 'all' and subgroup_name = 'all' and answer = 'known'"
    found = {
        schema: build.rows(f"select people_count, protected_count from {schema}.fct_q13_cells where {where}")
        for schema in ("main", "strict")
    }
    assert found == {"main": [(3, 1)], "strict": [(4, 2)]}


def test_the_other_levels_hold_what_their_cells_are_made_of_and_no_report(build):
    tables = build.rows("select table_schema, table_name from information_schema.tables")
    assert {schema for schema, name in tables if name.startswith("rpt_")} == {"main"}
    assert {schema for schema, name in tables if name == "int_q13_person_years__judged"} == {"main", "strict", "lenient"}


def test_a_report_about_so_few_shows_nothing_of_them(build):
    found = build.rows("select max(people_count), max(people_count_strict), max(people_share) from rpt_q13_systems_used")
    assert found == [(0, 0, None)]
    everyone = "measure_name like 'program_count_in_%' and exposure_value = 'all' and subgroup_name = 'all'"
    assert build.rows(f"select distinct null_reason from rpt_q13_systems_used where {everyone} order by 1") == [
        ("not_observed",), ("not_yet_reportable",), ("small_cell",),
    ]  # fmt: skip


def test_columns_said_to_be_never_null_are_not(build):
    said = build.rows(
        "select table_name, column_name from duckdb_columns() where schema_name = 'main' and comment like '%Never null.' and "
        "regexp_matches(table_name, '^(dim|fct|rpt)_')"
    )
    assert len(said) > 100
    nulls = [f"select '{table}.{column}', count(*) from {table} where {column} is null" for table, column in said]
    assert [column for column in build.rows(" union all ".join(nulls)) if column[1]] == []


def test_the_warehouse_holds_no_identifier_column_and_the_marts_no_record_id(build):
    columns = build.rows("select table_name, lower(column_name) from information_schema.columns")
    words = ("ssn", "firstname", "lastname", "first_name", "last_name", "street", "address", "phone", "email")
    assert not [(table, column) for table, column in columns if any(word in column for word in words)]
    marts = [(table, column) for table, column in columns if table.startswith(("dim_", "fct_", "rpt_"))]
    assert marts
    assert not [(table, column) for table, column in marts if column.endswith(("record_id", "_key", "delivery_id"))]


@pytest.mark.parametrize(("schema", "people"), [("strict", 11), ("main", 10), ("lenient", 9)])
def test_the_link_level_chooses_who_is_a_person_and_where_the_models_stand(build, schema, people):
    assert build.rows(f"select count(*) from {schema}.int_person_attributes__resolved") == [(people,)]


def test_a_level_built_by_hand_stands_where_a_night_puts_it(build, tmp_path):
    by_hand = run_dbt(tmp_path, "parse", "--vars", "{link_level: strict}")
    assert relations(by_hand.target) == relations(build.home / "warehouse" / "target" / "strict")


def relations(target) -> dict[str, str]:
    """Where each model stands, by its name."""
    nodes = json.loads((target / "manifest.json").read_text())["nodes"].values()
    return {node["name"]: node["relation_name"] for node in nodes if node["resource_type"] == "model"}


def test_an_unknown_link_level_is_refused(tmp_path):
    built = run_dbt(tmp_path, "parse", "--vars", "{link_level: loose}")
    assert built.returncode != 0
    assert "link_level must be strict, balanced or lenient, not loose" in built.output


def test_an_empty_home_builds_and_reports_nothing(tmp_path):
    """The first night, before any delivery was accepted: typed, empty tables in force."""
    home = tmp_path / "home"
    write_in_force(home, {})
    write_person_keys(home, {})
    built = run_dbt(home, "build", "--exclude-resource-type", "unit_test")
    assert built.returncode == 0, built.output[-3000:]
    assert built.rows("select count(*), max(people_count_strict) from rpt_q13_systems_used") == [(0, None)]
    assert set(built.statuses.values()) <= {"success", "pass", "warn"}


def test_the_docs_are_one_page_that_works_offline(build):
    made = run_dbt(build.home, "docs", "generate", "--static")
    assert made.returncode == 0, made.output[-2000:]
    page = (build.target / "static_index.html").read_text()
    assert "One row per person, calendar month, feed and program" in page
