"""What an attacker knows of counts nobody showed: bounds, sums, and which count cannot be larger than which.

Every count is an unknown. Linear programming gives the least and the most a count, or a difference of two, can be.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import lil_matrix

Bounds = tuple[float, float | None]


@dataclass
class Unknowns:
    """Counts by any name. `sums`: a total and its parts; `at_most`: a count and one that is never smaller, and by how much;
    `never_above_zero`: sums that never are, as counts and what each is multiplied by."""

    bounds: dict[Hashable, Bounds]
    sums: list[tuple[Hashable, Iterable[Hashable]]]
    at_most: list[tuple[Hashable, Hashable]] = field(default_factory=list)
    never_above_zero: list[Mapping[Hashable, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.place = {name: i for i, name in enumerate(self.bounds)}
        self.equal = lil_matrix((len(self.sums), len(self.place)))
        for row, (total, parts) in enumerate(self.sums):
            self.equal[row, self.place[total]] = -1
            for part in parts:
                self.equal[row, self.place[part]] = 1
        less = [*({smaller: 1, larger: -1} for smaller, larger in self.at_most), *self.never_above_zero]
        self.less = lil_matrix((max(len(less), 1), len(self.place)))
        for row, factors in enumerate(less):
            for name, factor in factors.items():
                self.less[row, self.place[name]] = factor
        self.equal, self.less = self.equal.tocsr(), self.less.tocsr()

    def range_of(self, name: Hashable, less: Hashable | None = None) -> tuple[float, float]:
        """The least and the most the count can be, or the count less another."""
        goal = np.zeros(len(self.place))
        goal[self.place[name]] += 1
        if less is not None:
            goal[self.place[less]] -= 1
        return self._least(goal), -self._least(-goal)

    def values_left(self, name: Hashable, less: Hashable | None = None) -> float:
        """How many whole numbers stay possible."""
        least, most = self.range_of(name, less)
        return np.floor(most + 1e-6) - np.ceil(least - 1e-6) + 1

    def _least(self, goal: np.ndarray) -> float:
        found = linprog(
            goal, A_eq=self.equal, b_eq=np.zeros(self.equal.shape[0]), A_ub=self.less, b_ub=np.zeros(self.less.shape[0]),
            bounds=list(self.bounds.values()),
        )  # fmt: skip
        if found.status == 3:  # unbounded
            return float("-inf")
        assert found.status == 0, f"the shown numbers contradict each other: {found.message}"
        return float(found.fun)


def read_shown(shown: int | None, base: int = 5, least: int = 15) -> Bounds:
    """What a count of a report tells: hidden, none, or a whole number rounded to the base."""
    if shown is None:
        return (0, None)
    if shown == 0:
        return (0, 0)
    return (11 if shown == least else shown - base // 2, shown + base // 2)


def both(one: Bounds, other: Bounds, more: int = 0) -> Bounds:
    """Two readings of one count, the second taken when it was larger by `more`."""
    most = [m for m in (one[1], None if other[1] is None else other[1] - more) if m is not None]
    return (max(one[0], other[0] - more, 0), min(most) if most else None)


def lines_of(cells: Mapping[tuple, object]) -> list[tuple[tuple, list[tuple]]]:
    """Totals and parts of measures' cells (measure, exposure, subgroup name, value, answer), where there is a total."""
    lines: dict[tuple, tuple[tuple, list[tuple]]] = {}
    for cell in cells:
        measure, exposure, name, value, answer = cell
        totals = {
            "exposure": (measure, "all", name, value, answer) if exposure != "all" else None,
            name: (measure, exposure, "all", "all", answer) if name != "all" else None,
            "answer": (measure, exposure, name, value, "known") if answer != "known" else None,
        }
        for way, total in totals.items():
            if total in cells:
                lines.setdefault((way, total), (total, []))[1].append(cell)
    return list(lines.values())
