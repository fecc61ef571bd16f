"""Commands that could harm a home keep their hands off it."""

import pytest
from typer.testing import CliRunner

from orchestration import cli
from orchestration.components import run_lock
from orchestration.places import Places
from orchestration.vault import Vault


@pytest.fixture
def places(tmp_path, monkeypatch) -> Places:
    for name, value in (("TWOGEN_HOME", tmp_path / "home"), ("TWOGEN_KEY", "a key for tests"), ("XDG_CONFIG_HOME", tmp_path)):
        monkeypatch.setenv(name, str(value))
    return Places(tmp_path / "home")


def ran(monkeypatch) -> list[str]:
    """What `twogen run` did, with both of its parts replaced."""
    done: list[str] = []
    monkeypatch.setattr(cli, "rehearse", lambda: done.append("rehearse"))
    monkeypatch.setattr(cli, "nightly", lambda: done.append("nightly"))
    assert CliRunner().invoke(cli.app, ["run"]).exit_code == 0
    return done


def test_run_writes_a_county_into_a_new_home(places, monkeypatch):
    assert ran(monkeypatch) == ["rehearse", "nightly"]


def test_run_writes_no_county_where_real_files_were_received_and_cleared(places, monkeypatch):
    (places.vault / "deliveries" / "school__roll" / "2026-08_0123456789ab").mkdir(parents=True)
    assert ran(monkeypatch) == ["nightly"]


def test_change_of_key_waits_for_a_run_that_writes_under_the_former_one(places, monkeypatch):
    Vault.open(places.vault, "a key for tests")
    monkeypatch.setattr(run_lock.run_lock.__wrapped__, "__defaults__", (0, lambda _: None))
    with run_lock.run_lock(places, "a nightly run"):
        done = CliRunner().invoke(cli.app, ["vault", "rekey"], input="another key\nanother key\n")
    assert done.exit_code == 1 and "a nightly run" in done.output
    Vault.open(places.vault, "a key for tests")
    assert CliRunner().invoke(cli.app, ["vault", "rekey"], input="another key\nanother key\n").exit_code == 0
    Vault.open(places.vault, "another key")


def test_a_blank_key_is_refused_and_no_key_is_made_in_its_place(places, monkeypatch, tmp_path):
    """A secret that a scheduler failed to fill in: with a key made in its place, the vault would be split in two."""
    monkeypatch.setenv("TWOGEN_KEY", "")
    done = CliRunner().invoke(cli.app, ["vault", "backup", str(tmp_path / "backup")])
    assert done.exit_code == 1 and "TWOGEN_KEY is set but blank" in done.output and "Fix: set it" in done.output
    assert not (tmp_path / "twogen" / "key").exists() and not (places.vault / "keyring.json").exists()
