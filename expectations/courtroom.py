"""The rows laid out for judging on one connection: this delivery's tables, and other feeds' rows in force.

Every name a resolved predicate uses stands for rows here. Nothing is written to disk but the vault's encrypted spill.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from data_contracts.history import PastCount
from data_contracts.rules import Rule
from expectations.predicates import HISTORY, IN_FORCE, in_force_tables, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from orchestration.vault import Vault

IN_MEMORY_BYTES = 128 * 2**20  # parquet below this is decrypted once into memory; above it, each query scans the file


def lay_out(connection: DuckDBPyConnection, vault: Vault, tables: dict[str, Path]) -> dict[str, int]:
    """The delivery's tables under their own names, decrypted once where they fit; out: rows per table."""
    for name, path in tables.items():
        kind = "table" if path.stat().st_size < IN_MEMORY_BYTES else "view"
        connection.execute(f"create {kind} {quoted(name)} as select * from {vault.scan(path)}")
    return {name: _rows(connection, quoted(name)) for name in tables}


def lay_out_in_force(
    connection: DuckDBPyConnection, rules: Iterable[Rule], in_force: dict[str, Path]
) -> frozenset[str]:
    """The rows in force that the rules look at, under the schema `in_force`; out: the tables that hold any row.

    A source that has never been delivered, or holds nothing yet, is left out: absence of all is no evidence on one.
    """
    connection.execute(f"create schema {IN_FORCE}")
    wanted = {name for rule in rules for name in in_force_tables(rule.sql)}
    there = {name: in_force[name] for name in sorted(wanted) if name in in_force and in_force[name].exists()}
    for name, path in there.items():
        escaped = str(path).replace("'", "''")
        connection.execute(f"create view {IN_FORCE}.{quoted(name)} as select * from read_parquet('{escaped}')")
    return frozenset(name for name in there if _rows(connection, f"{IN_FORCE}.{quoted(name)}"))


def lay_out_history(
    connection: DuckDBPyConnection, rules: dict[str, tuple[Rule, ...]], past: dict[str, tuple[PastCount, ...]]
) -> None:
    """The counts of earlier deliveries, under the schema `history`, for each table with a rule that looks at them."""
    connection.execute(f"create schema {HISTORY}")
    for table in (name for name, of_table in rules.items() if any(rule.baseline for rule in of_table)):
        name = f"{HISTORY}.{quoted(table)}"
        connection.execute(
            f"create table {name} (age integer, measure varchar, column_name varchar, code varchar, counted bigint, total bigint)"
        )
        for one in past.get(table, ()):
            values = [one.age, one.measure, one.column, one.code, one.counted, one.rows]
            connection.execute(f"insert into {name} values (?, ?, ?, ?, ?, ?)", values)


def _rows(connection: DuckDBPyConnection, relation: str) -> int:
    return connection.execute(f"select count(*) from {relation}").fetchall()[0][0]
