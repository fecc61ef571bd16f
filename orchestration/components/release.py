"""The last step: what dbt built becomes a published version, if the publish gate lets it."""

import json
from typing import Any

from data_contracts import Contract
from orchestration.cards import definition_in_use, read_cards
from orchestration.components import step_receipts, warehouse
from orchestration.components.dbt_commands import PROJECT
from orchestration.components.definition_reach import definitions_of
from orchestration.components.home import Home
from orchestration.components.model_in_use import model_of
from orchestration.intake import in_force_deliveries
from orchestration.publishing.gate import Bound, Evidence, failed_dbt_nodes
from orchestration.publishing.publish import Facts, Published, publish

# Beyond these a night's linkage is more likely broken than true: see docs/linkage.md.
LARGEST_CLUSTER = 60
MOST_UNLINKED = 0.9


def publish_tonight(home: Home) -> dict[str, Any]:
    """The version now current, in counts.

    Raises: PublishRefused; `published/current` is then as it was.
    """
    contracts = home.contracts()
    published = publish(home.places, evidence(home, contracts), facts(home, contracts), home.now())
    counts = counts_of(published)
    step_receipts.record(home.places, "published", published.version, counts)
    return counts


def evidence(home: Home, contracts: tuple[Contract, ...]) -> Evidence:
    """What the gate judges: dbt's results, tonight's linkage numbers, and the names of columns that must not appear."""
    whole = warehouse.is_of_tonight(home.places)
    results = json.loads(warehouse.results_path(home.places).read_text()) if whole else {}
    link = step_receipts.last(home.places, "person_crosswalk")["counts"]
    return Evidence(
        failed_nodes=failed_dbt_nodes(results),
        linkage=(
            Bound("largest cluster (records)", link.get("largest_cluster"), at_most=LARGEST_CLUSTER),
            Bound("share of records unlinked", link.get("unlinked_share"), at_most=MOST_UNLINKED),
        ),
        forbidden_columns=frozenset(
            column.name for c in contracts for t in c.tables for column in t.columns if column.classification == "identifier"
        ),
    )


def facts(home: Home, contracts: tuple[Contract, ...]) -> Facts:
    """What the version stands on, for the manifest."""
    deliveries = tuple(
        {
            "feed": contract.feed,
            "delivery_id": receipt.delivery_id,
            "sha256": receipt.sha256,
            "verdict": receipt.verdict,
            "contract_version": receipt.contract_version,
            "contract_sha256": receipt.contract_sha256,
            "rows": {t: n["accepted"] for t, n in receipt.tables.items()},
        }
        for contract in contracts
        for receipt in in_force_deliveries(contract, home.places)
    )
    manifest = json.loads((home.places.parsed_models / "manifest.json").read_text())
    cards = {table: card.version for card in read_cards(PROJECT).values() for table in card.tables}
    return Facts(
        deliveries,
        model_version=model_of(home.places).version,
        code_version=code_version(),
        parameters=(in_use := definition_in_use(PROJECT)),
        definitions=definitions_of(manifest, cards, in_use),
    )


def code_version() -> str:
    """The hash of the code that makes rows: true in a checkout, an archive and a container alike."""
    return step_receipts.code_of("orchestration", "data_contracts", "expectations", "dbt_project")[:16]


def counts_of(published: Published) -> dict[str, Any]:
    return {
        "version": published.version,
        "tables": published.tables,
        "rows": published.rows,
        "is_new": published.is_new,
    }
