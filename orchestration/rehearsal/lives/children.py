"""Children born to women of the county, with their fathers, twins among them."""

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, Window
from orchestration.rehearsal.lives.people import FEMALE, GROUPS, MALE, People, drawn, schooled
from orchestration.rehearsal.lives.unions import Unions

CHILD_YEARS = 28  # how far back children are simulated: all who are under 28 at the end
TWIN_SHARE = 0.016
_FERTILE_AGES = (15, 18, 20, 25, 30, 35, 40, 45)
_BIRTHS_A_YEAR = (0.0, 0.012, 0.045, 0.082, 0.105, 0.102, 0.055, 0.012, 0.0)


def born(rng: np.random.Generator, people: People, unions: Unions, window: Window, mothers: np.ndarray) -> People:
    """The children of the given women (numbers in `people`), with parents' numbers."""
    mother, birth = _births(rng, people, unions, window, mothers)
    twins = rng.random(len(mother)) < TWIN_SHARE
    mother, birth = (np.concatenate([column, column[twins]]) for column in (mother, birth))
    plurality = 1 + np.concatenate([twins, twins[twins]]).astype(np.int8)
    order = np.concatenate([np.ones(len(twins), np.int8), np.full(int(twins.sum()), 2, np.int8)])
    by_birth = np.lexsort((order, mother, birth))
    mother, birth, plurality, order = mother[by_birth], birth[by_birth], plurality[by_birth], order[by_birth]
    father = _fathers(rng, people, unions, mother, birth)
    return _childhood(rng, people, window, mother, father, birth, plurality, order)


def _births(
    rng: np.random.Generator, people: People, unions: Unions, window: Window, mothers: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    phase = rng.random(len(mothers))
    last = np.zeros(len(mothers), bool)
    found = []
    for year in range(CHILD_YEARS - 1, -1, -1):
        day = (window.end_day - (year + phase) * YEAR).astype(np.int32)
        rate = np.array(_BIRTHS_A_YEAR)[np.searchsorted(_FERTILE_AGES, (day - people.birth[mothers]) / YEAR, side="right")]
        rate = rate * np.where(unions.partner_on(mothers, day) >= 0, 1.65, 0.75) * (1.2 - 0.35 * people.means[mothers])
        gives = (rng.random(len(mothers)) < rate) & ~last & (day < people.dies[mothers])
        found.append((mothers[gives], day[gives]))
        last = gives
    mother, day = (np.concatenate(column) for column in zip(*found, strict=True))
    day = day + rng.integers(-40, 41, len(day))
    return mother.astype(np.int32), (window.end_day - np.abs(window.end_day - day)).astype(np.int32)


def _fathers(rng: np.random.Generator, people: People, unions: Unions, mother: np.ndarray, birth: np.ndarray) -> np.ndarray:
    """The partner at birth; else another man of like age, one for all of a woman's other children; else no one here."""
    other = np.full(len(people), -1, np.int32)
    for group in range(len(GROUPS)):
        men = np.flatnonzero((people.sex == MALE) & (people.group == group) & (people.birth < birth.max(initial=0) - 17 * YEAR))
        women = np.flatnonzero((people.sex == FEMALE) & (people.group == group))
        if len(men) == 0:
            continue
        men = men[np.argsort(people.birth[men], kind="stable")]
        near = np.searchsorted(people.birth[men], people.birth[women] - 2 * YEAR) + rng.normal(0, 0.03 * len(men), len(women))
        other[women] = men[np.clip(near, 0, len(men) - 1).astype(np.int64)]
    other[rng.random(len(people)) < 0.2] = -1
    father = unions.partner_on(mother, birth, slack=200)
    father = np.where(father >= 0, father, other[mother])
    fit = (birth - people.birth[father] > 15 * YEAR) & (people.dies[father] > birth - 270)
    kin = (people.mother[father] == people.mother[mother]) & (people.mother[mother] >= 0)
    return np.where((father >= 0) & fit & ~kin, father, -1).astype(np.int32)


def _childhood(rng, people, window, mother, father, birth, plurality, order) -> People:
    count = len(mother)
    group = np.where((father >= 0) & (rng.random(count) < 0.35), people.group[father], people.group[mother]).astype(np.int8)
    means = np.clip(0.8 * people.means[mother] + 0.2 * rng.beta(2.2, 2.2, count), 0, 1).astype(np.float32)
    adult = birth + (18 * YEAR)
    goes = (rng.random(count) < 0.22) & (adult < window.end_day)
    own = np.where(goes, adult + rng.random(count) * np.maximum(window.end_day - adult, 1), NEVER)
    with_mother = people.leaves[mother] < adult
    return People(
        birth=birth,
        sex=drawn(rng, (0.488, 0.512), count),
        group=group,
        language=people.language[mother],
        means=means,
        schooling=schooled(rng, means),
        arrives=np.maximum(birth, people.arrives[mother]).astype(np.int32),
        leaves=np.where(with_mother, people.leaves[mother], own).astype(np.int32),
        dies=np.where(rng.random(count) < 0.006, birth + rng.random(count) * 9000, NEVER).astype(np.int32),
        mother=mother,
        father=father,
        plurality=plurality,
        birth_order=order,
    )
