"""Rows in force: the one version of every row that counts tonight, by the contract's mode.

snapshot: the last accepted delivery. append: the last accepted of each period, and a historical load for the periods
up to its own that nobody delivered on their own. upsert: by primary key, the last accepted wins.
"""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data_contracts.contract import Contract, Table
from data_contracts.crossing import raw_columns
from data_contracts.typing_sql import literal
from orchestration.errors import TwogenError
from orchestration.intake.delivery import named, persons_path, raw_path
from orchestration.intake.periods import Span, span
from orchestration.intake.plain_parquet import copy_whole, write_plain
from orchestration.intake.receipts import Receipt, arrival, receipts, write_text
from orchestration.intake.versions import periods_spoken_for, rows_in_force
from orchestration.places import Places
from orchestration.vault.errors import guard

SETTINGS = {"memory_limit": "1GB", "threads": 2, "autoinstall_known_extensions": "false"}


@dataclass(frozen=True)
class InForce:
    """What one table holds tonight."""

    rows: int
    deliveries: tuple[str, ...]  # ids, in time
    changed: bool  # whether the file was written anew


@dataclass(frozen=True)
class PersonsInForce:
    """The persons one delivery in force mentions, and which of its periods still count."""

    period: str
    path: Path
    known_in: Path | None  # the persons of the snapshot in force: of an older one, whoever has left it counts no more
    speaks: str  # SQL over `said.period`, true where the delivery is in force; "" when it is everywhere


def bring_into_force(contract: Contract, places: Places) -> dict[str, InForce]:
    """Rows in force of each table of a feed, in in_force/<table>.parquet; an empty table while nothing was accepted."""
    deliveries = deliveries_of_rows(contract, receipts(places, contract.feed))
    with guard(f"bringing {named(contract)} into force"):
        return {table.name: _bring_table(contract, table, deliveries, places) for table in contract.tables}


def in_force_deliveries(contract: Contract, places: Places) -> list[Receipt]:
    """The last accepted delivery of each period, in time; a period's history comes before its own delivery."""
    return last_accepted(contract, receipts(places, contract.feed))


def persons_in_force(contract: Contract, places: Places) -> list[PersonsInForce]:
    """The persons of a feed's deliveries in force; of a historical load only what no later delivery speaks for."""
    deliveries = in_force_deliveries(contract, places)
    paths = [persons_path(places, contract.feed, receipt.delivery_id) for receipt in deliveries]
    known_in = paths[-1] if paths and contract.delivery.mode == "snapshot" else None
    return [
        PersonsInForce(receipt.period, path, known_in, periods_spoken_for(contract, "said.period", receipt, deliveries))
        for receipt, path in zip(deliveries, paths, strict=True)
    ]


def deliveries_of_rows(contract: Contract, known: Sequence[Receipt]) -> list[Receipt]:
    """The deliveries whose rows are in force when these are all that came: of a snapshot feed the last one only."""
    deliveries = last_accepted(contract, known)
    return deliveries[-1:] if contract.delivery.mode == "snapshot" else deliveries


def last_accepted(contract: Contract, known: Sequence[Receipt]) -> list[Receipt]:
    """The last accepted of each period, in time.

    An upsert feed keeps them all, since a later delivery of a period need not name every row of an earlier one.
    """
    accepted = [receipt for receipt in known if receipt.is_accepted]
    if contract.delivery.mode != "upsert":
        accepted = list({(r.period, r.is_history): r for r in sorted(accepted, key=arrival)}.values())
    return sorted(accepted, key=lambda r: (_span(contract, r), not r.is_history, *arrival(r)))


def _span(contract: Contract, receipt: Receipt) -> Span:
    found = span(receipt.period, contract.delivery.period.unit)
    assert found is not None, f"{contract.feed}: a receipt's period is no {contract.delivery.period.unit}"
    return found


def _bring_table(contract: Contract, table: Table, deliveries: list[Receipt], places: Places) -> InForce:
    """The table's file, written anew when deliveries or contract say something else than when it was last written."""
    path, sidecar = places.in_force / f"{table.name}.parquet", places.in_force / f"{table.name}.json"
    ids = [receipt.delivery_id for receipt in deliveries]
    sql = rows_in_force(contract, table, deliveries, Path("raw"))
    judged = [f"{r.contract_sha256} {r.received_at.isoformat()}" for r in deliveries]  # landed anew, rows may differ
    made_of = hashlib.sha256("\n".join([sql, *judged]).encode()).hexdigest()
    if path.exists() and sidecar.exists():
        said = json.loads(sidecar.read_text(encoding="utf-8"))
        if said["made_of"] == made_of:
            return InForce(said["rows"], tuple(ids), changed=False)
    _refuse_missing(contract, table, ids, places)
    rows = _write(contract, table, deliveries, places, path)
    write_text(sidecar, json.dumps({"rows": rows, "deliveries": ids, "made_of": made_of}, indent=1) + "\n")
    return InForce(rows, tuple(ids), changed=True)


def _refuse_missing(contract: Contract, table: Table, ids: list[str], places: Places) -> None:
    missing = [one for one in ids if not raw_path(places, table.name, one).exists()]
    if missing:
        raise TwogenError(
            f"{named(contract)}: {len(missing)} accepted deliveries have no rows in raw/{table.name} ({missing[0]} "
            "first). Fix: restore raw/ from a copy, or remove their receipts and let them be landed again."
        )


def _write(contract: Contract, table: Table, deliveries: list[Receipt], places: Places, path: Path) -> int:
    """The rows written; where one delivery is all that is in force, its own file under the present columns is copied."""
    alone = raw_path(places, table.name, deliveries[0].delivery_id) if len(deliveries) == 1 else None
    spill = path.parent / ".spill"
    try:
        with duckdb.connect(config=SETTINGS | {"temp_directory": str(spill)}) as con:
            if alone and contract.delivery.mode != "upsert" and _columns_of(con, alone) == _columns(table):
                copy_whole(alone, path)
                return con.execute(f"select count(*) from read_parquet({literal(str(path))})").fetchall()[0][0]
            return write_plain(con, rows_in_force(contract, table, deliveries, places.raw), path)
    finally:
        shutil.rmtree(spill, ignore_errors=True)


def _columns(table: Table) -> list[tuple[str, str]]:
    return [(column.name, column.type) for column in raw_columns(table)]


def _columns_of(con: duckdb.DuckDBPyConnection, path: Path) -> list[tuple[str, str]]:
    described = con.execute(f"describe from read_parquet({literal(str(path))}, hive_partitioning=false)").fetchall()
    return [(name, kind) for name, kind, *_ in described]
