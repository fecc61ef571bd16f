"""What is taken from the landing area, what is left, and what is refused."""

import os
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from orchestration.intake import checksums, land, receipts, unknown_files, waiting_files
from tests.intake.conftest import HOMES, ROLL, SECRET, WAGES, homes, roll, roll_row


def names(landed):
    return [one.file_name for one in landed]


def test_files_are_landed_in_the_order_they_arrived_each_sealed_in_the_vault(county):
    later = county.drop(ROLL, "roll_2026-08.txt", roll(roll_row()))
    county.drop(ROLL, "roll_to_2026-07.txt", roll(roll_row(seen="07/03/2026")))
    county.clock += timedelta(minutes=1)
    os.utime(later, (county.clock.timestamp(),) * 2)
    landed = land(ROLL, county.places, county.vault, county.clock)
    assert names(landed) == ["roll_to_2026-07.txt", "roll_2026-08.txt"]
    assert [(one.period, one.is_history) for one in landed] == [("2026-07", True), ("2026-08", False)]
    assert [one.delivery_id for one in landed] == [f"to-2026-07_{landed[0].sha256[:12]}", f"2026-08_{landed[1].sha256[:12]}"]
    for one in landed:
        sealed = county.places.delivery("school__roll", one.delivery_id) / "received.sealed"
        assert county.vault.unseal(sealed) == one.source.read_bytes()
        assert SECRET.encode() not in sealed.read_bytes()


@pytest.mark.parametrize(
    "name",
    ["roll_2026-08.txt.part", ".roll_2026-08.txt", "roll_2026-08.txt.tmp", "roll_2026-08.txt.filepart", "roll_2026-08.txt~"],
)
def test_unfinished_files_are_left(county, name):
    county.drop(ROLL, name, roll(roll_row()))
    assert land(ROLL, county.places, county.vault, county.clock) == []
    assert unknown_files([ROLL], county.places) == []


def test_file_that_is_still_written_is_left_for_the_next_time(county, monkeypatch):
    path = county.drop(ROLL, "roll_2026-08.txt", roll(roll_row()))
    digest = checksums.hashlib.file_digest

    def slow_digest(file, name):
        found = digest(file, name)
        path.write_bytes(roll(roll_row(), roll_row("0002")))
        return found

    with monkeypatch.context() as patched:
        patched.setattr(checksums.hashlib, "file_digest", slow_digest)
        assert land(ROLL, county.places, county.vault, county.clock) == []
    assert names(land(ROLL, county.places, county.vault, county.clock)) == ["roll_2026-08.txt"]


def test_file_rejected_for_its_name_is_read_again_once_it_is_named_for_its_period(county):
    assert county.deliver(ROLL, "roll_2026-09.txt", roll(roll_row())).verdict == "rejected"
    assert county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row())).verdict == "accepted"


def test_month_in_which_nothing_changed_is_a_delivery_of_its_own(county):
    content = homes()
    assert [county.deliver(HOMES, f"homes_2026-0{n}.zip", content).verdict for n in (8, 9)] == ["accepted"] * 2


def test_known_content_is_not_taken_again_under_another_name_of_its_period(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row()))
    county.drop(ROLL, "roll_2026-08_r1.txt", roll(roll_row()))
    assert county.night(ROLL)[0] == []
    assert waiting_files(ROLL, county.places) == []
    assert len(county.receipts(ROLL)) == 1


def test_one_of_two_equal_files_of_one_night_is_taken(county):
    county.drop(ROLL, "roll_2026-08.txt", roll(roll_row()))
    county.drop(ROLL, "roll_2026-08_r1.txt", roll(roll_row()))
    assert names(land(ROLL, county.places, county.vault, county.clock)) == ["roll_2026-08.txt"]


def test_empty_files_of_two_periods_are_two_deliveries(county):
    assert county.deliver(ROLL, "roll_2026-08.txt", b"").verdict == "rejected"
    assert county.deliver(ROLL, "roll_2026-09.txt", b"").verdict == "rejected"


def test_known_files_are_not_read_again_while_they_stand_still(county, monkeypatch):
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row()))

    def no_reading(file, name):
        raise AssertionError("read again")

    monkeypatch.setattr(checksums.hashlib, "file_digest", no_reading)
    assert waiting_files(ROLL, county.places) == [] == land(ROLL, county.places, county.vault, county.clock)


def test_look_at_the_landing_area_writes_nothing(county):
    path = county.drop(ROLL, "roll_2026-08.txt", roll(roll_row()))
    before = sorted(county.places.home.rglob("*"))
    assert waiting_files(ROLL, county.places) == [path]
    assert sorted(county.places.home.rglob("*")) == before


def test_file_that_goes_while_it_is_read_is_left_out(county, monkeypatch):
    path = county.drop(ROLL, "roll_2026-08.txt", roll(roll_row()))
    digest = checksums.hashlib.file_digest

    def digest_and_remove(file, name):
        path.unlink()
        return digest(file, name)

    monkeypatch.setattr(checksums.hashlib, "file_digest", digest_and_remove)
    assert land(ROLL, county.places, county.vault, county.clock) == []


def test_replaced_file_of_the_same_size_and_time_is_seen(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row("0001")))
    path = county.places.landing / "school" / "roll_2026-08.txt"
    stat = path.stat()
    path.write_bytes(roll(roll_row("0002")))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert waiting_files(ROLL, county.places) == [path]


def test_landing_may_be_cleared_once_receipted(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row()))
    (county.places.landing / "school" / "roll_2026-08.txt").unlink()
    new, in_force = county.night(ROLL)
    assert new == [] and in_force["school__roll"].rows == 1


def test_links_out_of_landing_and_pipes_are_refused_and_reported(county, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_bytes(roll(roll_row()))
    folder = county.places.landing / "school"
    folder.mkdir(parents=True)
    (folder / "roll_2026-08.txt").symlink_to(outside)
    (folder / "roll_2026-09.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder / "roll_2026-10.txt")
    assert land(ROLL, county.places, county.vault, county.clock) == []
    (note,) = unknown_files([ROLL], county.places)
    assert note.startswith("landing/school: 3 links lead out of the landing area or are no plain files; refused.")


def test_link_within_landing_is_taken(county):
    path = county.drop(ROLL, "stored.dat", roll(roll_row()))
    path.with_name("roll_2026-08.txt").symlink_to(path)
    assert names(land(ROLL, county.places, county.vault, county.clock)) == ["roll_2026-08.txt"]


def test_unknown_files_are_counted_by_agency_and_never_named(county):
    county.drop(ROLL, f"{SECRET}.txt", b"x")
    county.drop(ROLL, "roll_2026-13.txt", roll(roll_row()))  # no such month
    county.drop(HOMES, "inner/homes_2026-08.zip", b"x")
    county.drop(WAGES, "pay_2026q2.txt", b"x")
    notes = unknown_files([ROLL, HOMES, WAGES], county.places)
    assert [note.split(" that")[0] for note in notes] == ["landing/coc: 1 file", "landing/school: 2 files"]
    assert SECRET not in " ".join(notes)


def test_file_that_two_contracts_promise_is_reported(county):
    county.drop(ROLL, "roll_2026-08.txt", roll(roll_row()))
    (note,) = unknown_files([ROLL, replace(ROLL, feed="school__roster")], county.places)
    assert note.startswith("landing/school: 1 file that several contracts of the agency promise")


def test_receipts_without_any_delivery_are_none(county):
    assert receipts(county.places, "school__roll") == [] and unknown_files([ROLL], county.places) == []


MARKED = replace(ROLL, delivery=replace(ROLL.delivery, done_marker="{file}.ready"))


def test_file_is_left_until_its_done_marker_stands_beside_it(county):
    path = county.drop(MARKED, "roll_2026-08.txt", roll(roll_row()))
    county.drop(MARKED, "roll_2026-09.txt.ready", b"")
    assert waiting_files(MARKED, county.places) == [] == land(MARKED, county.places, county.vault, county.clock)
    county.drop(MARKED, "roll_2026-08.txt.ready", b"")
    assert waiting_files(MARKED, county.places) == [path]
    assert unknown_files([MARKED], county.places) == []


def test_file_that_grows_while_we_wait_is_left_for_the_next_time(county):
    path = county.drop(ROLL, "roll_2026-08.txt", roll(roll_row()))
    os.utime(path)
    more = threading.Timer(0.5, lambda: path.write_bytes(roll(roll_row(), roll_row("0002"))))
    more.start()
    assert land(ROLL, county.places, county.vault, county.clock) == []
    more.join()
    (landed,) = land(ROLL, county.places, county.vault, county.clock)
    assert landed.bytes == path.stat().st_size
