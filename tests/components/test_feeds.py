"""What the catalogue knows of a feed, from its contract alone."""

from dataclasses import replace

import dagster as dg

from data_contracts.rules import Rule
from orchestration.components.feeds import feed_assets, table_key
from tests.expectations.small_contract import small_contract


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
