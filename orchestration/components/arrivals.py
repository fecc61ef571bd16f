"""The delivery of a feed as an asset of its own, which only an agency can renew: that is what freshness is measured by.

The tables in force are renewed every night, whether or not anything came; a policy on them would always pass.
"""

from collections.abc import Iterator
from datetime import timedelta

import dagster as dg

from data_contracts import Contract
from orchestration.components.deliver import FeedNight

PERIOD_DAYS = {"month": 31, "quarter": 92, "term": 31}


def delivery_key(contract: Contract) -> dg.AssetKey:
    return dg.AssetKey(["delivery", contract.feed])


def delivery_spec(contract: Contract) -> dg.AssetSpec:
    """What the catalogue says of a feed's deliveries: from whom, under which agreement, and when the next is late."""
    cadence = timedelta(days=PERIOD_DAYS[contract.delivery.period.unit])
    late = timedelta(days=contract.delivery.due_days)
    return dg.AssetSpec(
        delivery_key(contract),
        description=f"{contract.title}: accepted deliveries, as {contract.agency} sends them. {contract.description}",
        group_name=f"raw/{contract.agency}",
        owners=[f"team:{contract.agency}"],
        tags={"agency": contract.agency, "sensitivity": contract.sensitivity, "mode": contract.delivery.mode},
        metadata={"contract_version": contract.version, "agreement": contract.agreement, "steward": contract.steward},
        freshness_policy=dg.FreshnessPolicy.time_window(fail_window=cadence + 2 * late, warn_window=cadence + late),
    )


def arrivals(night: FeedNight) -> Iterator[dg.AssetMaterialization]:
    """One event per delivery accepted tonight; a night without one leaves the feed's clock running."""
    for receipt in night.new:
        if receipt.is_accepted:
            yield dg.AssetMaterialization(
                delivery_key(night.contract),
                description=f"{receipt.file_name}: {receipt.verdict}.",
                metadata={
                    "delivery": receipt.delivery_id,
                    "verdict": receipt.verdict,
                    "period": receipt.period,
                    "dagster/row_count": sum(counts["rows"] for counts in receipt.tables.values()),
                },
            )
