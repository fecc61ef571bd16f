"""Who lived with whom, and when: up to two unions a person, married or not."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, Window
from orchestration.rehearsal.lives.people import FEMALE, GROUPS, MALE, People

ROUNDS = 2
OUTSIDE_GROUP_SHARE = 0.14


@dataclass
class Unions:
    """Per round and person: the partner (-1: none), the first and last day together, and the wedding, if any."""

    partner: np.ndarray
    start: np.ndarray
    end: np.ndarray
    wedding: np.ndarray

    @classmethod
    def none(cls, count: int) -> "Unions":
        shape = (ROUNDS, count)
        return cls(np.full(shape, -1, np.int32), *(np.full(shape, NEVER, np.int32) for _ in range(3)))

    def extended(self, count: int) -> "Unions":
        """The same unions with room for newborn people."""
        more = Unions.none(count - self.partner.shape[1])
        return Unions(*(np.hstack([getattr(self, n), getattr(more, n)]) for n in ("partner", "start", "end", "wedding")))

    def partner_on(self, people: np.ndarray, day: np.ndarray | int, slack: int = 0) -> np.ndarray:
        """The partner on a day, or up to `slack` days either side of the union; -1 where there is none."""
        found = np.full(len(people), -1, np.int32)
        for round_ in range(ROUNDS):
            held = (self.start[round_, people] - slack <= day) & (day < self.end[round_, people].astype(np.int64) + slack)
            found = np.where(held & (self.partner[round_, people] >= 0), self.partner[round_, people], found)
        return found

    def married_on(self, people: np.ndarray, day: np.ndarray) -> np.ndarray:
        held = [(self.wedding[r, people] <= day) & (day < self.end[r, people]) for r in range(ROUNDS)]
        return np.any(held, axis=0)


def join(rng: np.random.Generator, people: People, unions: Unions, window: Window, born_after: int = -NEVER) -> None:
    """Forms first unions among those who have none, then second ones among those whose first has ended."""
    for round_ in range(ROUNDS):
        free = unions.partner[0] < 0 if round_ == 0 else (unions.end[0] < window.end_day - 400) | (unions.partner[0] < 0)
        free &= (unions.partner[1] < 0) & (people.birth <= window.end_day - 18 * YEAR)
        wants = free & (rng.random(len(people)) < (0.84 if round_ == 0 else 0.5))
        women = np.flatnonzero(wants & (people.sex == FEMALE) & (people.birth > born_after))
        if round_ == 1:
            women = women[unions.partner[0, women] >= 0]
        men = np.flatnonzero(wants & (people.sex == MALE))
        wives, husbands = _matched(rng, people, women, men)
        _record(rng, people, unions, round_, wives, husbands, window)


def _matched(rng: np.random.Generator, people: People, women: np.ndarray, men: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Couples of like age, mostly of one group, never of one mother."""
    wanted = people.group[women].copy()
    outside = rng.random(len(women)) < OUTSIDE_GROUP_SHARE
    if len(men):
        wanted[outside] = people.group[rng.choice(men, int(outside.sum()))]
    pairs = []
    for group in range(len(GROUPS)):
        her = rng.permutation(women[wanted == group])
        him = rng.permutation(men[people.group[men] == group])
        count = min(len(her), len(him))
        her, him = her[:count], him[:count]
        wished = people.birth[her] - rng.normal(2, 3.5, count) * YEAR
        pairs.append((her[np.argsort(wished, kind="stable")], him[np.argsort(people.birth[him], kind="stable")]))
    wives, husbands = (np.concatenate(side) for side in zip(*pairs, strict=True))
    close = np.abs(people.birth[wives] - people.birth[husbands]) < 18 * YEAR
    kin = (people.mother[wives] == people.mother[husbands]) & (people.mother[wives] >= 0)
    return wives[close & ~kin], husbands[close & ~kin]


def _record(
    rng: np.random.Generator,
    people: People,
    unions: Unions,
    round_: int,
    wives: np.ndarray,
    husbands: np.ndarray,
    window: Window,
) -> None:
    count = len(wives)
    start = _start(rng, people, unions, round_, wives, husbands)
    lasts = rng.exponential(12, count) * YEAR + 200
    breaks = rng.random(count) < np.where(people.means[wives] < 0.4, 0.55, 0.38)
    end = np.where(breaks, start + lasts, NEVER)
    end = np.minimum(end, np.minimum(people.dies[wives], people.dies[husbands]))
    weds = rng.random(count) < 0.7 + 0.28 * people.means[wives]
    wedding = np.where(weds, start + rng.exponential(0.6, count) * YEAR, NEVER)
    wedding = np.where(wedding < np.minimum(end, window.end_day), wedding, NEVER)
    begun = (start < window.end_day) & (start < end)
    for mine, other in ((wives[begun], husbands[begun]), (husbands[begun], wives[begun])):
        unions.partner[round_, mine] = other
        unions.start[round_, mine] = start[begun]
        unions.end[round_, mine] = np.minimum(end[begun], NEVER)
        unions.wedding[round_, mine] = wedding[begun]
    _move_together(people, unions, round_, wives[begun], husbands[begun])


def _start(rng, people: People, unions: Unions, round_: int, wives: np.ndarray, husbands: np.ndarray) -> np.ndarray:
    """Some years after both are eighteen, and after the union before has ended."""
    young = np.maximum(people.birth[wives], people.birth[husbands]) + 18 * YEAR
    start = young + rng.gamma(2.2, 2.4, len(wives)) * YEAR
    if round_ == 0:
        return start
    ends = [np.where(unions.partner[0, side] >= 0, unions.end[0, side], 0) for side in (wives, husbands)]
    return np.maximum(start, np.maximum(*ends) + 60 + rng.exponential(2.5, len(wives)) * YEAR)


def _move_together(people: People, unions: Unions, round_: int, wives: np.ndarray, husbands: np.ndarray) -> None:
    """A couple arrives together when it formed elsewhere, and leaves together while it lasts."""
    start, end = unions.start[round_, wives], unions.end[round_, wives]
    people.arrives[husbands] = np.where(
        start < people.arrives[wives], people.arrives[wives], np.minimum(people.arrives[husbands], start)
    )
    both = np.minimum(people.leaves[wives], people.leaves[husbands])
    together = (both > start) & (both < end)
    for side in (wives, husbands):
        people.leaves[side] = np.where(together, both, people.leaves[side])
