"""The checks of the linkage chain, shown with their asset; none blocks. What stops a night is the publish gate.

`pairs_as_last_night` on the edges, `largest_person` on the crosswalk.
"""

import dagster as dg

from orchestration.components.linking import Counts
from orchestration.components.release import LARGEST_CLUSTER

PAIRS = dg.AssetCheckSpec(
    "pairs_as_last_night",
    asset=dg.AssetKey(["linkage", "person_edges"]),
    description="No blocking rule brings more than twice the pairs of the last night, beyond what growth in nodes explains.",
)
LARGEST = dg.AssetCheckSpec(
    "largest_person",
    asset=dg.AssetKey(["linkage", "person_crosswalk"]),
    description=f"No person holds more than {LARGEST_CLUSTER} records; beyond it the publish gate shows nothing new.",
)


def pairs_check(counts: Counts) -> dg.AssetCheckResult:
    """WARN when the pairs of a rule, or of all, jumped."""
    return dg.AssetCheckResult(
        check_name=PAIRS.name,
        passed=not counts["pair_jumps"],
        severity=dg.AssetCheckSeverity.WARN,
        description=jumped(counts) or f"{counts['pairs']:,} pairs of {counts['nodes']:,} nodes: as the last night's.",
        metadata={"pairs": counts["pairs"], "nodes": counts["nodes"], "rules_jumped": len(counts["pair_jumps"])},
    )


def jumped(counts: Counts) -> str:
    """What grew beyond reason, and what to do; "" when nothing did."""
    told = "; ".join(counts.get("pair_jumps", ()))
    return f"Candidate pairs jumped: {told}. Fix: look for a placeholder in the newest deliveries' identifiers." if told else ""


def largest_check(counts: Counts) -> dg.AssetCheckResult:
    """ERROR when a person holds more records than the publish gate lets through."""
    largest = counts["largest_cluster"]
    too_large = (
        f"A person holds {largest} records, more than {LARGEST_CLUSTER}; nothing new is published. Fix: `twogen link explain` "
        "two of its records, then null the value they share at its source, or decide that they are two people."
    )
    return dg.AssetCheckResult(
        check_name=LARGEST.name,
        asset_key=LARGEST.asset_key,
        passed=largest <= LARGEST_CLUSTER,
        severity=dg.AssetCheckSeverity.ERROR,
        description=too_large if largest > LARGEST_CLUSTER else f"The largest person holds {largest} records.",
        metadata={"largest_cluster": largest, "most": LARGEST_CLUSTER},
    )
