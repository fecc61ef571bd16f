"""Rows in series: each repeated, and where each stands among its like."""

import numpy as np


def repeats(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every row as often as its count says: the row, and the place among its repeats, from nought."""
    row = np.repeat(np.arange(len(counts)), counts)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)


def count_before(groups: np.ndarray) -> np.ndarray:
    """How many rows of the same group stand before each one."""
    order = np.argsort(groups, kind="stable")
    sorted_ = groups[order]
    found = np.empty(len(groups), np.int64)
    found[order] = np.arange(len(groups)) - np.searchsorted(sorted_, sorted_, side="left")
    return found
