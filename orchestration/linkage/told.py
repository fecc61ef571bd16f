"""What is known of all records of a night besides scores, as arrays, and component by component as solving.py takes it. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from orchestration.linkage.solving import Edge, Facts

EDGE = ("record_l", "record_r", "weight", "by_name")


def _nobody() -> np.ndarray:
    return np.empty((2, 0), dtype=int)


@dataclass(frozen=True)
class Told:
    """Pairs of records in two rows; of witnesses and namesakes whoever asks is in the first. `silent`: records. As in Facts."""

    cannot_link: np.ndarray = field(default_factory=_nobody)
    must_link: np.ndarray = field(default_factory=_nobody)
    foes: np.ndarray = field(default_factory=_nobody)
    witnesses: np.ndarray = field(default_factory=_nobody)
    namesakes: np.ndarray = field(default_factory=_nobody)
    silent: np.ndarray = field(default_factory=lambda: _nobody()[0])

    def asked_within(self, component: np.ndarray) -> "Told":
        """The same where only those are asked who are in one component with whoever asks: a cut has parted it from the others."""

        def inside(pairs: np.ndarray) -> np.ndarray:
            return pairs[:, component[pairs[0]] == component[pairs[1]]]

        return replace(self, witnesses=inside(self.witnesses), namesakes=inside(self.namesakes))

    def component_by_component(
        self, some: np.ndarray, edges: dict[str, np.ndarray], component: np.ndarray
    ) -> Iterator[tuple[list[Edge], Facts]]:
        """The edges and what is known inside each of `some` components, named as in `component`, by record."""

        def parted(*columns: np.ndarray) -> Iterator[list[list]]:
            where = component[columns[0]]
            order = np.flatnonzero((where == component[columns[1]]) & np.isin(where, some, kind="table"))
            order = order[np.argsort(where[order], kind="stable")]
            ends = np.searchsorted(where[order], [*some, len(component)]).tolist()
            sorted_columns = [column[order].tolist() for column in columns]
            return ([column[a:b] for column in sorted_columns] for a, b in pairwise(ends))

        pairs = (self.cannot_link, self.must_link, self.foes, self.witnesses, self.namesakes)
        lone = (self.silent, self.silent)
        for inside, cannot, must, foes, witnesses, namesakes, (silent, _) in zip(
            parted(*(edges[name] for name in EDGE)), *(parted(*rows) for rows in pairs), parted(*lone), strict=True
        ):
            facts = Facts(
                _both_ways(*cannot), frozenset(zip(*must, strict=True)), _both_ways(*foes), _by_first(*witnesses),
                _by_first(*namesakes), frozenset(silent),
            )  # fmt: skip
            yield [Edge(*edge) for edge in zip(*inside, strict=True)], facts


def _both_ways(a: list[int], b: list[int]) -> dict[int, set[int]]:
    return _by_first(a + b, b + a)


def _by_first(a: list[int], b: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in zip(a, b, strict=True):
        found[one].add(other)
    return dict(found)
