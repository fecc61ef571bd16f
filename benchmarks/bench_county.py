"""A rehearsal county of a million people against one of a hundred thousand: what a person costs in each."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.clock import Taken, in_own_process
from benchmarks.our_county import MONTHS

BARS = {"seconds": 300.0, "GiB": 8.0, "ratio": 1.5}
SMALL, LARGE = 100_000, 1_000_000


def measure(home: Path) -> Iterator[str]:
    """Seconds and peak memory of both, each in a process of its own; only one county is on disk at a time."""
    small, large = _taken(home / "small", SMALL), _taken(home / "large", LARGE)
    said = large.said
    size = f"{said['files']} files, {said['rows']:,} rows, {said['bytes'] / 2**30:.1f} GiB"
    yield f"{said['people']:,} people, {MONTHS} months: {size}"
    yield f"seconds: {large.seconds:.0f} (bar {BARS['seconds']:.0f}), CPU seconds {large.cpu:.0f}"
    yield f"peak memory: {large.memory:.2f} GiB (bar {BARS['GiB']:.0f})"
    ms = [1000 * taken.seconds / taken.said["people"] for taken in (large, small)]
    ratio = f"{ms[0]:.3f} / {ms[1]:.3f} = {ms[0] / ms[1]:.2f} (bar {BARS['ratio']})"
    yield f"milliseconds a person, {LARGE:,} / {SMALL:,} people: {ratio}"
    cpu = [1000 * taken.cpu / taken.said["people"] for taken in (large, small)]
    yield f"CPU milliseconds a person: {cpu[0]:.3f} / {cpu[1]:.3f} = {cpu[0] / cpu[1]:.2f}"


def _taken(home: Path, people: int) -> Taken:
    taken = in_own_process("benchmarks.our_county", home, people)
    shutil.rmtree(home)
    return taken
