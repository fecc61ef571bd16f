"""Files on a real SFTP server and a real S3 endpoint: fetched once, whole, straight into the vault."""

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.intake import NotFetched, fetch
from tests.intake.conftest import SECRET

HEADER = "VisitID,PatientID,GuardianID,FirstName,GuardianName,BirthDate,Sex,VisitDate,WeightGrams"


@pytest.fixture(autouse=True)
def _tonight(county) -> None:
    """Servers tell the time by the machine's clock, so the county's nights begin now."""
    county.clock = datetime.now(UTC)


def visits(*numbers: int) -> bytes:
    rows = (f'V{n},P{n},G{n},{SECRET},"Doe, {SECRET}",02/29/2016,1,2026-08-0{n},20000' for n in numbers)
    return ("\n".join([HEADER, *rows]) + "\n").encode()


def fetched(county, shelf, **changes):
    contract = replace(shelf.contract, delivery=replace(shelf.contract.delivery, **changes))
    return fetch(contract, county.places, county.vault, shelf.secrets, county.clock)


def test_file_on_a_server_becomes_rows_in_force_and_never_stands_in_landing(county, shelf):
    shelf.put("visits_2026-08.csv", visits(1, 2))
    done, _ = county.delivered(shelf.contract, shelf.secrets)
    (receipt,) = done.new
    assert (receipt.verdict, receipt.period, receipt.file_name) == ("accepted", "2026-08", "visits_2026-08.csv")
    assert done.in_force[shelf.contract.feed].rows == 2
    assert not county.places.landing.exists()
    assert SECRET.encode() not in county.bytes_outside()
    assert list((county.places.vault / "tmp").glob("*.sealed")) == []


def test_known_file_is_not_fetched_again_and_a_changed_one_is(county, shelf, monkeypatch):
    shelf.put("visits_2026-08.csv", visits(1))
    county.delivered(shelf.contract, shelf.secrets)
    with monkeypatch.context() as patched:
        patched.setattr("orchestration.intake.fetching.chunks", None)  # nothing may be read
        assert fetched(county, shelf) == []
    shelf.put("visits_2026-08.csv", visits(1, 2))
    done, _ = county.delivered(shelf.contract, shelf.secrets)
    assert done.in_force[shelf.contract.feed].rows == 2 and len(done.known) == 2


def test_same_content_under_another_name_is_not_another_delivery(county, shelf):
    shelf.put("visits_2026-08.csv", visits(1))
    county.delivered(shelf.contract, shelf.secrets)
    shelf.put("visits_2026-08_r1.csv", visits(1))
    assert fetched(county, shelf, file_pattern=r"visits_(?P<period>\d{4}-\d{2})(_r\d)?\.csv") == []


def test_known_file_that_is_sent_again_after_another_is_in_force_again_and_once(county, shelf):
    for wanted in (2, 1, 2):
        time.sleep(1.1)  # a bucket knows whole seconds: two uploads within one are one to whoever looks later
        shelf.put("visits_2026-08.csv", visits(*range(1, wanted + 1)))
        done, _ = county.delivered(shelf.contract, shelf.secrets)
        assert len(done.new) == 1 and done.in_force[shelf.contract.feed].rows == wanted
    assert "Known by checksum, and sent again" in done.new[0].message
    assert county.delivered(shelf.contract, shelf.secrets)[0].new == ()


def test_file_without_a_receipt_yet_is_fetched_again(county, shelf):
    """A run may be killed after it fetched and before it judged."""
    shelf.put("visits_2026-08.csv", visits(1))
    assert fetched(county, shelf) == fetched(county, shelf) != []


@pytest.mark.parametrize("name", ["visits_2026-08.csv.part", ".visits_2026-08.csv", "visits_2026-08.csv.tmp", "other.csv"])
def test_unfinished_and_unpromised_files_are_left(county, shelf, name):
    shelf.put(name, visits(1))
    assert fetched(county, shelf) == []


def test_file_is_left_until_its_done_marker_stands_beside_it(county, shelf):
    shelf.put("visits_2026-08.csv", visits(1))
    assert fetched(county, shelf, done_marker="{file}.ok") == []
    shelf.put("visits_2026-08.csv.ok", b"")
    assert [one.file_name for one in fetched(county, shelf, done_marker="{file}.ok")] == ["visits_2026-08.csv"]


def test_file_that_grows_while_we_look_is_left_for_the_next_time(county, sftp_shelf):
    sftp_shelf.put("visits_2026-08.csv", visits(1))
    more = threading.Timer(0.7, lambda: sftp_shelf.put("visits_2026-08.csv", visits(1, 2)))
    more.start()
    assert fetched(county, sftp_shelf) == []
    more.join()
    assert fetched(county, sftp_shelf)[0].bytes == len(visits(1, 2))


def test_large_file_arrives_as_it_was_sent(county, shelf):
    content = visits(*[1] * 60_000)
    shelf.put("visits_2026-08.csv", content)
    (landed,) = fetched(county, shelf)
    (sealed,) = county.places.vault.rglob("received.sealed")
    assert landed.bytes == len(content) and county.vault.unseal(sealed) == content


def test_missing_secret_is_told_by_feed_version_variable_and_fix(county, shelf):
    name = f"TWOGEN_SECRET_{shelf.contract.feed.upper()}"
    with pytest.raises(NotFetched) as told:
        fetch(shelf.contract, county.places, county.vault, {}, county.clock)
    assert str(told.value).startswith(f"{shelf.contract.feed} (contract 1.2.0): the environment variable {name} is not set")
    assert f"Fix: set {name} to " in str(told.value)


def test_server_with_another_key_than_the_contracts_is_not_talked_to(county, sftp_shelf):
    server = sftp_shelf.contract.delivery.server
    other = replace(server, host_key="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl")
    sftp_shelf.put("visits_2026-08.csv", visits(1))
    with pytest.raises(NotFetched, match=r"the sftp server 127.0.0.1 could not be read \(HostKeyNotVerifiable\)"):
        fetched(county, sftp_shelf, server=other)


def test_wrong_secret_is_refused_and_not_repeated(county, sftp_shelf):
    sftp_shelf.secrets["TWOGEN_SECRET_CLINIC__SENT"] = "not the word"
    with pytest.raises(NotFetched, match="could not be read") as told:
        fetched(county, sftp_shelf)
    assert "not the word" not in str(told.value) and told.value.__cause__ is None and told.value.__context__ is None


def test_night_goes_on_when_a_server_is_gone(county, shelf):
    shelf.put("visits_2026-08.csv", visits(1))
    county.delivered(shelf.contract, shelf.secrets)
    server = shelf.contract.delivery.server
    gone = replace(server, port=9, endpoint=server.endpoint and "http://127.0.0.1:9")
    shelf.contract = replace(shelf.contract, delivery=replace(shelf.contract.delivery, server=gone))
    done, said = county.delivered(shelf.contract, shelf.secrets)
    assert done.in_force[shelf.contract.feed].rows == 1
    assert said == [done.not_fetched] and "Nothing was taken, and nothing in force was changed." in said[0]


def test_file_may_still_be_left_in_landing_by_hand(county, sftp_shelf):
    county.drop(sftp_shelf.contract, "visits_2026-08.csv", visits(1))
    done, _ = county.delivered(sftp_shelf.contract, sftp_shelf.secrets)
    assert [receipt.verdict for receipt in done.new] == ["accepted"]
    assert Path(county.places.landing, "clinic", "visits_2026-08.csv").exists()


def test_content_on_the_server_and_in_landing_is_one_delivery(county, s3_shelf):
    county.drop(s3_shelf.contract, "visits_2026-08.csv", visits(1))
    s3_shelf.put("visits_2026-08.csv", visits(1))
    done, _ = county.delivered(s3_shelf.contract, s3_shelf.secrets)
    assert len(done.new) == len(done.known) == 1
    assert county.delivered(s3_shelf.contract, s3_shelf.secrets)[0].new == ()


def test_home_as_of_a_moment_fetches_nothing(county, s3_shelf):
    s3_shelf.put("visits_2026-08.csv", visits(1))
    county.places.as_of.parent.mkdir(parents=True, exist_ok=True)
    county.places.as_of.write_text("{}")
    assert fetched(county, s3_shelf) == []
