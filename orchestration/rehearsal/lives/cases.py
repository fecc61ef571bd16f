"""Cases of public assistance as columns: food issued, members, cash granted, people of cash families."""

from dataclasses import dataclass

import numpy as np

CLOSED_FOR_INCOME, CLOSED_AT_REVIEW, CLOSED_MOVED, CLOSED_JOINED = range(4)


@dataclass
class Issued:
    """Food assistance: one row per household and month."""

    month: np.ndarray
    head: np.ndarray
    opened: np.ndarray  # month this spell of the case began
    size: np.ndarray
    earned: np.ndarray
    pension: np.ndarray
    ssi: np.ndarray
    other: np.ndarray
    net: np.ndarray
    benefit: np.ndarray
    closes: np.ndarray  # why the case ends with the month; -1: it goes on


@dataclass
class Memberships:
    """Spells of people in a food case: months, the last one included; never: still in it."""

    person: np.ndarray
    head: np.ndarray
    first: np.ndarray
    last: np.ndarray


@dataclass
class Granted:
    """Cash: one row per family and month."""

    month: np.ndarray
    head: np.ndarray
    opened: np.ndarray
    size: np.ndarray  # people the grant is for
    count: np.ndarray  # months of cash so far
    earned: np.ndarray
    grant: np.ndarray
    food: np.ndarray  # food assistance of the month


@dataclass
class Aided:
    """People of cash families: one row per person and month."""

    month: np.ndarray
    person: np.ndarray
    head: np.ndarray
    earned: np.ndarray


@dataclass
class Support:
    """All public assistance of the window."""

    issued: Issued
    memberships: Memberships
    granted: Granted
    aided: Aided
    children_only: np.ndarray  # per person: as a head, takes cash for the children alone
