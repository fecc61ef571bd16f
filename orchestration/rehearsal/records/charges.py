"""What people are booked for: one to four charges a booking."""

import numpy as np

from orchestration.rehearsal.days import written
from orchestration.rehearsal.sending import Written
from orchestration.rehearsal.series import repeats
from orchestration.rehearsal.spelling import counted, digits

# Statute (invented), type, group, words and how often.
_OFFENSES = (
    (b"510.020", b"M", b"DRUG", b"POSSESSION CONTROLLED SUBSTANCE", 0.2),
    (b"511.040", b"M", b"PROPERTY", b"THEFT UNDER 1000", 0.17),
    (b"508.030", b"M", b"VIOLENT", b"ASSAULT 4TH DEGREE", 0.13),
    (b"525.060", b"M", b"ORDER", b"DISORDERLY CONDUCT", 0.13),
    (b"525.100", b"M", b"ORDER", b"PUBLIC INTOXICATION", 0.12),
    (b"189.010", b"T", b"TRAFFIC", b"OPERATING UNDER INFLUENCE", 0.1),
    (b"431.015", b"O", b"WARRANT", b"FAILURE TO APPEAR", 0.1),
    (b"508.010", b"F", b"VIOLENT", b"ASSAULT 1ST DEGREE", 0.02),
    (b"511.020", b"F", b"PROPERTY", b"BURGLARY 1ST DEGREE", 0.03),
)


def charges(rng: np.random.Generator, booking: np.ndarray, day: np.ndarray) -> tuple[Written, np.ndarray]:
    """One to four charges a booking, and the booking of each."""
    count = 1 + np.minimum(rng.poisson(0.6, len(booking)), 3)
    of, place = repeats(count)
    weights = np.array([offense[-1] for offense in _OFFENSES])
    kind = rng.choice(len(_OFFENSES), len(of), p=weights / weights.sum())
    column = lambda at: np.array([offense[at] for offense in _OFFENSES])[kind]  # noqa: E731
    values = {
        "internal_charge_id": digits(1 + np.arange(len(of)), 12),
        "booking_number": booking[of],
        "charge_position": counted(1 + place),
        "charge_date": written(day[of]),
        "statute": column(0),
        "charge_type": column(1),
        "offense_category": column(2),
        "charge_desc": column(3),
        "bond_amount": np.where(
            rng.random(len(of)) < 0.4, np.strings.add(counted(100 * rng.integers(1, 60, len(of))), b".00"), b""
        ),
    }
    return Written(values), of
