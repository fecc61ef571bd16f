"""The counts a receipt keeps for later deliveries: by an allow-list, never a value, and of the right deliveries."""

import json
from dataclasses import replace

import pytest

from data_contracts.history import OTHER, Baseline
from data_contracts.rules import Rule
from tests.intake.conftest import ROLL, SECRET, roll, roll_row


def as_before(measure: str, column: str | None, breaks: str, severity: str = "warning") -> Rule:
    return Rule(
        f"{column or 'table'}.{measure}_as_before", "history", severity, 0.0, None, f"{measure} is as before.",
        f"{measure} is not as before.", "Send it again.", table_predicate=breaks,
        baseline=Baseline(measure, column, last=2, at_least=2),
    )  # fmt: skip


USUAL = "(select median(counted) from {history} where measure = 'row_count' and age <= 2)"
WATCHED = replace(
    ROLL,
    tables=(
        replace(
            ROLL.tables[0],
            rules=(
                *ROLL.tables[0].rules,
                as_before("row_count", None, f"(select count(*) from {{rows}}) < 0.5 * {USUAL}", "critical"),
                as_before("share_missing", "DAYS", "exists (from {history} where measure = 'share_missing' and counted > 99)"),
                as_before("category_shares", "SEX", "exists (from {history} where code = '2' and counted <> 3)"),
            ),
        ),
    ),
)


def month(number: int, rows: int, days: str = "20", **changes) -> bytes:
    return roll(*[roll_row(f"{n:04d}", seen=f"0{number}/03/2026", days=days, **changes) for n in range(rows)])


def history_rows(receipt) -> dict[str, tuple[int, int]]:
    return {entry["id"]: (entry["rows"], entry["broken"]) for entry in receipt.rules if entry["kind"] == "history"}


def test_a_receipt_counts_the_rows_without_a_value_and_the_rows_with_each_code_of_the_list(county):
    rows = [roll_row("0001"), roll_row("0002", days="x"), roll_row("0003", days="999").replace("\t2\t", f"\t{SECRET}\t")]
    receipt = county.deliver(WATCHED, "roll_2026-08.txt", roll(*rows))
    assert receipt.profile == {
        "school__roll": {"share_missing": {"DAYS": 1}, "category_shares": {"SEX": {"1": 0, "2": 2, "9": 0, OTHER: 1}}}
    }
    kept = [path.read_text() for path in county.places.receipts.rglob("*.json")]
    assert kept and not any(SECRET in text for text in kept)


def test_a_contract_without_history_keeps_no_counts_and_older_receipts_have_none(county):
    receipt = county.deliver(ROLL, "roll_2026-08.txt", month(8, 3))
    assert receipt.profile == {}
    (path,) = (county.places.receipts / ROLL.feed).glob("*.json")
    content = json.loads(path.read_text())
    del content["profile"]
    path.write_text(json.dumps(content))
    assert county.receipts(ROLL) == [receipt]


def test_the_third_month_is_compared_with_the_two_before_it_and_half_a_month_is_rejected(county):
    first, second = (county.deliver(WATCHED, f"roll_2026-0{n}.txt", month(n, 10)) for n in (4, 5))
    assert set(history_rows(first).values()) == set(history_rows(second).values()) == {(0, 0)}
    third = county.deliver(WATCHED, "roll_2026-06.txt", month(6, 4))
    assert third.verdict == "rejected"
    assert history_rows(third)["table.row_count_as_before"] == (4, 1)
    assert "Rule table.row_count_as_before: of 4 rows. row_count is not as before. Fix: Send it again." in third.message
    again = county.deliver(WATCHED, "roll_2026-06_r1.txt", month(6, 5))
    assert again.verdict == "accepted_with_errors", "the other two rules see that it differs"
    assert history_rows(again)["table.row_count_as_before"] == (5, 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("roll_to_2026-04.txt", month(4, 40)),
        ("roll_2026-04.txt", roll(*[roll_row("", seen="04/03/2026") for _ in range(40)])),
        ("roll_2026-05_r1.txt", month(5, 40)),
        ("roll_2026-06.txt", month(6, 40)),
    ],
    ids=["a historical load", "a rejected month", "a restatement of a month", "the same month"],
)
def test_what_is_no_other_month_accepted_is_no_baseline(county, name, content):
    county.deliver(WATCHED, "roll_2026-05.txt", month(5, 3))
    county.deliver(WATCHED, name, content)
    receipt = county.deliver(WATCHED, "roll_2026-06_r1.txt", month(6, 3))
    assert set(history_rows(receipt).values()) == {(0, 0)}


def test_a_historical_load_is_judged_by_no_history_rule(county):
    for number in (4, 5):
        county.deliver(WATCHED, f"roll_2026-0{number}.txt", month(number, 10))
    assert history_rows(county.deliver(WATCHED, "roll_to_2026-03.txt", month(3, 1))) == {}
