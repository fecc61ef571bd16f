"""dbt's part of a night: the default county at three link levels, and a million people beside a bare read of their bytes.

The million are copies of a rehearsal county of 20,000 people and 36 months (`TWOGEN_BENCH_COPIES`, 50).
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.clock import Taken, in_own_process
from benchmarks.county_copies import write_copies
from benchmarks.default_county import write_default_county
from orchestration.components.link_levels import OTHER_LEVELS
from orchestration.rehearsal import write_county

BARS = {"balanced": 40.0, "level": 0.6, "GiB": 12.0, "night": 0.25}
PEOPLE, MONTHS = 20_000, 36
COPIES = int(os.environ.get("TWOGEN_BENCH_COPIES", "50"))


def measure(home: Path) -> Iterator[str]:
    """Seconds with process start; a first build parses the project as well, so the default county is built twice."""
    write_default_county(home / "default")
    night_to_keys(home / "default")
    in_own_process("benchmarks.our_warehouse", home / "default", *OTHER_LEVELS)
    yield from _of_default(in_own_process("benchmarks.our_warehouse", home / "default", *OTHER_LEVELS).said)
    write_county(home / "small", people=PEOPLE, months=MONTHS, seed=1, end="2026-10")
    night_to_keys(home / "small")
    yield from _of_many(home / "small", home / "large")


def _of_default(took: dict[str, Any]) -> Iterator[str]:
    yield f"default county, balanced build with its tests: {took['balanced']:.1f} s (bar {BARS['balanced']:.0f} s)"
    for level in OTHER_LEVELS:
        share = took[level] / took["balanced"]
        yield f"default county, {level} / balanced: {took[level]:.1f} s, {share:.2f} (bar {BARS['level']})"


def _of_many(small: Path, large: Path) -> Iterator[str]:
    write_copies(small, large, COPIES)
    read = in_own_process("benchmarks.bare_read", large)
    built = in_own_process("benchmarks.our_warehouse", large, *OTHER_LEVELS)
    in_force = f"{read.said['rows']:,} rows, {read.said['bytes'] / 2**30:.2f} GiB in force"
    yield f"{COPIES * PEOPLE:,} people, {MONTHS} months: {in_force}"
    yield from _beside(built, read)
    write_copies(small, large, COPIES * 1.01)
    again = in_own_process("benchmarks.our_warehouse", large, "renew").said
    whole = sum(built.said[level] for level in (*OTHER_LEVELS, "balanced"))
    night = f"{again['renewed']:.0f} / {whole:.0f} s, {again['renewed'] / whole:.2f} (bar {BARS['night']})"
    yield f"a night with 1 % new rows / a full build, at three levels: {night}, most memory {again['memory']:.1f} GiB"
    shutil.rmtree(large)


def _beside(built: Taken, read: Taken) -> Iterator[str]:
    said = built.said
    yield f"balanced build with its tests: {said['balanced']:.0f} s, most memory {said['memory']:.1f} GiB (bar {BARS['GiB']:.0f})"
    yield f"strict {said['strict']:.0f} s, lenient {said['lenient']:.0f} s"
    yield f"bare read of the same bytes: {read.seconds:.1f} s; balanced build / bare read: {said['balanced'] / read.seconds:.0f}"


def night_to_keys(home: Path) -> None:
    """Everything of a night before dbt."""
    for last in ("person_keys", "feed_coverage"):
        subprocess.run(
            [sys.executable, "-m", "orchestration.cli", "nightly", "--to", last],
            env={**os.environ, "TWOGEN_HOME": str(home)},
            stdout=subprocess.DEVNULL,
            check=True,
        )
