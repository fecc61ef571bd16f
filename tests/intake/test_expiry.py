"""What may be cleared is cleared, and nothing else: landed files by contract, old deliveries that are not in force."""

from dataclasses import replace
from datetime import timedelta

from orchestration.intake import clear_landing, land, receipts, remove_expired, removed, retention
from tests.intake.conftest import HOMES, ROLL, homes, roll, roll_row

CLEARING = replace(ROLL, delivery=replace(ROLL.delivery, clear_landing=True))
SHORT = replace(ROLL, delivery=replace(ROLL.delivery, retention_days=30))


def landed(county):
    return sorted(path.name for path in county.places.landing.rglob("*") if path.is_file())


def test_landed_files_stay_unless_the_contract_lets_them_go(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row()))
    assert clear_landing(ROLL, county.places) == 0
    assert landed(county) == ["roll_2026-08.txt"]


def test_landed_file_goes_once_it_has_a_receipt_and_not_before(county):
    county.deliver(CLEARING, "roll_2026-08.txt", roll(roll_row()))
    county.drop(CLEARING, "roll_2026-09.txt", roll(roll_row(seen="09/01/2026")))
    county.drop(CLEARING, "notes.txt", b"kept: nobody promised it")
    assert clear_landing(CLEARING, county.places) == 1
    assert landed(county) == ["notes.txt", "roll_2026-09.txt"]
    county.night(CLEARING)
    assert clear_landing(CLEARING, county.places) == 1
    assert landed(county) == ["notes.txt"]
    assert len(county.in_force("school__roll")) == 2


def test_rejected_file_is_cleared_too_and_can_still_be_judged_again(county):
    county.deliver(CLEARING, "roll_2026-08.txt", roll("x", header="PUPIL"))
    assert clear_landing(CLEARING, county.places) == 1
    assert len(land(replace(CLEARING, sha256="0" * 64), county.places, county.vault, county.clock)) == 1


def test_file_that_came_again_with_other_bytes_under_the_same_name_is_not_cleared(county):
    county.deliver(CLEARING, "roll_2026-08.txt", roll(roll_row()))
    county.drop(CLEARING, "roll_2026-08.txt", roll(roll_row("0002")))
    assert clear_landing(CLEARING, county.places) == 0
    assert landed(county) == ["roll_2026-08.txt"]


def test_file_whose_sealed_copy_is_gone_is_not_cleared(county):
    county.deliver(CLEARING, "roll_2026-08.txt", roll(roll_row()))
    next(county.places.vault.rglob("received.sealed")).unlink()
    assert clear_landing(CLEARING, county.places) == 0


def test_superseded_delivery_older_than_its_retention_is_removed_and_its_receipt_stays(county):
    first = county.deliver(SHORT, "roll_2026-08.txt", roll(roll_row()))
    second = county.deliver(SHORT, "roll_2026-08_r1.txt", roll(roll_row("2"), roll_row("3")))
    before = county.in_force("school__roll")
    assert remove_expired(SHORT, county.places, county.clock + timedelta(days=29)) == []
    now = county.clock + timedelta(days=31)
    assert remove_expired(SHORT, county.places, now) == [first.delivery_id]
    assert not county.places.delivery(SHORT.feed, first.delivery_id).exists()
    assert [path.stem for path in (county.places.raw / "school__roll").iterdir()] == [second.delivery_id]
    assert receipts(county.places, SHORT.feed) == [first, second]
    assert removed(county.places, SHORT.feed) == {first.delivery_id: now.isoformat()}
    county.night(SHORT)
    assert county.in_force("school__roll") == before
    assert len(county.receipts(SHORT)) == 2  # the file in the landing area is known, and not read again
    assert remove_expired(SHORT, county.places, now + timedelta(days=900)) == []


def test_delivery_in_force_is_kept_however_old(county):
    county.deliver(SHORT, "roll_to_2026-07.txt", roll(roll_row(seen="07/01/2026")))
    county.deliver(SHORT, "roll_2026-08.txt", roll(roll_row()))
    assert remove_expired(SHORT, county.places, county.clock + timedelta(days=9999)) == []
    assert len(county.in_force("school__roll")) == 2


def test_snapshots_whose_persons_linkage_still_reads_are_kept(county):
    contract = replace(HOMES, delivery=replace(HOMES.delivery, retention_days=30))
    county.deliver(contract, "homes_2026-08.zip", homes(3, 2))
    county.deliver(contract, "homes_2026-09.zip", homes(2, 1))
    superseded = county.receipts(contract)[0]
    county.deliver(contract, "homes_2026-08_r1.zip", homes(4, 2))
    assert remove_expired(contract, county.places, county.clock + timedelta(days=31)) == [superseded.delivery_id]


def test_without_a_retention_nothing_is_ever_removed(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll("x", header="PUPIL"))
    assert remove_expired(ROLL, county.places, county.clock + timedelta(days=9999)) == []


def test_removal_that_was_killed_is_finished_the_next_night(county, monkeypatch):
    rejected = county.deliver(SHORT, "roll_2026-08.txt", roll("x", header="PUPIL"))
    now, folder = county.clock + timedelta(days=31), county.places.delivery(SHORT.feed, rejected.delivery_id)
    with monkeypatch.context() as killed:
        killed.setattr(retention.shutil, "rmtree", lambda *_, **__: None)
        remove_expired(SHORT, county.places, now)
    assert folder.exists() and rejected.delivery_id in removed(county.places, SHORT.feed)
    remove_expired(SHORT, county.places, now)
    assert not folder.exists()
