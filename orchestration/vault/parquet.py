"""Encrypted Parquet: SQL that reads it, and a write that leaves a whole file or none."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from orchestration.vault import whole_files
from orchestration.vault.connections import PARQUET_KEY


def literal(text: object) -> str:
    """A SQL string."""
    return "'" + str(text).replace("'", "''") + "'"


def scan(path: Path | Sequence[Path], key_name: str = PARQUET_KEY) -> str:
    """A SQL table expression over one encrypted file, or over several with their columns matched by name."""
    if not isinstance(path, Path):
        # DuckDB 1.5.5 dies of an internal error when union_by_name meets encryption (2026-11-24).
        return "(" + " union all by name ".join(f"from {scan(p, key_name)}" for p in path) + ")"
    return f"read_parquet({literal(path)}, hive_partitioning=false, encryption_config={{footer_key: '{key_name}'}})"


def write(con: duckdb.DuckDBPyConnection, select: str, path: Path) -> int:
    """Rows of `select` written to `path`, encrypted, in their order; the number of them."""
    part = whole_files.aside(path)
    # Ids in hex take half the time they do at level 3, and no more room.
    options = f"format parquet, compression zstd, compression_level 1, encryption_config {{footer_key: '{PARQUET_KEY}'}}"
    rows = con.execute(f"copy ({select}) to {literal(part)} ({options})").fetchall()[0][0]
    part.chmod(0o600)
    whole_files.put_in_place(part, path)
    return rows
