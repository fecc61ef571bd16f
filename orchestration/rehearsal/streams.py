"""One stream of random numbers per idea, so that a change in one part of the county leaves the others as they were."""

from dataclasses import dataclass
from zlib import crc32

import numpy as np


def settled_share(numbers: np.ndarray, idea: str) -> np.ndarray:
    """A share between 0 and 1 that stays with each number: what is settled once about a person is so on every day."""
    mixed = (np.asarray(numbers).astype(np.uint64) + np.uint64(crc32(idea.encode()))) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(0xD6E8FEB86659FD93)
    return (mixed >> np.uint64(11)) / 2**53


@dataclass(frozen=True)
class Streams:
    """Every stream follows from the county's numbers (seed, people, months, last month) and the name of the idea."""

    county: tuple[int, ...]

    def of(self, idea: str) -> np.random.Generator:
        return np.random.default_rng([*self.county, crc32(idea.encode())])
