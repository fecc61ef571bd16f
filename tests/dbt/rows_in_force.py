"""Small tables in force, as intake leaves them: made from the contracts, with made-up rows drawn in the test."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from data_contracts.contract import Contract
from data_contracts.crossing import raw_columns
from data_contracts.reader import read_contracts
from orchestration.intake import Coverage, coverage_sql

CONTRACTS = Path(__file__).parents[2] / "data_contracts" / "sources"
FILLER = {"VARCHAR": "x", "BIGINT": 1, "DATE": date(2025, 1, 1), "TIMESTAMP": datetime(2025, 1, 1)}
KEY_COLUMNS = ("record_id", "person_id", "strict_id", "lenient_id", "link_band")
REDIRECT_COLUMNS = [("former_person_id", "VARCHAR"), ("person_id", "VARCHAR"), ("ended_date", "DATE")]

COVERED = (date(2000, 1, 1), date(2026, 10, 31))  # a feed with rows, unless said otherwise

Rows = list[dict[str, Any]]
Days = tuple[date | None, date | None]


def write_in_force(home: Path, tables: dict[str, Rows], covered: dict[str, Days] | None = None) -> None:
    """Every table of every contract, with the rows given; what a row leaves out is null, or a filler where required.

    A feed's coverage is as `covered` says, else long for a feed with rows, and none for one without: never delivered.
    """
    (home / "in_force").mkdir(parents=True)
    (home / "warehouse").mkdir(exist_ok=True)
    contracts = read_contracts(CONTRACTS)
    known = {table.name: raw_columns(table) for contract in contracts for table in contract.tables}
    assert set(tables) <= set(known), set(tables) - set(known)
    for name, columns in known.items():
        rows = tables.get(name, [])
        assert all(set(row) <= {c.name for c in columns} for row in rows), name
        values = [[row.get(c.name, FILLER.get(c.type, 1) if c.required else None) for c in columns] for row in rows]
        _write(home / "in_force" / f"{name}.parquet", [(c.name, c.type) for c in columns], values)
    write_coverage(home, [_coverage(one, tables, covered or {}) for one in contracts])


def write_coverage(home: Path, rows: Sequence[Coverage]) -> None:
    """in_force/feed_coverage.parquet, of the columns and types intake writes."""
    with duckdb.connect() as con:
        con.execute(f"copy ({coverage_sql(rows)}) to '{home}/in_force/feed_coverage.parquet' (format parquet)")


def _coverage(contract: Contract, tables: dict[str, Rows], covered: dict[str, Days]) -> Coverage:
    has_rows = any(tables.get(table.name) for table in contract.tables)
    first, last = covered.get(contract.feed, COVERED if has_rows else (None, None))
    note = None if last else "never_delivered"
    return Coverage(contract.feed, contract.agency, contract.lag_days, first, last, last, 0, note)


def write_person_keys(
    home: Path, people: dict[str, tuple[str, str, str]], redirects: Sequence[tuple[str, str | None, date]] = ()
) -> None:
    """keys/: person_keys from record id -> (strict, balanced, lenient) person; person_redirects from its rows."""
    (home / "keys").mkdir()
    rows = [[record, balanced, strict, lenient, "strict"] for record, (strict, balanced, lenient) in people.items()]
    _write(home / "keys" / "person_keys.parquet", [(c, "VARCHAR") for c in KEY_COLUMNS], rows)
    _write(home / "keys" / "person_redirects.parquet", REDIRECT_COLUMNS, [list(row) for row in redirects])


def _write(path: Path, columns: list[tuple[str, str]], rows: list[list[Any]]) -> None:
    with duckdb.connect() as con:
        con.execute(f"create table t ({', '.join(f'{chr(34)}{name}{chr(34)} {type_}' for name, type_ in columns)})")
        if rows:
            con.executemany(f"insert into t values ({', '.join('?' * len(columns))})", rows)
        con.execute(f"copy t to '{path}' (format parquet)")
