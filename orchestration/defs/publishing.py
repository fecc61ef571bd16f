"""What leaves a night: the published version, the models' own page, and the reviewers' desk."""

import dagster as dg

from data_contracts.reader import read_contracts
from orchestration.components import desk, model_docs, release
from orchestration.components.failures import as_failures
from orchestration.components.feed_checks import table_key
from orchestration.components.home import Home
from orchestration.defs.warehouse import models
from orchestration.settings import read_settings

GROUP = {"group_name": "publishing", "owners": ["team:publishing"], "tags": {"sensitivity": "plain"}}


@dg.asset(key=["published", "version"], deps=[models], kinds={"duckdb", "parquet"}, **GROUP)
def version(home: Home) -> dg.MaterializeResult:
    """What analysts read: marts.duckdb, Parquet, release/ and a manifest, shown in one step behind the publish gate."""
    with as_failures():
        counts = release.publish_tonight(home)
    return dg.MaterializeResult(metadata={"dagster/row_count": counts["rows"], **counts})


@dg.asset(key=["published", "model_docs"], deps=[models], kinds={"html"}, **GROUP)
def docs(home: Home) -> dg.MaterializeResult:
    """Every model, column, test and edge as one offline page."""
    with as_failures():
        return dg.MaterializeResult(metadata=model_docs.write_model_docs(home))


def tables_in_force() -> list[dg.AssetKey]:
    return [table_key(table.name) for contract in read_contracts(read_settings().contracts) for table in contract.tables]


@dg.asset(key=["reports", "data_docs"], deps=tables_in_force(), kinds={"html"}, **GROUP)
def data_docs(home: Home) -> dg.MaterializeResult:
    """Great Expectations' Data Docs, offline: every rule described, and how the last deliveries kept it, in counts."""
    with as_failures():
        counts = desk.write_data_docs(home)
    page = dg.MetadataValue.path(str(home.places.reports / "data_docs" / "index.html"))
    return dg.MaterializeResult(metadata={"page": page, **counts})


@dg.asset(key=["reports", "overview"], deps=[*tables_in_force(), data_docs], kinds={"html"}, **GROUP)
def overview(home: Home) -> dg.MaterializeResult:
    """The reviewers' first page: sources, last deliveries, verdicts, staleness and open problems, with links."""
    with as_failures():
        counts = desk.write_overview(home)
    return dg.MaterializeResult(metadata={"page": dg.MetadataValue.path(str(desk.overview_path(home.places))), **counts})
