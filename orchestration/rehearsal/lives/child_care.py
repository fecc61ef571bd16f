"""Child care subsidy: which parent had it in which month, for which children, and in what care they were.

It is decided before work, by means, the children's ages and the home alone; work then goes better for those who have it.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.days import YEAR, Window, days_of, month_of, months_within
from orchestration.rehearsal.lives.homes import Homes
from orchestration.rehearsal.lives.people import People
from orchestration.rehearsal.lives.planted import Effect
from orchestration.rehearsal.streams import settled_share

MEANS_LIMIT = 0.6  # above it a family earns too much
CHILD_YEARS = 13  # children are served until their thirteenth birthday
MOST_CHILDREN = 4
TAKE_UP = 0.85  # of parents without any means, for each of their children; none at the limit
AGAIN = 0.45  # of those who leave: a second spell
MEAN_MONTHS = 11.0

HIRING_WITH_SUBSIDY = Effect(
    "child_care_subsidy_raises_hiring",
    cause="a month of child care subsidy in the quarter, or in the one before",
    outcome="chance of the parent to be hired in the quarter, of those without a covered job in the one before",
    size=1.6,
    unit="factor",
    note="Only poor parents have the subsidy, and the poor are hired and kept less often, so a bare difference understates it.",
)
LOSS_WITH_SUBSIDY = Effect(
    "child_care_subsidy_lowers_job_loss",
    cause="a month of child care subsidy in the quarter, or in the one before",
    outcome="chance of the parent to part with the job held in the quarter before",
    size=0.05,
    unit="probability, subtracted",
    note="Of those who part with a job, 45 % go straight to another.",
)


@dataclass
class ChildCare:
    """One row per parent and month of receipt, in order of month; and one per child served in it."""

    parent: np.ndarray
    month: np.ndarray
    began: np.ndarray  # month in which the unbroken months of receipt began
    at_home: np.ndarray  # how many children under thirteen live there
    row: np.ndarray  # child: the parent's row
    child: np.ndarray
    place: np.ndarray  # child: 1 the youngest of the row, up to 4
    care_type: np.ndarray  # child: ACF-801's type of care, 1 to 11

    def having_it(self, first: int, last: int, people: int) -> np.ndarray:
        """Per person: whether a month of receipt lies between two months, both included."""
        low, high = np.searchsorted(self.month, first, "left"), np.searchsorted(self.month, last, "right")
        found = np.zeros(people, bool)
        found[self.parent[low:high]] = True
        return found


def subsidised(rng: np.random.Generator, people: People, homes: Homes, window: Window) -> ChildCare:
    """The months in which poor parents of young children had their care paid for."""
    parent, month = _months(rng, people, homes, window)
    row, child = _children(people, homes, parent, month)
    at_home = np.bincount(row, minlength=len(parent))
    until = np.where(settled_share(child, "care after school") < 0.55, CHILD_YEARS, 6) * YEAR
    served = people.birth[child] > days_of(month[row]) - until
    row, child, place = _youngest(people, row[served], child[served])
    kept = np.unique(row)
    number = np.full(len(parent), -1, np.int64)
    number[kept] = np.arange(len(kept))
    parent, month, at_home, row = parent[kept], month[kept], at_home[kept], number[row]
    return ChildCare(parent, month, _began(parent, month), at_home, row, child, place, _care_type(people, child, month[row]))


def _months(rng: np.random.Generator, people: People, homes: Homes, window: Window) -> tuple[np.ndarray, np.ndarray]:
    """Parent and month, each pair once, in order of month; the children at home then are asked for later."""
    child = np.flatnonzero((homes.keeper >= 0) & (people.birth > window.start_day - CHILD_YEARS * YEAR))
    parent = homes.keeper[child]
    poverty = np.clip(1 - people.means[parent] / MEANS_LIMIT, 0, 1)
    child = child[rng.random(len(child)) < TAKE_UP * np.sqrt(poverty)]
    parent = homes.keeper[child]
    start = people.birth[child] + (0.15 + rng.gamma(1.7, 1.5, len(child))) * YEAR
    length = 1 + rng.exponential(MEAN_MONTHS, len(child))
    again = np.flatnonzero(rng.random(len(child)) < AGAIN)
    later = start[again] + (length[again] + 2 + rng.exponential(7, len(again))) * YEAR / 12
    start, parent = np.concatenate([start, later]), np.concatenate([parent, parent[again]])
    length = np.concatenate([length, 1 + rng.exponential(MEAN_MONTHS, len(again))])
    first = month_of(start.astype(np.int64))
    row, month = months_within(np.maximum(first, window.first), np.minimum(first + length.astype(np.int64), window.end))
    key = np.unique(month.astype(np.int64) * 2**32 + parent[row])
    month, parent = (key >> 32).astype(np.int32), (key & (2**32 - 1)).astype(np.int32)
    middle = days_of(month, 15)
    here = people.present(parent, middle) & (people.birth[parent] < middle - 16 * YEAR)
    return parent[here], month[here]


def _children(people: People, homes: Homes, parent: np.ndarray, month: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The row of each parent and month, and a child under thirteen who lives there in its middle."""
    kept = np.flatnonzero(homes.keeper >= 0)
    kept = kept[np.argsort(homes.keeper[kept], kind="stable")]
    low, high = (np.searchsorted(homes.keeper[kept], parent, side) for side in ("left", "right"))
    row, place = months_within(low, high - 1)
    child, day = kept[place], days_of(month[row], 15)
    young = people.present(child, days_of(month[row])) & people.present(child, day)
    young &= people.birth[child] > days_of(month[row]) - CHILD_YEARS * YEAR
    row, child, day = row[young], child[young], day[young]
    at_home = homes.anchor(child, day) == homes.anchor(parent[row], day)
    return row[at_home], child[at_home].astype(np.int32)


def _youngest(people: People, row: np.ndarray, child: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Up to four children a row, the youngest first."""
    order = np.lexsort((child, -people.birth[child].astype(np.int64), row))
    row, child = row[order], child[order]
    place = np.arange(len(row)) - np.searchsorted(row, row, "left") + 1
    first = place <= MOST_CHILDREN
    return row[first], child[first], place[first].astype(np.int8)


def _began(parent: np.ndarray, month: np.ndarray) -> np.ndarray:
    """The first month of the unbroken months each row stands in."""
    order = np.lexsort((month, parent))
    who, when = parent[order], month[order]
    opens = np.ones(len(order), bool)
    opens[1:] = (who[1:] != who[:-1]) | (when[1:] != when[:-1] + 1)
    began = np.empty(len(order), np.int32)
    began[order] = when[np.flatnonzero(opens)][np.cumsum(opens) - 1]
    return began


def _care_type(people: People, child: np.ndarray, month: np.ndarray) -> np.ndarray:
    """Mostly licensed centres; relatives and family homes more for babies and for school children."""
    age = (days_of(month) - people.birth[child]) / YEAR
    preschool = (age >= 2.5) & (age < 6)
    band = (age >= 2.5).astype(np.int8) + (age >= 6)
    early = (0.01, 0.12, 0.18, 0.90, 0.92, 0.93, 0.97, 0.98)
    other = (0.02, 0.22, 0.30, 0.72, 0.77, 0.80, 0.93, 0.96)
    edges = np.where(preschool[:, None], early, other)
    kinds = np.array([1, 2, 3, 4, 5, 6, 7, 8, 11])
    return kinds[(settled_share(child * np.int64(4) + band, "type of care")[:, None] >= edges).sum(axis=1)].astype(np.int8)
