"""The people of a made-up state, in households: who they are, apart from how any agency writes them.

Names by the public counts that linkage ships, so that common names are shared by strangers as they are in life.
"""

import csv
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from orchestration.linkage import frequencies

STREETS = ("Oak St", "Maple Avenue", "River Road", "2nd Street", "Mission Hill Rd", "Pine Ln", "Church St N", "Lake Shore Dr")
LAST_DAY = date(2026, 9, 1)


@dataclass(frozen=True)
class Human:
    """One person of the truth."""

    person: str
    first: str
    middle: str
    last: str
    born: date
    sex: str
    ssn: str
    street: str
    unit: str
    zip: str
    suffix: str = ""
    former_last: str = ""

    @property
    def is_child(self) -> bool:
        return (LAST_DAY - self.born).days < 18 * 365


@cache
def _names(column: str) -> tuple[np.ndarray, np.ndarray]:
    with Path(frequencies.PUBLIC / f"{column}.csv").open() as file:
        rows = list(csv.DictReader(file))
    counts = np.array([float(row["people"]) for row in rows])
    return np.array([row["name"] for row in rows]), counts / counts.sum()


class State:
    """Households drawn one after another from one seed."""

    def __init__(self, seed: int):
        self.draw = np.random.default_rng(seed)
        self.people: list[Human] = []

    def name(self, column: str) -> str:
        names, shares = _names(column)
        return str(self.draw.choice(names, p=shares)).title()

    def chance(self, share: float) -> bool:
        return bool(self.draw.random() < share)

    def born(self, youngest: int, oldest: int) -> date:
        return LAST_DAY - timedelta(days=int(self.draw.integers(youngest * 365 + 1, oldest * 365)))

    def ssn(self) -> str:
        area = int(self.draw.integers(100, 650))
        return f"{area:03d}{int(self.draw.integers(1, 100)):02d}{int(self.draw.integers(1, 10_000)):04d}"

    def human(self, last: str, born: date, home: tuple[str, str, str]) -> Human:
        street, unit, zip_code = home
        middle = self.name("first_std") if self.chance(0.7) else ""
        return Human(
            f"P{len(self.people):05d}", self.name("first_std"), middle, last, born, "MF"[self.chance(0.5)], self.ssn(),
            street, unit, zip_code,
        )  # fmt: skip

    def move_in(self, *humans: Human) -> None:
        """The people join the state, each under a number of their own."""
        for human in humans:
            self.people.append(replace(human, person=f"P{len(self.people):05d}"))


def state(count: int, seed: int) -> list[Human]:
    """At least `count` people: singles and families, one pair of twins in 25 families, one junior in 12, borrowed SSNs."""
    made = State(seed)
    while len(made.people) < count:
        home = (
            f"{int(made.draw.integers(1, 9_000))} {made.draw.choice(STREETS)}",
            str(int(made.draw.integers(1, 60))) if made.chance(0.3) else "",
            f"{int(made.draw.integers(4_001, 4_040)):05d}",
        )
        last = made.name("last_std")
        parent = made.human(last, made.born(19, 85), home)
        if made.chance(0.1):
            parent = replace(parent, sex="F", former_last=made.name("last_std"))
        made.move_in(parent)
        if made.chance(0.6):
            partner = made.human(last if made.chance(0.7) else made.name("last_std"), made.born(19, 85), home)
            made.move_in(partner, *_children(made, partner, home))
    return made.people


def _children(made: State, parent: Human, home: tuple[str, str, str]) -> list[Human]:
    children = [made.human(parent.last, made.born(0, 18), home) for _ in range(int(made.draw.integers(0, 4)))]
    if children and made.chance(0.04):
        children.append(replace(made.human(parent.last, children[0].born, home)))
    if children and made.chance(1 / 12):
        children[0] = replace(children[0], first=parent.first, middle=parent.middle, sex=parent.sex, suffix="Jr")
    if children and made.chance(0.05):
        children[-1] = replace(children[-1], ssn=parent.ssn)
    return children
