"""The smallest set of rows that breaks each rule about child protection, out-of-home care, jail and HMIS services."""

from datetime import date, datetime

from tests.data_contracts.breaking_rows import DAY, NEXT, Breaking, filled, in_order, rows, spells

_NOON, _ONE = datetime(2026, 1, 10, 12), datetime(2026, 1, 10, 13)
PROTECTION: dict[str, Breaking] = {
    "records.sealed_record": (rows({"SENSTV_IND": "S"}, {"SENSTV_IND": "R"}, {"SENSTV_IND": "N"}), 1),
    "records.finding_without_date": filled({"RptDisp": "1"}, "RpDispDt__text", "01102026"),
    "records.screened_out_but_found": (
        rows(
            {"SCRN_IND": "N", "RptDisp": "5"}, {"SCRN_IND": "N", "InvDate__text": "01102026"}, {"SCRN_IND": "N"},
            {"RptDisp": "5"},
        ),
        2,
    ),
    "records.received_before_investigated": in_order("RptDt", "InvDate"),
    "records.investigated_before_found": in_order("InvDate", "RpDispDt"),
    "records.removal_without_date": filled({"FosterCr": "1"}, "RmvDate__text", "01102026"),
    "records.removal_without_number": filled({"FosterCr": "1"}, "AFCARSID", "C"),
    "records.services_without_date": filled({"PostServ": "1"}, "ServDate__text", "01102026"),
    "records.death_without_date": filled({"MalDeath": "1"}, "DeathDt__text", "01102026"),
    "records.removed_before_report": (
        [
            ("report", {"RptID": "r", "RptDt": NEXT}),
            (None, {"RptID": "r", "ChID": "early", "RmvDate": DAY}),
            (None, {"RptID": "r", "ChID": "same", "RmvDate": NEXT}),
            (None, {"RptID": "r", "ChID": "never"}),
        ],
        1,
    ),
    "records.child_alleged_against_itself": (rows({"PerID": "c", "ChID": "c"}, {"PerID": "p", "ChID": "c"}, {"ChID": "c"}), 1),
    "records.exit_without_reason": (
        rows({"exitDate": DAY, "exitReason": "9"}, {"exitDate": DAY, "exitReason": "1"}, {"exitReason": "9"}), 1,
    ),
    "records.reason_without_exit": filled({"exitReason": "1"}, "exitDate__text", "20260110"),
    "records.abandoned_and_relinquished": (
        rows(*({"abandonment": one, "relinquishment": two} for one, two in (("1", "1"), ("1", "0"), ("0", "1")))), 1,
    ),
    "records.plan_without_goal": filled({"planDate": DAY}, "planGoal", "1"),
    "records.removed_before_exit": (
        rows({"removalDate": DAY, "exitDate": DAY}, {"removalDate": DAY, "exitDate": NEXT}, {"removalDate": DAY}), 1,
    ),
    "records.removed_before_plan": in_order("removalDate", "planDate"),
    "records.in_care_twice": spells("childRecordNumber", "removalDate", "exitDate"),
    "records.no_setting": filled({"fosterFamilyHome": "0"}, "otherSetting", "7"),
    "records.runaway_in_place": (
        rows(*({"otherSetting": kind, "location": place} for kind, place in (("12", "1"), ("12", "4"), ("7", "1")))), 1,
    ),
    "records.removed_before_placed": in_order("removalDate", "startDate"),
    "records.starts_before_it_ends": in_order("startDate", "endDate"),
    "records.placed_twice": spells("childRecordNumber", "startDate", "endDate"),
    "records.homeless_with_address": (
        rows({"homeless": "Y", "street_address": "s"}, {"homeless": "Y"}, {"homeless": "N", "street_address": "s"}), 1,
    ),
    "records.released_before_booked": in_order("jail_entry_date", "jail_exit_date", _NOON, _ONE),
    "records.booked_while_held": spells(
        "inmate_number", "jail_entry_date", "jail_exit_date", (_NOON, _ONE, datetime(2026, 1, 10, 14))
    ),
    "records.under_ten_at_booking": (
        rows(*({"dob": date(year, 1, 10), "jail_entry_date": _NOON} for year in (2017, 2016, 2010))), 1,
    ),
    "records.assistance_without_amount": filled({"RecordType": "152"}, "FAAmount__text", "250.00"),
    "records.assistance_starts_before_it_ends": in_order("FAStartDate", "FAEndDate"),
    "records.income_without_amount": filled({"IncomeFromAnySource": "1"}, "TotalMonthlyIncome__text", "250.00"),
    "records.earned_without_amount": filled({"Earned": "1"}, "EarnedAmount__text", "250.00"),
    "records.more_from_one_source": (
        rows(*({"EarnedAmount": 100, "TotalMonthlyIncome": total} for total in (99, 100, None))), 1,
    ),
}  # fmt: skip
