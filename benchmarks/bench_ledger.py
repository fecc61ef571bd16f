"""A night with one record in a hundred new, against the first night of the same county: ledger and person keys only."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.clock import in_own_process
from benchmarks.county_of_numbers import write_crosswalk

RECORDS = 1_000_000


def measure(home: Path) -> Iterator[str]:
    """CPU seconds and peak memory of the first night, of a night with 1 % new, and of one with nothing new."""
    taken = {}
    for night in ("first", "1 % new", "quiet"):
        write_crosswalk(home, RECORDS, is_first=night == "first")
        taken[night] = in_own_process("benchmarks.our_ledger", home)
        said = taken[night].said
        yield (
            f"{night}: {taken[night].seconds:.1f} s, CPU {taken[night].cpu:.1f} s (ledger {said['ledger']:.1f}, keys"
            f" {said['keys']:.1f}), peak {taken[night].memory:.2f} GiB; {said['persons']:,} persons, {said['minted']:,} ids new,"
            f" {said['absorbed']:,} absorbed, {said['split']:,} splits"
        )
    yield f"CPU, 1 % new / first night: {taken['1 % new'].cpu / taken['first'].cpu:.2f}"
