"""dbt's part of a night in a home that has rows in force and person keys, in a process of its own.

Arguments: the home, and the other link levels to build before the balanced one; or the home and `renew`.
"""

import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.clock import timed
from orchestration.components.dbt_commands import run_dbt, target_of
from orchestration.components.link_levels import build_levels
from orchestration.components.renewal import remember, renew
from orchestration.places import Places


def build_all(home: Path, levels: Sequence[str]) -> dict[str, Any]:
    """Seconds of the balanced build with its tests and of each other level, and the most memory one dbt held, in GiB.

    The other levels share a process; its start and its reading of the project count in equal parts for each.
    """
    places = Places(home)
    began = time.monotonic()
    took = build_levels(places, levels) if levels else {}
    shared = time.monotonic() - began - sum(took.values())
    took = {level: seconds + shared / len(took) for level, seconds in took.items()}
    began = time.monotonic()
    run_dbt(places, "build", "--exclude-resource-type", "unit_test", "--target-path", str(target_of(places)))
    took["balanced"] = time.monotonic() - began
    remember(places)
    return took | {"memory": _memory()}


def renew_all(home: Path) -> dict[str, Any]:
    """Seconds in which all three levels were renewed. Raises: AssertionError when they would have to be built."""
    began = time.monotonic()
    renewed = renew(Places(home))
    assert "whole" not in renewed, renewed
    return {"renewed": time.monotonic() - began, "memory": _memory()}


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20


if __name__ == "__main__":
    there, what = Path(sys.argv[1]), sys.argv[2:]
    timed(lambda: renew_all(there) if what == ["renew"] else build_all(there, what))
