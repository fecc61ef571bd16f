"""Assets and checks of every feed, made from the contracts folder alone.

The asset of a table is its rows in force, so it is always good to read; its checks never block.
"""

import dagster as dg

from data_contracts import Contract, Table
from data_contracts.crossing import raw_columns
from data_contracts.reader import read_contracts
from expectations.predicates import in_force_tables
from orchestration.components.arrivals import arrivals, delivery_key, delivery_spec
from orchestration.components.deliver import FeedNight, deliver
from orchestration.components.failures import as_failures
from orchestration.components.feed_checks import check_specs, table_checks, table_key
from orchestration.components.home import Home
from orchestration.settings import read_settings


class AgencyFeeds(dg.Component, dg.Model, dg.Resolvable):
    """One multi-asset per contract: a table in force each, with one check per kind of rule."""

    max_retries: int = 2
    retry_delay_seconds: int = 5

    def build_defs(self, context: dg.ComponentLoadContext) -> dg.Definitions:
        retry = dg.RetryPolicy(max_retries=self.max_retries, delay=self.retry_delay_seconds)
        contracts = read_contracts(read_settings().contracts)
        made = [feed_assets(contract, retry) for contract in contracts]
        return dg.Definitions(assets=[*map(delivery_spec, contracts), *made])


def feed_assets(contract: Contract, retry: dg.RetryPolicy) -> dg.AssetsDefinition:
    """The multi-asset of one contract."""

    @dg.multi_asset(
        name=contract.feed,
        specs=[table_spec(contract, table) for table in contract.tables],
        check_specs=[spec for table in contract.tables for spec in check_specs(table)],
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
    columns = [dg.TableColumn(column.name, column.type, description=column.description) for column in raw_columns(table)]
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
            **places_filled(night, table),
            **restated(night, table),
        },
        check_results=list(table_checks(night, table)),
    )


def places_filled(night: FeedNight, table: Table) -> dict[str, int]:
    """In how many of the places on tonight's rows somebody stands: of roles that have no number of their own."""
    filled = [(r.row_places[table.name], r.tables[table.name]["accepted"]) for r in night.new if table.name in r.row_places]
    if not filled:
        return {}
    return {
        "places_tonight": sum(rows * len(roles) for roles, rows in filled),
        "places_filled_tonight": sum(sum(roles.values()) for roles, _ in filled),
    }


def restated(night: FeedNight, table: Table) -> dict[str, object]:
    """What tonight's deliveries changed in rows that were in force, and how many marts follow from it."""
    changes = [r.restates["tables"][table.name] for r in night.new if r.restates and table.name in r.restates["tables"]]
    made = night.downstream.get(table.name, ())
    marts = [name for stage, _, name in (model.partition("/") for model in made) if stage == "marts"]
    counts = {f"keys_{what}_tonight": sum(c[what] for c in changes) for what in ("added", "changed", "removed")}
    periods = len({period for change in changes for period in change["periods"]})
    return {**counts, "periods_restated_tonight": periods, "marts_downstream": ", ".join(marts)} if changes else {}
