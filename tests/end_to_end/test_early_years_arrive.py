"""What the agencies of the early years send is accepted, and what crosses is what they meant."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from data_contracts.reader import read_contracts
from orchestration.components.deliver import FeedNight, deliver
from orchestration.places import Places
from orchestration.rehearsal import write_county
from orchestration.vault import Vault

SOURCES = Path(__file__).parents[2] / "data_contracts" / "sources"
FEEDS = (
    "early_learning__head_start",
    "early_learning__prek",
    "education__assessments",
    "education__kindergarten_readiness",
    "family_services__child_care_subsidy",
)


@pytest.fixture(scope="module")
def places(tmp_path_factory) -> Places:
    home = tmp_path_factory.mktemp("early_years_county")
    write_county(home, people=2_500, months=36, seed=4, end="2026-10", feeds=FEEDS)
    return Places(home)


@pytest.fixture(scope="module")
def nights(places) -> dict[str, FeedNight]:
    vault, now = Vault.open(places.vault, "a key of this test and of nothing else"), datetime(2026, 11, 24, tzinfo=UTC)
    contracts = {contract.feed: contract for contract in read_contracts(SOURCES)}
    return {feed: deliver(contracts[feed], places, vault, now, lambda _: None) for feed in FEEDS}


@pytest.mark.parametrize("feed", FEEDS)
def test_every_delivery_of_the_early_years_is_accepted(nights, feed):
    receipts = nights[feed].new
    assert len(receipts) == 4
    assert {receipt.verdict for receipt in receipts} <= {"accepted", "accepted_with_errors"}
    assert nights[feed].freshness.is_stale is False
    loud = {
        rule["id"]: rule["broken"]
        for receipt in receipts
        for rule in receipt.rules
        if receipt.is_history and rule["broken"] > max(rule["tolerance"] * rule["rows"], 3)
    }
    assert not loud


def test_dollar_signs_and_commas_are_gone_in_force(places, nights):
    (table,) = nights["family_services__child_care_subsidy"].in_force
    path = places.in_force / f"{table}.parquet"
    kind, known, most, cents = duckdb.execute(
        'select any_value(typeof("MonthlyIncome")), avg(("MonthlyIncome" is not null)::int), max("MonthlyIncome"),'
        f" bool_or(\"MonthlyIncome\" <> floor(\"MonthlyIncome\")) from '{path}'"
    ).fetchone()
    assert kind.startswith("DECIMAL")
    assert known > 0.9
    assert most > 1_000
    assert cents


def test_a_child_and_its_siblings_stand_in_the_places_of_one_row(places, nights):
    (table,) = nights["family_services__child_care_subsidy"].in_force
    path = places.in_force / f"{table}.parquet"
    rows, parents, first, second, same = duckdb.execute(
        "select count(*), count(parent_record_id), count(child_1_record_id), count(child_2_record_id),"
        f" count(*) filter (where child_1_record_id = child_2_record_id) from '{path}'"
    ).fetchone()
    assert rows == parents == first
    assert 0.1 * rows < second < 0.8 * rows
    assert same == 0


def test_results_of_one_student_meet_by_number(places, nights):
    def numbers(feed: str, column: str) -> str:
        (table,) = nights[feed].in_force
        return f"(select distinct {column} as student from '{places.in_force / f'{table}.parquet'}')"

    ready = numbers("education__kindergarten_readiness", "StateID_key")
    tested = numbers("education__assessments", "StudentIdentifierState_key")
    served = numbers("early_learning__head_start", "StateID_key")
    both = duckdb.execute(f"select count(*) from {ready} inner join {tested} using (student)").fetchone()
    assert both[0] > 40
    assert duckdb.execute(f"select count(*) from {ready} inner join {served} using (student)").fetchone()[0] > 0


def test_a_form_without_a_guardian_names_none(places, nights):
    (table,) = nights["early_learning__prek"].in_force
    rows, guardians, children = duckdb.execute(
        f"select count(*), count(guardian_record_id), count(child_record_id) from '{places.in_force / f'{table}.parquet'}'"
    ).fetchone()
    assert children == rows
    assert 0.8 * rows < guardians < rows
