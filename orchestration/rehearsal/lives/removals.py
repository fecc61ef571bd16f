"""Out-of-home care: which reports end in a removal, with whom the child then lives, how it moves, and how it leaves."""

from dataclasses import dataclass, fields

import numpy as np

from orchestration.rehearsal.days import YEAR, Window
from orchestration.rehearsal.lives.homes import Homes
from orchestration.rehearsal.lives.people import People
from orchestration.rehearsal.lives.planted import Effect
from orchestration.rehearsal.lives.protection import Reports, Subjects
from orchestration.rehearsal.series import repeats

REUNIFIED, RELATIVES, ADOPTED, EMANCIPATED, GUARDIANSHIP, RAN_AWAY, DIED, TRANSFERRED = range(1, 9)  # AFCARS E155
FOSTER_HOME, GROUP_SHELTER, TREATMENT, SHELTER, RAN = 0, 3, 4, 7, 12  # a foster family home, else AFCARS E120
KIN_SHARE = 0.35

HOUSING_LOWERS_REMOVAL = Effect(
    "housing_after_a_report_lowers_removal",
    cause="rapid rehousing or permanent supportive housing entered by the parent within 90 days after a report",
    outcome="chance that a child named in the report is removed because of it",
    size=0.4,
    unit="factor",
)


@dataclass
class Removals:
    """One row per child and removal; `end` is the day the child leaves care, which may lie after the window."""

    subject: np.ndarray  # row of the subjects: the report that led to it
    child: np.ndarray
    keeper: np.ndarray
    start: np.ndarray
    end: np.ndarray
    reason: np.ndarray
    carer: np.ndarray
    kin: np.ndarray  # whether the carer is a relative

    def picked(self, rows: np.ndarray) -> "Removals":
        return Removals(**{f.name: getattr(self, f.name)[rows] for f in fields(Removals)})

    def __len__(self) -> int:
        return len(self.child)


@dataclass
class Placements:
    """One row per removal and placement, in order; the last one is with the carer."""

    removal: np.ndarray
    number: np.ndarray
    start: np.ndarray
    end: np.ndarray
    setting: np.ndarray


def removed(
    rng: np.random.Generator, people: People, homes: Homes, reports: Reports, subjects: Subjects, window: Window
) -> Removals:
    """Up to two removals a child, the second after the first has ended at home; writes them into the homes."""
    all_ = _chosen(rng, people, homes, reports, subjects, window)
    order = np.lexsort((all_.start, all_.child))
    all_ = all_.picked(order)
    opens = np.concatenate([[True], all_.child[1:] != all_.child[:-1]]) if len(order) else np.zeros(0, bool)
    first = all_.picked(opens)
    before = np.searchsorted(first.child, all_.child)
    back = np.isin(first.reason[before], (REUNIFIED, RELATIVES)) if len(order) else opens
    later = ~opens & back & (reports.day[subjects.report[all_.subject]] > first.end[before])
    later[later] = np.concatenate([[True], all_.child[later][1:] != all_.child[later][:-1]])[: later.sum()]
    second = all_.picked(later)
    for rows, (carer, start, end) in zip((first, second), homes.spells_of_care(), strict=True):
        stays_on = np.isin(rows.reason, (ADOPTED, GUARDIANSHIP))
        carer[rows.child], start[rows.child] = rows.carer, rows.start
        end[rows.child] = np.where(stays_on, np.maximum(homes.leaves_home[rows.child], rows.end), rows.end)
    both = Removals(*(np.concatenate([getattr(part, f.name) for part in (first, second)]) for f in fields(Removals)))
    return both.picked(np.lexsort((both.child, both.start)))


def _chosen(rng, people: People, homes: Homes, reports: Reports, subjects: Subjects, window: Window) -> Removals:
    """Removals that reports would end in, each on its own; brothers and sisters mostly share the decision and the carer."""
    report, child = subjects.report, subjects.child
    infant = reports.day[report] - people.birth[child] < YEAR
    chance = np.where(subjects.victim, 0.42, 0.015) * np.where(infant, 1.4, 1) * (1.3 - 0.7 * people.means[child])
    chance = chance * np.where(reports.housed[report], HOUSING_LOWERS_REMOVAL.size, 1)
    together = rng.random(len(reports))[report]
    luck = np.where(rng.random(len(report)) < 0.8, together, rng.random(len(report)))
    gap = np.minimum(rng.exponential(10, len(reports)), 60).astype(np.int32)
    pick = reports.screened_in[report] & (luck < chance)
    start = np.where(pick, np.maximum(reports.looked_into[report] + gap[report], reports.day[report] + 1), 0)
    pick &= people.present(child, start) & (start < homes.leaves_home[child]) & (start <= window.end_day)
    pick &= start < people.birth[child] + 17.9 * YEAR
    subject, report = np.flatnonzero(pick), report[pick]
    child, start = child[pick], start[pick].astype(np.int32)
    carer, kin = _carers(rng, people, reports, report, start)
    end, reason = _leaving(rng, people, child, start)
    return Removals(subject, child, reports.keeper[report], start, end, reason, carer, kin)


def _carers(rng, people: People, reports: Reports, report: np.ndarray, start: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Settled people of middle age, one for all children of a report; some are kin by no birth known here."""
    eldest = people.mother < 0
    settled = eldest & (people.leaves > start.max(initial=0)) & (people.dies > start.max(initial=0))
    settled &= (people.arrives < start.min(initial=0)) & (people.birth < start.min(initial=0) - 25 * YEAR) & (people.means > 0.3)
    pool = np.flatnonzero(settled if settled.any() else eldest)
    pool = pool[np.argsort(-people.birth[pool], kind="stable")][: max(len(pool) // 2, 1)]
    kin = rng.random(len(reports)) < KIN_SHARE
    return pool[rng.integers(0, len(pool), len(reports))][report].astype(np.int32), kin[report]


def _leaving(rng, people: People, child: np.ndarray, start: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """When and how a child leaves care: back home after days or months, or to a new family after years."""
    count = len(child)
    short = rng.random(count) < 0.16
    length = np.where(short, 2 + rng.random(count) * 24, 35 + rng.exponential(540, count))
    luck = rng.random(count)
    reason = np.where(luck < 0.86, REUNIFIED, np.where(luck < 0.985, RELATIVES, RAN_AWAY))
    lasting = np.where(luck < 0.42, ADOPTED, np.where(luck < 0.58, GUARDIANSHIP, reason))
    reason = np.where(length > 450, lasting, reason)
    end = start + length.astype(np.int32)
    limits = ((people.birth[child] + 18 * YEAR, EMANCIPATED), (people.leaves[child], TRANSFERRED), (people.dies[child], DIED))
    for limit, why in limits:
        reason = np.where(limit < end, why, reason)
        end = np.minimum(end, limit)
    return np.maximum(end, start + 1).astype(np.int32), reason.astype(np.int8)


def placements(rng: np.random.Generator, people: People, removals: Removals) -> Placements:
    """One to four placements a removal, one after the other: shelters and groups first, the carer last."""
    length = removals.end - removals.start
    count = 1 + np.minimum(np.minimum(rng.poisson(0.45 + length / 500), length // 20), 3).astype(np.int64)
    removal, number = repeats(count)
    share = (number / count[removal]) ** 1.6
    start = removals.start[removal] + (length[removal] * share).astype(np.int32)
    last = number == count[removal] - 1
    end = np.where(last, removals.end[removal], np.append(start[1:], 0))
    teen = removals.start[removal] - people.birth[removals.child[removal]] > 12 * YEAR
    luck = rng.random(len(removal))
    away = np.where(luck < 0.5, SHELTER, GROUP_SHELTER)
    away = np.where(teen & (luck > 0.8), TREATMENT, np.where(teen & (luck > 0.7), RAN, away))
    return Placements(removal, number + 1, start, end.astype(np.int32), np.where(last, FOSTER_HOME, away).astype(np.int8))
