"""One bad input: what arrives, and what must come of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from data_contracts import Contract
from tests.bad_inputs.stay_files import STAYS

Outcome = Literal["accepted", "accepted_with_errors", "rejected", "not picked up"]
MARK = "PLANTEDZZY"  # begins every planted word, so that one look finds them all


@dataclass(frozen=True)
class Case:
    """A file of a feed, and the verdict, rule, count and words it must meet."""

    name: str
    make: Callable[[str], bytes]  # from the planted word
    outcome: Outcome
    rule: str = ""  # the rule that tells; none when nothing is broken
    broken: int = 1
    says: tuple[str, ...] = ()  # phrases of the message
    contract: Contract = STAYS
    file: str = "stays_2026-08.csv"
    before: tuple[tuple[str, Callable[[str], bytes]], ...] = ()  # files of earlier nights
    quarantined: int | None = None
    place: Callable[[Path, bytes], object] = Path.write_bytes  # how it comes into the landing area
    is_later: bool = False  # whether the next night takes it

    @property
    def word(self) -> str:
        """The case's own planted word."""
        return MARK + "".join(letter for letter in self.name.upper() if letter.isascii() and letter.isalpha())[:24]


def of(contract: Contract, file: str, *cases: Case) -> list[Case]:
    """Cases of another feed."""
    return [replace(case, contract=contract, file=file) for case in cases]
