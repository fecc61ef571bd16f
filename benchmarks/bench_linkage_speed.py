"""Our link against a plain Splink script on the same nodes of a large county: seconds, memory and cost per pair, as ratios.

TWOGEN_BENCH_NODES says how many nodes, with commas between several sizes; 100000,1000000 when unset.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.clock import Taken, in_own_process
from benchmarks.county_nodes import hold_out, write_nodes
from orchestration.places import Places

BARS = {"full link with training": 1.0, "all scored again, saved model": 0.65, "a night of 1 % new nodes": 0.2}


def measure(home: Path) -> Iterator[str]:
    """The bars stand beside the ratios; they are meant at a million nodes."""
    for nodes in os.environ.get("TWOGEN_BENCH_NODES", "100000,1000000").split(","):
        there = home / nodes
        count = write_nodes(there, int(nodes))
        theirs = in_own_process("benchmarks.their_link", there)
        cost = f"{theirs.seconds:.1f} s, peak {theirs.memory:.2f} GiB, {theirs.said['pairs']:,} pairs"
        yield f"{count:,} nodes. Plain script: {cost}"
        for (name, bar), ours in zip(BARS.items(), _ours(there), strict=True):
            said = f"{ours.seconds:.1f} s, ratio {ours.seconds / theirs.seconds:.2f} (bar {bar}), peak {ours.memory:.2f} GiB"
            yield f"{name}: {said}, {ours.seconds / ours.said['pairs'] * 1e6:.1f} microseconds a pair"
        shutil.rmtree(there)


def _ours(home: Path) -> Iterator[Taken]:
    yield in_own_process("benchmarks.our_link", home, "train")
    _forget(home)
    yield in_own_process("benchmarks.our_link", home)
    _forget(home)
    with hold_out(home):
        in_own_process("benchmarks.our_link", home)
    yield in_own_process("benchmarks.our_link", home)


def _forget(home: Path) -> None:
    """Nodes alone are left, as before the first night."""
    identity = Places(home).identity
    for folder in ("scored", "solved"):
        shutil.rmtree(identity / folder, ignore_errors=True)
    for path in identity.glob("*.parquet"):
        if path.stem not in ("nodes", "row_mates", "numbers"):
            path.unlink()
