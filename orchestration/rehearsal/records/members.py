"""Members of Medicaid: the number of each spell, and the day the state's system knew of it."""

from dataclasses import dataclass

import numpy as np

from orchestration.rehearsal.difficulty import Difficulty, Slips
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.spelling import digits
from orchestration.rehearsal.streams import Streams


@dataclass(frozen=True)
class MemberRates:
    """What goes wrong at a county office."""

    slips: Slips
    ssn_absent: float = 0.07
    newborn_unnamed: float = 0.04
    number_unverified: float = 0.05
    new_number: float = 0.012  # of those who come back: under a new number
    case_missing: float = 0.02


RATES = MemberRates(
    Slips(
        typo=0.008,
        nickname=0.015,
        used_name=0.2,
        stale_surname=0.14,
        middle_missing=0.25,
        middle_initial=1.0,
        date_missing=0.004,
        address_old=0.12,
    )
)


@dataclass
class Members:
    """One row per member number; `of_spell` gives each spell of coverage its row."""

    number: np.ndarray  # text
    person: np.ndarray
    since: np.ndarray  # first covered day under this number
    of_spell: np.ndarray
    known: np.ndarray  # by spell: the day the system knew


def members(streams: Streams, county: County, difficulty: Difficulty) -> Members:
    """The same numbers for eligibility and for claims."""
    rng, spells = streams.of("medicaid members"), county.coverage
    opens = np.ones(len(spells.person), bool)
    opens[1:] = spells.person[1:] != spells.person[:-1]
    opens |= rng.random(len(opens)) < difficulty.of(RATES).new_number
    of_spell = np.cumsum(opens) - 1
    serial = rng.permutation(int(opens.sum()))
    number = np.strings.add(b"M", digits(20_000_000 + serial * 7, 10))
    known = spells.start + 1 + np.minimum(rng.exponential(12, len(opens)), 80).astype(np.int32)
    return Members(number, spells.person[opens], spells.start[opens], of_spell, known)
