"""What leaves a night: the published version and the models' own page."""

import dagster as dg

from orchestration.components import model_docs, release
from orchestration.components.failures import as_failures
from orchestration.components.home import Home
from orchestration.defs.warehouse import models

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
