"""Parquet of the analysis zone: rows without identifiers, not encrypted, whole or not there."""

import shutil
from pathlib import Path

import duckdb

from data_contracts.typing_sql import literal


def write_plain(con: duckdb.DuckDBPyConnection, select: str, path: Path) -> int:
    """Rows of `select` at `path`, in their order; the number of them. Call it inside a guard."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    rows = con.execute(f"copy ({select}) to {literal(str(part))} (format parquet, compression zstd)").fetchall()[0][0]
    part.replace(path)
    return rows


def copy_whole(source: Path, path: Path) -> None:
    """The file at `source` at `path` too, whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    shutil.copyfile(source, part)
    part.replace(path)
