"""Rows made up from a contract alone, good and bad in every column, as intake would leave them in the vault."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from data_contracts.contract import Column, Contract, Table
from data_contracts.typing_sql import judged_columns
from orchestration.vault import Vault
from tests.data_contracts.judged import IN_FORCE

ROWS, COPIES = 60, 12  # copies: whole rows sent twice, so that every uniqueness is broken by some
PLAIN = {
    "string": ["P1", "P2", "P3", "1", "0", "F"],
    "integer": [0, 1, 2, 7, 40, -1, 2020, 99999],
    "number": [Decimal("0"), Decimal("12.5"), Decimal("60000"), Decimal("-1")],
    "date": [date(y, 1, 31) for y in (1850, 1985, 1995, 2004, 2014, 2020, 2026, 2199)],
    "timestamp": [datetime(y, 2, 1, 12, 30) for y in (1850, 2020, 2026, 2199)],
    "boolean": [True, False],
}


def draw_delivery(contract: Contract, vault: Vault, folder: Path, data: st.DataObject) -> dict[str, Path]:
    """Every table of one delivery, encrypted; the same contract draws the same rows."""
    paths = {}
    con = vault.connect()
    for table in contract.tables:
        rows = _drawn(table, Random(table.name), data)
        columns = judged_columns(table)
        con.execute(f"create table drawn ({', '.join(f'{chr(34)}{n}{chr(34)} {t}' for n, t in columns)})")
        con.executemany(f"insert into drawn values ({', '.join('?' * len(columns))})", rows)
        paths[table.name] = folder / f"{table.name}.parquet"
        vault.write(con, "from drawn", paths[table.name])
        con.execute("drop table drawn")
    con.close()
    return paths


def draw_in_force(contract: Contract, vault: Vault, folder: Path) -> dict[str, Path]:
    """One row in force in each table that the contract's references lead to: the number P1, which some rows name."""
    paths = {}
    for table, rule in ((of, rule) for of in contract.tables for rule in of.rules if rule.kind == "across_feeds"):
        for columns, name in IN_FORCE.findall(rule.predicate):
            issuers = [table.column(column).issuer for column in rule.columns]
            cells = [f"keyed_hash('{of.system}', '{of.kind}', 'P1')" if of else "'P1'" for of in issuers]
            named = ", ".join(f"{cell} as {column}" for cell, column in zip(cells, columns.split(", "), strict=True))
            paths[name] = folder / f"in_force_{name}.parquet"
            with vault.session() as con:
                con.execute(f"copy (select {named}) to '{paths[name]}' (format parquet)")
    return paths


def _drawn(table: Table, chance: Random, data: st.DataObject) -> list[list[Any]]:
    pools = {column.name: _pool(table, column, data) for column in table.columns}
    rows = [
        [cell for column in table.columns for cell in _cells(column, pools[column.name], number, chance)]
        for number in range(ROWS)
    ]
    rows += [list(row) for row in rows[:COPIES]]
    return [[number, *row] for number, row in enumerate(rows, start=1)]


def _cells(column: Column, pool: list[Any], number: int, chance: Random) -> list[Any]:
    """One value, and the text it was read from where it is not text itself; an eighth missing, an eighth unread.

    The last row is read nowhere: among hundreds of columns, chance alone would leave some without an unread cell.
    """
    missing, unread = chance.random() < 1 / 8, chance.random() < 1 / 8
    if number == ROWS - 1:
        missing, unread = False, True
    if column.logical_type == "string":
        return [None if missing else chance.choice([*pool, f"u{number}"] if not column.codes else pool)]
    value = None if missing or unread else chance.choice(pool)
    return [value, None if missing else "no such value" if unread else str(value)]


def _pool(table: Table, column: Column, data: st.DataObject) -> list[Any]:
    """Values on both sides of each promise made of a column."""
    pool: list[Any] = list(PLAIN[column.logical_type])
    if column.logical_type == "date" and not table.persons:
        pool.pop()  # an export that ended after all else would leave nothing to come after it
    if column.logical_type == "string":
        pool.append(f"only in {table.name}")
    for rule in table.rules:
        if rule.columns == (column.name,):
            pool += _around(rule.kwargs, column, data)
        elif rule.kind == "records" and column.codes:  # a condition on one code of thirty is seldom met by chance
            pool += re.findall(rf"\(\"{column.name}\" = '(\w+)'\) and", rule.predicate) * 12
    return pool


def _around(kwargs: dict[str, Any], column: Column, data: st.DataObject) -> list[Any]:
    if "value_set" in kwargs:
        return list(kwargs["value_set"])
    if "regex" in kwargs:
        pattern = re.compile(kwargs["regex"], re.ASCII)
        kept = st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))
        return [data.draw(kept) for _ in range(4)]
    bounds = [kwargs[name] for name in ("min_value", "max_value") if kwargs.get(name) is not None]
    if column.logical_type == "string":  # bounds of its length
        return ["x" * length for bound in bounds for length in (bound - 1, bound, bound + 1) if length > 0]
    return [value for bound in bounds for value in _neighbours(bound, column)]


def _neighbours(bound: Any, column: Column) -> list[Any]:
    if column.logical_type in ("date", "timestamp"):
        at = datetime.fromisoformat(str(bound))
        values = [at - timedelta(days=1), at, at + timedelta(days=1)]
        return values if column.logical_type == "timestamp" else [value.date() for value in values]
    return [bound - 1, bound, bound + 1]
