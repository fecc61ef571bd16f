"""What a household lives on in a month: wages of covered jobs, and what else its people have."""

from dataclasses import dataclass, field

import numpy as np

from orchestration.rehearsal.days import YEAR, first_day
from orchestration.rehearsal.lives.pay import Jobs
from orchestration.rehearsal.lives.people import People

POVERTY_FIRST, POVERTY_MORE = 1_255, 448  # US dollars a month: federal guideline of 2024, the first person and each more
PENSION_AGE = 64


@dataclass
class Incomes:
    """Per person: a monthly pension from the day it begins, SSI of the disabled, and pay no wage record shows."""

    people: People
    jobs: Jobs
    pension: np.ndarray
    ssi: np.ndarray
    unseen: np.ndarray
    _quarters: dict[int, np.ndarray] = field(default_factory=dict, repr=False)  # the last one asked for

    def earned(self, month: int) -> np.ndarray:
        """Covered wages of each person, a third of the quarter's; after the last quarter known, those of the last."""
        quarter = min(month // 3, int(self.jobs.quarter.max(initial=0)))
        if quarter not in self._quarters:
            rows = np.flatnonzero(self.jobs.quarter == quarter)
            wages = np.bincount(self.jobs.person[self.jobs.spell[rows]], self.jobs.wage[rows], minlength=len(self.people))
            self._quarters.clear()
            self._quarters[quarter] = (wages / 3).astype(np.int32)
        return self._quarters[quarter]

    def pensions(self, month: int) -> np.ndarray:
        return np.where(self.people.birth <= first_day(month) - PENSION_AGE * YEAR, self.pension, 0)


def lived_on(rng: np.random.Generator, people: People, jobs: Jobs) -> Incomes:
    """Pensions rise with means; a few poor adults are disabled; one adult in eight is paid where no record shows it."""
    count, means = len(people), people.means
    pension = (700 + 2_600 * means * rng.random(count)).astype(np.int32)
    disabled = rng.random(count) < 0.07 * (1 - means) ** 2
    works_unseen = rng.random(count) < 0.12
    unseen = np.where(works_unseen, 400 + 3_000 * means * rng.random(count), 0)
    without = np.ones(count, bool)
    without[jobs.person] = False
    settled = without & (rng.random(count) < 0.12 + 0.7 * means)  # a living from elsewhere: self-employment, savings, the army
    unseen = np.where(settled, 900 + 3_500 * means, unseen)
    return Incomes(people, jobs, pension, np.where(disabled, 914, 0).astype(np.int32), unseen.astype(np.int32))


def poverty(size: np.ndarray) -> np.ndarray:
    """The poverty guideline of a month by household size."""
    return POVERTY_FIRST + POVERTY_MORE * (np.maximum(size, 1) - 1)
