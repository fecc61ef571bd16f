"""Two nights at once, a night killed in the middle, and files for a key that is not ours: real processes, real GnuPG."""

import subprocess
import sys
from dataclasses import replace

import pytest

from tests.bad_inputs.bad_case import MARK, Case
from tests.bad_inputs.hospital_home import HospitalHome
from tests.bad_inputs.invariants import NEEDLES, bad_night, written_since
from tests.bad_inputs.stay_files import REGISTRY, STAYS, month, patients
from tests.conftest import REPOSITORY, killed_at
from tests.leaks import find_leaks
from tests.ways_in.test_pgp import encrypted, keyrings  # noqa: F401  (a fixture)

PATIENCE = 300  # seconds; a loaded machine is slow, and that is not what is tested
ENCRYPTED = replace(STAYS, delivery=replace(STAYS.delivery, encryption="pgp"))
KEYRING = "TWOGEN_SECRET_HOSPITAL__STAYS_KEYRING"


def begun(home: HospitalHome) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.bad_inputs.one_night", str(home.places.home), home.clock.isoformat()]
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def left(home: HospitalHome) -> HospitalHome:
    """A good month and a good register wait in landing."""
    home.drop(STAYS, "stays_2026-08.csv", month()(MARK))
    home.drop(REGISTRY, "patients_2026-08.csv", patients(1100))
    return home


def rows_in_force(home: HospitalHome) -> list[int]:
    counted = "select count(*), count(distinct \"STAY_ID_key\") from '{}'"
    with home.vault.connect() as con:
        return list(con.execute(counted.format(home.places.in_force / "hospital__stays.parquet")).fetchall()[0])


def test_two_nights_at_once_take_each_file_once(before, home):
    runs = [begun(left(home)), begun(home)]
    said = [run.communicate(timeout=PATIENCE)[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], "\n".join(said)
    verdicts = sorted(line for text in said for line in text.splitlines() if line.startswith("hospital__stays"))
    assert verdicts == ["hospital__stays ['accepted']", "hospital__stays []"], said
    assert rows_in_force(home) == [500, 500] and len(list((home.places.receipts / STAYS.feed).glob("2026-08_*"))) == 1
    assert not any(MARK in text for text in said) and find_leaks(written_since(before, home), NEEDLES) == []


@pytest.mark.parametrize("milestone", ["vault/deliveries/hospital__stays/2026-08_*/rows/*", "raw/hospital__stays/2026-08_*"])
def test_a_night_killed_in_the_middle_loses_nothing_and_the_next_one_picks_up(before, home, milestone):
    was = left(home).in_force(STAYS)
    assert MARK not in killed_at(begun(home), home.places.home, milestone, PATIENCE, every=0.001)
    assert home.in_force(STAYS) == was, "the last good state stays readable"
    assert find_leaks(written_since(before, home), NEEDLES) == []
    stays, register = home.night(STAYS, REGISTRY)
    assert [receipt.verdict for receipt in stays.new] == ["accepted"]
    assert [receipt.verdict for receipt in register.known] == ["accepted", "accepted"]
    assert rows_in_force(home) == [500, 500] and home.received(stays.new[0]) == month()(MARK)
    assert home.night(STAYS)[0].new == () and find_leaks(written_since(before, home), NEEDLES) == []


FOR_ANOTHER = ("for a key that is not in our keyring", "Fix: ")


def test_a_file_encrypted_for_another_key_is_rejected(before, home, keyrings):  # noqa: F811
    case = Case(
        "PGP for another key", lambda word: encrypted(keyrings, month()(word), to="stranger"), "rejected", "file.pgp", 1,
        FOR_ANOTHER, contract=ENCRYPTED,
    )  # fmt: skip
    bad_night(before, home, case, {KEYRING: str(keyrings["county"])})


def test_a_plain_file_where_an_encrypted_one_was_promised_is_rejected(before, home, keyrings):  # noqa: F811
    case = Case(
        "plain where PGP was promised", month(), "rejected", "file.pgp", 1, ("is not the PGP-encrypted file promised",),
        contract=ENCRYPTED,
    )  # fmt: skip
    bad_night(before, home, case, {KEYRING: str(keyrings["county"])})


def test_an_encrypted_file_waits_while_the_keyring_is_missing(before, home, keyrings):  # noqa: F811
    case = Case(
        "PGP without our keyring", lambda word: encrypted(keyrings, month()(word)), "not picked up",
        says=(f"the environment variable {KEYRING} is not set", "Fix: "), contract=ENCRYPTED,
    )  # fmt: skip
    bad_night(before, home, case)
    (night,) = home.night(ENCRYPTED, secrets={KEYRING: str(keyrings["county"])})
    assert [receipt.verdict for receipt in night.new] == ["accepted"]
