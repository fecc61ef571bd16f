"""The counts of names by group (names/*.csv), ready to draw from."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from orchestration.rehearsal.days import YEAR
from orchestration.rehearsal.lives.people import GROUPS

FOLDER = Path(__file__).parents[1] / "names"
_ERA_BREAKS = (1968, 1996)  # born before: grandmothers' names; after: children's names
_ERA_TILTS = (1.2, 0.2, -1.0)  # powers of `era`


@dataclass(frozen=True)
class NameBook:
    """Names as written, and the shares of each group that bear them."""

    surnames: np.ndarray
    surname_shares: np.ndarray  # group by name, cumulated
    is_spanish: np.ndarray
    first_names: np.ndarray
    first_shares: np.ndarray  # era by sex by group by name, cumulated

    def draw_surnames(self, rng: np.random.Generator, group: np.ndarray) -> np.ndarray:
        """Row numbers of surnames, as frequent as they are in each group."""
        drawn = np.zeros(len(group), np.int32)
        for code in range(len(GROUPS)):
            mine = group == code
            drawn[mine] = np.searchsorted(self.surname_shares[code], rng.random(int(mine.sum())))
        return drawn

    def draw_first_names(self, rng: np.random.Generator, group: np.ndarray, sex: np.ndarray, birth: np.ndarray) -> np.ndarray:
        """Row numbers of first names, as frequent as they are by group, sex and time of birth."""
        born = 1970 + birth / YEAR
        era = np.searchsorted(_ERA_BREAKS, born, side="right")
        cell = (era * 2 + sex) * len(GROUPS) + group
        drawn = np.zeros(len(group), np.int32)
        for code in range(3 * 2 * len(GROUPS)):
            mine = cell == code
            drawn[mine] = np.searchsorted(self.first_shares[code], rng.random(int(mine.sum())))
        return drawn


@cache
def namebook() -> NameBook:
    """The committed tables, read once."""
    surnames, firsts = _read("surnames.csv"), _read("first_names.csv")
    counts = np.array([[float(row[group]) for row in surnames] for group in GROUPS])
    by_group = np.array([[float(row[group]) for row in firsts] for group in GROUPS])
    male = np.array([float(row["male"]) for row in firsts])
    era = np.array([float(row["era"]) for row in firsts])
    cells = [
        by_group[group] * share * era**tilt for tilt in _ERA_TILTS for share in (1 - male, male) for group in range(len(GROUPS))
    ]
    return NameBook(
        surnames=np.array([row["surname"].encode("latin-1") for row in surnames]),
        surname_shares=_cumulated(counts),
        is_spanish=np.array([row["is_spanish"] == "1" for row in surnames]),
        first_names=np.array([row["first_name"].encode("latin-1") for row in firsts]),
        first_shares=_cumulated(np.array(cells)),
    )


def _cumulated(counts: np.ndarray) -> np.ndarray:
    shares = np.cumsum(counts, axis=1) / counts.sum(axis=1, keepdims=True)
    shares[:, -1] = 1.0
    return shares


def _read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
