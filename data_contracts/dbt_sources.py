"""The dbt sources of an agency: its tables in force, as dbt 1.11 reads them. Text only."""

from typing import Any

import yaml

from data_contracts.contract import Contract, Table
from data_contracts.crossing import RawColumn, raw_columns

HEADER = "# Rendered from data_contracts/sources/ by `twogen contracts render`. Do not edit: change the contract.\n"
_LOCATION = "read_parquet('{{{{ env_var('TWOGEN_HOME', '../var') }}}}/in_force/{table}.parquet')"


def sources_page(agency: str, contracts: list[Contract]) -> str:
    """The text of dbt_project/models/sources/<agency>.yml."""
    tables = [_source_table(contract, table) for contract in contracts for table in contract.tables]
    source = {
        "name": "in_force",
        "description": "Rows in force tonight, one table per feed and object, without identifiers of people.",
        "tables": tables,
    }
    page = {"version": 2, "sources": [source]}
    return HEADER + yaml.dump(page, Dumper=_Indented, sort_keys=False, allow_unicode=True, width=110)


class _Indented(yaml.SafeDumper):
    """Lists stand inside their key, as the rest of the project writes them; nothing is anchored."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _source_table(contract: Contract, table: Table) -> dict[str, Any]:
    """Required columns are tested again where dbt reads them, all of a table in one query."""
    group = f"raw/{contract.agency}"
    return {
        "name": table.name,
        "description": f"{table.grain} {table.description} Contract {contract.feed} {contract.version}.",
        "config": {
            "tags": [contract.agency],
            "meta": {
                "external_location": _LOCATION.format(table=table.name),
                "agency": contract.agency,
                "feed": contract.feed,
                "agreement": contract.agreement,
                "lag_days": contract.lag_days,
                **({"program": table.service.program} if table.service else {}),
                "sensitivity": contract.sensitivity,
                "owner": contract.steward,
                "dagster": {"asset_key": ["in_force", table.name], "group": group},
            },
        },
        "data_tests": [{"filled": {"arguments": {"columns": [c.name for c in raw_columns(table) if c.required]}}}],
        "columns": [_source_column(contract, table, column) for column in raw_columns(table)],
    }


def _source_column(contract: Contract, table: Table, column: RawColumn) -> dict[str, Any]:
    """Rows of several periods may repeat a key, so that an append feed's key is tested by GX in its delivery only."""
    meta = {"classification": column.classification, "from_column": column.from_column}
    entry: dict[str, Any] = {
        "name": column.name,
        "description": column.description,
        "data_type": column.type,
        "config": {"meta": meta | ({"shared": True} if column.is_shared else {})},
    }
    if (column.from_column,) == table.primary_key and contract.delivery.mode != "append":
        entry["data_tests"] = ["unique"]
    return entry
