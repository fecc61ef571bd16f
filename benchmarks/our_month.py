"""One month's deliveries of every feed, from the landing area to rows in force and receipts. `… our_month HOME MONTH-FOLDER`.

The months before are taken in first, unmeasured: a month is judged against them, and takes its place among them.
"""

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import SOURCES
from benchmarks.clock import timed
from data_contracts.reader import read_contracts
from expectations import gx
from orchestration.components.deliver import FeedNight, deliver
from orchestration.places import Places
from orchestration.vault import Vault


def nights(home: Path) -> Iterator[FeedNight]:
    """Each feed's night."""
    places = Places(home)
    vault = Vault.open(places.vault, "a key for benchmarks")
    return (deliver(one, places, vault, datetime.now(UTC), lambda _: None) for one in read_contracts(SOURCES))


def take_in(home: Path) -> dict[str, int]:
    """Counts of all receipts of the month."""
    new = [receipt for night in nights(home) for receipt in night.new]
    judged = [counts["rows"] for receipt in new for counts in receipt.tables.values()]
    return {"files": len(new), "tables": len(judged), "rows": sum(judged), "rules": sum(len(r.rules) for r in new)}


if __name__ == "__main__":
    home, month = Path(sys.argv[1]), Path(sys.argv[2])
    for _ in nights(home):
        pass
    shutil.copytree(month, home / "landing", copy_function=shutil.copy2, dirs_exist_ok=True)
    gx.context()
    timed(lambda: take_in(home))
