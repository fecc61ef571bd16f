"""Child care subsidy, both generations, on a few families: honest spells, whose parents, compared with whom, and bad inputs."""

from datetime import date

import pytest

from tests.dbt.conftest import Build, run_dbt
from tests.dbt.rows_in_force import write_in_force, write_person_keys

SUBSIDY, WAGES = "family_services__child_care_subsidy", "labor__ui_wages"
MODELS = ["+fct_q2_subsidy_spells", "+fct_q2_family_quarters", "+rpt_q2_child_care_subsidy"]


def born(child: str, month: date, mother: str, father: str | None = None) -> dict:
    return {
        "child_record_id": child, "mother_record_id": mother, "father_record_id": father, "CERTIFICATE_key": f"cert_{child}",
        "VOID": "0", "ISEX": "F", "IDOB_birth_month": month, "MDOB_birth_month": date(1995, 7, 1), "DOR": month,
    }  # fmt: skip


def paid(parent: str, child: str, month: date, case: str, dollars: int = 300, care: str = "04") -> dict:
    return {
        "parent_record_id": parent, "child_1_record_id": child, "ReportMonth": month, "CaseID_key": case, "SingleParent": "0",
        "Child1CareType": care, "Child1Paid": dollars,
    }  # fmt: skip


# Mia has two parents and is on two cases in February; Ben's care goes on when the feed stops; Cy's began before the feed;
# Dee's is in a year to come; Kim has SNAP and no subsidy.
BIRTHS = [
    born("mia", date(2021, 3, 1), "rosa", "sam"), born("ben", date(2022, 5, 1), "bea"), born("cy", date(2014, 2, 1), "cora"),
    born("dee", date(2023, 1, 1), "dora"), born("kim", date(2020, 3, 1), "kate"),
]  # fmt: skip
RECEIPTS = [
    *(paid("rosa", "mia", date(2024, month, 1), "case1") for month in (1, 2, 3)),
    paid("sam", "mia", date(2024, 2, 1), "case2", dollars=100, care="07"),
    *(paid("bea", "ben", date(2026, month, 1), "case3", care="07") for month in (3, 4)),
    paid("cora", "cy", date(2017, 1, 1), "case4"),
    paid("dora", "dee", date(2031, 1, 1), "case5"),
]
JOBS = [
    {"person_record_id": who, "UI_ACCOUNT_key": "employer1", "YEAR": year, "QUARTER": quarter, "WAGE": wage}
    for who, year, quarter, wage in [("rosa", 2024, 3, 2000), ("rosa", 2024, 4, 1000), ("sam", 2024, 3, 5000)]
]
MEMBERS = [
    {"person_record_id": who, "head_of_household_record_id": "kate", "CASE_ID_key": "snap1", "CLIENT_ID_key": who,
     "MEMBER_START_DATE": date(2023, 4, 1), "MEMBER_END_DATE": date(2023, 4, 30), "RELATION": relation,
     "PARTICIPATION_STATUS": "1"}
    for who, relation in (("kim", "CHI"), ("kate", "SEL"))
]  # fmt: skip
TABLES = {
    "health__births": BIRTHS, SUBSIDY: RECEIPTS, WAGES: JOBS, "human_services__snap__member": MEMBERS,
}  # fmt: skip
# The subsidy's feed stopped in June 2026 (trusted through 1 May), that of wages a year before (through 1 January 2025).
COVERED = {SUBSIDY: (date(2017, 1, 1), date(2026, 6, 30)), WAGES: (date(2018, 1, 1), date(2025, 6, 30))}
PEOPLE = ["mia", "rosa", "sam", "ben", "bea", "cy", "cora", "dee", "dora", "kim", "kate"]


def _built(home, tables: dict, covered: dict | None = None) -> Build:
    write_in_force(home, tables, covered)
    write_person_keys(home, {who: (who, who, who) for who in PEOPLE})
    return run_dbt(home, "run", "--select", *MODELS)


@pytest.fixture(scope="module")
def few(tmp_path_factory) -> Build:
    return _built(tmp_path_factory.mktemp("q2") / "home", TABLES, COVERED)


@pytest.fixture(scope="module")
def without_wages(tmp_path_factory) -> Build:
    return _built(
        tmp_path_factory.mktemp("q2") / "home", {k: v for k, v in TABLES.items() if k != WAGES}, {SUBSIDY: COVERED[SUBSIDY]}
    )


def test_marts_of_subsidy_are_built_on_bad_inputs(few):
    assert few.returncode == 0, few.output[-3000:]


def test_a_child_on_two_cases_in_a_month_is_served_once_and_both_are_paid(few):
    rows = few.rows(
        "select received_months, paid_usd, is_on_two_lines, care_setting_name, parents_category, start_month, end_month"
        " from fct_q2_subsidy_spells where child_person_id = 'mia'"
    )
    assert rows == [(3, 1000, True, "centre", "two_parents", date(2024, 1, 1), date(2024, 4, 1))]


def test_a_spell_does_not_look_ended_when_the_feed_has_stopped(few):
    rows = few.rows(
        "select last_receipt_month, end_month, end_null_reason, spell_band, is_new from fct_q2_subsidy_spells"
        " where child_person_id = 'ben'"
    )
    assert rows == [(date(2026, 4, 1), None, "not_yet_reportable", "still_open", True)]


def test_a_spell_at_the_beginning_of_the_data_is_not_known_to_be_new(few):
    rows = few.rows(
        "select is_start_observed, is_new, is_new_null_reason, is_in_cohort from fct_q2_subsidy_spells"
        " where child_person_id = 'cy'"
    )
    assert rows == [(False, None, "not_observed", False)]


def test_a_month_in_the_future_is_kept_noted_and_not_in_the_cohort(few):
    rows = few.rows(
        "select start_month, end_null_reason, is_new, is_new_null_reason, is_in_cohort from fct_q2_subsidy_spells"
        " where child_person_id = 'dee'"
    )
    assert rows == [(date(2031, 1, 1), "not_yet_reportable", None, "not_yet_reportable", False)]


def test_both_parents_of_a_family_are_looked_at_and_a_family_eligible_and_not_served(few):
    rows = few.rows(
        "select person_id, exposure_value from int_q2_outcomes__gathered"
        " where measure_name = 'is_employed_q2_after_start' order by all"
    )
    assert rows == [("bea", "new_spell"), ("kate", "not_served"), ("rosa", "new_spell"), ("sam", "new_spell")]


def test_parents_and_children_are_cut_by_setting_length_and_number_of_parents(few):
    rows = few.rows(
        "select person_id, care_setting, spell_band, parents from int_q2_outcomes__gathered"
        " where measure_name in ('has_begun_workforce_program', 'has_well_child_visits_due_after') order by all"
    )
    assert rows == [
        ("bea", "family_home", "still_open", "one_parent"), ("ben", "family_home", "still_open", "one_parent"),
        ("kate", "not_served", "not_served", "one_parent"), ("kim", "not_served", "not_served", "one_parent"),
        ("mia", "centre", "01_to_03", "two_parents"), ("rosa", "centre", "01_to_03", "two_parents"),
        ("sam", "centre", "01_to_03", "two_parents"),
    ]  # fmt: skip


def test_wages_of_both_parents_are_the_familys_and_null_when_not_yet_reportable(few):
    rows = few.rows(
        "select relative_quarter, parent_count, employed_parent_count, wage_usd, wage_null_reason, subsidy_months"
        " from fct_q2_family_quarters where index_month = date '2024-01-01' and relative_quarter between 0 and 5 order by 1"
    )
    assert rows == [
        (0, 2, 0, 0, None, 3), (1, 2, 0, 0, None, 0), (2, 2, 2, 7000, None, 0), (3, 2, 1, 1000, None, 0),
        (4, 2, None, None, "not_yet_reportable", 0), (5, 2, None, None, "not_yet_reportable", 0),
    ]  # fmt: skip


def test_an_eligible_family_stands_in_its_only_month_and_is_never_one_served(few):
    rows = few.rows("select index_month, is_served from int_q2_families__indexed where is_served is false")
    assert rows == [(date(2023, 4, 1), False)]


def test_wages_never_delivered_are_not_observed_and_never_zero(without_wages):
    assert without_wages.returncode == 0, without_wages.output[-3000:]
    rows = without_wages.rows(
        "select distinct is_met, value_number, null_reason from int_q2_outcomes__gathered"
        " where measure_name like 'earnings%' or measure_name like '%employ%'"
    )
    assert rows == [(None, None, "not_observed")]
    shown = without_wages.rows(
        "select distinct people_count, met_share, null_reason from rpt_q2_child_care_subsidy"
        " where measure_name = 'is_employed_q2_after_start'"
    )
    assert shown == [(0, None, "not_observed")]


def test_a_subsidy_never_delivered_leaves_an_empty_cohort(tmp_path):
    built = _built(tmp_path / "home", {k: v for k, v in TABLES.items() if k != SUBSIDY})
    assert built.returncode == 0, built.output[-3000:]
    assert built.rows("select count(*) from int_q2_outcomes__gathered") == [(0,)]
