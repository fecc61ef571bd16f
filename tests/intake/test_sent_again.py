"""The last thing an agency sent for a period is what it means: by when it was received, then by the time of the file."""

import os
from dataclasses import replace
from datetime import timedelta

import pytest

from orchestration.intake import parsing, waiting_files
from tests.intake.conftest import ROLL, required, roll, roll_row
from tests.intake.test_past import WATCHED, month

A, B = roll(roll_row("1")), roll(roll_row("1"), roll_row("2"))
NAME, OTHER, THIRD = "roll_2026-08.txt", "roll_2026-08_r1.txt", "roll_2026-08_r2.txt"
CLEARED = replace(ROLL, delivery=replace(ROLL.delivery, clear_landing=True))


@pytest.fixture(autouse=True)
def _in_the_past(county) -> None:
    """A look at the landing area is by the machine's clock, which comes after every night of the test."""
    county.clock -= timedelta(days=60)


def night(county, contract=ROLL):
    """Tonight's receipts and the rows in force."""
    done, _ = county.delivered(contract)
    return done.new, done.in_force[contract.feed].rows


@pytest.mark.parametrize("names", [(NAME, OTHER, THIRD), (NAME, NAME, NAME), (NAME, OTHER, NAME)])
@pytest.mark.parametrize("contract", [ROLL, CLEARED], ids=["kept", "cleared"])
def test_known_file_sent_again_after_another_is_in_force_again_and_not_read_again(county, monkeypatch, names, contract):
    for name, content in zip(names[:2], (A, B), strict=True):
        county.drop(contract, name, content)
        assert len(night(county, contract)[0]) == 1
    county.drop(contract, names[2], A)
    assert len(waiting_files(contract, county.places)) == 1
    with monkeypatch.context() as patched:
        patched.setattr(parsing, "parts", None)  # nothing may be read
        (receipt,), rows = night(county, contract)
    assert (receipt.verdict, rows, receipt.file_name) == ("accepted", 1, names[2])
    assert "its 1 row is in force again, as first received on 2026-09-26" in receipt.message
    assert receipt.restates["tables"][ROLL.feed]["removed"] == 1
    assert waiting_files(contract, county.places) == [] and night(county, contract) == ((), 1)
    assert len(county.receipts(contract)) == 2 and len(list((county.places.receipts / ROLL.feed).iterdir())) == 3


def test_all_three_in_one_night_end_as_they_do_over_three(county):
    for name, content in ((NAME, A), (OTHER, B), (THIRD, A)):
        county.drop(ROLL, name, content)
    new, rows = night(county)
    assert ([receipt.file_name for receipt in new], rows) == ([NAME, OTHER, THIRD], 1)
    assert night(county) == ((), 1)


def test_copy_that_was_ignored_is_not_taken_for_sent_again_once_another_came(county):
    for name, content in ((NAME, A), (OTHER, A), (THIRD, B)):
        county.drop(ROLL, name, content)
        night(county)
    assert night(county) == ((), 2) and len(county.receipts(ROLL)) == 2


def test_known_files_that_only_stand_there_are_no_new_arrivals_when_what_was_remembered_is_lost(county):
    for name, content in ((NAME, A), (OTHER, B)):
        county.drop(ROLL, name, content)
        night(county)
    (county.places.receipts / "landing" / f"{ROLL.feed}.json").unlink()
    assert waiting_files(ROLL, county.places) == [] and night(county) == ((), 2)


def test_file_sent_again_after_a_rejected_one_is_the_agencys_last_word(county):
    for name, content in ((NAME, A), (OTHER, b""), (THIRD, A)):
        county.drop(ROLL, name, content)
        new, rows = night(county)
    assert ([receipt.verdict for receipt in new], rows) == (["accepted"], 1)
    done, _ = county.delivered(ROLL)
    assert done.known[-1].is_accepted and "rejected" not in done.freshness.reason


def test_rejected_file_sent_again_gets_another_verdict_and_one_that_stands_there_does_not(county):
    path = county.drop(ROLL, NAME, roll(*[roll_row("")] * 3))
    assert [receipt.verdict for receipt in night(county)[0]] == ["rejected"]
    assert night(county) == ((), 0)
    os.utime(path, (county.clock.timestamp(),) * 2)
    assert [receipt.verdict for receipt in night(county)[0]] == ["rejected"]
    assert len(list((county.places.receipts / ROLL.feed).iterdir())) == 2


def test_killed_before_its_receipt_a_file_sent_again_is_taken_the_next_night(county, monkeypatch):
    for name, content in ((NAME, A), (OTHER, B)):
        county.drop(ROLL, name, content)
        night(county)
    county.drop(ROLL, NAME, A)

    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("orchestration.components.deliver.bring_back", killed)
        night(county)
    (receipt,), rows = night(county)
    assert receipt.sent_again == rows == 1


def test_delivery_that_was_removed_under_retention_is_read_again_when_it_is_sent_again(county):
    kept = replace(ROLL, delivery=replace(ROLL.delivery, retention_days=3))
    for name, content in ((NAME, A), (OTHER, B)):
        county.drop(kept, name, content)
        night(county, kept)
    county.clock += timedelta(days=9)
    night(county, kept)
    assert len(list(county.places.raw.rglob("*.parquet"))) == 1
    county.drop(kept, THIRD, A)
    (receipt,), rows = night(county, kept)
    assert (receipt.verdict, rows, receipt.sent_again) == ("accepted", 1, 0)
    assert night(county, kept) == ((), 1)


def test_a_file_time_in_the_future_does_not_hold_later_files_off(county):
    future = county.drop(ROLL, NAME, A)
    os.utime(future, (county.clock.timestamp() + 10**9,) * 2)
    night(county)
    county.drop(ROLL, OTHER, B)
    (receipt,), rows = night(county)
    assert rows == 2 and county.receipts(ROLL)[0].arrived_at <= receipt.arrived_at


def test_files_of_one_night_are_in_order_of_their_own_times_then_names(county):
    first, second, third = (county.drop(ROLL, name, roll(roll_row(name[-6:]))) for name in (THIRD, OTHER, NAME))
    for path in (first, second):
        os.utime(path, (county.clock.timestamp(),) * 2)
    os.utime(third, (0, 0))
    assert [receipt.file_name for receipt in night(county)[0]] == [NAME, OTHER, THIRD]


LOOKS_BACK = replace(
    required("PUPIL"), id="PUPIL.known", kind="across_feeds", tolerance=1.0,
    predicate="keyed_hash('school', 'pupil', \"PUPIL\") not in (select \"PUPIL_key\" from {in_force:school__roll})",
)  # fmt: skip
HISTORY = replace(WATCHED, tables=(replace(WATCHED.tables[0], rules=(*WATCHED.tables[0].rules, LOOKS_BACK)),))
SENT = [(f"roll_2026-0{n}.txt", month(n, rows)) for n, rows in ((4, 10), (5, 12), (6, 4), (7, 30), (8, 11))]


def told(county) -> list:
    return [(r.file_name, r.verdict, [(e["id"], e["rows"], e["broken"]) for e in r.rules]) for r in county.receipts(HISTORY)]


def test_verdicts_do_not_hang_on_how_files_were_gathered_into_nights(county):
    for name, content in SENT:
        county.drop(HISTORY, name, content)
        night(county, HISTORY)
    one_by_one = told(county)
    for folder in ("receipts", "raw", "in_force"):
        (county.places.home / folder).rename(county.places.home / f"{folder}_before")
    assert night(county, HISTORY)[1] > 0 and told(county) == one_by_one
    assert {verdict for _, verdict, _ in one_by_one} >= {"rejected", "accepted_with_errors"}
    assert any(rule == "PUPIL.known" and broken for _, _, rules in one_by_one for rule, _, broken in rules)
