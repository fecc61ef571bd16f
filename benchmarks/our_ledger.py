"""Ledger and person keys of the crosswalk in a home, in a process of its own."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.clock import timed
from orchestration.linkage.keys import write_person_keys
from orchestration.linkage.ledger import update_ledger
from orchestration.places import Places
from orchestration.vault import Vault


def night(home: Path) -> dict[str, Any]:
    """CPU seconds of the two steps, and what the ledger counted."""
    places = Places(home)
    vault, began = Vault.open(places.vault, "a key for benchmarks"), time.process_time()
    counts = update_ledger(vault, places, "benchmark", datetime.now(UTC), "1.0.0")
    ledger_done = time.process_time()
    write_person_keys(vault, places)
    took = {"ledger": ledger_done - began, "keys": time.process_time() - ledger_done}
    return took | {name: getattr(counts, name) for name in ("persons", "minted", "absorbed", "split")}


if __name__ == "__main__":
    timed(lambda: night(Path(sys.argv[1])))
