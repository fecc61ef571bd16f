"""What the catalogue knows of a feed, from its contract alone."""

from dataclasses import replace

import dagster as dg

from data_contracts.rules import Rule
from orchestration.components.arrivals import delivery_key, delivery_spec
from orchestration.components.feed_checks import table_key
from orchestration.components.feeds import feed_assets
from orchestration.components.home import Home
from tests.expectations.small_contract import small_contract
from tests.intake.conftest import ROLL, county, roll, roll_row  # noqa: F401 - a fixture


def test_feed_comes_after_the_feeds_its_rules_look_at():
    contract = small_contract()
    across = Rule(
        "CASE.in_other__cases", "across_feeds", "warning", 0.0, "CASE not in (select case_key from {in_force:other__cases})",
        "", "", "", (),
    )  # fmt: skip
    table = contract.tables[0]
    looking = replace(contract, tables=(replace(table, rules=(*table.rules, across)), *contract.tables[1:]))
    made = feed_assets(looking, dg.RetryPolicy())
    assert table_key("other__cases") in made.asset_deps[table_key(table.name)]


def test_a_night_renews_the_tables_and_only_an_accepted_delivery_renews_the_delivery(county, monkeypatch):  # noqa: F811
    monkeypatch.setenv("TWOGEN_HOME", str(county.places.home))
    monkeypatch.setenv("TWOGEN_KEY", "a key for tests")
    county.drop(ROLL, "roll_2026-08.txt", roll(roll_row("1"), roll_row("2")))
    assert renewed() == {delivery_key(ROLL), table_key("school__roll")}
    assert renewed() == {table_key("school__roll")}
    county.drop(ROLL, "roll_2026-09.txt", b"no roll at all\n")
    assert renewed() == {table_key("school__roll")}


def renewed() -> set[dg.AssetKey]:
    """What one run of the feed's step materialises."""
    with dg.DagsterInstance.ephemeral() as instance:
        made = [delivery_spec(ROLL), feed_assets(ROLL, dg.RetryPolicy())]
        run = dg.materialize(made, resources={"home": Home()}, instance=instance)
    return {event.asset_key for event in run.all_events if event.is_step_materialization}


def test_freshness_is_measured_by_what_only_the_agency_renews():
    spec = delivery_spec(ROLL)
    tables = feed_assets(ROLL, dg.RetryPolicy())
    assert spec.freshness_policy.fail_window.to_timedelta().days == 31 + 2 * ROLL.delivery.due_days
    assert delivery_key(ROLL) in tables.asset_deps[table_key("school__roll")]
    assert all(made.freshness_policy is None for made in tables.specs)
