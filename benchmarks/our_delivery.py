"""One delivery of job records taken in by the house, from the landing area to rows in force. `… our_delivery HOME`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.clock import timed
from benchmarks.job_records import contract
from expectations import gx
from orchestration.components.deliver import deliver
from orchestration.places import Places
from orchestration.vault import Vault


def take_in(home: Path) -> dict[str, int]:
    """Counts of the receipt."""
    places = Places(home)
    night = deliver(contract(), places, Vault.open(places.vault, "a key for benchmarks"), datetime.now(UTC), lambda _: None)
    (receipt,) = night.new
    (counts,) = receipt.tables.values()
    return counts | {"rules": len(receipt.rules), "broken": sum(r["broken"] for r in receipt.rules), "verdict": receipt.verdict}


if __name__ == "__main__":
    gx.context()  # an import: GX loads late
    timed(lambda: take_in(Path(sys.argv[1])))
