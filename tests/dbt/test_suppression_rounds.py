"""One hidden cell asks for another, and that one for a third: no line is left open, however long the chain is."""

from collections import Counter

import numpy as np
import pytest

from tests.dbt.systems_used import COUNTS, EVERYONE, NUMBER, Cell, read_report, report_by_year
from tests.dbt.unknowns import lines_of

SIZE = 20
RING, DRAWN = 2000, range(2001, 2011)


def with_totals(table: dict[tuple[int, int], int]) -> Counter[Cell]:
    """Cells by ward and number of systems, with their totals; of every ward and number, empty or not."""
    cells = Counter({
        (NUMBER, systems, *ward, "known"): 0
        for systems in ["all", *map(str, range(1, SIZE + 1))]
        for ward in [EVERYONE, *(("ward", f"{i:02}") for i in range(SIZE))]
    })  # fmt: skip
    for (ward, systems), people in table.items():
        for place in (EVERYONE, ("ward", f"{ward:02}")):
            for number in ("all", str(systems + 1)):
                cells[NUMBER, number, *place, "known"] += people
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
def truth() -> dict[int, dict[str, Counter[Cell]]]:
    tables = {RING: ring()} | {year: chains(np.random.default_rng(year)) for year in DRAWN}
    return {year: dict.fromkeys(COUNTS, with_totals(table)) for year, table in tables.items()}


@pytest.fixture(scope="module")
def hidden(truth, report_of) -> dict[int, set[Cell]]:
    """Year -> the cells its report does not show."""
    report = report_by_year(report_of, truth)
    return {year: {cell for cell, (_, most) in read_report(rows, "people_count").items() if most is None}
            for year, rows in report.items()}  # fmt: skip


def test_a_ring_is_hidden_all_round_and_nothing_else(hidden):
    assert hidden[RING] == {(NUMBER, str(systems + 1), "ward", f"{ward:02}", "known") for ward, systems in ring()}


@pytest.mark.parametrize("year", [RING, *DRAWN])
def test_no_line_is_left_open(hidden, truth, year):
    exact = truth[year]["people_count"]
    assert hidden[year]
    for total, parts in lines_of(exact):
        among = [cell for cell in (total, *parts) if cell in hidden[year]]
        assert len(among) != 1, among
        assert not among or total in among or sum(exact[cell] for cell in among) > 20, total
