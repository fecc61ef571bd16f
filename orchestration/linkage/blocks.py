"""Blocks, the nodes that share a key, and the pairs of nodes they bring. Pure; arrays of integers in, arrays of integers out.

Most blocks of a person hold the same nodes as another block; one of them is paired, which spares most.
"""

from dataclasses import dataclass

import numpy as np

PAIRS_AT_ONCE = 4_000_000  # laid out before those brought twice go: 200 MB


@dataclass(frozen=True)
class Standing:
    """What is known of the nodes, by node number: which record each is of, 0 where there is no such node, and four flags.

    A fresh node came tonight, a gone one was there last night; where everything is compared, all are fresh.
    """

    record: np.ndarray
    is_born: np.ndarray
    has_ssn: np.ndarray
    is_fresh: np.ndarray
    is_gone: np.ndarray


@dataclass(frozen=True)
class Blocks:
    """One per key: how many nodes share it tonight (`size`) and shared it `before`; of `node` those from `start` on, `length` of
    them, the fresh ones first, the gone ones among them.
    """

    standing: Standing
    node: np.ndarray
    key: np.ndarray
    start: np.ndarray
    length: np.ndarray
    size: np.ndarray
    before: np.ndarray

    @classmethod
    def of(cls, key: np.ndarray, node: np.ndarray, standing: Standing) -> "Blocks":
        """Rows in: one per node and key; keys are below 2**63."""
        is_old, is_gone = ~standing.is_fresh[node], standing.is_gone[node]
        order = np.argsort(2 * key + is_old if is_old.any() else key)
        key = key[order]
        start = np.flatnonzero(_is_first(key))
        length = np.diff(start, append=len(key))

        def count(flag: np.ndarray) -> np.ndarray:  # where everything is compared, nothing is old or gone
            return np.add.reduceat(flag[order], start, dtype=int) if flag.any() else np.zeros_like(start)

        return cls(standing, node[order], key[start], start, length, length - count(is_gone), count(is_old))

    def pairs(self, most: int, is_unsure: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Each pair of nodes of two records, at least one of them fresh, that a block of up to `most` nodes brings: the smaller
        numbers, in their order, and the larger. From a block that `is_unsure` none with both birth dates or both SSNs.
        """
        blocks = np.flatnonzero((self.length > self.before) & (self.size > 1) & (self.size <= most))
        blocks = blocks[self._unlike(blocks, is_unsure[blocks])]
        brought = np.cumsum((self.length - self.before)[blocks] * self.size[blocks])
        shares = np.split(blocks, np.flatnonzero(np.diff(brought // PAIRS_AT_ONCE)) + 1)
        pairs = _distinct(np.concatenate([self._pairs(share, is_unsure[share]) for share in shares]))
        return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)

    def _unlike(self, blocks: np.ndarray, is_unsure: np.ndarray) -> np.ndarray:
        """Of the blocks that hold the same nodes one, and a sure one if there is any; by the sum of a mixture of their nodes,
        which is the same of two others once in thirty million homes of a million blocks.
        """
        mixed = np.arange(len(self.standing.record), dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ mixed >> np.uint64(shift)) * np.uint64(factor)
        nodes = np.add.reduceat(mixed[self.node], self.start)[blocks] << np.uint64(1)
        order = np.argsort(nodes | is_unsure)
        return np.sort(order[_is_first(nodes[order])])

    def _pairs(self, blocks: np.ndarray, is_unsure: np.ndarray) -> np.ndarray:
        """The pairs of these blocks, as one number each: the smaller node before the larger."""
        size, known = self.size[blocks], self.standing
        node = self.node[_ranges(self.start[blocks], self.length[blocks])]
        node = node[~known.is_gone[node]]
        place = _ranges(np.zeros_like(size), size)
        follow = np.where(known.is_fresh[node], np.repeat(size, size) - 1 - place, 0)
        a, b = np.repeat(np.arange(len(node)), follow), _ranges(np.arange(len(node)) + 1, follow)
        record, anchors = known.record[node], (known.is_born + 2 * known.has_ssn)[node] * np.repeat(is_unsure, size)
        stays = (record[a] != record[b]) & (anchors[a] & anchors[b] == 0)
        a, b = node[a[stays]].astype(np.int64), node[b[stays]].astype(np.int64)
        return _distinct(np.minimum(a, b) << 32 | np.maximum(a, b))


def _ranges(start: np.ndarray, length: np.ndarray) -> np.ndarray:
    """start, start + 1, … `length` of them, one range after the other."""
    return np.repeat(start - np.cumsum(length) + length, length) + np.arange(length.sum())


def _is_first(values: np.ndarray) -> np.ndarray:
    """Of each run of equal values the first."""
    return np.concatenate([[True], values[1:] != values[:-1]])[: len(values)]


def _distinct(numbers: np.ndarray) -> np.ndarray:
    """In order, each once; a tenth of what np.unique of numpy 2.4 takes."""
    numbers = np.sort(numbers)
    return numbers[_is_first(numbers)]
