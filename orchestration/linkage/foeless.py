"""What solving.py comes to where nobody refuses anybody, in all components at once. Pure.

Without foes an edge only ever waits for its witnesses to be one cluster, and no join undoes that: whatever the order, the end is
the same, so it can be reached in rounds over arrays instead of edge by edge.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from orchestration.linkage.solving import components
from orchestration.linkage.told import Told


class _Asked:
    """Who is asked before a record's edges count; whether those are one cluster."""

    def __init__(self, pairs: np.ndarray, size: int):
        self._record, self._witness = pairs
        self._one = np.arange(size)
        self._one[self._record] = self._witness

    def agree(self, cluster: np.ndarray) -> np.ndarray:
        """By record, whether all its witnesses are in one cluster; true of a record that asks nobody."""
        agree = np.ones(len(cluster), dtype=bool)
        agree[self._record[cluster[self._witness] != cluster[self._one[self._record]]]] = False
        return agree

    def asks(self, size: int) -> np.ndarray:
        asks = np.zeros(size, dtype=bool)
        asks[self._record] = True
        return asks


@dataclass(frozen=True)
class _Waiting:
    """Edges that wait for witnesses, and which of their ends ask their namesakes."""

    a: np.ndarray
    b: np.ndarray
    by_name_a: np.ndarray
    by_name_b: np.ndarray

    def taken(self, at: np.ndarray) -> "_Waiting":
        return _Waiting(self.a[at], self.b[at], self.by_name_a[at], self.by_name_b[at])


def partitions(edges: dict[str, np.ndarray], told: Told, levels: tuple[float, ...], size: int) -> Iterator[np.ndarray]:
    """The label of every record, by level, as solving.solve would have it; foes and cannot-links are not heeded."""
    a, b, weight = edges["record_l"], edges["record_r"], edges["weight"]
    witnesses, namesakes = _Asked(told.witnesses, size), _Asked(told.namesakes, size)
    silent = np.zeros(size, dtype=bool)
    silent[told.silent] = True
    unnamed = witnesses.asks(size)
    waits = edges["by_name"] | unnamed[a] | unnamed[b]
    every = _Waiting(a, b, edges["by_name"] & (silent[a] | ~silent[b]), edges["by_name"] & (silent[b] | ~silent[a]))
    must = told.must_link
    for level in levels:
        sure = ~waits & (weight >= level)
        certain = components(np.append(a[sure], must[0]), np.append(b[sure], must[1]), size)
        yield _joined(certain, every.taken(waits & (weight >= level)), witnesses, namesakes)


def _joined(cluster: np.ndarray, waiting: _Waiting, witnesses: _Asked, namesakes: _Asked) -> np.ndarray:
    """The clusters after every waiting edge whose witnesses are one has joined, round by round until none is left to join."""
    while len(waiting.a):
        agree, of_name = witnesses.agree(cluster), namesakes.agree(cluster)
        is_sure = agree[waiting.a] & agree[waiting.b]
        is_sure &= (of_name[waiting.a] | ~waiting.by_name_a) & (of_name[waiting.b] | ~waiting.by_name_b)
        if not is_sure.any():
            break
        now = waiting.taken(is_sure)
        cluster = components(cluster[now.a], cluster[now.b], len(cluster))[cluster]
        waiting = waiting.taken(~is_sure)
    return cluster
