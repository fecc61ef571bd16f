"""Child care, early learning, readiness and tests through dbt: staged as written, and gathered as service to each person."""

from datetime import date

import pytest

from tests.dbt.conftest import Build, run_dbt
from tests.dbt.rows_in_force import write_in_force, write_person_keys

MAY, JUNE = date(2024, 5, 1), date(2024, 6, 1)
RECEIPTS = [
    {"parent_record_id": "rec_rosa", "child_1_record_id": "rec_mia", "child_2_record_id": "rec_leo", "ReportMonth": MAY,
     "CaseID_key": "case1", "SingleParent": "1", "ReasonForCare": "3", "Child1CareType": "04", "Child1Paid": 900,
     "Child2CareType": "07", "Child2Paid": 300, "MonthlyIncome": 1850.5, "MonthlyCopay": 0},
    {"parent_record_id": "rec_rosa", "child_1_record_id": "rec_leo", "ReportMonth": JUNE, "CaseID_key": "case1",
     "SingleParent": "9", "ReasonForCare": "4", "Child1Paid": 300},
]  # fmt: skip
ROSTER = [
    {"child_record_id": "rec_mia_site", "guardian_record_id": "rec_rosa_form", "ReportMonth": month, "SiteCode": "0501",
     "ChildID_key": "child1", "EntryDate": date(2024, 5, 20), "ExitDate": left, "DaysEnrolled": 8, "DaysAttended": 7,
     "SiteType": "CC"}
    for month, left in ((MAY, None), (JUNE, date(2024, 6, 7)))
]  # fmt: skip
HEAD_START = [
    {"person_record_id": "rec_leo_student", "StateID_key": "student1", "ReportingGrantee": "901045", "ProgramYear": 2024,
     "InitialEnrollDate": date(2023, 9, 3), "WithdrawDate": None},
    {"person_record_id": "rec_leo_student", "StateID_key": "student1", "ReportingGrantee": "901045", "ProgramYear": 2023,
     "InitialEnrollDate": date(2022, 9, 3), "WithdrawDate": date(2023, 5, 22)},
]  # fmt: skip
READINESS = [
    {"person_record_id": record, "StateID_key": record, "SchoolYear": 2025, "DateAssessed": MAY, "DateReported": JUNE,
     "OverallScore": score, "ReadinessLevel": level, "ExemptionReason": reason, "SocialFoundations": score}
    for record, score, level, reason in (
        ("rec_leo_student", 271, "3", None), ("rec_x", 258, "2", None), ("rec_y", None, None, "L"),
    )
]  # fmt: skip
TESTS = [
    {"person_record_id": "rec_leo_student", "StudentIdentifierState_key": "student1", "SchoolYear": 2028,
     "AssessmentIdentifier": "SUM-2028", "AssessmentAcademicSubject": subject, "AssessmentTypeAdministered": "Summative",
     "AdministrationStartDate": MAY, "AssessmentResultReportedDate": JUNE, "AssessmentResultScoreValue": score,
     "PerformanceLevelIdentifier": level, "ReasonNotTested": reason, "GradeLevelWhenAssessed": "03"}
    for subject, score, level, reason in (("13373", 500, "L3", None), ("01166", None, None, "03451"))
]  # fmt: skip
PEOPLE = {
    record: (person, person, person)
    for record, person in {
        "rec_rosa": "rosa", "rec_rosa_form": "rosa", "rec_mia": "mia", "rec_mia_site": "mia", "rec_leo": "leo",
        "rec_leo_student": "leo",
    }.items()
}  # fmt: skip


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Build:
    home = tmp_path_factory.mktemp("early_years")
    write_in_force(
        home,
        {
            "family_services__child_care_subsidy": RECEIPTS,
            "early_learning__prek": ROSTER,
            "early_learning__head_start": HEAD_START,
            "education__kindergarten_readiness": READINESS,
            "education__assessments": TESTS,
        },
    )
    write_person_keys(home, PEOPLE)
    models = "+int_declared_spells__gathered stg_education__kindergarten_readiness stg_education__assessments"
    return run_dbt(home, "build", "--select", *models.split())


def test_the_models_of_the_early_years_build_and_their_keys_hold(staged):
    assert staged.returncode == 0, staged.output[-3000:]


def test_a_receipt_is_a_month_of_service_to_the_parent_and_each_child(staged):
    rows = staged.rows(
        "select person_id, start_date, end_date, spell_count from int_declared_spells__gathered"
        " where program = 'child_care_subsidy' order by all"
    )
    july = date(2024, 7, 1)
    assert rows == [
        ("leo", MAY, JUNE, 1), ("leo", JUNE, july, 1), ("mia", MAY, JUNE, 1), ("rosa", MAY, JUNE, 1), ("rosa", JUNE, july, 1),
    ]  # fmt: skip


def test_a_roster_is_service_to_the_child_from_entry_to_exit_and_not_to_the_guardian(staged):
    rows = staged.rows(
        "select person_id, start_date, end_date from int_declared_spells__gathered where program = 'pre_k' order by all"
    )
    assert rows == [("mia", date(2024, 5, 20), JUNE), ("mia", JUNE, date(2024, 6, 8))]
    assert staged.rows("select distinct guardian_person_id from stg_early_learning__prek") == [("rosa",)]


def test_head_start_is_service_from_enrolment_to_withdrawal(staged):
    rows = staged.rows(
        "select person_id, start_date, end_date from int_declared_spells__gathered where program = 'head_start' order by all"
    )
    assert rows == [("leo", date(2022, 9, 3), date(2023, 5, 23)), ("leo", date(2023, 9, 3), None)]


def test_care_is_told_by_setting_and_licence(staged):
    rows = staged.rows(
        "select receipt_month, child_1_care_setting_name, child_1_has_licensed_care, child_2_care_setting_name,"
        " child_2_has_licensed_care, is_single_parent, is_for_work, is_for_training, monthly_income_usd, copay_usd"
        " from stg_family_services__child_care_subsidy order by all"
    )
    assert rows[0] == (MAY, "centre", True, "family_home", False, True, True, True, 1850.5, 0)
    assert rows[1] == (JUNE, None, None, None, None, None, False, False, None, None)


def test_levels_say_who_is_ready_and_who_is_proficient(staged):
    ready = staged.rows(
        "select overall_score, social_foundations_score, readiness_level, is_ready, exemption_reason"
        " from stg_education__kindergarten_readiness order by overall_score desc nulls last"
    )
    assert ready == [
        (271, 271, "demonstrating", True, None),
        (258, 258, "approaching", False, None),
        (None, None, None, None, "english_learner"),
    ]
    tested = staged.rows(
        "select subject, scale_score, performance_level, is_proficient, reason_not_tested, sitting"
        " from stg_education__assessments order by subject"
    )
    assert tested == [
        ("mathematics", None, None, None, "absent", "summative"),
        ("reading", 500, "proficient", True, None, "summative"),
    ]
