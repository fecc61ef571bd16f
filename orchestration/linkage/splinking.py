"""Splink stood up over a table, the same way whoever asks: for training, scoring and explaining."""

import logging
from collections.abc import Callable
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker

from orchestration.linkage.frequencies import COLUMNS


class Shaping(DuckDBAPI):
    """Splink's way into the database; what it predicts goes through `shape`, SQL about SQL, as it comes, so that no identifier
    is laid out pair by pair, and the nodes it predicts for are not copied.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, shape: Callable[[str], str]):
        super().__init__(con)
        self._shape = shape

    def _setup_for_execute_sql(self, sql: str, physical_name: str) -> str:
        if physical_name.startswith("__splink__df_predict"):
            sql = self._shape(f"({sql})")
        elif physical_name.startswith("__splink__df_pruned"):
            return f"create temp view {physical_name} as {sql}"
        return super()._setup_for_execute_sql(sql, physical_name)


def linker_over(
    con: duckdb.DuckDBPyConnection, table: str, settings: dict, api: DuckDBAPI | None = None
) -> tuple[DuckDBAPI, Any, Linker]:
    """Splink's way into the database, its frame of the table, and the linker: quiet, on the vault's own connection.

    Whoever asks removes what Splink made, through the first.
    """
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = api or DuckDBAPI(con)
    frame = api.register(table, dataset_display_name=table)
    return api, frame, Linker(frame, settings, validate_settings=False, log_level="ERROR")


def register_frequencies(api: DuckDBAPI, linker: Linker) -> None:
    """The shares of names in tf_<column>, as frequencies.py lays them out."""
    for column in COLUMNS:
        linker.table_management.register_term_frequency_lookup(api.register(f"tf_{column}"), column)
