"""PGP-encrypted files and a real GnuPG: opened in memory with the county's key, refused without a word of theirs."""

import gzip
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import leave_out
from tests.intake.conftest import ROLL, SECRET, roll, roll_row

ENCRYPTED = replace(ROLL, delivery=replace(ROLL.delivery, encryption="pgp"))
NAME = "roll_2026-08.txt"
VARIABLE = "TWOGEN_SECRET_SCHOOL__ROLL_KEYRING"


def gpg(keyring: Path, *arguments: str, content: bytes = b"") -> bytes:
    command = ["gpg", "--homedir", keyring, "--batch", "--quiet", "--trust-model", "always", *arguments]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def keyrings() -> Iterator[dict[str, Path]]:
    """The county's keyring, a stranger's, and the agency's, which holds both public keys."""
    if shutil.which("gpg") is None:
        leave_out("PGP-encrypted files", "gnupg")
    made = {name: Path(tempfile.mkdtemp(prefix="gpg-")) for name in ("county", "stranger", "agency")}  # sockets need short paths
    for name in ("county", "stranger"):
        gpg(made[name], "--passphrase", "", "--quick-generate-key", f"{name}@example.org", "future-default", "default", "never")
        gpg(made["agency"], "--import", content=gpg(made[name], "--export", f"{name}@example.org"))
    yield made
    for folder in made.values():
        subprocess.run(["gpgconf", "--homedir", folder, "--kill", "all"], check=True)
        shutil.rmtree(folder)


def encrypted(keyrings, content: bytes, *more: str, to: str = "county") -> bytes:
    return gpg(keyrings["agency"], *more, "--recipient", f"{to}@example.org", "--encrypt", content=content)


def night(county, keyrings, contract=ENCRYPTED, **secrets: str):
    return county.delivered(contract, secrets or {VARIABLE: str(keyrings["county"])})[0]


@pytest.mark.parametrize("more", [(), ("--armor",)])
def test_encrypted_file_becomes_rows_and_its_plain_text_stands_nowhere(county, keyrings, more):
    sent = encrypted(keyrings, roll(roll_row()), *more)
    county.drop(ENCRYPTED, NAME, sent)
    done = night(county, keyrings)
    assert [receipt.verdict for receipt in done.new] == ["accepted"] and done.in_force["school__roll"].rows == 1
    (sealed,) = county.places.vault.rglob("received.sealed")
    assert county.vault.unseal(sealed) == sent
    every = b"".join(path.read_bytes() for path in county.places.home.rglob("*") if path.is_file())
    assert SECRET.encode() not in every


def test_what_is_packed_inside_is_unpacked(county, keyrings):
    both = replace(ENCRYPTED, delivery=replace(ENCRYPTED.delivery, container="gzip"))
    county.drop(both, NAME, encrypted(keyrings, gzip.compress(roll(roll_row()))))
    assert [receipt.verdict for receipt in night(county, keyrings, both).new] == ["accepted"]


REFUSED = {
    "in plain": (lambda k: roll(roll_row()), "is not the PGP-encrypted file promised"),
    "for another key": (lambda k: encrypted(k, roll(roll_row()), to="stranger"), "for a key that is not in our keyring"),
    "cut short": (lambda k: encrypted(k, roll(*[roll_row(str(n)) for n in range(900)]))[:-40], "cut short, damaged"),
    "changed": (lambda k: encrypted(k, roll(roll_row()))[:-20] + b"\0" * 20, "cut short, damaged"),
    "a bomb": (lambda k: encrypted(k, b"0" * 2**23), "unpacks to more than 200 times"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_file_that_cannot_be_decrypted_is_rejected(county, keyrings, case):
    make, says = REFUSED[case]
    county.drop(ENCRYPTED, NAME, make(keyrings))
    (receipt,) = night(county, keyrings).new
    assert (receipt.verdict, receipt.rules[0]["id"]) == ("rejected", "file.pgp")
    assert says in receipt.message and SECRET.encode() not in county.bytes_outside()


def test_file_waits_while_the_keyring_is_missing(county, keyrings):
    county.drop(ENCRYPTED, NAME, encrypted(keyrings, roll(roll_row())))
    done = night(county, keyrings, **{"OTHER": "x"})
    assert done.new == () and f"school__roll (contract 1.0.0): the environment variable {VARIABLE} is not set" in done.not_fetched
    assert "is not there" in night(county, keyrings, **{VARIABLE: "/nowhere"}).not_fetched
    assert [receipt.verdict for receipt in night(county, keyrings).new] == ["accepted"]
