"""One hidden cell asks for another, and that one for a third: no line is left open, however long the chain is."""

from collections import Counter

import numpy as np
import pytest

from tests.dbt.attacker import ANY, read_rounded
from tests.dbt.systems_used import COUNTS, report_by_year

SIZE = 20
PLACES = [(*subgroup, category) for subgroup in [ANY, *(("ward", f"{i:02}") for i in range(SIZE))]
          for category in ["any", *map(str, range(1, SIZE + 1))]]  # fmt: skip
RING, DRAWN = 2000, range(2001, 2011)


def with_totals(table: dict[tuple[int, int], int]) -> Counter:
    """Cells by ward and number of systems, with their totals."""
    cells: Counter = Counter()
    for (ward, systems), people in table.items():
        for subgroup in (ANY, ("ward", f"{ward:02}")):
            for category in ("any", str(systems + 1)):
                cells[*subgroup, category] += people
    return cells


def ring() -> dict[tuple[int, int], int]:
    """Two cells in each ward and two of each number, one small: to hide it, all must be hidden, one after the other."""
    table = {(i, (i + step) % SIZE): 50 + i for i in range(SIZE) for step in (0, 1)}
    return table | {(0, 0): 5}


def chains(rng: np.random.Generator) -> dict[tuple[int, int], int]:
    """Rings drawn at random, tied to each other here and there, with a small cell or two."""
    cells = [(ward, int(n)) for _ in range(2) for ward, n in enumerate(rng.permutation(SIZE))]
    cells += [(int(ward), int(n)) for ward, n in rng.integers(SIZE, size=(4, 2))]
    return {cell: int(rng.integers(30, 150)) for cell in cells} | {cells[i]: 5 for i in range(1, 1 + rng.integers(1, 3))}


@pytest.fixture(scope="module")
def truth() -> dict[int, dict[str, Counter]]:
    tables = {RING: ring()} | {year: chains(np.random.default_rng(year)) for year in DRAWN}
    return {year: dict.fromkeys(COUNTS, with_totals(table)) for year, table in tables.items()}


@pytest.fixture(scope="module")
def report(truth, report_of) -> dict[int, list[dict]]:
    return report_by_year(report_of, truth, PLACES)


def test_a_ring_is_hidden_all_round_and_nothing_else(report):
    hidden = read_rounded(report[RING], "people_count").hidden
    assert hidden == {("ward", f"{ward:02}", str(systems + 1)) for ward, systems in ring()}


@pytest.mark.parametrize("year", [RING, *DRAWN])
def test_no_line_is_left_open(report, truth, year):
    attacker = read_rounded(report[year], "people_count")
    assert attacker.hidden
    assert attacker.open_lines(truth[year]["people_count"]) == []
