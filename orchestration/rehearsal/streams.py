"""One stream of random numbers per idea, so that a change in one part of the county leaves the others as they were."""

from dataclasses import dataclass
from zlib import crc32

import numpy as np


@dataclass(frozen=True)
class Streams:
    """Every stream follows from the county's numbers (seed, people, months, last month) and the name of the idea."""

    county: tuple[int, ...]

    def of(self, idea: str) -> np.random.Generator:
        return np.random.default_rng([*self.county, crc32(idea.encode())])
