"""What a family earns, pays itself and is paid for child care, in cents, as family services reckons it."""

import numpy as np

from orchestration.rehearsal.days import YEAR, days_of
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.pay import Jobs

_MONTHLY_RATE = np.array((0, 980, 760, 820, 930, 480, 480, 440, 440, 520, 520, 700)) * 100  # by type of care
_FREE_BELOW = 1_250_00  # monthly income without a copay
_HIGHEST_SHARE = 0.07  # of income, from four thousand dollars above that on


def family_incomes(county: County, parent: np.ndarray, partner: np.ndarray, month: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The parent's own wage and the couple's together, a month; a quarter not yet paid is taken as the one before."""
    jobs = county.jobs
    if len(jobs.quarter) == 0:
        return np.zeros(len(parent), np.int64), np.zeros(len(parent), np.int64)
    quarter = np.clip(month // 3, jobs.quarter.min(), jobs.quarter.max())
    own = _monthly_wage(jobs, parent, quarter)
    return own, own + np.where(partner >= 0, _monthly_wage(jobs, np.maximum(partner, 0), quarter), 0)


def _monthly_wage(jobs: Jobs, person: np.ndarray, quarter: np.ndarray) -> np.ndarray:
    return np.round(jobs.paid_in(person, quarter) * 100 / 3).astype(np.int64)


def working(wage: np.ndarray) -> np.ndarray:
    """Whether a parent is counted as working: two hundred dollars a month or more."""
    return wage >= 200_00


def copays(income: np.ndarray) -> np.ndarray:
    """A share of income that rises from nothing to its highest; whole dollars."""
    share = np.clip((income - _FREE_BELOW) / 4_000_00, 0, 1) * _HIGHEST_SHARE
    return (income * share // 100 * 100).astype(np.int64)


def payments(county: County, child: np.ndarray, care_type: np.ndarray, month: np.ndarray) -> np.ndarray:
    """The rate of the type of care, more for babies, less for school children, a little by the days of the month."""
    age = (days_of(month) - county.people.birth[child]) / YEAR
    by_age = np.where(age < 2, 1.18, np.where(age < 6, 1.0, 0.58))
    days = 0.94 + 0.02 * (month * 5 % 7)
    return (_MONTHLY_RATE[care_type] * by_age * days).astype(np.int64)
