"""What a delivery changes in what is in force, counted before it is accepted: keys added, changed and removed.

Compares rows without identifiers, as they cross to the analysis zone, and the identifiers of persons by their opaque
record ids, in the vault. Counts and periods leave; never a key.
"""

from collections.abc import Sequence
from typing import Any

import duckdb

from data_contracts.contract import Contract, Table
from data_contracts.crossing import raw_columns
from data_contracts.typing_sql import literal, quoted
from orchestration.intake.delivery import persons_path
from orchestration.intake.in_force import deliveries_of_rows
from orchestration.intake.periods import has_row_period, row_period_sql, span
from orchestration.intake.receipts import Receipt, receipts
from orchestration.intake.versions import rows_in_force
from orchestration.places import Places
from orchestration.vault import Vault

NOT_SAID = ("record_id", "table_name", "role", "row_number", "period", "spoken")


def restatement(
    con: duckdb.DuckDBPyConnection, contract: Contract, new: Receipt, places: Places, vault: Vault
) -> dict[str, Any] | None:
    """What acceptance of `new` does to the rows in force; None when it takes nobody's place.

    Its rows must stand in raw/ already. A delivery that comes too late to be in force takes nobody's place.
    """
    known = receipts(places, contract.feed)
    others = [receipt for receipt in known if receipt.delivery_id != new.delivery_id]
    before, after = deliveries_of_rows(contract, known), deliveries_of_rows(contract, [*others, new])
    touched = _touched(contract, new, before) if new in after else []
    if not touched:
        return None
    ids = [receipt.delivery_id for receipt in (*touched, new)]
    tables = {table.name: _table(con, contract, table, (before, after), ids, new, places) for table in contract.tables}
    if all(counts["rows_before"] == 0 for counts in tables.values()):
        return None
    own = [receipt for receipt in touched if receipt.is_history == new.is_history]
    return {
        "deliveries": [receipt.delivery_id for receipt in touched if receipt.delivery_id != new.delivery_id],
        "tables": tables,
        "persons_changed": _persons_changed(con, contract, own, new, places, vault),
    }


def _touched(contract: Contract, new: Receipt, before: Sequence[Receipt]) -> list[Receipt]:
    """Deliveries in force that the new one may take rows from."""
    if contract.delivery.mode != "append":
        return list(before)
    unit = contract.delivery.period.unit
    at = span(new.period, unit)
    return [
        receipt
        for receipt in before
        if (receipt.period == new.period and receipt.is_history == new.is_history)
        or (receipt.is_history and (new.is_history or span(receipt.period, unit) >= at))
    ]


def _table(
    con: duckdb.DuckDBPyConnection, contract: Contract, table: Table, sides: tuple[list[Receipt], list[Receipt]],
    ids: list[str], new: Receipt, places: Places,
) -> dict[str, Any]:  # fmt: skip
    """The counts of one table: of keys where it has a primary key that crosses, else of whole rows."""
    key = _key(table)
    period = row_period_sql(contract, table) if has_row_period(contract, table) else literal(new.period)
    for name, deliveries in zip(("before", "after"), sides, strict=True):
        rows = rows_in_force(contract, table, deliveries, places.raw)
        con.execute(f"create or replace temp table {name}_it as {_hashed(table, key, period, rows, ids)}")
    added, changed, removed, unchanged, rows_before, rows_after = con.execute(_COUNTS[bool(key)]).fetchall()[0]
    return {
        "keyed_by": list(table.primary_key) if key else [],
        "rows_before": rows_before,
        "rows_after": rows_after,
        "added": added,
        "changed": changed,
        "removed": removed,
        "unchanged": unchanged,
        "periods": _periods(con, contract.delivery.period.unit),
    }


def _key(table: Table) -> list[str]:
    """The primary key's columns in raw; none when a part of it is an identifier, which does not cross."""
    crossed = {column.from_column: column.name for column in raw_columns(table) if column.origin in ("column", "key")}
    names = [crossed.get(name) for name in table.primary_key]
    return [name for name in names if name] if all(names) else []


def _hashed(table: Table, key: list[str], period: str, rows: str, ids: list[str]) -> str:
    """SQL, one row per key (or content) and period: its hash, how many rows, and their content as one number."""
    content = ", ".join(quoted(c.name) for c in raw_columns(table) if c.origin != "delivery")
    keyed = ", ".join(quoted(name) for name in key) or content
    touched = f"delivery_id in ({', '.join(literal(one) for one in ids)})"
    return (
        f"select hash({keyed}) as k, {period} as period, count(*) as n, sum(hash({content})::hugeint) as content "
        f"from ({rows}) where {touched} group by k, period"
    )


_SIDES = """
    with old as (select k, sum(n) as n, sum(content) as content from before_it group by k),
    young as (select k, sum(n) as n, sum(content) as content from after_it group by k),
    both_sides as (
        select coalesce(old.n, 0)::bigint as was, coalesce(young.n, 0)::bigint as now, old.content = young.content as same
        from old full join young using (k)
    )
"""
_COUNTS = {
    True: f"""{_SIDES}
        select count(*) filter (was = 0), count(*) filter (was > 0 and now > 0 and not (same and was = now)),
            count(*) filter (now = 0), count(*) filter (same and was = now),
            coalesce(sum(was), 0)::bigint, coalesce(sum(now), 0)::bigint
        from both_sides""",
    False: f"""{_SIDES}
        select coalesce(sum(greatest(now - was, 0)), 0)::bigint, 0, coalesce(sum(greatest(was - now, 0)), 0)::bigint,
            coalesce(sum(least(was, now)), 0)::bigint, coalesce(sum(was), 0)::bigint, coalesce(sum(now), 0)::bigint
        from both_sides""",
}
_TOUCHED_PERIODS = """
    select distinct coalesce(old.period, young.period)
    from before_it as old full join after_it as young on old.k = young.k and old.period is not distinct from young.period
    where old.n is distinct from young.n or old.content is distinct from young.content
"""


def _periods(con: duckdb.DuckDBPyConnection, unit: str) -> list[str]:
    """The periods whose rows differ, in time; a text that names no period is a row's value and is not told."""
    found = (span(text, unit) for (text,) in con.execute(_TOUCHED_PERIODS).fetchall() if text)
    return [one.text for one in sorted(one for one in found if one)]


def _persons_changed(
    con: duckdb.DuckDBPyConnection, contract: Contract, own: Sequence[Receipt], new: Receipt, places: Places, vault: Vault
) -> int:
    """Records that both sides mention, with other identifiers now: what no column outside the vault shows."""
    paths = [persons_path(places, contract.feed, receipt.delivery_id) for receipt in own]
    now = persons_path(places, contract.feed, new.delivery_id)
    paths = [path for path in paths if path.exists()]
    if not paths or not now.exists():
        return 0
    for name, source in (("said_before", vault.scan(paths)), ("said_now", vault.scan(now))):
        con.execute(f"create or replace temp view {name} as from {source}")
    words = {row[0] for row in con.execute("describe said_now").fetchall()} - set(NOT_SAID)
    shared = sorted(words & {row[0] for row in con.execute("describe said_before").fetchall()})
    said = f"list_sort(list(distinct hash({', '.join(shared)})))"
    sides = [f"(select record_id, {said} as said from {name} group by record_id)" for name in ("said_before", "said_now")]
    sql = f"select count(*) from {sides[0]} as old inner join {sides[1]} as young using (record_id) where old.said <> young.said"
    return con.execute(sql).fetchall()[0][0] if shared else 0
