"""The published copies of tonight's tables: one DuckDB file, Parquet, and the release folder.

Reads the warehouse, opened read-only; writes the folder it is given. Row content is copied, never looked at.
"""

import hashlib
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path

import duckdb

from orchestration.errors import TwogenError
from orchestration.publishing.leaks import PUBLISHED_PREFIXES

PUBLISHED_SCHEMA = "main"  # dbt's own; the strict and lenient link levels stand in schemas of their names
QUIET = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


class WarehouseUnreadable(TwogenError):
    """The build database is missing, locked or empty."""


@contextmanager
def warehouse(path: Path, memory_limit: str = "1GB", threads: int = 2) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that can read dbt's database as `warehouse` and cannot change it."""
    if not path.is_file():
        raise WarehouseUnreadable(f"There is no warehouse at {path}; run dbt build first.")
    con = duckdb.connect(config={**QUIET, "memory_limit": memory_limit, "threads": threads})
    try:
        con.execute(f"attach {_literal(path)} as warehouse (read_only)")
    except duckdb.Error:
        con.close()
        raise WarehouseUnreadable(
            f"The warehouse at {path} cannot be opened: another process is writing to it, or it is damaged."
        ) from None
    try:
        yield con
    finally:
        con.close()


def published_tables(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Name -> relation of everything that may be published: the balanced level's marts, in the warehouse's main schema.

    Raises: WarehouseUnreadable when there is nothing.
    """
    found = {name: relation for (schema, name), relation in _marts(con).items() if schema == PUBLISHED_SCHEMA}
    if not found:
        raise WarehouseUnreadable("The warehouse holds no dim_, fct_ or rpt_ table; run dbt build first.")
    return found


def judged_tables(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Name -> relation of every mart the gate looks at: what is published, and what stands at other link levels."""
    return {
        name if schema == PUBLISHED_SCHEMA else f"{name} ({schema})": relation
        for (schema, name), relation in _marts(con).items()
    }


def _marts(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    rows = con.execute(
        "select table_schema, table_name from information_schema.tables where table_catalog = 'warehouse'"
    ).fetchall()
    return {
        (schema, name): f'warehouse."{schema}"."{name}"' for schema, name in sorted(rows) if name.startswith(PUBLISHED_PREFIXES)
    }


def content_hash(con: duckdb.DuckDBPyConnection, tables: dict[str, str], facts: str) -> str:
    """One hash of every row in any order, every column's name and type, and the facts the version stands on."""
    digest = hashlib.sha256(facts.encode())
    for name, relation in sorted(tables.items()):
        columns = con.execute(f"select column_name, column_type from (describe {relation})").fetchall()
        rows = con.execute(f"select count(*), bit_xor(hash(t)), sum(hash(t)::hugeint) from {relation} as t").fetchall()
        digest.update(repr((name, columns, rows)).encode())
    return digest.hexdigest()


def copy_tables(con: duckdb.DuckDBPyConnection, tables: dict[str, str], folder: Path, released: Set[str]) -> dict[str, int]:
    """Table -> rows, after writing marts.duckdb, parquet/ and, of the reports `released` names, release/ below the folder."""
    (folder / "parquet").mkdir(parents=True)
    (folder / "release").mkdir()
    con.execute(f"attach {_literal(folder / 'marts.duckdb')} as marts")
    counts = {}
    for name, relation in sorted(tables.items()):
        con.execute(f'create table marts."{name}" as from {relation}')
        _copy_comments(con, name)
        counts[name] = con.execute(f'select count(*) from marts."{name}"').fetchall()[0][0]
        _write(con, name, folder / "parquet" / f"{name}.parquet", "format parquet, compression zstd")
        if name in released:
            _write(con, name, folder / "release" / f"{name}.parquet", "format parquet, compression zstd")
            _write(con, name, folder / "release" / f"{name}.csv", "format csv, header true")
    con.execute("checkpoint marts")
    con.execute("detach marts")
    return counts


def _write(con: duckdb.DuckDBPyConnection, name: str, path: Path, options: str) -> None:
    con.execute(f'copy marts."{name}" to {_literal(path)} ({options})')


def _copy_comments(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """What dbt documented stays with the copy, so that `describe` answers an analyst's question."""
    comments = con.execute(
        "select null, comment from duckdb_tables() "
        "where database_name = 'warehouse' and schema_name = $2 and table_name = $1 "
        "union all select column_name, comment from duckdb_columns() "
        "where database_name = 'warehouse' and schema_name = $2 and table_name = $1",
        [name, PUBLISHED_SCHEMA],
    ).fetchall()
    for column, comment in comments:
        if comment:
            what = f'table marts."{name}"' if column is None else f'column marts."{name}"."{column}"'
            con.execute(f"comment on {what} is {_literal(comment)}")


def _literal(text: str | Path) -> str:
    """The text as an SQL string."""
    return "'" + str(text).replace("'", "''") + "'"
