"""Q1 on a handful of children: a day to come, a feed that never came, two schools at once, no month of birth."""

from datetime import date

import pytest

from tests.dbt.conftest import Build, run_dbt
from tests.dbt.rows_in_force import Rows, write_in_force, write_person_keys

ENTERED, BORN = date(2024, 8, 12), date(2019, 3, 1)
AHEAD = date(2026, 12, 1)  # a month after the last day that attendance tells of
COVERED = (date(2016, 8, 1), date(2026, 10, 31))


def _enrolled(child: str, **said) -> dict:
    """A fall in kindergarten: 80 days, 8 of them absent."""
    row = {
        "person_record_id": f"{child}_pupil", "StateID_key": child, "CurrentSchoolYear": 2025, "Term": "FALL",
        "ReportingDistrict": "d1", "AttendingSchool": "s1", "GradeLevel": "K", "EntryDate": ENTERED, "DaysEnrolled": 80,
        "DaysAttended": 72, "DaysAbsent": 8, "DateOfBirth_birth_month": BORN,
    }  # fmt: skip
    return {**row, **said}


ATTENDANCE = [
    _enrolled("ana"),
    _enrolled("twin"),
    _enrolled("twin", ReportingDistrict="d2", EntryDate=date(2024, 9, 2), DaysEnrolled=70, DaysAttended=0, DaysAbsent=70),
    _enrolled("unborn", DateOfBirth_birth_month=None),
    _enrolled("ahead", CurrentSchoolYear=2027, EntryDate=AHEAD, DateOfBirth_birth_month=date(2021, 3, 1)),
]
READINESS = [
    {"person_record_id": f"{child}_pupil", "StateID_key": child, "SchoolYear": year, "DateAssessed": day, "DateReported": day,
     "OverallScore": score, "SocialFoundations": score, "ReadinessLevel": "3"}
    for child, year, day, score in (
        ("ana", 2025, date(2024, 9, 20), 275), ("unborn", 2025, date(2024, 9, 20), 280), ("ahead", 2027, AHEAD, 290),
    )
]  # fmt: skip
HEAD_START = [
    {"person_record_id": "ana_pupil", "StateID_key": "ana", "ReportingGrantee": "901045", "ProgramYear": 2024,
     "InitialEnrollDate": date(2023, 9, 3), "WithdrawDate": date(2024, 1, 15)},
]  # fmt: skip
ROSTERS = [
    {"child_record_id": "ana_site", "ReportMonth": date(2024, 2, 1), "SiteCode": "1", "ChildID_key": "a",
     "EntryDate": date(2024, 2, 1)},
]  # fmt: skip
RECEIPTS = [{"parent_record_id": "rec_mother", "ReportMonth": date(2024, 3, 1), "CaseID_key": "case1"}]
TABLES = {
    "education__attendance": ATTENDANCE,
    "education__kindergarten_readiness": READINESS,
    "early_learning__head_start": HEAD_START,
    "early_learning__prek": ROSTERS,
    "family_services__child_care_subsidy": RECEIPTS,
}
CHILDREN = ("ana", "twin", "unborn", "ahead")
PEOPLE = {f"{child}_{record}": (child, child, child) for child in CHILDREN for record in ("pupil", "site")}


def _built(home, tables: dict[str, Rows]) -> Build:
    write_in_force(home, tables, covered={feed: COVERED for feed in tables})
    write_person_keys(home, PEOPLE)
    built = run_dbt(home, "run", "--select", "+rpt_q1_early_care", "+fct_q1_school_entry_children")
    assert built.returncode == 0, built.output[-3000:]
    return built


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> Build:
    return _built(tmp_path_factory.mktemp("told"), TABLES)


@pytest.fixture(scope="module")
def without_rosters(tmp_path_factory) -> Build:
    return _built(tmp_path_factory.mktemp("untold"), {feed: rows for feed, rows in TABLES.items() if rows is not ROSTERS})


def test_months_of_each_kind_of_care_are_counted_before_school(told):
    found = told.rows(
        "select any_care_months, head_start_months, pre_k_months, subsidised_care_months, any_care_band"
        " from fct_q1_school_entry_children where person_id = 'ana'"
    )
    assert found == [(6, 5, 1, 0, "6_to_11")]


def test_an_index_date_in_the_future_is_kept_noted_and_tells_nothing_yet(told):
    found = told.rows(
        "select index_date, index_note, is_ready_overall, is_ready_overall_null_reason,"
        " is_chronically_absent_kindergarten_null_reason, is_proficient_grade_3_reading_null_reason, any_care_band,"
        " any_care_null_reason from fct_q1_school_entry_children where person_id = 'ahead'"
    )
    later = "not_yet_reportable"
    # Nobody ever delivered a test's result, which is not a matter of waiting.
    assert found == [(AHEAD, "index_in_future", None, later, later, "not_observed", "unknown", later)]


def test_a_child_in_two_schools_at_once_is_judged_by_the_longer_enrolment(told):
    found = told.rows("select is_chronically_absent_kindergarten from fct_q1_school_entry_children where person_id = 'twin'")
    assert found == [(True,)]
    counted = told.rows(
        "select enrolled_days, absent_days, double_enrolment_count from int_school_years__counted where person_id = 'twin'"
    )
    assert counted == [(80, 8, 1)]


def test_a_child_without_a_month_of_birth_has_school_outcomes_and_unknown_care(told):
    found = told.rows(
        "select index_note, is_ready_overall, any_care_months, any_care_null_reason, any_care_band, age_band,"
        " has_well_child_visit_at_6_null_reason, match_weight from fct_q1_school_entry_children where person_id = 'unborn'"
    )
    assert found == [("no_birth_month", True, None, "not_observed", "unknown", "unknown", "not_observed", None)]


def test_a_kind_of_care_nobody_told_of_is_unknown_and_never_zero(without_rosters):
    found = without_rosters.rows(
        "select pre_k_months, pre_k_null_reason, pre_k_band, any_care_months, any_care_band, head_start_months"
        " from fct_q1_school_entry_children where person_id = 'ana'"
    )
    assert found == [(None, "not_observed", "unknown", None, "unknown", 5)]


def test_without_a_feed_of_care_the_report_has_nobody_in_any_band(without_rosters):
    found = without_rosters.rows(
        "select exposure_value, sum(people_count) from fct_q1_cells where measure_name = 'is_ready_overall'"
        " and subgroup_name = 'all' and answer = 'all' group by 1 order by 1"
    )
    bands = dict(found)
    assert bands.pop("unknown") == bands.pop("all") == len(CHILDREN)
    assert set(bands.values()) == {0}


def test_handfuls_do_not_leave(told):
    assert told.rows("select count(*) from rpt_q1_early_care where people_count > 0 or met_share is not null") == [(0,)]
