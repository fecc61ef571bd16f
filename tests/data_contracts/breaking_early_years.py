"""The smallest set of rows that breaks each rule about child care, early learning, readiness and tests."""

from datetime import date

from tests.data_contracts.breaking_rows import DAY, Breaking, Rows, in_order, rows


def _born(year_column: str, year: int, birth_column: str, *births: int) -> Rows:
    return rows(*({year_column: year, birth_column: date(birth, 1, 10)} for birth in births))


EARLY_YEARS: dict[str, Breaking] = {
    "records.assistance_begins_by_the_month": in_order("AssistanceBegan", "ReportMonth"),
    "records.income_by_reason": (
        [
            (None, {"ReasonForCare": "1"}), (None, {"ReasonForCare": "4"}),
            (None, {"ReasonForCare": "1", "MonthlyIncome__text": "$0.00"}),
        ],
        1,
    ),
    "records.copay_within_income": ([(None, {"MonthlyCopay": copay, "MonthlyIncome": 100}) for copay in (100, 101)], 1),
    "records.a_child_in_the_first_place": ([(None, {"ParentID": "p"}), (None, {"ParentID": "p", "Child1ID": "c"})], 1),
    "records.children_from_the_left": (
        [
            (None, {"Child2ID": "b"}), (None, {"Child1ID": "a", "Child3ID": "c"}), (None, {"Child4ID": "d"}),
            (None, {"Child1ID": "a", "Child2ID": "b", "Child3ID": "c", "Child4ID": "d"}), (None, {"Child1ID": "a"}),
        ],
        3,
    ),
    "records.paid_without_care": (
        [(None, {f"Child{place}Paid": 100}) for place in (1, 2, 3, 4)]
        + [(None, {f"Child{place}Paid": 100, f"Child{place}CareType": "04"}) for place in (1, 2, 3, 4)],
        4,
    ),
    "records.child_too_old_for_care": (
        [
            (None, {"ReportMonth": DAY, f"Child{place}DOB": date(year, 1, 10)})
            for place in (1, 2, 3, 4)
            for year in (2027, 2026, 2007, 2006)
        ],
        8,
    ),
    "records.exit_after_entry": in_order("EntryDate", "ExitDate"),
    "records.days_attended_of_days_enrolled": ([(None, {"DaysEnrolled": 20, "DaysAttended": days}) for days in (20, 21)], 1),
    "records.age_outside_pre_kindergarten": (
        [(None, {"ReportMonth": DAY, "ChildBirthdate": date(year, 1, 10)}) for year in (2025, 2024, 2020, 2019)], 2,
    ),
    "records.withdrawal_after_enrolment": in_order("InitialEnrollDate", "WithdrawDate"),
    "records.age_outside_head_start": (_born("ProgramYear", 2026, "DateOfBirth", 2024, 2023, 2019, 2018), 2),
    "records.level_from_a_score": (
        [(None, {"ReadinessLevel": "3"}), (None, {"ReadinessLevel": "3", "OverallScore__text": "270"})], 1,
    ),
    "records.exempt_without_score": (
        [(None, {"ExemptionReason": "D", "OverallScore__text": "270"}), (None, {"ExemptionReason": "D"})], 1,
    ),
    "records.level_of_the_score": ([(None, {"ReadinessLevel": "3", "OverallScore": score}) for score in (269, 270)], 1),
    "records.reported_after_assessed": in_order("DateAssessed", "DateReported"),
    "records.age_outside_kindergarten": (_born("SchoolYear", 2027, "DateOfBirth", 2023, 2022, 2019, 2018), 2),
    "records.scored_unless_not_tested": (
        [
            (None, {"StudentIdentifierState": "s"}), (None, {"StudentIdentifierState": "s", "ReasonNotTested": "03451"}),
            (None, {"StudentIdentifierState": "s", "AssessmentResultScoreValue__text": "500"}),
        ],
        1,
    ),
    "records.not_tested_without_score": (
        [
            (None, {"ReasonNotTested": "03451", "AssessmentResultScoreValue__text": "500"}),
            (None, {"ReasonNotTested": "03451"}),
        ],
        1,
    ),
    "records.proficient_from_the_cut": (
        [(None, {"PerformanceLevelIdentifier": "L3", "AssessmentResultScoreValue": score}) for score in (499, 500)], 1,
    ),
    "records.reported_after_tested": in_order("AdministrationStartDate", "AssessmentResultReportedDate"),
    "records.age_outside_the_grades": (_born("SchoolYear", 2027, "Birthdate", 2023, 2022, 2011, 2010), 2),
}  # fmt: skip
