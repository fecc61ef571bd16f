"""Which minors live with a parent on a day."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR
from orchestration.rehearsal.lives.homes import Homes
from orchestration.rehearsal.series import repeats


@dataclass
class Kept:
    """Children by the parent who keeps them."""

    homes: Homes
    parent: np.ndarray  # sorted
    child: np.ndarray

    def with_parent(self, parents: np.ndarray, day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For each parent and day, the minors who live with the parent: row of the parent, child."""
        low, high = np.searchsorted(self.parent, parents, "left"), np.searchsorted(self.parent, parents, "right")
        row, place = repeats(high - low)
        child = self.child[low[row] + place]
        at, people = day[row], self.homes.people
        minor = people.present(child, at) & (people.birth[child] > at - 18 * YEAR) & (at < self.homes.leaves_home[child])
        minor &= ~self.homes.in_care(child, at)
        return row[minor], child[minor]

    def any_with(self, parents: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Whether a minor lives with each parent on the day."""
        row, _ = self.with_parent(parents, day)
        found = np.zeros(len(parents), bool)
        found[row] = True
        return found


def children_kept(homes: Homes) -> Kept:
    """The children of every home."""
    child = np.flatnonzero(homes.keeper >= 0)
    order = np.argsort(homes.keeper[child], kind="stable")
    return Kept(homes, homes.keeper[child][order], child[order].astype(np.int32))
