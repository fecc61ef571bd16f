"""Homelessness: households that lose their home, and their stays in projects until they have one again."""

from dataclasses import dataclass, fields

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, Window
from orchestration.rehearsal.lives.homes import Homes
from orchestration.rehearsal.lives.kept import children_kept
from orchestration.rehearsal.lives.people import People

SHELTER, NIGHTS, TRANSITIONAL, SUPPORTIVE, OUTREACH, REHOUSING = 0, 1, 2, 3, 4, 13  # HUD project types
HOMELESS_TYPES = (SHELTER, NIGHTS, TRANSITIONAL, OUTREACH)
HOUSED_TYPES = (SUPPORTIVE, REHOUSING)
CHILD = 2  # HUD's relation to the head of household
EVER_SHARE = 0.05  # of adults, over ten years
_MEAN_DAYS = {SHELTER: 58, NIGHTS: 30, TRANSITIONAL: 230, SUPPORTIVE: 1100, OUTREACH: 90, REHOUSING: 210}


@dataclass
class Stays:
    """One row per person and stay; the rows of a household's stay share a household number."""

    household: np.ndarray
    person: np.ndarray
    relation: np.ndarray  # HUD: 1 head, 2 child, 3 partner
    project_type: np.ndarray
    family: np.ndarray  # whether children came along
    entry: np.ndarray
    exit: np.ndarray  # day, or never

    def someone_in(self, types: tuple[int, ...], start: int, end: int, people: int) -> np.ndarray:
        """Per person: whether a night between two days was spent in a project of these types."""
        nights = np.isin(self.project_type, types) & (self.entry < end) & (self.exit >= start)
        found = np.zeros(people, bool)
        found[self.person[nights]] = True
        return found

    def on(self, types: tuple[int, ...], persons: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Whether each person's latest stay in a project of these types goes on after a day of its own."""
        return day < self._latest_exit(types, persons, day)

    def homeless_on(self, persons: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Whether each person's latest homeless stay goes on or ends on a day of its own."""
        return day <= self._latest_exit(HOMELESS_TYPES, persons, day)

    def _latest_exit(self, types: tuple[int, ...], persons: np.ndarray, day: np.ndarray) -> np.ndarray:
        """The exit of the last stay each person began by a day, in a project of these types; before all days if there is none."""
        rows = np.flatnonzero(np.isin(self.project_type, types))
        if len(rows) == 0:
            return np.full(len(persons), -NEVER)
        rows = rows[np.lexsort((self.entry[rows], self.person[rows]))]
        key = self.person[rows].astype(np.int64) * 2**20 + self.entry[rows]
        at = np.searchsorted(key, persons.astype(np.int64) * 2**20 + day, side="right") - 1
        latest = rows[np.maximum(at, 0)]
        return np.where((at >= 0) & (self.person[latest] == persons), self.exit[latest], -NEVER)


def sheltered(rng: np.random.Generator, people: People, homes: Homes, window: Window) -> Stays:
    """Stays of the poor, more than of others, over the window and the two years before it."""
    head, entry = _losses(rng, people, homes, window)
    children = children_kept(homes)
    with_children = children.any_with(head, entry)
    kind, start, end = _episodes(rng, with_children, entry)
    episode = np.concatenate([np.arange(len(head))] * len(kind))
    kind, start, end = np.concatenate(kind), np.concatenate(start), np.concatenate(end)
    used = (kind >= 0) & (start <= window.end_day) & people.present(head[episode], start)
    episode, kind, start, end = episode[used], kind[used], start[used], end[used]
    order = np.lexsort((kind, head[episode], start))
    episode, kind, start, end = episode[order], kind[order], start[order], end[order]
    head, family = head[episode], with_children[episode]
    household = np.arange(len(head))
    partner = homes.unions.partner_on(head, start)
    along = (partner >= 0) & (rng.random(len(head)) < 0.6) & people.present(np.maximum(partner, 0), start)
    row, child = children.with_parent(head, start)
    parts = [
        (household, head, np.ones(len(head), np.int8)),
        (household[along], partner[along], np.full(int(along.sum()), 3, np.int8)),
        (household[row], child, np.full(len(row), 2, np.int8)),
    ]
    home, person, relation = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((person, relation, home))
    home, person, relation = home[order], person[order].astype(np.int32), relation[order]
    return Stays(home, person, relation, kind[home], family[home], start[home], end[home])


def parted(stays: Stays, homes: Homes) -> Stays:
    """The stays once children were placed in care: one in care does not come along, one who is placed leaves that day."""
    child, leaves = stays.relation == CHILD, stays.exit
    along = ~(child & homes.in_care(stays.person, stays.entry))
    for carer, start, _ in homes.spells_of_care():
        day = start[stays.person]
        taken = child & (carer[stays.person] >= 0) & (stays.entry <= day) & (day < leaves)
        leaves = np.where(taken, day, leaves)
    kept = {f.name: getattr(stays, f.name)[along] for f in fields(Stays)}
    return Stays(**kept | {"exit": leaves[along]})


def _losses(rng: np.random.Generator, people: People, homes: Homes, window: Window) -> tuple[np.ndarray, np.ndarray]:
    """Who loses a home, and when: the head of each household, one row per loss."""
    start = window.start_day - 730
    years = (window.end_day - start) / YEAR
    adults = np.flatnonzero(people.birth < window.end_day - 18 * YEAR)
    weight = (1 - people.means[adults]) ** 3.5
    expected = len(adults) * EVER_SHARE * min(years / 10, 1.6)
    chosen = adults[rng.random(len(adults)) < weight * (2.2 * expected / max(weight.sum(), 1e-9))]
    first = start + rng.random(len(chosen)) * (window.end_day - start)
    heads, days = [chosen], [first]
    for _ in range(3):
        again = rng.random(len(heads[-1])) < 0.42
        heads.append(heads[-1][again])
        days.append(days[-1][again] + 150 + rng.exponential(420, int(again.sum())))
    head, day = np.concatenate(heads), np.concatenate(days).astype(np.int32)
    fit = (day <= window.end_day) & (people.birth[head] < day - 18 * YEAR) & people.present(head, day)
    fit &= homes.anchor(head, day) == head
    return head[fit], day[fit]


def _episodes(rng: np.random.Generator, family: np.ndarray, entry: np.ndarray) -> tuple[list, list, list]:
    """Up to two stays a loss: where it begins, and often a house that ends it."""
    count = len(entry)
    first = np.where(
        family,
        np.where(rng.random(count) < 0.85, SHELTER, TRANSITIONAL),
        rng.choice([SHELTER, NIGHTS, OUTREACH, TRANSITIONAL], count, p=[0.35, 0.3, 0.25, 0.1]),
    )
    lasts = 1 + rng.exponential(1, count) * np.vectorize(_MEAN_DAYS.get, otypes=[float])(first)
    leaves = entry + lasts.astype(np.int32)
    housed = rng.random(count)
    second = np.where(
        housed < np.where(family, 0.34, 0.2), REHOUSING, np.where(housed < np.where(family, 0.4, 0.32), SUPPORTIVE, -1)
    )
    stays = 30 + rng.exponential(1, count) * np.where(second == REHOUSING, _MEAN_DAYS[REHOUSING], _MEAN_DAYS[SUPPORTIVE])
    never = np.where((first == OUTREACH) & (rng.random(count) < 0.08), NEVER, leaves)  # abandoned stays have no exit
    begins = leaves + rng.integers(0, 10, count)
    return [first, np.where(never == NEVER, -1, second)], [entry, begins], [never, begins + stays.astype(np.int32)]
