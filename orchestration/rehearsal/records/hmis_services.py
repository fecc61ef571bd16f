"""Services.csv: bed nights of night-by-night shelters, and what veterans' families get from SSVF in rapid rehousing."""

import numpy as np

from orchestration.rehearsal.days import NEVER, written
from orchestration.rehearsal.files import Values
from orchestration.rehearsal.lives import shelter
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.people import MALE
from orchestration.rehearsal.series import repeats
from orchestration.rehearsal.spelling import counted, digits

SLEPT_ELSEWHERE = 0.12  # of the nights of a stay
MOST_NIGHTS = 400
MONTH = 30
_ASSISTANCE, _CASE_WORK, _BED = (b"152", b"1"), (b"144", b"2"), (b"200", b"200")  # record type and type provided


def service_rows(rng: np.random.Generator, county: County, client_number: np.ndarray) -> tuple[Values, np.ndarray, np.ndarray]:
    """The services, and the stay and the day of each."""
    nights, assisted = _bed_nights(rng, county), _assisted_months(county)
    stay = np.concatenate([nights[0], assisted[0], assisted[0]])
    day = np.concatenate([nights[1], assisted[1], assisted[1] + 3])
    parts = (len(nights[0]), len(assisted[0]), len(assisted[0]))
    kinds = [np.repeat(np.array([kind[at] for kind in (_BED, _ASSISTANCE, _CASE_WORK)]), parts) for at in (0, 1)]
    order = np.lexsort((kinds[0], stay, day))
    stay, day, record, provided = stay[order], day[order], kinds[0][order], kinds[1][order]
    paid = record == _ASSISTANCE[0]
    amount = np.strings.add(counted(300 + 25 * rng.integers(0, 29, len(stay))), b".00")
    values = {
        "ServicesID": digits(1 + np.arange(len(stay)), 9),
        "EnrollmentID": digits(1 + stay, 8),
        "PersonalID": client_number[stay],
        "DateProvided": written(day),
        "RecordType": record,
        "TypeProvided": provided,
        "FAAmount": np.where(paid, amount, b""),
        "FAStartDate": written(np.where(paid, day, NEVER)),
        "FAEndDate": written(np.where(paid, day + MONTH - 1, NEVER)),
    }
    return values, stay, day


def _bed_nights(rng: np.random.Generator, county: County) -> tuple[np.ndarray, np.ndarray]:
    """Every night of a stay in a night-by-night shelter but those spent elsewhere; the first one always."""
    stays = county.stays
    rows = np.flatnonzero(stays.project_type == shelter.NIGHTS)
    length = np.clip(np.minimum(stays.exit[rows], county.window.end_day + 1) - stays.entry[rows], 1, MOST_NIGHTS)
    row, night = repeats(length)
    stay = rows[row]
    slept = (night == 0) | (rng.random(len(stay)) >= SLEPT_ELSEWHERE)
    return stay[slept], (stays.entry[stay] + night)[slept]


def _assisted_months(county: County) -> tuple[np.ndarray, np.ndarray]:
    """The months in rapid rehousing of veterans who head a household."""
    stays, people = county.stays, county.people
    veteran = (people.sex[stays.person] == MALE) & (stays.person % 11 == 0)  # as in Client.csv
    rows = np.flatnonzero((stays.project_type == shelter.REHOUSING) & (stays.relation == 1) & veteran)
    months = np.maximum((np.minimum(stays.exit[rows], county.window.end_day) - stays.entry[rows]) // MONTH, 0)
    row, number = repeats(months)
    return rows[row], stays.entry[rows[row]] + number * MONTH
