"""Someone who has the report, knows how it adds up and how it was rounded, and wants the small counts back.

Every cell is an unknown; every total is an equation; what is shown bounds its cell. Linear programming then gives the
least and the most a hidden cell can be.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import lil_matrix

Cell = tuple[str, str, str]  # subgroup name, subgroup value, category
ANY = ("all", "all")


def total_of(category: str) -> str | None:
    """The category a category is part of."""
    if category == "any":
        return None
    return "any" if category.isdigit() else str(category.count("+") + 1)


@dataclass
class Attacker:
    """What one year of the report gives away. `bounds`: cell -> (least, most) as the attacker reads what is shown."""

    bounds: dict[Cell, tuple[float, float | None]]
    lines: list[tuple[Cell, list[Cell]]] = field(init=False)

    def __post_init__(self) -> None:
        self.cells = sorted(self.bounds)
        self.place = {cell: i for i, cell in enumerate(self.cells)}
        parts: dict[tuple[Cell, str], list[Cell]] = defaultdict(list)
        for name, value, category in self.cells:
            if (total := total_of(category)) is not None:
                parts[((name, value, total), "categories")].append((name, value, category))
            if name != "all":
                parts[((*ANY, category), name)].append((name, value, category))
        self.lines = [(total, members) for (total, _), members in parts.items()]
        self.sums = lil_matrix((len(self.lines), len(self.cells)))
        for row, (total, members) in enumerate(self.lines):
            self.sums[row, self.place[total]] = -1
            for member in members:
                self.sums[row, self.place[member]] = 1
        self.sums = self.sums.tocsr()

    @property
    def hidden(self) -> set[Cell]:
        return {cell for cell, (_, most) in self.bounds.items() if most is None}

    def open_lines(self, exact: Mapping[Cell, int]) -> list[tuple[Cell, list[Cell]]]:
        """Totals with the hidden cells of their line, where one stands alone, or those of a shown total are too few."""
        among = [(total, [cell for cell in (total, *parts) if cell in self.hidden]) for total, parts in self.lines]
        return [
            (total, cells) for total, cells in among
            if len(cells) == 1 or (cells and total not in cells and sum(exact[cell] for cell in cells) <= 20)
        ]  # fmt: skip

    def range_of(self, cell: Cell) -> tuple[float, float]:
        """The least and the most the cell can be, given everything shown."""
        return self._extreme(cell, 1), self._extreme(cell, -1)

    def _extreme(self, cell: Cell, sign: int) -> float:
        goal = np.zeros(len(self.cells))
        goal[self.place[cell]] = sign
        found = linprog(goal, A_eq=self.sums, b_eq=np.zeros(len(self.lines)), bounds=[self.bounds[c] for c in self.cells])
        if found.status == 3:  # unbounded
            return float("inf")
        assert found.status == 0, f"the shown numbers contradict each other: {found.message}"
        return float(found.x[self.place[cell]])


def read_rounded(rows: Iterable[dict[str, Any]], count: str, base: int = 5, least: int = 15) -> Attacker:
    """What can be read from the report itself."""

    def bounds(shown: int | None) -> tuple[float, float | None]:
        if shown is None:
            return (1, None)  # hidden cells are never empty: zero is shown
        if shown == 0:
            return (0, 0)
        return (11 if shown == least else shown - base / 2, shown + base / 2)

    return Attacker({_cell(row): bounds(row[count]) for row in rows})


def read_exact(rows: Iterable[dict[str, Any]], truth: dict[Cell, int]) -> Attacker:
    """The same for someone who somehow has every shown cell exactly: what complementary suppression alone must stand."""

    def bounds(row: dict[str, Any]) -> tuple[float, float | None]:
        return (1, None) if row["people_count"] is None else (truth[_cell(row)], truth[_cell(row)])

    return Attacker({_cell(row): bounds(row) for row in rows})


def _cell(row: dict[str, Any]) -> Cell:
    return (row["subgroup_name"], row["subgroup_value"], row["systems_category"])
