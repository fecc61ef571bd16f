"""Dense spines on bad input: sources that never came or stopped, people without birth, events outside a life, future dates."""

from datetime import date

import pytest

from tests.dbt.conftest import Build, run_dbt
from tests.dbt.rows_in_force import write_in_force, write_person_keys

MARTS = ("fct_person_months", "fct_person_quarters", "fct_service_spells", "dim_person", "dim_source_coverage")
FIRST = date(2024, 1, 1)
TABLES = {
    "health__births": [
        {"child_record_id": "kid", "mother_record_id": "mother", "CERTIFICATE_key": "c1", "VOID": "0", "ISEX": "F",
         "IDOB_birth_month": date(2025, 2, 1), "DOR": date(2025, 2, 9), "COUNTYC": "901", "STATEC": "KY"},
    ],
    "health__deaths": [
        {"decedent_record_id": "dead", "CERTIFICATE_key": "d1", "VOID": "0", "DOD": date(2025, 3, 9), "DOR": date(2025, 3, 20)},
    ],
    "corrections__bookings__booking": [
        {"person_record_id": record, "booking_number_key": f"b{number}", "jail_entry_date": entry, "jail_exit_date": leave}
        for number, (record, entry, leave) in enumerate([
            ("kid", date(2024, 11, 3), date(2024, 11, 5)),  # before its birth
            ("dead", date(2025, 1, 30), date(2025, 2, 2)),
            ("dead", date(2025, 5, 3), date(2025, 5, 5)),  # after the death
            ("mother", date(2025, 6, 20), None),  # in for good, as far as the jail tells
            ("ageless", date(2027, 1, 4), date(2027, 1, 9)),  # a date in the future
        ])
    ],
    "family_services__child_care_subsidy": [
        {"CaseID_key": "s1", "ReportMonth": month, "parent_record_id": "ageless", "child_1_record_id": "kid",
         "Child1Paid": 150, "Language": "es", "CountyFIPS": "21901"}
        for month in (date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 1))
    ],
    "labor__ui_wages": [
        {"person_record_id": "mother", "UI_ACCOUNT_key": "e1", "YEAR": 2025, "QUARTER": 1, "WAGE": 900},
    ],
}  # fmt: skip
COVERED = {
    "health__births": (FIRST, date(2025, 12, 31)),
    "health__deaths": (FIRST, date(2025, 12, 31)),
    "corrections__bookings": (FIRST, date(2025, 12, 31)),
    "family_services__child_care_subsidy": (FIRST, date(2025, 7, 31)),  # rejected ever since; 60 days may lack
    "labor__ui_wages": (date(2025, 1, 1), date(2025, 12, 31)),  # 180 days may lack
}
PEOPLE = {name: (name, name, name) for name in ("kid", "mother", "dead", "ageless")}


@pytest.fixture(scope="module")
def spines(tmp_path_factory) -> Build:
    home = tmp_path_factory.mktemp("spines")
    write_in_force(home, TABLES, COVERED)
    write_person_keys(home, PEOPLE)
    built = run_dbt(home, "run", "--select", *(f"+{mart}" for mart in MARTS))
    assert built.returncode == 0, built.output[-3000:]
    return built


def test_a_person_is_there_from_birth_to_death_and_never_outside(spines):
    found = spines.rows("select person_id, min(calendar_month), max(calendar_month), count(*) from fct_person_months group by 1")
    assert sorted(found) == [
        ("ageless", FIRST, date(2025, 12, 1), 24),
        ("dead", FIRST, date(2025, 3, 1), 15),
        ("kid", date(2025, 2, 1), date(2025, 12, 1), 11),
        ("mother", FIRST, date(2025, 12, 1), 24),
    ]


def test_a_person_without_a_month_of_birth_has_no_age_and_every_month(spines):
    assert spines.rows("select count(age_months), count(*) from fct_person_months where person_id = 'ageless'") == [(0, 24)]


def test_a_death_ends_a_life_in_its_month_and_is_not_known_to_be_absent_too_early(spines):
    last = spines.rows("select calendar_month, is_alive from fct_person_months where person_id = 'dead' order by 1 desc limit 2")
    assert last == [(date(2025, 3, 1), False), (date(2025, 2, 1), True)]
    found = spines.rows(
        "select calendar_month, is_alive, alive_null_reason from fct_person_months where person_id = 'kid' "
        "and calendar_month >= date '2025-09-01' order by 1 limit 2"
    )
    assert found == [(date(2025, 9, 1), True, None), (date(2025, 10, 1), None, "not_yet_reportable")]


def test_events_outside_a_life_are_marked_and_counted_in_no_spine(spines):
    found = spines.rows(
        "select person_id, service_month, life_conflict from fct_person_month_programs where life_conflict is not null "
        "order by 1"
    )
    assert found == [("dead", date(2025, 5, 1), "after_death"), ("kid", date(2024, 11, 1), "before_birth")]
    seen = spines.rows(
        "select calendar_month, program_count from fct_person_months where person_id = 'dead' and program_count > 0"
    )
    assert sorted(seen) == [(date(2025, 1, 1), 1), (date(2025, 2, 1), 1)]


def test_a_date_in_the_future_is_no_month_of_service(spines):
    assert spines.rows("select max(service_month) from fct_person_month_programs where program = 'jail'") == [
        (date(2025, 12, 1),)
    ]
    found = spines.rows("select count(*) from fct_person_month_programs where person_id = 'ageless' and program = 'jail'")
    assert found == [(0,)]


def test_a_source_that_never_came_is_null_and_not_observed(spines):
    for table in ("fct_person_months", "fct_person_quarters"):
        found = spines.rows(f"select count(snap_usd), count(snap_months), min(snap_null_reason), count(*) from {table}")
        assert found[0][:3] == (0, 0, "not_observed") and found[0][3] > 0
    note = spines.rows("select coverage_note from dim_source_coverage where feed = 'human_services__snap'")
    assert note == [("never_delivered",)]


def test_a_source_rejected_for_months_is_zero_before_and_null_after_never_a_silent_zero(spines):
    found = spines.rows(
        "select calendar_month, child_care_subsidy_usd, child_care_subsidy_null_reason from fct_person_months "
        "where person_id = 'kid' and calendar_month < date '2025-07-01' order by 1"
    )
    assert found == [
        (date(2025, 2, 1), 0, None), *[(date(2025, month, 1), 150, None) for month in (3, 4, 5)],
        (date(2025, 6, 1), None, "not_yet_reportable"),
    ]  # fmt: skip


def test_wages_before_their_feed_began_are_not_observed_and_after_its_lag_not_yet_reportable(spines):
    found = spines.rows(
        "select quarter_start_date, wage_usd, is_employed, wage_null_reason from fct_person_quarters "
        "where person_id = 'mother' and quarter_start_date >= date '2024-10-01' order by 1"
    )
    assert found == [
        (date(2024, 10, 1), None, None, "not_observed"),
        (date(2025, 1, 1), 900, True, None),
        (date(2025, 4, 1), 0, False, None),
        (date(2025, 7, 1), None, None, "not_yet_reportable"),
        (date(2025, 10, 1), None, None, "not_yet_reportable"),
    ]


def test_months_without_a_break_are_one_spell_and_one_that_lasts_is_open(spines):
    found = spines.rows(
        "select person_id, program, start_month, end_month, service_months, paid_usd from fct_service_spells "
        "where program in ('jail', 'child_care_subsidy') and person_id <> 'dead' and start_month > date '2025-01-01' "
        "order by 1, 2"
    )
    assert found == [
        # Trusted to June 1: a payment for June may still come, so nobody's spell has ended yet.
        ("ageless", "child_care_subsidy", date(2025, 3, 1), None, 3, None),
        ("kid", "child_care_subsidy", date(2025, 3, 1), None, 3, 450),
        ("mother", "jail", date(2025, 6, 1), None, 7, None),
    ]


def test_language_and_county_of_a_home_are_those_of_its_people(spines):
    found = spines.rows(
        "select person_id, language, county_code, is_known_dead, death_month, link_band from dim_person order by 1"
    )
    assert found == [
        ("ageless", "spanish", "21901", False, None, "strict"),
        ("dead", "unknown", None, True, date(2025, 3, 1), "strict"),
        ("kid", "spanish", "21901", False, None, "strict"),
        ("mother", "unknown", None, False, None, "strict"),
    ]
