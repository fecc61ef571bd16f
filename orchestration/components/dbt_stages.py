"""How dbt's models look in Dagster: a model is an asset of its stage, described by its author."""

from collections.abc import Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings


class StageTranslator(DagsterDbtTranslator):
    """Models in Dagster: the group is the stage, the key is `<stage>/<model>`."""

    def __init__(self) -> None:
        # Source tests stay dbt's own: as checks of tables in force they would split the build into several dbt runs.
        super().__init__(DagsterDbtTranslatorSettings(enable_asset_checks=True))

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        if dbt_resource_props["resource_type"] == "source":
            return super().get_asset_key(dbt_resource_props)
        return dg.AssetKey([stage_of(dbt_resource_props), dbt_resource_props["name"]])

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """What the model's author says of it; its SQL stands in the repository and in the models' own page."""
        return dbt_resource_props["description"]

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        return stage_of(dbt_resource_props)


def stage_of(node: Mapping[str, Any]) -> str:
    """The first folder below `models/`: staging, intermediate, marts."""
    return node["fqn"][1]
