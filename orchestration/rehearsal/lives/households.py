"""Who lives under whose roof, month by month: the head of each person's home, looked up anew each quarter."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, Window, first_day
from orchestration.rehearsal.lives.homes import Homes
from orchestration.rehearsal.lives.people import People


@dataclass
class Households:
    """Per quarter (row) of the window and person (column): the head of the home."""

    people: People
    homes: Homes
    window: Window
    heads: np.ndarray

    def months(self) -> Iterator[tuple[int, int, np.ndarray]]:
        """Each month of the window, its first day, and who belongs to which household then; -1: to none here.

        A household has a head of eighteen or more who is here. Children placed in foster care belong to none.
        """
        for month in range(self.window.first, self.window.end + 1):
            day = first_day(month)
            yield month, day, self.members(month, day)

    def members(self, month: int, day: int) -> np.ndarray:
        head = self.heads[month // 3 - self.window.first // 3]
        everyone = np.arange(len(head))
        here = self.people.present(everyone, day)
        leads = here & (head == everyone) & (self.people.birth <= day - 18 * YEAR)
        placed = (self.homes.foster_start <= day) & (day < self.homes.foster_end) & (self.homes.foster >= 0)
        return np.where(here & leads[head] & ~placed, head, -1).astype(np.int32)


def kept(people: People, homes: Homes, window: Window) -> Households:
    """The households of the window."""
    everyone = np.arange(len(people))
    quarters = range(window.first // 3, window.end // 3 + 1)
    heads = np.stack([homes.anchor(everyone, first_day(quarter * 3)) for quarter in quarters])
    return Households(people, homes, window, heads.astype(np.int32))


def starts_and_ends(before: np.ndarray, now: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Who begins and who ends to be somewhere (-1: nowhere) between two months."""
    changed = before != now
    return np.flatnonzero(changed & (now >= 0)), np.flatnonzero(changed & (before >= 0))
