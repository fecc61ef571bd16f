"""The smallest set of rows that breaks each rule about cash, food, workforce programs and water."""

from datetime import date

_DAY, _NEXT, _LATER = date(2026, 1, 10), date(2026, 1, 11), date(2026, 1, 12)
Rows = list[tuple[str | None, dict]]


def _rows(*values: dict) -> Rows:
    return [(None, row) for row in values]


def _in_order(low: str, high: str) -> tuple[Rows, int]:
    """Two dates the wrong way round, and on one day."""
    return _rows({low: _NEXT, high: _DAY}, {low: _DAY, high: _DAY}), 1


def _apart(key: str, start: str, end: str) -> tuple[Rows, int]:
    """Two spells that share a day, and two of another key that do not."""
    spells = [("a", _DAY, _NEXT), ("a", _NEXT, None), ("b", _DAY, _NEXT), ("b", _LATER, None)]
    return _rows(*({"row_number": n, key: k, start: s, end: e} for n, (k, s, e) in enumerate(spells))), 2


def _family(**values: object) -> dict:
    return {"RPT_MONTH_YEAR": _DAY, "CASE_NUMBER": "a", **values}


_FLAGS = ("WORK_REQ_SANCTION", "FAMILY_SANC_ADULT", "SANC_TEEN_PARENT", "NON_COOPERATION_CSE", "FAILURE_TO_COMPLY")
_SANCTIONED = {"SANC_REDUCTION_AMT": 60, **dict.fromkeys(_FLAGS, "2")}
_SENT = {"PIRL_901__text": "given", "PIRL_901": _DAY}
CASH: dict[str, tuple[Rows, int]] = {
    "records.encrypted_numbers": (_rows({"ENCRYPTION": "E"}, {"ENCRYPTION": None}), 1),
    "records.family_without_aided_member": (
        [
            ("adult", _family(FAMILY_AFFILIATION="2")),
            ("child", _family(CASE_NUMBER="b", FAMILY_AFFILIATION="1")),
            ("adult", _family(CASE_NUMBER="c", FAMILY_AFFILIATION="1", RPT_MONTH_YEAR=_NEXT)),
            (None, _family()),
            (None, _family(CASE_NUMBER="b")),
            (None, _family(CASE_NUMBER="c")),
        ],
        2,
    ),
    "records.cash_with_months": (_rows({"CASH_AMOUNT": 1, "NBR_MONTHS": 0}, {"CASH_AMOUNT": 1, "NBR_MONTHS": 1}), 1),
    "records.child_care_with_children": (
        _rows(*({"CC_AMOUNT": 1, "CHILDREN_COVERED": covered, "CC_NBR_MONTHS": 1} for covered in (0, 1))),
        1,
    ),
    "records.sanction_with_reason": (
        _rows({**_SANCTIONED, "OTHER_SANCTION": "2"}, {**_SANCTIONED, "OTHER_SANCTION": "1"}),
        1,
    ),
    "records.family_without_head": (
        _rows(*(_family(CASE_NUMBER=mark[0], RELATIONSHIP_HOH=mark[1:]) for mark in ("a01", "a04", "b02"))),
        1,
    ),
    "records.aided_adult_unidentified": (
        _rows(
            {"FAMILY_AFFILIATION": "1", "SSN": "7"},
            {"FAMILY_AFFILIATION": "1", "SSN": "7", "DATE_OF_BIRTH": _DAY},
            {"FAMILY_AFFILIATION": "2"},
        ),
        1,
    ),
    "records.born_after_the_month": (
        _rows(*({"DATE_OF_BIRTH": born, "RPT_MONTH_YEAR": date(2026, 1, 1)} for born in (date(2026, 2, 1), date(2026, 1, 1)))),
        1,
    ),
    "records.one_child_a_line": (_rows({"CASE_NUMBER": "a", "SECOND_CHILD_AREA": "1"}, {"CASE_NUMBER": "a"}), 1),
}
FOOD: dict[str, tuple[Rows, int]] = {
    "records.benefit_above_maximum": (
        _rows(*({"UNIT_SIZE": size, "BENEFIT_AMOUNT": amount} for size, amount in ((1, 292), (1, 291), (9, 1971), (9, 1970)))),
        2,
    ),
    "records.case_without_head": (
        [
            ("Member", {"CASE_ID": "a", "RELATION": "CHI"}),
            ("Member", {"CASE_ID": "b", "RELATION": "SEL"}),
            (None, {"CASE_ID": "a"}),
            (None, {"CASE_ID": "b"}),
        ],
        1,
    ),
    "records.benefit_month_outside_certification": (
        _rows(*({"BENEFIT_MONTH": day, "CERT_START_DATE": _DAY, "CERT_END_DATE": _NEXT} for day in (_DAY, _NEXT, _LATER))),
        1,
    ),
    "records.certified_in_order": _in_order("CERT_START_DATE", "CERT_END_DATE"),
    "records.net_at_most_gross": (_rows({"NET_INCOME": 2, "GROSS_INCOME": 1}, {"NET_INCOME": 1, "GROSS_INCOME": 1}), 1),
    "records.closed_with_reason": (
        _rows({"CASE_STATUS": "C"}, {"CASE_STATUS": "C", "CLOSURE_REASON": "INC"}, {"CASE_STATUS": "A"}),
        1,
    ),
    "records.open_without_reason": (
        _rows({"CASE_STATUS": "A", "CLOSURE_REASON": "INC"}, {"CASE_STATUS": "A"}, {"CASE_STATUS": "C", "CLOSURE_REASON": "INC"}),
        1,
    ),
    "records.born_after_joining": (
        _rows(*({"DATE_OF_BIRTH": born, "MEMBER_START_DATE": _DAY} for born in (date(2026, 2, 10), date(2026, 2, 9)))),
        1,
    ),
    "records.older_than_anyone": (
        _rows(*({"DATE_OF_BIRTH": born, "MEMBER_START_DATE": _DAY} for born in (date(1906, 1, 9), date(1906, 1, 10)))),
        1,
    ),
    "records.member_in_order": _in_order("MEMBER_START_DATE", "MEMBER_END_DATE"),
    "records.one_case_at_a_time": _apart("CLIENT_ID", "MEMBER_START_DATE", "MEMBER_END_DATE"),
    "records.left_with_reason": (
        _rows({"MEMBER_END_DATE": _DAY}, {"MEMBER_END_DATE": _DAY, "LEFT_REASON": "CLO"}, {"LEFT_REASON": None}),
        1,
    ),
}
WORKFORCE: dict[str, tuple[Rows, int]] = {
    "records.number_is_the_ssn": (_rows({"PIRL_100": "KYW123456789", "SSN": "123456789"}, {"PIRL_100": "KYW1", "SSN": "2"}), 1),
    "records.younger_than_fourteen": (
        _rows(*({"PIRL_200": born, "PIRL_900": _DAY} for born in (date(2012, 1, 11), date(2012, 1, 10)))),
        1,
    ),
    "records.exit_in_order": _in_order("PIRL_900", "PIRL_901"),
    "records.training_in_order": _in_order("PIRL_1302", "PIRL_1308"),
    "records.training_after_entry": _in_order("PIRL_900", "PIRL_1302"),
    "records.one_participation_at_a_time": _apart("PIRL_100", "PIRL_900", "PIRL_901"),
    "records.trained_with_date": (
        _rows({"PIRL_1303": "06"}, {"PIRL_1303": "06", "PIRL_1302__text": "given"}, {"PIRL_1303": "00"}),
        1,
    ),
    "records.still_here_without_outcome": (_rows({"PIRL_1602": "1"}, {"PIRL_1602": "1", **_SENT}, {"PIRL_1602": None}), 1),
    **{
        f"records.wage_{quarter}_means_work": (
            _rows(*({wage: paid, work: said} for paid, said in ((1, "0"), (1, "1"), (0, "0"), (999999.99, "9")))),
            1,
        )
        for quarter, work, wage in ((1, "PIRL_1600", "PIRL_1703"), (2, "PIRL_1602", "PIRL_1704"), (4, "PIRL_1606", "PIRL_1706"))
    },
}
WATER: dict[str, tuple[Rows, int]] = {
    "records.past_due_above_balance": (_rows(*({"PastDueAmount": 2, "BalanceAmount": owed} for owed in (1, 2))), 1),
    "records.open_in_order": _in_order("StartDate", "EndDate"),
    "records.closed_with_date": (
        _rows({"AccountStatus": "C"}, {"AccountStatus": "C", "EndDate__text": "given"}, {"AccountStatus": "A"}),
        1,
    ),
    "records.open_without_date": (
        _rows({"AccountStatus": "A", "EndDate__text": "given"}, {"AccountStatus": "C", "EndDate__text": "given"}),
        1,
    ),
    "records.shut_off_with_date": (
        _rows({"AccountStatus": "S"}, {"AccountStatus": "S", "ShutOffDate__text": "given"}, {"AccountStatus": "A"}),
        1,
    ),
    "records.status_in_order": _in_order("StatusDate", "StatusEndDate"),
    "records.one_status_at_a_time": _apart("AccountNumber", "StatusDate", "StatusEndDate"),
    "records.protected_with_reason": (
        _rows({"StatusCode": "PROTECT"}, {"StatusCode": "PROTECT", "ProtectionReason": "WINTER"}, {"StatusCode": "PLAN"}),
        1,
    ),
}
ASSISTANCE = CASH | FOOD | WORKFORCE | WATER
