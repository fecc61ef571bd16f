"""The counts a delivery leaves in its receipt for later ones to be compared with, and those it is compared with itself.

Counts only, by an allow-list: of the columns a history rule names, the rows without a value; and the rows with each code,
where the contract closes the list of codes.
"""

from collections.abc import Iterator
from typing import Any

import duckdb

from data_contracts.compile_columns import received_name
from data_contracts.contract import Column, Contract, Table
from data_contracts.history import OTHER, PastCount
from data_contracts.typing_sql import literal, quoted
from orchestration.intake.delivery import Landed
from orchestration.intake.periods import span
from orchestration.intake.receipts import Receipt, arrival, receipts
from orchestration.places import Places

Profile = dict[str, dict[str, dict[str, Any]]]  # table -> share_missing, category_shares -> column -> count, code -> count


def profile(con: duckdb.DuckDBPyConnection, contract: Contract) -> Profile:
    """The counts of a delivery laid out under its tables' names; empty when no rule looks at history."""
    return {table.name: _of_table(con, table) for table in contract.tables if _watched(table)}


def past_counts(contract: Contract, landed: Landed, places: Places) -> dict[str, tuple[PastCount, ...]]:
    """What each table of a delivery is compared with: the last accepted delivery of each other period before it."""
    tables = [table for table in contract.tables if _watched(table)]
    earlier = _earlier(contract, landed, places) if tables else []
    return {
        table.name: tuple(one for age, receipt in enumerate(earlier, 1) for one in _counts(age, receipt, table.name))
        for table in tables
    }


def _watched(table: Table) -> list[tuple[str, Column | None]]:
    """Measure and column of each history rule of a table."""
    found = [rule.baseline for rule in table.rules if rule.baseline]
    return [(one.measure, table.column(one.column) if one.column else None) for one in found]


def _of_table(con: duckdb.DuckDBPyConnection, table: Table) -> dict[str, dict[str, Any]]:
    counts: dict[str, dict[str, Any]] = {"share_missing": {}, "category_shares": {}}
    for measure, column in _watched(table):
        if column is None:
            continue
        if measure == "share_missing":
            sql = f"select count(*) from {quoted(table.name)} where {quoted(received_name(column))} is null"
            counts[measure][column.name] = con.execute(sql).fetchall()[0][0]
        elif column.codes:
            counts[measure][column.name] = _by_code(con, table, column)
    return counts


def _by_code(con: duckdb.DuckDBPyConnection, table: Table, column: Column) -> dict[str, int]:
    """Rows with each code of the contract's list, and all others together; a value is never named."""
    name, codes = quoted(column.name), ", ".join(literal(code) for code in column.codes)
    code = f"case when {name} in ({codes}) then {name} else {literal(OTHER)} end"
    rows = con.execute(f"select {code}, count(*) from {quoted(table.name)} where {name} is not null group by 1").fetchall()
    return {**dict.fromkeys((*column.codes, OTHER), 0), **dict(rows)}


def _earlier(contract: Contract, landed: Landed, places: Places) -> list[Receipt]:
    """Accepted receipts that arrived before a delivery, one per other period, newest period first; no historical load."""
    mine = arrival(landed)
    accepted = [
        receipt for receipt in receipts(places, contract.feed)
        if receipt.is_accepted and not receipt.is_history and receipt.period != landed.period and arrival(receipt) < mine
    ]  # fmt: skip
    last_of_period = {receipt.period: receipt for receipt in accepted}
    return sorted(last_of_period.values(), key=lambda r: span(r.period, contract.delivery.period.unit), reverse=True)


def _counts(age: int, receipt: Receipt, table: str) -> Iterator[PastCount]:
    rows = receipt.tables.get(table, {}).get("rows")
    if rows is None:
        return
    yield PastCount(age, "row_count", None, None, rows, rows)
    said = receipt.profile.get(table, {})
    for column, missing in said.get("share_missing", {}).items():
        yield PastCount(age, "share_missing", column, None, missing, rows)
    for column, by_code in said.get("category_shares", {}).items():
        total = sum(by_code.values())
        for code, counted in by_code.items():
            yield PastCount(age, "category_shares", column, code, counted, total)
