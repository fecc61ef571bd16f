"""The dbt models and their tests as assets and checks."""

import dagster as dg
from dagster_dbt import DbtCliResource, dbt_assets

from orchestration.components import warehouse
from orchestration.components.dbt_commands import project
from orchestration.components.dbt_stages import StageTranslator
from orchestration.components.failures import as_failures
from orchestration.components.home import Home

PROJECT = project()


@dbt_assets(
    manifest=PROJECT.manifest_path,
    project=PROJECT,
    dagster_dbt_translator=StageTranslator(),
    name="warehouse",
)
def models(context: dg.AssetExecutionContext, home: Home, dbt: DbtCliResource):
    with as_failures("building the warehouse"):
        yield from warehouse.build(context, home, dbt)
