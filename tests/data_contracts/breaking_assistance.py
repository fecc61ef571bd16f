"""The smallest set of rows that breaks each rule about cash, food, workforce programs and water."""

from datetime import date

from tests.data_contracts.breaking_rows import DAY, LATER, NEXT, Breaking, apart, in_order, rows


def _family(**values: object) -> dict:
    return {"RPT_MONTH_YEAR": DAY, "CASE_NUMBER": "a", **values}


_FLAGS = ("WORK_REQ_SANCTION", "FAMILY_SANC_ADULT", "SANC_TEEN_PARENT", "NON_COOPERATION_CSE", "FAILURE_TO_COMPLY")
_SANCTIONED = {"SANC_REDUCTION_AMT": 60, **dict.fromkeys(_FLAGS, "2")}
_SENT = {"PIRL_901__text": "given", "PIRL_901": DAY}
CASH: dict[str, Breaking] = {
    "records.encrypted_numbers": (rows({"ENCRYPTION": "E"}, {"ENCRYPTION": None}), 1),
    "records.family_without_aided_member": (
        [
            ("adult", _family(FAMILY_AFFILIATION="2")),
            ("child", _family(CASE_NUMBER="b", FAMILY_AFFILIATION="1")),
            ("adult", _family(CASE_NUMBER="c", FAMILY_AFFILIATION="1", RPT_MONTH_YEAR=NEXT)),
            (None, _family()),
            (None, _family(CASE_NUMBER="b")),
            (None, _family(CASE_NUMBER="c")),
        ],
        2,
    ),
    "records.cash_with_months": (rows({"CASH_AMOUNT": 1, "NBR_MONTHS": 0}, {"CASH_AMOUNT": 1, "NBR_MONTHS": 1}), 1),
    "records.child_care_with_children": (
        rows(*({"CC_AMOUNT": 1, "CHILDREN_COVERED": covered, "CC_NBR_MONTHS": 1} for covered in (0, 1))),
        1,
    ),
    "records.sanction_with_reason": (
        rows({**_SANCTIONED, "OTHER_SANCTION": "2"}, {**_SANCTIONED, "OTHER_SANCTION": "1"}),
        1,
    ),
    "records.family_without_head": (
        rows(*(_family(CASE_NUMBER=mark[0], RELATIONSHIP_HOH=mark[1:]) for mark in ("a01", "a04", "b02"))),
        1,
    ),
    "records.aided_adult_unidentified": (
        rows(
            {"FAMILY_AFFILIATION": "1", "SSN": "7"},
            {"FAMILY_AFFILIATION": "1", "SSN": "7", "DATE_OF_BIRTH": DAY},
            {"FAMILY_AFFILIATION": "2"},
        ),
        1,
    ),
    "records.born_after_the_month": (
        rows(*({"DATE_OF_BIRTH": born, "RPT_MONTH_YEAR": date(2026, 1, 1)} for born in (date(2026, 2, 1), date(2026, 1, 1)))),
        1,
    ),
    "records.one_child_a_line": (rows({"CASE_NUMBER": "a", "SECOND_CHILD_AREA": "1"}, {"CASE_NUMBER": "a"}), 1),
}
FOOD: dict[str, Breaking] = {
    "records.benefit_above_maximum": (
        rows(*({"UNIT_SIZE": size, "BENEFIT_AMOUNT": amount} for size, amount in ((1, 292), (1, 291), (9, 1971), (9, 1970)))),
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
        rows(*({"BENEFIT_MONTH": day, "CERT_START_DATE": DAY, "CERT_END_DATE": NEXT} for day in (DAY, NEXT, LATER))),
        1,
    ),
    "records.certified_in_order": in_order("CERT_START_DATE", "CERT_END_DATE"),
    "records.net_at_most_gross": (rows({"NET_INCOME": 2, "GROSS_INCOME": 1}, {"NET_INCOME": 1, "GROSS_INCOME": 1}), 1),
    "records.closed_with_reason": (
        rows({"CASE_STATUS": "C"}, {"CASE_STATUS": "C", "CLOSURE_REASON": "INC"}, {"CASE_STATUS": "A"}),
        1,
    ),
    "records.open_without_reason": (
        rows({"CASE_STATUS": "A", "CLOSURE_REASON": "INC"}, {"CASE_STATUS": "A"}, {"CASE_STATUS": "C", "CLOSURE_REASON": "INC"}),
        1,
    ),
    "records.born_after_joining": (
        rows(*({"DATE_OF_BIRTH": born, "MEMBER_START_DATE": DAY} for born in (date(2026, 2, 10), date(2026, 2, 9)))),
        1,
    ),
    "records.older_than_anyone": (
        rows(*({"DATE_OF_BIRTH": born, "MEMBER_START_DATE": DAY} for born in (date(1906, 1, 9), date(1906, 1, 10)))),
        1,
    ),
    "records.member_in_order": in_order("MEMBER_START_DATE", "MEMBER_END_DATE"),
    "records.one_case_at_a_time": apart("CLIENT_ID", "MEMBER_START_DATE", "MEMBER_END_DATE"),
    "records.left_with_reason": (
        rows({"MEMBER_END_DATE": DAY}, {"MEMBER_END_DATE": DAY, "LEFT_REASON": "CLO"}, {"LEFT_REASON": None}),
        1,
    ),
}
WORKFORCE: dict[str, Breaking] = {
    "records.number_is_the_ssn": (rows({"PIRL_100": "KYW123456789", "SSN": "123456789"}, {"PIRL_100": "KYW1", "SSN": "2"}), 1),
    "records.younger_than_fourteen": (
        rows(*({"PIRL_200": born, "PIRL_900": DAY} for born in (date(2012, 1, 11), date(2012, 1, 10)))),
        1,
    ),
    "records.exit_in_order": in_order("PIRL_900", "PIRL_901"),
    "records.training_in_order": in_order("PIRL_1302", "PIRL_1308"),
    "records.training_after_entry": in_order("PIRL_900", "PIRL_1302"),
    "records.one_participation_at_a_time": apart("PIRL_100", "PIRL_900", "PIRL_901"),
    "records.trained_with_date": (
        rows({"PIRL_1303": "06"}, {"PIRL_1303": "06", "PIRL_1302__text": "given"}, {"PIRL_1303": "00"}),
        1,
    ),
    "records.still_here_without_outcome": (rows({"PIRL_1602": "1"}, {"PIRL_1602": "1", **_SENT}, {"PIRL_1602": None}), 1),
    **{
        f"records.wage_{quarter}_means_work": (
            rows(*({wage: paid, work: said} for paid, said in ((1, "0"), (1, "1"), (0, "0"), (999999.99, "9")))),
            1,
        )
        for quarter, work, wage in ((1, "PIRL_1600", "PIRL_1703"), (2, "PIRL_1602", "PIRL_1704"), (4, "PIRL_1606", "PIRL_1706"))
    },
}
WATER: dict[str, Breaking] = {
    "records.past_due_above_balance": (rows(*({"PastDueAmount": 2, "BalanceAmount": owed} for owed in (1, 2))), 1),
    "records.open_in_order": in_order("StartDate", "EndDate"),
    "records.closed_with_date": (
        rows({"AccountStatus": "C"}, {"AccountStatus": "C", "EndDate__text": "given"}, {"AccountStatus": "A"}),
        1,
    ),
    "records.open_without_date": (
        rows({"AccountStatus": "A", "EndDate__text": "given"}, {"AccountStatus": "C", "EndDate__text": "given"}),
        1,
    ),
    "records.shut_off_with_date": (
        rows({"AccountStatus": "S"}, {"AccountStatus": "S", "ShutOffDate__text": "given"}, {"AccountStatus": "A"}),
        1,
    ),
    "records.status_in_order": in_order("StatusDate", "StatusEndDate"),
    "records.one_status_at_a_time": apart("AccountNumber", "StatusDate", "StatusEndDate"),
    "records.protected_with_reason": (
        rows({"StatusCode": "PROTECT"}, {"StatusCode": "PROTECT", "ProtectionReason": "WINTER"}, {"StatusCode": "PLAN"}),
        1,
    ),
}
ASSISTANCE = CASH | FOOD | WORKFORCE | WATER
