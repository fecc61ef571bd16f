"""What the law gives: food assistance and cash by size and income, in US dollars a month. Background knowledge."""

import numpy as np

from orchestration.rehearsal.lives.income import poverty

GROSS_LIMIT = 1.3  # of the poverty guideline, for food assistance
CASH_LIMIT = 0.5  # of the poverty guideline, for cash
CASH_MONTHS = 60
_MAXIMUM = np.array([0, 291, 535, 766, 973, 1155, 1386, 1532, 1751])
_MORE = 219  # for each person above eight
_DEDUCTION = np.array([0, 198, 198, 198, 208, 244, 279])
_CASH = np.array([0, 186, 225, 262, 328, 383, 432, 482])


def maximum(size: np.ndarray) -> np.ndarray:
    """The largest food benefit of a household of the size."""
    return _MAXIMUM[np.minimum(size, 8)] + _MORE * np.maximum(size - 8, 0)


def net_income(size: np.ndarray, earned: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Income after a fifth of earnings and the standard deduction."""
    return np.maximum(other + earned * 4 // 5 - _DEDUCTION[np.minimum(size, 6)], 0)


def food(size: np.ndarray, net: np.ndarray) -> np.ndarray:
    """The benefit: the maximum less three tenths of net income; one or two people get 23 dollars at least."""
    least = np.where(size <= 2, 23, 0)
    return np.clip(maximum(size) - net * 3 // 10, least, maximum(size))


def cash(size: np.ndarray, earned: np.ndarray) -> np.ndarray:
    """The grant, less half of what is earned above 120 dollars; at least ten dollars."""
    return np.maximum(_CASH[np.minimum(size, 7)] - np.maximum(earned - 120, 0) // 2, 10)


def is_poor_enough(size: np.ndarray, income: np.ndarray, limit: float) -> np.ndarray:
    return income <= limit * poverty(size)
