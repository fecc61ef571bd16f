"""Small tables in force, as intake leaves them: made from the contracts, with made-up rows drawn in the test."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from data_contracts.crossing import raw_columns
from data_contracts.reader import read_contracts

CONTRACTS = Path(__file__).parents[2] / "data_contracts" / "sources"
FILLER = {"VARCHAR": "x", "BIGINT": 1, "DATE": date(2025, 1, 1), "TIMESTAMP": datetime(2025, 1, 1)}
KEY_COLUMNS = ("record_id", "person_id", "strict_id", "lenient_id", "link_band")
REDIRECT_COLUMNS = [("former_person_id", "VARCHAR"), ("person_id", "VARCHAR"), ("ended_date", "DATE")]

Rows = list[dict[str, Any]]


def write_in_force(home: Path, tables: dict[str, Rows]) -> None:
    """Every table of every contract, with the rows given; what a row leaves out is null, or a filler where required."""
    (home / "in_force").mkdir(parents=True)
    (home / "warehouse").mkdir()
    known = {table.name: raw_columns(table) for contract in read_contracts(CONTRACTS) for table in contract.tables}
    assert set(tables) <= set(known), set(tables) - set(known)
    for name, columns in known.items():
        rows = tables.get(name, [])
        assert all(set(row) <= {c.name for c in columns} for row in rows), name
        values = [[row.get(c.name, FILLER.get(c.type, 1) if c.required else None) for c in columns] for row in rows]
        _write(home / "in_force" / f"{name}.parquet", [(c.name, c.type) for c in columns], values)


def write_person_keys(
    home: Path, people: dict[str, tuple[str, str, str]], redirects: Sequence[tuple[str, str | None, date]] = ()
) -> None:
    """keys/: person_keys from record id -> (strict, balanced, lenient) person; person_redirects from its rows."""
    (home / "keys").mkdir()
    rows = [[record, balanced, strict, lenient, "strong"] for record, (strict, balanced, lenient) in people.items()]
    _write(home / "keys" / "person_keys.parquet", [(c, "VARCHAR") for c in KEY_COLUMNS], rows)
    _write(home / "keys" / "person_redirects.parquet", REDIRECT_COLUMNS, [list(row) for row in redirects])


def _write(path: Path, columns: list[tuple[str, str]], rows: list[list[Any]]) -> None:
    with duckdb.connect() as con:
        con.execute(f"create table t ({', '.join(f'{chr(34)}{name}{chr(34)} {type_}' for name, type_ in columns)})")
        if rows:
            con.executemany(f"insert into t values ({', '.join('?' * len(columns))})", rows)
        con.execute(f"copy t to '{path}' (format parquet)")
