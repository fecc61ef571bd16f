"""Coverage: the days each feed speaks for and how it stands, one row per contract, in in_force/feed_coverage.parquet.

Here: the one table dbt reads of it. Not here: how long an event may still be reported (the contract's lag; dbt takes it
off). Reads receipts and in_force; everything is told its contracts, places and day.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, timedelta

import duckdb

from data_contracts.contract import Contract, Table
from data_contracts.typing_sql import literal, quoted
from orchestration.intake.delivery import named
from orchestration.intake.freshness import freshness, gaps
from orchestration.intake.in_force import SETTINGS, last_accepted
from orchestration.intake.periods import Span, has_row_period, period_order_sql, row_period_sql, span
from orchestration.intake.plain_parquet import write_plain
from orchestration.intake.receipts import Receipt, arrival, receipts, write_text
from orchestration.places import Places
from orchestration.vault.errors import guard

TABLE = "feed_coverage"
ROWS_OF_A_FEED = 20  # fewer are a beginning, of which each row counts; of more, one alone may err
ROWS_THAT_MAY_ERR = 1000  # one row in so many may bear a mistyped year, and moves no first day
_TYPES = {str: "VARCHAR", int: "INTEGER", date: "DATE", date | None: "DATE", str | None: "VARCHAR"}


@dataclass(frozen=True)
class Coverage:
    """The days one feed speaks for."""

    feed: str
    agency: str
    lag_days: int
    first_covered_date: date | None  # None: nothing was accepted
    last_covered_date: date | None  # None: nothing was accepted
    last_accepted_date: date | None  # the day the newest delivery that was accepted came
    rejected_count: int  # deliveries rejected since
    coverage_note: str | None  # never_delivered: nothing was ever accepted; stale: rejected or overdue


def write_coverage(contracts: Sequence[Contract], places: Places, today: date) -> list[Coverage]:
    """The coverage of every feed, in the contracts' order by name; the file is written anew only when it says something else."""
    rows = [coverage(contract, places, today) for contract in sorted(contracts, key=lambda one: one.feed)]
    path, sidecar = places.in_force / f"{TABLE}.parquet", places.in_force / f"{TABLE}.json"
    said = json.dumps([astuple(row) for row in rows], default=date.isoformat)
    text = json.dumps({"rows": len(rows), "made_of": hashlib.sha256(said.encode()).hexdigest()}, indent=1) + "\n"
    if not (path.exists() and sidecar.exists() and sidecar.read_text(encoding="utf-8") == text):
        with duckdb.connect(config=SETTINGS) as con:
            write_plain(con, coverage_sql(rows), path)
        write_text(sidecar, text)
    return rows


def coverage(contract: Contract, places: Places, today: date) -> Coverage:
    """The days a feed speaks for today: from the earliest its rows in force tell of, to the last before anything is missing."""
    known = receipts(places, contract.feed)
    accepted = last_accepted(contract, known)
    newest = max(accepted, key=arrival, default=None)
    since = [r for r in known if not r.is_accepted and newest and arrival(r) > arrival(newest)] if newest else known
    is_stale = freshness(contract, known, today).is_stale
    return Coverage(
        contract.feed, contract.agency, contract.lag_days,
        first_covered_date=_first_day(contract, accepted, places) if accepted else None,
        last_covered_date=_last_day(contract, accepted) if accepted else None,
        last_accepted_date=_came(newest) if newest else None,
        rejected_count=len(since),
        coverage_note=("stale" if is_stale else None) if accepted else "never_delivered",
    )  # fmt: skip


def coverage_sql(rows: Sequence[Coverage]) -> str:
    """A query whose result is these rows."""
    columns = ", ".join(f"cast(column{n} as {_TYPES[one.type]}) as {one.name}" for n, one in enumerate(fields(Coverage)))
    values = ", ".join(f"({', '.join(map(_literal, astuple(row)))})" for row in rows)
    body = f"(values {values})" if rows else f"(select {', '.join(f'null as column{n}' for n in range(len(fields(Coverage))))})"
    return f"select {columns} from {body} as said({', '.join(f'column{n}' for n in range(len(fields(Coverage))))})" + (
        "" if rows else " where false"
    )


def _literal(value: str | int | date | None) -> str:
    return "null" if value is None else literal(str(value))


def _last_day(contract: Contract, accepted: Sequence[Receipt]) -> date:
    """The last day of the newest period before the first that is missing.

    A delivery that came before its period was over speaks for the months that were.
    """
    missing = gaps(contract, accepted)
    spoken = [receipt for receipt in accepted if not missing or _span(contract, receipt) < missing[0]]
    last = max(_span(contract, receipt) for receipt in spoken)
    came = max(_came(receipt) for receipt in spoken if _span(contract, receipt) == last)
    return min(last.end, came.replace(day=1) - timedelta(days=1))


def _came(receipt: Receipt) -> date:
    return arrival(receipt)[1].date()


def _span(contract: Contract, receipt: Receipt) -> Span:
    found = span(receipt.period, contract.delivery.period.unit)
    assert found is not None, f"{contract.feed}: a receipt's period is no {contract.delivery.period.unit}"
    return found


def _first_day(contract: Contract, accepted: Sequence[Receipt], places: Places) -> date:
    """The first day of the earliest period that rows in force tell of, but for one row in a thousand.

    Rows tell it by the columns of their period, or by the one the contract names; where none does, the feed speaks
    from the first delivery's period on, since how far back that reaches nobody said.
    """
    unit, named_day = contract.delivery.period.unit, contract.delivery.first_day
    if contract.delivery.period.columns:
        told = [(table, row_period_sql(contract, table)) for table in contract.tables if has_row_period(contract, table)]
    elif named_day:
        table = next(one for one in contract.tables if one.object_name == named_day[0])
        unit, told = "month", [(table, f"strftime({quoted(named_day[1])}, '%Y-%m')")]
    else:
        told = []
    with guard(f"asking how far back {named(contract)} reaches"), duckdb.connect(config=SETTINGS) as con:
        firsts = [first for table, sql in told if (first := _earliest(con, table, sql, unit, places))]
    return min(firsts or [_span(contract, receipt) for receipt in accepted]).begin


def _earliest(con: duckdb.DuckDBPyConnection, table: Table, period: str, unit: str, places: Places) -> Span | None:
    """The earliest period that more than one row in a thousand is not later than, and more than one row however few."""
    path = literal(str(places.in_force / f"{table.name}.parquet"))
    rows = con.execute(
        f"select {period} as period, count(*) from read_parquet({path}) group by period having period is not null "
        f"order by {period_order_sql('period', unit)}"
    ).fetchall()
    total, before = sum(count for _, count in rows), 0
    for text, count in rows:
        before += count
        if before > max(total // ROWS_THAT_MAY_ERR, 1 if total >= ROWS_OF_A_FEED else 0):
            return span(text, unit)
    return None
