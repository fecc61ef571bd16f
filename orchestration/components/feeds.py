"""Assets and checks of every feed, made from the contracts folder alone.

The asset of a table is its rows in force, so it is always good to read; its checks never block.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dagster as dg

from data_contracts import Contract, Table
from data_contracts.crossing import raw_columns
from data_contracts.reader import read_contracts
from expectations.predicates import in_force_tables
from orchestration.components.arrivals import arrivals, delivery_key, delivery_spec
from orchestration.components.deliver import FeedNight, deliver
from orchestration.components.failures import as_failures
from orchestration.components.home import Home
from orchestration.intake import Receipt
from orchestration.settings import read_settings

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


class AgencyFeeds(dg.Component, dg.Model, dg.Resolvable):
    """One multi-asset per contract: a table in force each, with one check per kind of rule."""

    max_retries: int = 2
    retry_delay_seconds: int = 5

    def build_defs(self, context: dg.ComponentLoadContext) -> dg.Definitions:
        retry = dg.RetryPolicy(max_retries=self.max_retries, delay=self.retry_delay_seconds)
        contracts = read_contracts(read_settings().contracts)
        made = [feed_assets(contract, retry) for contract in contracts]
        return dg.Definitions(assets=[*map(delivery_spec, contracts), *made])


def table_key(table_name: str) -> dg.AssetKey:
    return dg.AssetKey(["in_force", table_name])


def check_kinds(table: Table) -> tuple[str, ...]:
    """The kinds of rule the table's contract holds, plus the two every table has."""
    kinds = {rule.kind for rule in table.rules} | {"file", "records"}
    return (*[kind for kind in KIND_SENTENCES if kind in kinds], ARRIVED)


def feed_assets(contract: Contract, retry: dg.RetryPolicy) -> dg.AssetsDefinition:
    """The multi-asset of one contract."""

    @dg.multi_asset(
        name=contract.feed,
        specs=[table_spec(contract, table) for table in contract.tables],
        check_specs=[
            dg.AssetCheckSpec(kind, asset=table_key(table.name), description=KIND_SENTENCES[kind])
            for table in contract.tables
            for kind in check_kinds(table)
        ],
        retry_policy=retry,
        op_tags={"agency": contract.agency},
    )
    def feed(context: dg.AssetExecutionContext, home: Home):
        with as_failures(f"the night of {contract.feed} (contract {contract.version})"):
            night = deliver(contract, home.places, home.vault(), home.now(), context.log.info, home.secrets())
        for arrival in arrivals(night):
            context.log_event(arrival)
        yield from (table_result(night, table) for table in contract.tables)

    return feed


def looks_at(contract: Contract, table: Table) -> list[dg.AssetKey]:
    """Tables of other feeds that the table's rules look at: brought into force first, or a verdict hung on the order."""
    own = {t.name for t in contract.tables}
    named = {name for rule in table.rules for name in in_force_tables(rule.sql)}
    return [table_key(name) for name in sorted(named - own)]


def table_spec(contract: Contract, table: Table) -> dg.AssetSpec:
    """What the catalogue says of a table: whose it is, what it holds, what it is made from."""
    columns = [
        dg.TableColumn(column.name, column.type, description=column.description) for column in raw_columns(table)
    ]
    return dg.AssetSpec(
        table_key(table.name),
        deps=[delivery_key(contract), *looks_at(contract, table)],
        description=f"{table.grain}\n\n{table.description}\n\nRows in force, without identifiers. "
        f"Contract {contract.feed} {contract.version}; steward: {contract.steward}.",
        group_name=f"raw/{contract.agency}",
        owners=[f"team:{contract.agency}"],
        kinds={"parquet", contract.delivery.container if contract.delivery.container == "zip" else table.member.layout},
        tags={"agency": contract.agency, "sensitivity": contract.sensitivity, "mode": contract.delivery.mode},
        metadata={
            "dagster/column_schema": dg.TableSchema(columns=columns),
            "contract_version": contract.version,
            "agreement": contract.agreement,
            "lag_days": contract.lag_days,
        },
        code_version=contract.sha256[:12],
    )


def table_result(night: FeedNight, table: Table) -> dg.MaterializeResult:
    """Counts that plot over time, and the table's checks."""
    in_force = night.in_force[table.name]
    received = [receipt.tables[table.name] for receipt in night.new if table.name in receipt.tables]
    verdicts = [receipt.verdict for receipt in night.new]
    latest = night.known[-1] if night.known else None
    return dg.MaterializeResult(
        asset_key=table_key(table.name),
        metadata={
            "dagster/row_count": in_force.rows,
            "deliveries_in_force": len(in_force.deliveries),
            "rows_received_tonight": sum(counts["rows"] for counts in received),
            "rows_quarantined_tonight": sum(counts["quarantined"] for counts in received),
            **{f"deliveries_{v}_tonight": verdicts.count(v) for v in ("accepted", "accepted_with_errors", "rejected")},
            "last_verdict": latest.verdict if latest else "never delivered",
            "last_period": latest.period if latest else "none",
            "days_overdue": night.freshness.days_overdue,
            "is_stale": night.freshness.is_stale,
            "is_paused": night.freshness.is_paused,
            **restated(night, table),
        },
        check_results=list(table_checks(night, table)),
    )


def restated(night: FeedNight, table: Table) -> dict[str, object]:
    """What tonight's deliveries changed in rows that were in force, and how many marts follow from it."""
    changes = [r.restates["tables"][table.name] for r in night.new if r.restates and table.name in r.restates["tables"]]
    made = night.downstream.get(table.name, ())
    marts = [name for stage, _, name in (model.partition("/") for model in made) if stage == "marts"]
    counts = {f"keys_{what}_tonight": sum(c[what] for c in changes) for what in ("added", "changed", "removed")}
    periods = len({period for change in changes for period in change["periods"]})
    return {**counts, "periods_restated_tonight": periods, "marts_downstream": ", ".join(marts)} if changes else {}


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
