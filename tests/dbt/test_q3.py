"""Q3 through dbt, from small deliveries to the report: one good family, and what bad rows and missing feeds become."""

from pathlib import Path
from typing import Any

import pytest

from tests.dbt.conftest import Build, run_dbt
from tests.dbt.q3_rows import COVERED, INDEX, PEOPLE, TABLES, day
from tests.dbt.rows_in_force import write_in_force, write_person_keys

NEVER = (None, None)


def put(home: Path, tables: dict[str, Any], covered: dict[str, Any]) -> Path:
    write_in_force(home, tables, covered)
    write_person_keys(home, PEOPLE)
    return home


@pytest.fixture(scope="module")
def families(tmp_path_factory: pytest.TempPathFactory) -> Build:
    marts = ("+rpt_q3_supportive_housing", "+fct_q3_families", "+fct_family_notes")
    tested = ("--exclude", "resource_type:unit_test", "--indirect-selection", "buildable")
    return run_dbt(put(tmp_path_factory.mktemp("q3"), TABLES, COVERED), "build", "--select", *marts, *tested)


@pytest.fixture(scope="module")
def without_feeds(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """HMIS and placements were never delivered."""
    tables = {name: rows for name, rows in TABLES.items() if not name.startswith(("coc__", "child_welfare__placements"))}
    covered = COVERED | {"coc__hmis": NEVER, "child_welfare__placements": NEVER}
    home = put(tmp_path_factory.mktemp("q3_without"), tables, covered)
    return run_dbt(home, "run", "--select", "+fct_q3_cells", "+fct_q3_families")


def of(build: Build, child: str, *columns: str) -> tuple[Any, ...]:
    """Columns of the one family whose index child this is."""
    (row,) = build.rows(f"select {', '.join(columns)} from fct_q3_families where index_child_person_id = '{child}'")
    return row


def test_everything_of_q3_builds_and_its_tests_hold(families):
    assert families.returncode == 0, families.output[-3000:]


def test_twins_reported_on_one_day_are_one_family_with_one_index_report(families):
    assert of(families, "abe", "index_date", "children_count", "is_child_alone") == (INDEX, 2, False)


def test_a_family_housed_on_day_31_and_served_on_day_90_has_both(families):
    assert of(families, "abe", "housed_date", "served_date", "exposure_value") == (day(31), day(90), "both")


def test_a_report_six_months_later_is_a_re_report_and_one_on_day_14_is_none(families):
    columns = ("is_re_reported_6m", "is_re_reported_12m", "has_recurrence_12m")
    assert of(families, "abe", *columns) == (True, True, True)
    assert families.rows("select event_number, report_count from int_q3_report_events__ordered"
                         " where family_id = (select family_id from fct_q3_families where index_child_person_id = 'abe')"
                         " order by 1") == [(1, 2), (2, 1)]  # fmt: skip


def test_a_move_from_shelter_to_rehousing_is_no_return_and_the_shelter_after_it_is_one(families):
    # The first exit to a home is the shelter's, on day 30; rehousing on day 31 is a move, the shelter on day 500 a return.
    assert of(families, "abe", "was_homeless", "has_homeless_return") == (True, True)


def test_a_removal_without_an_exit_counts_to_the_end_of_its_window(families):
    # 2020-03-10 to 2022-03-01, both included.
    assert of(families, "ben", "is_removed_12m", "out_of_home_days", "has_re_entry_12m") == (True, 722, None)


def test_an_exit_before_its_removal_leaves_the_removal_and_makes_the_days_unknown(families):
    assert of(families, "cal", "is_removed_12m", "out_of_home_days", "out_of_home_days_null_reason") == (
        True, None, "not_observed",
    )  # fmt: skip


def test_nobody_enrolled_is_unknown_and_enrolled_without_a_service_is_neither(families):
    assert of(families, "ben", "exposure_value", "has_health_service", "has_health_service_null_reason") == (
        "unknown", None, "not_observed",
    )  # fmt: skip
    assert of(families, "cal", "exposure_value", "has_health_service") == ("neither", False)


def test_a_child_of_no_family_is_a_family_of_its_own(families):
    assert of(families, "dan", "is_child_alone", "children_count") == (True, 1)


def test_a_child_of_two_mothers_is_in_one_family(families):
    assert families.rows("select count(*) from fct_q3_families where index_child_person_id = 'gus'") == [(1,)]


def test_reports_from_the_future_and_reports_screened_out_make_no_cohort(families):
    assert families.rows("select index_child_person_id from fct_q3_families order by 1") == [
        ("abe",), ("ben",), ("cal",), ("dan",), ("gus",), ("hal",),
    ]  # fmt: skip
    assert families.rows("select count(*) from int_child_reports__dated where is_dated_in_future") == [(1,)]


def test_a_report_from_the_future_is_told_by_a_warning_that_counts(families):
    (status,) = [status for name, status in families.statuses.items() if "assert_no_report_is_dated_in_the_future" in name]
    assert status == "warn"


def test_a_report_from_the_future_is_counted_in_the_notes(families):
    noted = "select feed, noted_count from fct_family_notes where note_name = 'report_dated_in_future' order by 1"
    assert families.rows(noted) == [("all", 1), ("child_welfare__reports", 1)]


def test_a_measure_that_is_not_asked_has_no_row_and_one_without_an_answer_has_its_reason(families):
    rows = families.rows(
        "select measure_name, is_met, null_reason from int_q3_outcomes__gathered where person_id = 'cal'"
        " and measure_name in ('re_entry_12m', 'recurrence_12m', 'out_of_home_days', 'removal_12m') order by 1"
    )
    assert rows == [("out_of_home_days", None, "not_observed"), ("removal_12m", True, None)]


def test_the_report_hides_so_few_families(families):
    shown = families.rows("select distinct people_count from rpt_q3_supportive_housing where people_count is not null")
    assert shown == [(0,)]


def test_without_hmis_and_placements_nothing_is_zero(without_feeds):
    assert without_feeds.returncode == 0, without_feeds.output[-3000:]
    columns = ("exposure_value", "is_housed", "is_removed_12m", "out_of_home_days", "has_homeless_return", "was_homeless")
    assert of(without_feeds, "abe", *columns) == ("unknown", None, None, None, None, None)
    reasons = [f"{column}_null_reason" for column in columns[1:]]
    assert of(without_feeds, "abe", *reasons) == ("not_observed",) * 5
    assert of(without_feeds, "abe", "is_re_reported_6m") == (True,)


def test_a_window_of_the_last_months_is_not_yet_reportable(families):
    columns = ("is_re_reported_6m", "is_re_reported_12m_null_reason", "is_removed_12m_null_reason")
    assert of(families, "hal", *columns) == (False, "not_yet_reportable", "not_yet_reportable")
