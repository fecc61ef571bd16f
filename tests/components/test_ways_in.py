"""What a run is told of servers: their secrets, by name, from the environment; and dbt is told none."""

import os
from dataclasses import replace
from pathlib import Path

from data_contracts import Contract
from orchestration.components.dbt_commands import dbt_environment
from orchestration.components.deliver import FeedNight
from orchestration.components.feed_checks import arrival_check
from orchestration.intake import Freshness
from orchestration.places import Places
from orchestration.settings import read_settings
from tests.expectations.small_contract import small_contract


def test_secrets_of_servers_come_from_the_environment_and_are_never_shown(monkeypatch):
    monkeypatch.setenv("TWOGEN_SECRET_LABOR__PAY", "the word")
    monkeypatch.setenv("TWOGEN_SECRET_BLANK__FEED", "")
    settings = read_settings()
    assert settings.secrets == {"TWOGEN_SECRET_LABOR__PAY": "the word"}
    assert "the word" not in repr(settings)


def test_dbt_runs_without_the_key_and_without_any_secret(monkeypatch, tmp_path):
    for name in ("TWOGEN_KEY", "TWOGEN_SECRET_LABOR__PAY"):
        monkeypatch.setenv(name, "the word")
    with dbt_environment(Places(tmp_path)):
        assert "the word" not in os.environ.values()
    assert os.environ["TWOGEN_KEY"] == os.environ["TWOGEN_SECRET_LABOR__PAY"] == "the word"


def test_check_of_arrival_says_why_nothing_was_fetched():
    contract: Contract = small_contract()
    fresh = Freshness(False, 0, "2026-08", None, "It came in time.")
    night = FeedNight(contract, (), (), {}, fresh, Path("index.html"), {}, {})
    assert arrival_check(night, contract.tables[0]).passed
    missed = arrival_check(replace(night, not_fetched="The server did not answer."), contract.tables[0])
    assert not missed.passed and missed.description == "It came in time. The server did not answer."
