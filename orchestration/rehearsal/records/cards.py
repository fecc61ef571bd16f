"""What a clerk writes down once and uses again: one card per person and occasion, whichever rows come of it."""

import numpy as np


def carded(*columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A row that stands for each distinct combination, the first of it; and the number of each row's card."""
    card = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        _, code = np.unique(column, return_inverse=True)
        _, card = np.unique(card * (code.max(initial=0) + 1) + code, return_inverse=True)
    _, first = np.unique(card, return_index=True)
    return first, card
