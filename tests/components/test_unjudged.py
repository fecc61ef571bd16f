"""A rule that cannot be put to the rows stops its own delivery, says so, and is tried again; the run goes on."""

from dataclasses import replace

from data_contracts import Rule
from orchestration.components.feed_checks import table_checks
from tests.intake.conftest import ROLL, SECRET, county, roll, roll_row  # noqa: F401  (a fixture)

CAST = Rule(
    "FIRST.counted", "values", "critical", 1.0, 'cast("FIRST" as integer) > 3', "FIRST is a small number.",
    "FIRST is too large.", "Send less.", ("FIRST",),
)  # fmt: skip
ASKED_TOO_MUCH = replace(ROLL, tables=(replace(ROLL.tables[0], rules=(*ROLL.tables[0].rules, CAST)),), sha256="too much")
MENDED = replace(ROLL, sha256="mended", version="1.0.1")
NAME, NEXT = "roll_2026-08.txt", "roll_2026-09.txt"


def test_delivery_that_cannot_be_judged_is_not_accepted_and_names_the_rule(county):  # noqa: F811
    county.drop(ROLL, NAME, roll(roll_row("1", "2")))
    county.delivered(ASKED_TOO_MUCH)
    county.drop(ROLL, NEXT, roll(roll_row("1", SECRET, seen="09/01/2026"), roll_row("2", SECRET, seen="09/01/2026")))
    done, said = county.delivered(ASKED_TOO_MUCH)
    (receipt,) = done.new
    assert (receipt.verdict, receipt.is_unjudged, done.in_force[ROLL.feed].rows) == ("rejected", True, 1)
    for fact in ("school__roll (contract 1.0.0)", "Rule FIRST.counted", "could not be judged on the 2 rows", "Fix: Correct the"):
        assert fact in receipt.message and fact in said[-1]
    assert "what was in force stays in force" in receipt.message
    assert receipt.tables == {"school__roll": {"rows": 2, "quarantined": 0, "accepted": 0}}
    assert SECRET.encode() not in county.bytes_outside() and SECRET not in " ".join(said)
    checks = {check.check_name: check for check in table_checks(done, ASKED_TOO_MUCH.tables[0])}
    assert not checks["values"].passed and checks["values"].severity.value == "ERROR"
    assert "Rule FIRST.counted: The rule FIRST.counted could not be judged" in checks["values"].description
    assert checks["keys"].passed and checks["keys"].description.startswith("Not judged: a rule of another kind")


def test_delivery_that_could_not_be_judged_is_tried_every_night_and_told_once(county):  # noqa: F811
    county.drop(ROLL, NAME, roll(roll_row("1", SECRET)))
    assert len(county.delivered(ASKED_TOO_MUCH)[0].new) == 1
    again, said = county.delivered(ASKED_TOO_MUCH)
    assert again.new == () and len(said) == 1 and "could not be judged" in said[0]
    assert len(list((county.places.receipts / ROLL.feed).iterdir())) == 1


def test_delivery_that_could_not_be_judged_is_accepted_when_its_contract_is_mended(county):  # noqa: F811
    county.drop(ROLL, NAME, roll(roll_row("1", SECRET)))
    county.delivered(ASKED_TOO_MUCH)
    done, _ = county.delivered(MENDED)
    assert [receipt.verdict for receipt in done.new] == ["accepted"] and done.in_force[ROLL.feed].rows == 1
    assert not done.known[-1].is_unjudged and county.delivered(MENDED)[0].new == ()


def test_delivery_that_could_not_be_judged_is_accepted_the_next_night_when_the_rule_can_be_computed_then(county):  # noqa: F811
    """The same contract text, and another engine or other rows in force."""
    county.drop(ROLL, NAME, roll(roll_row("1", SECRET)))
    county.delivered(ASKED_TOO_MUCH)
    done, _ = county.delivered(replace(ASKED_TOO_MUCH, tables=ROLL.tables))
    assert [receipt.verdict for receipt in done.new] == ["accepted"] and done.in_force[ROLL.feed].rows == 1
    assert len(list((county.places.receipts / ROLL.feed).iterdir())) == 2
