"""People as columns: one array per attribute, one row per person; a person's number is the row."""

from dataclasses import dataclass, fields

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, Window

FEMALE, MALE = 0, 1
HISPANIC = 2
GROUPS = ("white", "black", "hispanic", "asian", "native")
GROUP_SHARES = (0.50, 0.21, 0.18, 0.07, 0.04)
LANGUAGES = ("english", "spanish", "vietnamese", "chinese", "other")
_LANGUAGE_SHARES = (
    (0.96, 0, 0, 0, 0.04),
    (0.95, 0, 0, 0, 0.05),
    (0.40, 0.60, 0, 0, 0),
    (0.42, 0, 0.18, 0.22, 0.18),
    (0.9, 0.03, 0, 0, 0.07),
)
_MEANS = (
    (2.6, 2.0),
    (1.8, 2.4),
    (1.7, 2.4),
    (2.6, 1.9),
    (1.7, 2.4),
)  # beta shapes by group: unequal means, as in counties
ELDEST_SHARE = 0.615  # of people who are 28 or older at the end: the rest are their children and grandchildren


@dataclass
class People:
    """Everyone who ever lives in the county."""

    birth: np.ndarray  # day
    sex: np.ndarray
    group: np.ndarray
    language: np.ndarray
    means: np.ndarray  # 0 poorest to 1
    schooling: np.ndarray  # highest, as birth certificates code it: 1 (8th grade) to 8 (doctorate)
    arrives: np.ndarray
    leaves: np.ndarray
    dies: np.ndarray
    mother: np.ndarray  # -1: not of this county
    father: np.ndarray
    plurality: np.ndarray
    birth_order: np.ndarray

    def __len__(self) -> int:
        return len(self.birth)

    def present(self, people: np.ndarray, day: np.ndarray | int) -> np.ndarray:
        """Whether each person is born, alive and in the county on a day."""
        inside = (self.birth[people] <= day) & (self.arrives[people] <= day)
        return inside & (day < np.minimum(self.leaves[people], self.dies[people]))

    def age(self, people: np.ndarray, day: np.ndarray | int) -> np.ndarray:
        return np.floor((day - self.birth[people]) / YEAR).astype(np.int32)


def together(*generations: People) -> People:
    """The generations as one county, in the order given."""
    return People(**{f.name: np.concatenate([getattr(g, f.name) for g in generations]) for f in fields(People)})


def drawn(rng: np.random.Generator, shares: tuple[float, ...], count: int) -> np.ndarray:
    """Codes 0, 1, 2, … in the given shares."""
    edges = np.cumsum(shares) / np.sum(shares)
    return np.minimum(np.searchsorted(edges, rng.random(count), side="right"), len(shares) - 1).astype(np.int8)


def eldest(rng: np.random.Generator, window: Window, people: int) -> People:
    """Everyone who is 28 or older at the end, without parents."""
    count = round(people * ELDEST_SHARE)
    age = 28 + 67 * rng.beta(1.05, 1.8, count)
    group = drawn(rng, GROUP_SHARES, count)
    shapes = np.array(_MEANS)[group]
    language = np.zeros(count, np.int8)
    for code, shares in enumerate(_LANGUAGE_SHARES):
        language[group == code] = drawn(rng, shares, int((group == code).sum()))
    means = rng.beta(shapes[:, 0], shapes[:, 1]).astype(np.float32)
    span = window.end_day - window.births_start
    arrives = np.where(rng.random(count) < 0.3, window.births_start + (rng.random(count) * span).astype(np.int32), -NEVER)
    nobody = np.full(count, -1, np.int32)
    return People(
        birth=(window.end_day - age * YEAR).astype(np.int32),
        sex=(rng.random(count) < 0.49).astype(np.int8),
        group=group,
        language=language,
        means=means,
        schooling=schooled(rng, means),
        arrives=arrives.astype(np.int32),
        leaves=_departures(rng, arrives, window, 0.14),
        dies=_deaths(rng, age, window),
        mother=nobody,
        father=nobody.copy(),
        plurality=np.ones(count, np.int8),
        birth_order=np.ones(count, np.int8),
    )


def schooled(rng: np.random.Generator, means: np.ndarray) -> np.ndarray:
    """Highest schooling: rises with means, with much that means do not explain."""
    rank = np.clip(0.72 * means + 0.28 * rng.random(len(means)), 0, 0.999)
    return (1 + np.searchsorted((0.12, 0.24, 0.44, 0.58, 0.66, 0.82, 0.93), rank, side="right")).astype(np.int8)


def _departures(rng: np.random.Generator, arrives: np.ndarray, window: Window, share: float) -> np.ndarray:
    start = np.maximum(arrives, window.births_start)
    day = start + rng.random(len(arrives)) * (window.end_day - start)
    return np.where(rng.random(len(arrives)) < share, day, NEVER).astype(np.int32)


def _deaths(rng: np.random.Generator, age: np.ndarray, window: Window) -> np.ndarray:
    """Days of death: the old die more, and everyone was alive when births begin."""
    chance = np.clip(0.0005 * np.exp(0.088 * (age - 28)), 0, 0.6)
    day = window.end_day - (window.end_day - window.births_start) * rng.random(len(age)) ** 2
    return np.where(rng.random(len(age)) < chance, day, NEVER).astype(np.int32)
