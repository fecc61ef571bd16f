"""What is cleared once it may be: landed files with a receipt, and old deliveries that are no longer in force.

By contract: `delivery.clear_landing` (default: kept) and the SLA's `retention` (none: kept). Receipts always stay; what
was removed is said in receipts/removed/<feed>.json.
"""

import json
import shutil
from datetime import datetime, timedelta

from data_contracts.contract import Contract
from orchestration.intake.checksums import Checksums
from orchestration.intake.delivery import raw_path, sealed_path
from orchestration.intake.in_force import in_force_deliveries
from orchestration.intake.landing import receipted_files
from orchestration.intake.receipts import receipts, write_text
from orchestration.places import Places


def clear_landing(contract: Contract, places: Places) -> int:
    """How many landed files were removed: each has a receipt, and its bytes stand sealed in the vault or were let go."""
    if not contract.delivery.clear_landing:
        return 0
    gone = removed(places, contract.feed)
    checksums = Checksums(places, contract.feed)
    cleared = 0
    for path, receipt in receipted_files(contract, places, checksums):
        is_kept = sealed_path(places, contract.feed, receipt.delivery_id).exists()
        if (is_kept or receipt.delivery_id in gone) and checksums.sha256(path) == receipt.sha256:
            path.unlink()
            checksums.forget(path)
            cleared += 1
    if cleared:
        checksums.remember()
    return cleared


def remove_expired(contract: Contract, places: Places, now: datetime) -> list[str]:
    """Deliveries removed: received longer ago than the contract's retention, and in force nowhere.

    The mark is written first, so that a kill leaves a delivery that is said to be removed and is removed the next night.
    """
    if contract.delivery.retention_days is None:
        return []
    in_force = {receipt.delivery_id for receipt in in_force_deliveries(contract, places)}
    until, gone = now - timedelta(days=contract.delivery.retention_days), removed(places, contract.feed)
    expired = [r for r in receipts(places, contract.feed) if r.received_at < until and r.delivery_id not in in_force]
    new = [receipt.delivery_id for receipt in expired if receipt.delivery_id not in gone]
    if new:
        marks = gone | dict.fromkeys(new, now.isoformat())
        write_text(places.receipts / "removed" / f"{contract.feed}.json", json.dumps(marks, indent=1) + "\n")
    for receipt in expired:
        shutil.rmtree(places.delivery(contract.feed, receipt.delivery_id), ignore_errors=True)
        for table in receipt.tables:
            raw_path(places, table, receipt.delivery_id).unlink(missing_ok=True)
    return new


def received_again(places: Places, feed: str, delivery_id: str) -> None:
    """A removed delivery that was sent again is there again."""
    gone = removed(places, feed)
    if gone.pop(delivery_id, None):
        write_text(places.receipts / "removed" / f"{feed}.json", json.dumps(gone, indent=1) + "\n")


def removed(places: Places, feed: str) -> dict[str, str]:
    """Deliveries of the feed whose parts were removed under its contract's retention, and when."""
    path = places.receipts / "removed" / f"{feed}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
