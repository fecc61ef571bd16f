"""A rehearsal county of so many people and 36 months, every feed. `python -m benchmarks.our_county HOME PEOPLE`."""

import sys
from pathlib import Path
from typing import Any

from benchmarks.clock import timed
from orchestration.rehearsal import write_county

MONTHS = 36


def written(home: Path, people: int) -> dict[str, Any]:
    """How many people, files, rows and bytes the county has."""
    counts = write_county(home, people, MONTHS, seed=1, end="2026-10")
    return {"people": counts.people, "files": counts.files, "rows": sum(counts.rows.values()), "bytes": counts.bytes}


if __name__ == "__main__":
    timed(lambda: written(Path(sys.argv[1]), int(sys.argv[2])))
