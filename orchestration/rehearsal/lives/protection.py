"""Child protection: which families are reported, which children the reports name, and what is found. Removals: `removals.py`."""

from dataclasses import dataclass, fields, replace

import numpy as np

from orchestration.rehearsal.days import NEVER, YEAR, Window
from orchestration.rehearsal.lives.homes import Homes
from orchestration.rehearsal.lives.kept import Kept, children_kept
from orchestration.rehearsal.lives.people import People
from orchestration.rehearsal.lives.planted import Effect
from orchestration.rehearsal.lives.shelter import HOMELESS_TYPES, HOUSED_TYPES, Stays
from orchestration.rehearsal.series import count_before

REACHES_BACK = 730  # days before the window: a family's first report is often older than the files
HOUSED_WITHIN = 90  # days after a report
FIRST_A_YEAR = 0.14  # first reports a year of the poorest infant
_AGE_EDGES, _AGE_WEIGHT = (1, 6, 13), np.array((1.0, 0.6, 0.55, 0.42))
REPORTED_WHEN_HOMELESS = 0.3  # of homeless stays with children: a report around the day of entry
CHAIN = 4  # rounds of later reports on the same family
AGAIN = 0.28  # chance that a report leads to another one, before what raises and lowers it

HOUSING_LOWERS_REPORTS = Effect(
    "housing_after_a_report_lowers_re_reports",
    cause="rapid rehousing or permanent supportive housing entered by the parent within 90 days after a report",
    outcome="chance that the report leads to another report on the family",
    size=0.5,
    unit="factor",
    note="Homeless families are reported more, and only they are housed: a bare difference hides the effect. "
    "A new report on its own account, not led to by the earlier one, stays possible.",
)


@dataclass
class Reports:
    """One row per report on a family, in order of the day it was received."""

    keeper: np.ndarray  # the parent whose home it is about
    day: np.ndarray
    homeless: np.ndarray  # whether the family was homeless
    housed: np.ndarray  # whether it entered housing within ninety days
    leads_on: np.ndarray  # whether the report leads to another one
    earlier: np.ndarray  # earlier reports on the family
    screened_in: np.ndarray
    looked_into: np.ndarray  # day the investigation begins, or never
    decided: np.ndarray  # day of the disposition, or never

    def __len__(self) -> int:
        return len(self.day)


@dataclass
class Subjects:
    """One row per report and child."""

    report: np.ndarray
    child: np.ndarray
    victim: np.ndarray  # whether maltreatment was found


def reported(rng: np.random.Generator, people: People, homes: Homes, stays: Stays, window: Window) -> tuple[Reports, Subjects]:
    """Reports of the window and the two years before, and the children they name."""
    kept = children_kept(homes)
    families = Families(homes, stays, window)
    rows = [_first(rng, people, homes, stays, window)]
    rows[0] = families.at_home(kept, *rows[0])
    leads = []
    for _ in range(CHAIN):
        keeper, day = rows[-1]
        leads.append(rng.random(len(day)) < families.chance_of_another(keeper, day))
        later = day + 15 + rng.exponential(250, len(day)).astype(np.int32)
        rows.append(families.at_home(kept, keeper[leads[-1]], later[leads[-1]]))
    leads.append(np.zeros(len(rows[-1][0]), bool))
    keeper, day = (np.concatenate(column) for column in zip(*rows, strict=True))
    leads_on = np.concatenate(leads)
    order = np.lexsort((keeper, day))
    reports = _judged(rng, families, keeper[order], day[order], leads_on[order])
    return reports, _subjects(rng, people, kept, reports)


def narrowed(reports: Reports, subjects: Subjects, home: np.ndarray) -> tuple[Reports, Subjects, np.ndarray]:
    """The subjects who were still at home, the reports that name one, and the new number of each old subject."""
    stays = np.isin(np.arange(len(reports)), subjects.report[home])
    number = np.where(stays, np.cumsum(stays) - 1, -1)
    left = Reports(**{f.name: getattr(reports, f.name)[stays] for f in fields(Reports)})
    left = replace(left, earlier=count_before(left.keeper))
    return left, Subjects(number[subjects.report[home]], subjects.child[home], subjects.victim[home]), np.cumsum(home) - 1


class Families:
    """What is known of a family on a day: whether it is homeless, and whether it will soon be housed."""

    def __init__(self, homes: Homes, stays: Stays, window: Window) -> None:
        self._homes, self._stays, self._window = homes, stays, window
        housed = np.isin(stays.project_type, HOUSED_TYPES) & (stays.relation != 2)
        self._housed = np.sort(stays.person[housed].astype(np.int64) * 2**17 + stays.entry[housed])

    def at_home(self, kept: Kept, keeper: np.ndarray, day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The reports that can be: within the time watched, on a parent who is here with a child at home."""
        first, last = self._window.start_day - REACHES_BACK, self._window.end_day
        fit = (first <= day) & (day <= last) & self._homes.people.present(keeper, day)
        fit &= kept.any_with(keeper, day)
        return keeper[fit], day[fit]

    def housed(self, keeper: np.ndarray, day: np.ndarray) -> np.ndarray:
        key = keeper.astype(np.int64) * 2**17 + day
        after = np.searchsorted(self._housed, key + HOUSED_WITHIN, side="right")
        return after > np.searchsorted(self._housed, key, side="right")

    def homeless(self, keeper: np.ndarray, day: np.ndarray) -> np.ndarray:
        return self._stays.homeless_on(keeper, day)

    def chance_of_another(self, keeper: np.ndarray, day: np.ndarray) -> np.ndarray:
        chance = AGAIN + 0.16 * (1 - self._homes.people.means[keeper]) + 0.12 * self.homeless(keeper, day)
        return chance * np.where(self.housed(keeper, day), HOUSING_LOWERS_REPORTS.size, 1)


def _first(rng, people: People, homes: Homes, stays: Stays, window: Window) -> tuple[np.ndarray, np.ndarray]:
    """Reports on their own account: by the age of a child and the means of its home, and around the loss of a home."""
    child = np.flatnonzero(homes.keeper >= 0)
    start = np.maximum(people.birth[child], window.start_day - REACHES_BACK)
    years = np.maximum(np.minimum(people.birth[child] + 18 * YEAR, window.end_day) - start, 0) / YEAR
    often = rng.poisson(FIRST_A_YEAR * (1 - people.means[child]) ** 1.7 * years)
    child, start, years = (np.repeat(column, often) for column in (child, start, years))
    day = (start + rng.random(len(child)) * years * YEAR).astype(np.int32)
    age = np.searchsorted(_AGE_EDGES, (day - people.birth[child]) / YEAR, side="right")
    counts = rng.random(len(child)) < _AGE_WEIGHT[age]
    lost = (stays.relation == 1) & stays.family & np.isin(stays.project_type, HOMELESS_TYPES)
    seen = np.flatnonzero(lost & (rng.random(len(lost)) < REPORTED_WHEN_HOMELESS))
    around = stays.entry[seen] + rng.integers(-20, 50, len(seen))
    keeper = np.concatenate([homes.keeper[child[counts]], stays.person[seen]])
    return keeper.astype(np.int32), np.concatenate([day[counts], around]).astype(np.int32)


def _judged(rng, families: Families, keeper: np.ndarray, day: np.ndarray, leads_on: np.ndarray) -> Reports:
    """What the agency does with each report."""
    earlier = count_before(keeper)
    count = len(day)
    screened_in = rng.random(count) < np.clip(0.55 + 0.08 * earlier, 0, 0.85)
    looked_into = day + rng.choice(np.array([0, 1, 2, 5]), count, p=[0.3, 0.35, 0.2, 0.15])
    decided = looked_into + 12 + np.minimum(rng.exponential(22, count), 90).astype(np.int32)
    return Reports(
        keeper=keeper,
        day=day,
        homeless=families.homeless(keeper, day),
        housed=families.housed(keeper, day),
        leads_on=leads_on,
        earlier=earlier,
        screened_in=screened_in,
        looked_into=np.where(screened_in, looked_into, NEVER).astype(np.int32),
        decided=np.where(screened_in, decided, NEVER).astype(np.int32),
    )


def _subjects(rng, people: People, kept: Kept, reports: Reports) -> Subjects:
    """The children a report names: most of those at home, one at least; more is found with infants and earlier reports."""
    row, child = kept.with_parent(reports.keeper, reports.day)
    luck = rng.random(len(row))
    order = np.lexsort((luck, row))
    first = np.zeros(len(row), bool)
    first[order] = np.concatenate([[True], row[order][1:] != row[order][:-1]]) if len(row) else first
    named = first | (luck < 0.6)
    row, child = row[named], child[named]
    infant = reports.day[row] - people.birth[child] < YEAR
    chance = 0.13 + 0.12 * infant + 0.05 * np.minimum(reports.earlier[row], 3) + 0.1 * (1 - people.means[child])
    return Subjects(row, child, reports.screened_in[row] & (rng.random(len(row)) < chance))
