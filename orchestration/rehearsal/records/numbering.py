"""Numbers an agency gives people: one each, and a second one to a few who come again and are not recognised."""

import numpy as np


def client_rows(
    rng: np.random.Generator, who: np.ndarray, order: np.ndarray, duplicate_share: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Person of each client, its first mention, and the client of each mention.

    `who` is the person of each mention, `order` sorts the mentions by person and time. A person mentioned more than once
    may have been given a second number at the last mention.
    """
    sorted_ = who[order]
    opens = np.concatenate([[True], sorted_[1:] != sorted_[:-1]]) if len(sorted_) else np.zeros(0, bool)
    again = np.flatnonzero(~opens)
    last_of_person = again[np.concatenate([sorted_[again][1:] != sorted_[again][:-1], [True]])] if len(again) else again
    wanted = min(round(opens.sum() * duplicate_share), len(last_of_person))
    renewed = rng.choice(last_of_person, wanted, replace=False) if wanted else np.zeros(0, np.int64)
    opens[renewed] = True
    client = np.empty(len(sorted_), np.int64)
    client[order] = np.cumsum(opens) - 1
    return sorted_[opens], order[opens], client
