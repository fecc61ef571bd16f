"""How right the crosswalk is, against the bars: seeds by feeds by conditions, beside a plain Splink script on the same nodes.

    make bench NAME=accuracy [SEEDS="301 302 303"] [FEEDS="four all"] [PEOPLE=20000] [MONTHS=120] [FOLDER=var/accuracy]

Each county stays in FOLDER, so that a run that was stopped goes on where it was; delete it when done.
"""

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.accuracy_cells import CONDITIONS, FEEDS, Graded, cells, graded
from benchmarks.accuracy_lines import HEAD, LEGEND, cell_line, pooled_line, subgroup_lines

SEEDS = "301 302 303"  # nobody tuned on them; while you work on the linkage, name others


def measure(home: Path) -> Iterator[str]:
    """Each cell as it is graded; then every cell, the cells of all seeds together, and their subgroups, against the bars."""
    folder = Path(_asked("FOLDER", "var/accuracy")).absolute()
    asked = cells(
        [int(seed) for seed in _asked("SEEDS", SEEDS).split()],
        _asked("FEEDS", " ".join(FEEDS)).split(),
        int(_asked("PEOPLE", "20000")),
        int(_asked("MONTHS", "120")),
    )
    found: list[Graded] = []
    yield LEGEND
    yield HEAD
    for cell in asked:
        began = time.perf_counter()
        one, stood_there = graded(cell, folder)
        found.append(one)
        yield cell_line(one) + ("  (kept)" if stood_there else f"  ({time.perf_counter() - began:.0f} s)")
    yield from _pooled(found)


def _asked(name: str, otherwise: str) -> str:
    """A variable given to make, or what is usual."""
    return os.environ.get(name) or otherwise


def _pooled(found: Sequence[Graded]) -> Iterator[str]:
    groups = [[g for g in found if (g.cell.feeds, g.cell.condition) == (f, c)] for f in FEEDS for c in CONDITIONS]
    groups = [group for group in groups if group]
    yield ""
    yield "All seeds together"
    yield HEAD
    for group in groups:
        yield pooled_line(group)
    for group in groups:
        yield ""
        yield from subgroup_lines(group)
