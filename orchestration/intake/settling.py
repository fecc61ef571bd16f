"""Settling: a judged delivery leaves its quarantine, its rows without identifiers, its persons, and last a receipt."""

from dataclasses import replace

import duckdb

from data_contracts.contract import Contract, Table
from data_contracts.crossing import raw_columns
from data_contracts.row_places import is_place
from data_contracts.typing_sql import literal, quoted
from data_contracts.verdicts import Judgement
from orchestration.intake.delivery import Landed, Parsed, named, persons_path, raw_path
from orchestration.intake.freshness import days_late
from orchestration.intake.in_force import deliveries_of_rows
from orchestration.intake.past import profile
from orchestration.intake.periods import span
from orchestration.intake.persons import persons_sql
from orchestration.intake.plain_parquet import write_plain
from orchestration.intake.quarantine import accepted_rows, lay_out, write_quarantine
from orchestration.intake.receipts import Receipt, arrival, receipts, write_receipt
from orchestration.intake.record_ids import record_id
from orchestration.intake.restatement import restatement
from orchestration.intake.unreadable import DeliveryUnjudged, DeliveryUnreadable, counted
from orchestration.intake.verdict_texts import paragraph, rule_entries, unreadable_entry
from orchestration.places import Places
from orchestration.vault import Vault


def settle(
    landed: Landed,
    contract: Contract,
    parsed: Parsed | None,
    judgement: Judgement | None,
    unreadable: DeliveryUnreadable | None,
    places: Places,
    vault: Vault,
) -> Receipt:
    """The delivery's receipt, written last; an unreadable, unjudged or rejected delivery leaves nothing in raw.

    When a delivery could not be judged before, for the same reason, its receipt of then stays and no other is written.
    """
    if unreadable is not None:
        receipt = _not_judged(landed, contract, parsed, unreadable, places)
        if receipt.is_unjudged and (same := _as_before(receipt, places)):
            return same
    else:
        assert parsed is not None and judgement is not None, "a readable delivery is parsed and judged before it is settled"
        with vault.guard(f"settling {named(contract)}"), vault.session() as con:
            tables = _write_parts(con, landed, contract, parsed, judgement, places, vault)
            entries = rule_entries(judgement, parsed)
            stays = still_in_force(landed, places)
            message = paragraph(contract, judgement, tables, stays) + _place_in_time(landed, contract, judgement, places)
            receipt = _receipt(landed, contract, judgement.verdict, message, tables, entries)
            restates = restatement(con, contract, receipt, places, vault)
            receipt = replace(receipt, restates=restates, profile=profile(con, contract))
            if receipt.is_accepted:
                receipt = replace(receipt, row_places=_filled_places(con, contract, landed, places))
    write_receipt(receipt, contract.text, places)
    return receipt


def _not_judged(
    landed: Landed, contract: Contract, parsed: Parsed | None, unreadable: DeliveryUnreadable, places: Places
) -> Receipt:
    """The receipt of a delivery that broke a promise before any rule was counted."""
    message = f"{unreadable} Received: 1 file of {landed.bytes:,} bytes; {still_in_force(landed, places)}"
    tables = {name: {"rows": rows, "quarantined": 0, "accepted": 0} for name, rows in (parsed.rows if parsed else {}).items()}
    receipt = _receipt(landed, contract, "rejected", message, tables, [unreadable_entry(unreadable)])
    return replace(receipt, is_unjudged=isinstance(unreadable, DeliveryUnjudged))


def _as_before(receipt: Receipt, places: Places) -> Receipt | None:
    """The delivery's last receipt when it says the same under the same contract."""
    last = next((one for one in receipts(places, receipt.feed) if one.delivery_id == receipt.delivery_id), None)
    is_same = last and (last.contract_sha256, last.rules) == (receipt.contract_sha256, receipt.rules)
    return last if is_same and last.first_received_at == receipt.first_received_at else None


def still_in_force(landed: Landed, places: Places) -> str:
    """What a rejection leaves in force, as its steward is told."""
    has_any = any(receipt.is_accepted for receipt in receipts(places, landed.feed))
    return "what was in force stays in force." if has_any else "nothing of this feed is in force yet."


def _write_parts(
    con: duckdb.DuckDBPyConnection, landed: Landed, contract: Contract, parsed: Parsed, judgement: Judgement,
    places: Places, vault: Vault,
) -> dict[str, dict[str, int]]:  # fmt: skip
    """Everything but the receipt; the counts by table."""
    lay_out(con, parsed, vault)
    quarantined = write_quarantine(con, contract, landed, judgement.results, places, vault)
    is_rejected = judgement.verdict == "rejected"
    if not is_rejected:
        accepted = {table.name: accepted_rows(table, quarantined[table.name]) for table in contract.tables}
        for table in contract.tables:
            sql = raw_sql(table, landed.delivery_id, accepted[table.name])
            write_plain(con, sql, raw_path(places, table.name, landed.delivery_id))
        persons = persons_sql(contract, landed, accepted)
        if persons:
            vault.write(con, persons, persons_path(places, contract.feed, landed.delivery_id))
    return {
        name: {
            "rows": rows,
            "quarantined": quarantined[name],
            "accepted": 0 if is_rejected else rows - quarantined[name],
        }
        for name, rows in parsed.rows.items()
    }


def _filled_places(
    con: duckdb.DuckDBPyConnection, contract: Contract, landed: Landed, places: Places
) -> dict[str, dict[str, int]]:
    """In how many accepted rows a role that has no number of its own is somebody, by table and role."""
    filled: dict[str, dict[str, int]] = {}
    for table in contract.tables:
        if roles := [person.role for person in table.persons if is_place(table, person)]:
            counts = ", ".join(f"count({role}_record_id)" for role in roles)
            path = literal(str(raw_path(places, table.name, landed.delivery_id)))
            (row,) = con.execute(f"select {counts} from read_parquet({path}, hive_partitioning=false)").fetchall()
            filled[table.name] = dict(zip(roles, row, strict=True))
    return filled


def raw_sql(table: Table, delivery_id: str, accepted: str) -> str:
    """SQL for a table's accepted rows as they cross to the analysis zone, in the order received."""
    persons = {person.role: person for person in table.persons}
    made = {"delivery_id": literal(delivery_id), "row_number": "row_number"}
    columns = []
    for raw in raw_columns(table):
        if raw.origin == "record_id":
            sql = record_id(table, persons[raw.role])
        else:
            sql = made[raw.name] if raw.origin == "delivery" else raw.expression
        columns.append(f"cast({sql} as {raw.type}) as {quoted(raw.name)}")
    return f"select {', '.join(columns)} from {accepted}"


def _place_in_time(landed: Landed, contract: Contract, judgement: Judgement, places: Places) -> str:
    """A sentence for a first delivery of a period that came after it was due, and for one that a newer one keeps out.

    Restatements and loads are never late.
    """
    came_before = [
        r for r in receipts(places, contract.feed) if r.period == landed.period and r.delivery_id != landed.delivery_id
    ]
    newer = [r for r in came_before if r.is_accepted and r.is_history == landed.is_history and arrival(r) > arrival(landed)]
    if newer and judgement.verdict != "rejected" and contract.delivery.mode != "upsert":
        return (
            f" Another delivery for {landed.period} came after it and was accepted before; that one stays in force. Fix: send "
            "this one again if it is the one that counts."
        )
    if judgement.verdict != "rejected" and (ahead := _later_snapshot(landed, contract, places)):
        return f" The snapshot of {ahead} stays in force, since it speaks for a later {contract.delivery.period.unit}."
    late = days_late(contract, landed.period, landed.arrived_at.date())
    is_first = not landed.is_history and all(arrival(r) > arrival(landed) for r in came_before)
    return f" It came {counted(late, 'day')} after it was due." if late and is_first else ""


def _later_snapshot(landed: Landed, contract: Contract, places: Places) -> str:
    """The period of a snapshot in force that is later than a delivery's; "" when there is none."""
    accepted = [r for r in receipts(places, contract.feed) if r.is_accepted and r.delivery_id != landed.delivery_id]
    in_force = deliveries_of_rows(contract, accepted) if contract.delivery.mode == "snapshot" else []
    unit = contract.delivery.period.unit
    return next((r.period for r in in_force if span(r.period, unit) > span(landed.period, unit)), "")


def _receipt(landed: Landed, contract: Contract, verdict, message: str, tables: dict, rules: list[dict]) -> Receipt:
    return Receipt(
        feed=landed.feed,
        delivery_id=landed.delivery_id,
        period=landed.period,
        is_history=landed.is_history,
        file_name=landed.file_name,
        sha256=landed.sha256,
        bytes=landed.bytes,
        arrived_at=landed.arrived_at,
        received_at=landed.received_at,
        first_received_at=arrival(landed)[0],
        contract_version=contract.version,
        contract_sha256=contract.sha256,
        verdict=verdict,
        message=message,
        tables=tables,
        rules=tuple(rules),
    )
