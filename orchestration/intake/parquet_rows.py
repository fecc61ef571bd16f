"""Rows of Parquet files: typed columns read as text, so that the same promises are judged on them.

Dates are written in the form the contract gives, whole numbers without a point. Columns are found by name.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from data_contracts.contract import Column, Table
from data_contracts.typing_sql import literal, quoted
from orchestration.intake import layouts
from orchestration.intake.containers import MOST_UNPACKED, Refuse
from orchestration.intake.memory import in_memory
from orchestration.intake.unreadable import counted
from orchestration.vault import Vault

NO_TEXT = ("BLOB", "STRUCT", "MAP", "UNION", "VARIANT", "GEOMETRY")
SEND_AGAIN = "Write the Parquet file again from the whole export, and send it without changing it."


def write_rows(
    con: duckdb.DuckDBPyConnection, tables: Sequence[Table], content: bytes, refuse: Refuse, vault: Vault,
    paths: dict[str, Path],
) -> dict[str, int]:  # fmt: skip
    """The number of rows written for the one table of a Parquet file."""
    (table,) = tables
    if content[:4] == b"PARE":
        message = "the Parquet file is encrypted, so nothing of it can be read."
        raise refuse("file.parquet", 1, message, "Send it unencrypted over the agreed secure channel.")
    if content[:4] != b"PAR1":
        raise refuse("file.parquet", 1, "the file is not the Parquet promised.", SEND_AGAIN)
    with in_memory(content) as path:
        types = _types(con, path, refuse)
        _check_columns(table, types, refuse)
        texts = ", ".join(f"{_text(c, types[c.name])} as {quoted(c.name)}" for c in table.columns)
        source = f"read_parquet({literal(path)}, file_row_number=true, hive_partitioning=false)"
        _read(con, f"select file_row_number + 1 as row_number, {texts} from {source}", refuse)
    rows = vault.write(con, layouts.judged_rows(table, "from received order by row_number"), paths[table.name])
    con.execute("drop table received")
    return {table.name: rows}


def _types(con: duckdb.DuckDBPyConnection, path: str, refuse: Refuse) -> dict[str, str]:
    """DuckDB's type of every column of the file, by name in the file's order."""
    try:
        sizes = f"select coalesce(sum(total_uncompressed_size), 0) from parquet_metadata({literal(path)})"
        (unpacked,) = con.execute(sizes).fetchall()[0]
        described = con.execute(f"describe from read_parquet({literal(path)}, hive_partitioning=false)").fetchall()
    except duckdb.Error:
        described = None
    if described is None:  # raised here, so that DuckDB's own words are not chained to it
        raise refuse("file.parquet", 1, "the Parquet file is cut short or damaged.", SEND_AGAIN)
    if unpacked > MOST_UNPACKED:
        message = f"the file unpacks to more than {MOST_UNPACKED // 2**30} GiB; nothing was unpacked."
        raise refuse("file.parquet", 1, message, "Split it by period.")
    return {name: kind for name, kind, *_ in described}


def _check_columns(table: Table, types: dict[str, str], refuse: Refuse) -> None:
    """Refuses missing and extra columns, and columns that hold lists, structures or bytes."""
    promised = [column.name for column in table.columns]
    missing = [name for name in promised if name not in types]
    extra = [f"column {place}" for place, name in enumerate(types, 1) if name not in promised]
    if missing or extra:
        wrong, fixes = [], []
        if missing:
            wrong.append(f"{counted(len(missing), 'column')} missing ({', '.join(missing)})")
            fixes.append(f"Add {', '.join(missing)}, so named")
        if extra:
            wrong.append(f"{counted(len(extra), 'column')} not promised ({', '.join(extra)})")
            fixes.append(f"Remove {', '.join(extra)}")
        raise refuse("file.columns", len(missing) + len(extra), f"{'; '.join(wrong)}.", f"{'; '.join(fixes)}.")
    nested = [name for name in promised if types[name].endswith("]") or types[name].startswith(NO_TEXT)]
    if nested:
        are = counted(len(nested), "column holds", "columns hold")
        message = f"{are} lists, structures or bytes ({', '.join(nested)}), not single values."
        raise refuse("file.column_types", len(nested), message, f"Write {', '.join(nested)} as plain values or text.")


def _text(column: Column, kind: str) -> str:
    """SQL for a typed value as the contract would have it written."""
    name = quoted(column.name)
    if kind == "DATE" or kind.startswith("TIMESTAMP"):
        form = column.date_format or ("%Y-%m-%d" if kind == "DATE" else "%Y-%m-%d %H:%M:%S")
        return f"strftime(cast({name} as timestamp), {literal(form)})"
    if kind in ("FLOAT", "DOUBLE"):
        # Many tools can write whole numbers with gaps only as floating point; 12.0 was meant as 12.
        whole = f"{name} = trunc({name}) and abs({name}) < 1e15"
        return f"case when {whole} then cast(cast({name} as bigint) as varchar) else cast({name} as varchar) end"
    return f"cast({name} as varchar)"


def _read(con: duckdb.DuckDBPyConnection, texts: str, refuse: Refuse) -> None:
    """The file's texts in the temp table `received`; read before anything is written, so that a fault is the file's."""
    try:
        con.execute(f"create or replace temp table received as {texts}")
        return
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        pass  # its text may quote a value
    raise refuse("file.parquet", 1, "the Parquet file is damaged inside.", SEND_AGAIN)
