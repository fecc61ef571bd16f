"""The linkage chain: nodes, edges, crosswalk, ledger, keys."""

import dagster as dg

from data_contracts.reader import read_contracts
from orchestration.components import link_checks, linking
from orchestration.components.failures import as_failures
from orchestration.components.feed_checks import table_key
from orchestration.components.home import Home
from orchestration.settings import read_settings

LINKAGE = {
    "group_name": "linkage",
    "owners": ["team:linkage"],
    "tags": {"sensitivity": "identifier"},
    "retry_policy": dg.RetryPolicy(max_retries=2, delay=5),
}


def counted(
    counts: linking.Counts, rows: str, *checks: dg.AssetCheckResult, key: dg.AssetKey | None = None
) -> dg.MaterializeResult:
    """The step's counts as metadata that plots over time; nested counts as JSON. `key`: where a step makes several assets."""
    return dg.MaterializeResult(asset_key=key, metadata={"dagster/row_count": counts[rows], **counts}, check_results=checks)


def tables_with_persons() -> list[dg.AssetKey]:
    return [table_key(t.name) for c in read_contracts(read_settings().contracts) for t in c.tables if t.persons]


@dg.asset(key=["linkage", "person_nodes"], deps=tables_with_persons(), kinds={"duckdb", "parquet"}, **LINKAGE)
def person_nodes(home: Home) -> dg.MaterializeResult:
    """One row per record and distinct set of standardised identifiers; nothing about programmes. In the vault."""
    with as_failures():
        return counted(linking.person_nodes(home), "nodes")


@dg.asset(
    key=["linkage", "person_edges"],
    deps=[person_nodes],
    kinds={"splink", "duckdb"},
    check_specs=[link_checks.PAIRS],
    **LINKAGE,
)
def person_edges(home: Home) -> dg.MaterializeResult:
    """One row per pair of nodes worth keeping, with its weight in bits under the model in use. In the vault."""
    with as_failures():
        counts = linking.person_edges(home)
    return counted(counts, "pairs_kept", link_checks.pairs_check(counts))


CROSSWALK, LEDGER, KEYS, REDIRECTS = (
    dg.AssetKey(["linkage", f"person_{name}"]) for name in ("crosswalk", "ledger", "keys", "redirects")
)
OF_CROSSWALK = {name: LINKAGE[name] for name in ("group_name", "owners", "tags")}


@dg.multi_asset(
    name="person_crosswalk",
    specs=[
        dg.AssetSpec(
            CROSSWALK, deps=[person_edges], kinds={"python", "parquet"}, **OF_CROSSWALK,
            description="One row per record with its cluster at three thresholds, strict within balanced within lenient. "
            "In the vault.",
        ),
        dg.AssetSpec(
            LEDGER, deps=[CROSSWALK], kinds={"duckdb", "parquet"}, **OF_CROSSWALK,
            description="Every lasting person id, and every merge, split and redirect with its run and model version. "
            "In the vault.",
        ),
        dg.AssetSpec(
            KEYS, deps=[LEDGER], kinds={"parquet"}, **OF_CROSSWALK,
            description="One row per record id: person id at three thresholds and the link band. With person_redirects, all "
            "that dbt ever learns of linkage.",
        ),
        dg.AssetSpec(
            REDIRECTS, deps=[LEDGER], kinds={"parquet"}, **OF_CROSSWALK,
            description="One row per person id that ended, with the living id that stands for it, if any. Written with "
            "person_keys.",
        ),
    ],
    check_specs=[link_checks.LARGEST],
    retry_policy=LINKAGE["retry_policy"],
)  # fmt: skip
def person_crosswalk(context: dg.AssetExecutionContext, home: Home):
    """Clusters, lasting ids and keys: one step, since clusters that no key tells of are of no use to anyone."""
    with as_failures():
        counts = linking.person_crosswalk(home)
        yield counted(counts, "records", link_checks.largest_check(counts), key=CROSSWALK)
        yield counted(linking.person_ledger(home, context.run_id), "persons", key=LEDGER)
        keys = linking.person_keys(home)
        yield counted(keys, "records", key=KEYS)
        yield dg.MaterializeResult(asset_key=REDIRECTS, metadata={"dagster/row_count": keys["redirects"]})
