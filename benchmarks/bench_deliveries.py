"""A delivery of five million rows, twenty columns and thirty rules, against a bare script that does the same work."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.clock import in_own_process
from benchmarks.job_records import ROWS, write_file

BARS = {"ratio": 2.0, "GiB": 2.0}


def measure(home: Path) -> Iterator[str]:
    """Seconds, CPU seconds and peak memory of both, each in a process of its own, imports left out of both."""
    own = home / "five-million"
    file = write_file(own / "landing")
    (home / "bare").mkdir()
    bare = in_own_process("benchmarks.bare_delivery", file, home / "bare")
    ours = in_own_process("benchmarks.our_delivery", own)
    assert bare.said["rows"] == ours.said["rows"] == ROWS, "both took in every row"
    yield f"{ROWS:,} rows, {file.stat().st_size / 2**20:,.0f} MiB, {ours.said['rules']} rules, bare script {bare.said['rules']}"
    ratio = f"{ours.seconds:.1f} / {bare.seconds:.1f} = {ours.seconds / bare.seconds:.2f}"
    yield f"seconds, ours / bare: {ratio} (bar {BARS['ratio']})"
    yield f"CPU seconds, ours / bare: {ours.cpu:.1f} / {bare.cpu:.1f} = {ours.cpu / bare.cpu:.2f}"
    yield f"peak memory, ours and bare: {ours.memory:.2f} and {bare.memory:.2f} GiB (bar {BARS['GiB']})"
