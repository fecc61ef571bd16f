"""What a family earns, pays itself and is paid for child care, in cents, as family services reckons it."""

import numpy as np

from orchestration.rehearsal.days import YEAR, days_of
from orchestration.rehearsal.lives.county import County

_MONTHLY_RATE = np.array((0, 980, 760, 820, 930, 480, 480, 440, 440, 520, 520, 700)) * 100  # by type of care
_FREE_BELOW = 1_250_00  # monthly income without a copay
_HIGHEST_SHARE = 0.07  # of income, from four thousand dollars above that on


def family_incomes(county: County, parent: np.ndarray, partner: np.ndarray, month: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The parent's own wage and the couple's together, a month; a quarter not yet paid is taken as the one before."""
    jobs = county.jobs
    quarters = np.unique(jobs.quarter)
    if len(quarters) == 0:
        return np.zeros(len(parent), np.int64), np.zeros(len(parent), np.int64)
    key, at = np.unique(jobs.person[jobs.spell].astype(np.int64) * 2**20 + jobs.quarter, return_inverse=True)
    paid = np.bincount(at, jobs.wage)
    quarter = np.clip(month // 3, quarters[0], quarters[-1])
    own = _paid_to(key, paid, parent, quarter)
    return own, own + np.where(partner >= 0, _paid_to(key, paid, np.maximum(partner, 0), quarter), 0)


def _paid_to(key: np.ndarray, paid: np.ndarray, person: np.ndarray, quarter: np.ndarray) -> np.ndarray:
    asked = person.astype(np.int64) * 2**20 + quarter
    place = np.minimum(np.searchsorted(key, asked), len(key) - 1)
    return np.where(key[place] == asked, np.round(paid[place] * 100 / 3), 0).astype(np.int64)


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
