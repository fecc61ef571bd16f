"""A first night with every feed against a night with nothing new, on the default county; the bars stand beside them."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.default_county import write_default_county

BARS = {"first night": 180.0, "nothing new": 30.0}


def measure(home: Path) -> Iterator[str]:
    """Seconds of each night with process start, and the ratio of the second to the first."""
    write_default_county(home)
    seconds = {name: night(home) for name in BARS}
    for name, bar in BARS.items():
        yield f"{name}: {seconds[name]:.1f} s (bar {bar:.0f} s)"
    yield f"nothing new / first night: {seconds['nothing new'] / seconds['first night']:.2f}"


def night(home: Path) -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "nightly"],
        env={**os.environ, "TWOGEN_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - began
