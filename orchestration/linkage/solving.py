"""Constrained clustering, pure: edges best first into clusters at three levels, joins refused between foes.

Knows integers and weights only. What one connected component comes to hangs on no other, so a component no record of which
changed need never be solved again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


class Edge(NamedTuple):
    """Two records and how sure it is that they are one person, in bits."""

    a: int
    b: int
    weight: float
    by_name: bool = False  # names are all there is to it


@dataclass(frozen=True)
class Facts:
    """What is known besides scores, strongest first. A cannot-link beats a must-link, which beats a rule's foes.

    witnesses: of a record that cannot speak for itself; it joins them only when they are all one cluster.
    namesakes: the same for edges by names alone; `silent` records have nothing but names, and ask only their own.
    """

    cannot_link: dict[int, set[int]] = field(default_factory=dict)
    must_link: frozenset[tuple[int, int]] = frozenset()
    foes: dict[int, set[int]] = field(default_factory=dict)
    witnesses: dict[int, set[int]] = field(default_factory=dict)
    namesakes: dict[int, set[int]] = field(default_factory=dict)
    silent: frozenset[int] = frozenset()


class Clusters:
    """Union-find whose clusters remember their members and their foes."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}
        self._members: dict[int, set[int]] = {}
        self._foes: dict[int, set[int]] = {}

    def add_foes(self, foes: dict[int, set[int]]) -> None:
        """From now on these records refuse each other; those that are together already stay together."""
        for record, others in foes.items():
            self._foes[self.find(record)] |= others

    def find(self, record: int) -> int:
        if record not in self._parent:
            self._parent[record], self._members[record] = record, {record}
            self._foes.setdefault(record, set())
        root = record
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[record] != root:
            self._parent[record], record = root, self._parent[record]
        return root

    def join(self, a: int, b: int) -> bool:
        """Whether the two clusters are one now; refused when any member of one is a foe of any of the other."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return True
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        if not self._members[b].isdisjoint(self._foes[a]):
            return False
        self._parent[b] = a
        self._members[a] |= self._members.pop(b)
        self._foes[a] |= self._foes.pop(b)
        return True

    def labels(self) -> dict[int, int]:
        """record -> the smallest record of its cluster."""
        return {record: min(members) for members in self._members.values() for record in members}


def solve(edges: Iterable[Edge], facts: Facts, levels: tuple[float, ...]) -> list[dict[int, int]]:
    """One labelling per level, of the records that have an edge; levels fall, so each partition refines the next.

    Edges are taken by weight, then by their records, whose order is that of their ids: no tie is left to chance.
    """
    clusters, cuts = Clusters(), []
    clusters.add_foes(facts.cannot_link)
    for a, b in sorted(facts.must_link):
        clusters.join(a, b)
    clusters.add_foes(facts.foes)
    waiting = sorted(edges, key=lambda e: (-e.weight, min(e.a, e.b), max(e.a, e.b)))
    for level in levels:
        heavy = [edge for edge in waiting if edge.weight >= level]
        waiting = _join_all(clusters, facts, heavy) + waiting[len(heavy) :]
        cuts.append(clusters.labels())
    return cuts


def _join_all(clusters: Clusters, facts: Facts, edges: list[Edge]) -> list[Edge]:
    """The edges whose witnesses still disagree, after every other one was tried: gone through until none is left to try."""
    while True:
        unsure = []
        for edge in edges:
            if _is_sure(clusters, facts, edge):
                clusters.join(edge.a, edge.b)
            else:
                unsure.append(edge)
        if len(unsure) == len(edges):
            return unsure
        edges = unsure


def _is_sure(clusters: Clusters, facts: Facts, edge: Edge) -> bool:
    ends = (edge.a, edge.b)
    asked = [facts.witnesses[record] for record in ends if record in facts.witnesses]
    if edge.by_name:
        silent = [record for record in ends if record in facts.silent]
        asked += [facts.namesakes.get(record, ()) for record in (silent if len(silent) == 1 else ends)]
    return not asked or all(_agree(clusters, witnesses) for witnesses in asked)


def _agree(clusters: Clusters, witnesses: Iterable[int]) -> bool:
    roots = (clusters.find(witness) for witness in witnesses)
    first = next(roots, None)
    return all(root == first for root in roots)


def components(a: np.ndarray, b: np.ndarray, size: int) -> np.ndarray:
    """The component of each record 0..size-1, named by its smallest record."""
    links = coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(size, size))
    _, label = connected_components(links, directed=False)
    smallest = np.full(label.max(initial=-1) + 1, size)
    np.minimum.at(smallest, label, np.arange(size))
    return smallest[label]
