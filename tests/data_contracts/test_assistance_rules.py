"""Promises that hold the records of one case together: each is kept by a good case and broken by the case it is for."""

from datetime import date
from pathlib import Path

import pytest

from data_contracts.reader import read_contracts
from tests.data_contracts.judged import add_row, broken, connection, empty_tables, make_tables

SOURCES = Path(__file__).parents[2] / "data_contracts" / "sources"
FEEDS = {contract.feed: contract for contract in read_contracts(SOURCES)}
MAY, CASE = date(2026, 5, 1), "00000000017"
T1 = {"RPT_MONTH_YEAR": MAY, "CASE_NUMBER": CASE, "CASH_AMOUNT": 262, "NBR_MONTHS": 3, "NBR_FAMILY_MEMBERS": 2}
FLAGS = ("WORK_REQ_SANCTION", "FAMILY_SANC_ADULT", "SANC_TEEN_PARENT", "NON_COOPERATION_CSE", "FAILURE_TO_COMPLY")
SANCTIONED = {"SANC_REDUCTION_AMT": 60} | dict.fromkeys(FLAGS, "2")
T2 = {"RPT_MONTH_YEAR": MAY, "CASE_NUMBER": CASE, "CLIENT_ID": "3000000001", "FAMILY_AFFILIATION": "1", "RELATIONSHIP_HOH": "01"}
T3 = {"RPT_MONTH_YEAR": MAY, "CASE_NUMBER": CASE, "CLIENT_ID": "3000000002", "HEAD_CLIENT_ID": "3000000001"}
ISSUED = {"CASE_ID": CASE, "BENEFIT_MONTH": MAY, "UNIT_SIZE": 2, "BENEFIT_AMOUNT": 535}
HEAD = {"CASE_ID": CASE, "CLIENT_ID": "3000000001", "MEMBER_START_DATE": MAY, "RELATION": "SEL"}
CASES = {
    "a second child in one line": ("tanf", "child", "records.one_child_a_line", {}, {"child": {"SECOND_CHILD_AREA": "1"}}),
    "a family of nobody aided": (
        "tanf",
        "family",
        "records.family_without_aided_member",
        {},
        {"adult": {"FAMILY_AFFILIATION": "2"}},
    ),
    "an adult of no family": (
        "tanf",
        "adult",
        "RPT_MONTH_YEAR+CASE_NUMBER.in_family",
        {},
        {"family": {"CASE_NUMBER": "00000000099"}},
    ),
    "a child of another's head": (
        "tanf",
        "child",
        "RPT_MONTH_YEAR+HEAD_CLIENT_ID.in_adult",
        {},
        {"child": {"HEAD_CLIENT_ID": "3"}},
    ),
    "a sanction without a name": (
        "tanf",
        "family",
        "records.sanction_with_reason",
        {"family": SANCTIONED | {"OTHER_SANCTION": "1"}},
        {"family": SANCTIONED | {"OTHER_SANCTION": "2"}},
    ),
    "cash for no month": ("tanf", "family", "records.cash_with_months", {}, {"family": {"NBR_MONTHS": 0}}),
    "more than the maximum": ("snap", "Issuance", "records.benefit_above_maximum", {}, {"Issuance": {"BENEFIT_AMOUNT": 536}}),
    "benefits without a head": ("snap", "Issuance", "records.case_without_head", {}, {"Member": {"RELATION": "CHI"}}),
}


def count(feed: str, table: str, rule_id: str, changes: dict[str, dict]) -> int:
    """How many rows of a table break a rule, when the good case is changed so."""
    contract = FEEDS[f"human_services__{feed}"]
    good = {"family": T1, "adult": T2, "child": T3} if feed == "tanf" else {"Issuance": ISSUED, "Member": HEAD}
    con = connection()
    make_tables(con, contract)
    empty_tables(con, contract)
    for name, values in good.items():
        add_row(con, contract.table(name), **(values | changes.get(name, {})))
    rule = next(rule for rule in contract.table(table).rules if rule.id == rule_id)
    return broken(con, rule, contract, contract.table(table))


@pytest.mark.parametrize("name", CASES)
def test_a_case_breaks_the_promise_it_is_told_for_and_a_good_one_does_not(name):
    feed, table, rule_id, good, bad = CASES[name]
    assert count(feed, table, rule_id, good) == 0
    assert count(feed, table, rule_id, bad) == 1
