"""The smallest set of rows that breaks each rule about child protection, out-of-home care, jail and HMIS services."""

from datetime import date, datetime

_DAY, _NEXT, _LAST = date(2026, 1, 10), date(2026, 1, 11), date(2026, 1, 12)
_NOON, _ONE = datetime(2026, 1, 10, 12), datetime(2026, 1, 10, 13)
Rows = tuple[list[tuple[str | None, dict]], int]


def _rows(*rows: dict) -> list[tuple[None, dict]]:
    return [(None, row) for row in rows]


def _filled(when: dict, column: str, value: object) -> Rows:
    """The condition with the column blank, with it filled, and neither."""
    return _rows(when, when | {column: value}, {"row_number": 1}), 1


def _ordered(low: str, high: str, first: object = _DAY, second: object = _NEXT) -> Rows:
    return _rows({low: second, high: first}, {low: first, high: first}, {low: first}), 1


def _spells(key: str, start: str, end: str, days: tuple = (_DAY, _NEXT, _LAST)) -> Rows:
    """One key twice inside a spell; another key back to back, then open."""
    first, second, third = days
    spells = [("a", first, third), ("a", second, None), ("b", first, second), ("b", second, None), (None, first, None)]
    rows = [{"row_number": n, key: k, start: s, end: e} for n, (k, s, e) in enumerate(spells)]
    return _rows(*rows), 2


PROTECTION: dict[str, Rows] = {
    "records.sealed_record": (_rows({"SENSTV_IND": "S"}, {"SENSTV_IND": "R"}, {"SENSTV_IND": "N"}), 1),
    "records.finding_without_date": _filled({"RptDisp": "1"}, "RpDispDt__text", "01102026"),
    "records.screened_out_but_found": (
        _rows(
            {"SCRN_IND": "N", "RptDisp": "5"}, {"SCRN_IND": "N", "InvDate__text": "01102026"}, {"SCRN_IND": "N"},
            {"RptDisp": "5"},
        ),
        2,
    ),
    "records.received_before_investigated": _ordered("RptDt", "InvDate"),
    "records.investigated_before_found": _ordered("InvDate", "RpDispDt"),
    "records.removal_without_date": _filled({"FosterCr": "1"}, "RmvDate__text", "01102026"),
    "records.removal_without_number": _filled({"FosterCr": "1"}, "AFCARSID", "C"),
    "records.services_without_date": _filled({"PostServ": "1"}, "ServDate__text", "01102026"),
    "records.death_without_date": _filled({"MalDeath": "1"}, "DeathDt__text", "01102026"),
    "records.removed_before_report": (
        [
            ("report", {"RptID": "r", "RptDt": _NEXT}),
            (None, {"RptID": "r", "ChID": "early", "RmvDate": _DAY}),
            (None, {"RptID": "r", "ChID": "same", "RmvDate": _NEXT}),
            (None, {"RptID": "r", "ChID": "never"}),
        ],
        1,
    ),
    "records.child_alleged_against_itself": (_rows({"PerID": "c", "ChID": "c"}, {"PerID": "p", "ChID": "c"}, {"ChID": "c"}), 1),
    "records.exit_without_reason": (
        _rows({"exitDate": _DAY, "exitReason": "9"}, {"exitDate": _DAY, "exitReason": "1"}, {"exitReason": "9"}), 1,
    ),
    "records.reason_without_exit": _filled({"exitReason": "1"}, "exitDate__text", "20260110"),
    "records.abandoned_and_relinquished": (
        _rows(*({"abandonment": one, "relinquishment": two} for one, two in (("1", "1"), ("1", "0"), ("0", "1")))), 1,
    ),
    "records.plan_without_goal": _filled({"planDate": _DAY}, "planGoal", "1"),
    "records.removed_before_exit": (
        _rows({"removalDate": _DAY, "exitDate": _DAY}, {"removalDate": _DAY, "exitDate": _NEXT}, {"removalDate": _DAY}), 1,
    ),
    "records.removed_before_plan": _ordered("removalDate", "planDate"),
    "records.in_care_twice": _spells("childRecordNumber", "removalDate", "exitDate"),
    "records.no_setting": _filled({"fosterFamilyHome": "0"}, "otherSetting", "7"),
    "records.runaway_in_place": (
        _rows(*({"otherSetting": kind, "location": place} for kind, place in (("12", "1"), ("12", "4"), ("7", "1")))), 1,
    ),
    "records.removed_before_placed": _ordered("removalDate", "startDate"),
    "records.starts_before_it_ends": _ordered("startDate", "endDate"),
    "records.placed_twice": _spells("childRecordNumber", "startDate", "endDate"),
    "records.homeless_with_address": (
        _rows({"homeless": "Y", "street_address": "s"}, {"homeless": "Y"}, {"homeless": "N", "street_address": "s"}), 1,
    ),
    "records.released_before_booked": _ordered("jail_entry_date", "jail_exit_date", _NOON, _ONE),
    "records.booked_while_held": _spells(
        "inmate_number", "jail_entry_date", "jail_exit_date", (_NOON, _ONE, datetime(2026, 1, 10, 14))
    ),
    "records.under_ten_at_booking": (
        _rows(*({"dob": date(year, 1, 10), "jail_entry_date": _NOON} for year in (2017, 2016, 2010))), 1,
    ),
    "records.assistance_without_amount": _filled({"RecordType": "152"}, "FAAmount__text", "250.00"),
    "records.assistance_starts_before_it_ends": _ordered("FAStartDate", "FAEndDate"),
    "records.income_without_amount": _filled({"IncomeFromAnySource": "1"}, "TotalMonthlyIncome__text", "250.00"),
    "records.earned_without_amount": _filled({"Earned": "1"}, "EarnedAmount__text", "250.00"),
    "records.more_from_one_source": (
        _rows(*({"EarnedAmount": 100, "TotalMonthlyIncome": total} for total in (99, 100, None))), 1,
    ),
}  # fmt: skip
