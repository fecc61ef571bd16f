"""The checks of a table in force: one per kind of rule its contract holds, and whether its delivery has arrived. None blocks."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dagster as dg

from data_contracts import Table
from orchestration.components.deliver import FeedNight
from orchestration.intake import Receipt

ARRIVED = "arrived_on_time"
KIND_SENTENCES = {
    "file": "The file has the layout, columns and row count its contract promises.",
    "values": "Every value is of the promised type, code list, pattern and range.",
    "records": "Each row agrees with itself and belongs to its delivery's period.",
    "keys": "Keys are unique, and every reference inside the delivery has its row.",
    "across_feeds": "Every reference to another feed has its row in force.",
    "history": "The delivery looks like the ones before it.",
    ARRIVED: "The delivery promised by now has arrived and was accepted.",
}


def table_key(table_name: str) -> dg.AssetKey:
    return dg.AssetKey(["in_force", table_name])


def check_kinds(table: Table) -> tuple[str, ...]:
    """The kinds of rule the table's contract holds, plus the two every table has."""
    kinds = {rule.kind for rule in table.rules} | {"file", "records"}
    return (*[kind for kind in KIND_SENTENCES if kind in kinds], ARRIVED)


def check_specs(table: Table) -> list[dg.AssetCheckSpec]:
    """What the catalogue says of them."""
    return [dg.AssetCheckSpec(kind, asset=table_key(table.name), description=KIND_SENTENCES[kind]) for kind in check_kinds(table)]


def table_checks(night: FeedNight, table: Table) -> Iterator[dg.AssetCheckResult]:
    """One result per kind: of the newest delivery; ERROR when it was rejected or is overdue, else WARN."""
    latest = night.known[-1] if night.known else None
    for kind in check_kinds(table):
        if kind == ARRIVED:
            yield arrival_check(night, table)
        else:
            yield kind_check(latest, table, kind, night.pages.get(table.name, night.overview))


def kind_check(latest: Receipt | None, table: Table, kind: str, page: Path) -> dg.AssetCheckResult:
    """How the newest delivery fared under the rules of one kind; with no delivery yet there is nothing to break."""
    rules = [r for r in latest.rules if r["kind"] == kind and r["table"] in (table.name, "")] if latest else []
    broken = [r for r in rules if r["broken"]]
    rejected = any(r["severity"] == "critical" and r["rejects"] for r in broken)
    return dg.AssetCheckResult(
        check_name=kind,
        asset_key=table_key(table.name),
        passed=not [r for r in broken if r["severity"] != "info"],
        severity=dg.AssetCheckSeverity.ERROR if rejected else dg.AssetCheckSeverity.WARN,
        description=" ".join(_told(rule) for rule in broken) or _kept(latest, rules),
        metadata={
            "delivery": latest.delivery_id if latest else "none",
            "rules": len(rules),
            "rules_broken": len(broken),
            "rows_broken": sum(r["broken"] for r in broken),
            "page": dg.MetadataValue.path(page),
        },
    )


def _told(rule: Mapping[str, Any]) -> str:
    """A broken rule, as its steward is told of it; a rule about the file was broken before rows were counted."""
    count = f"{rule['broken']:,} of {rule['rows']:,} rows. " if rule["rows"] else ""
    return f"Rule {rule['id']}: {count}{_sentence(rule['message'])} Fix: {_sentence(rule['fix'])}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _kept(latest: Receipt | None, rules: list[Mapping[str, Any]]) -> str:
    """What a green mark means: how many rules held, or that nothing could be judged."""
    if latest is None:
        return "Nothing has been delivered yet."
    if rules:
        return f"{len(rules)} rules held in delivery {latest.delivery_id}."
    if latest.is_unjudged:
        return f"Not judged: a rule of another kind or table could not be put to delivery {latest.delivery_id}."
    if not latest.is_accepted and not latest.tables:
        return f"Not judged: delivery {latest.delivery_id} could not be read; see the check `file`."
    return f"Delivery {latest.delivery_id} was judged by no rule of this kind."


def arrival_check(night: FeedNight, table: Table) -> dg.AssetCheckResult:
    fresh = night.freshness
    return dg.AssetCheckResult(
        check_name=ARRIVED,
        asset_key=table_key(table.name),
        passed=not fresh.is_stale and not fresh.is_paused and fresh.days_overdue == 0 and not night.not_fetched,
        severity=dg.AssetCheckSeverity.ERROR if fresh.is_stale else dg.AssetCheckSeverity.WARN,
        description=f"{'STALE: ' if fresh.is_stale else ''}{fresh.reason} {night.not_fetched}".strip(),
        metadata={
            "days_overdue": fresh.days_overdue,
            "is_paused": fresh.is_paused,
            "last_period": str(fresh.last_period or "none"),
            "page": dg.MetadataValue.path(night.overview),
        },
    )
