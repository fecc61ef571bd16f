"""One work in a process of its own, so that its memory is its own: seconds without imports, CPU seconds, peak memory."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Taken:
    """What a work cost; memory in GiB, its imports included."""

    seconds: float
    cpu: float
    memory: float
    said: dict[str, Any]


def timed(work: Callable[[], dict[str, Any]]) -> None:
    """Called in the work's own process, after its imports: its cost and what it says, on standard output."""
    used, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    said = work()
    seconds, now = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
    cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    print(json.dumps([seconds, cpu, _most_memory(), said]))  # noqa: T201 - what the parent reads


def _most_memory() -> float:
    """Of this process alone, in GiB. `ru_maxrss` holds what the process that started it had as well."""
    (held,) = [line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")]
    return int(held) / 2**20


def in_own_process(module: str, *arguments: object) -> Taken:
    """The cost of a module that calls `timed`."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return Taken(*json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()[-1]))
