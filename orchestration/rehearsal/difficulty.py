"""How hard the county is to read: rates of error, fixed by default so that no one is graded on an easy county.

Here is what all agencies share; each agency's own rates stand as `RATES` with its records.
Source: STANDARDS.md 13.2 and 13.3 (pseudopeople's 1 % a cell, raised for human-service files), DESIGN.md section 9.
"""

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TypeVar

Rates = TypeVar("Rates")


@dataclass(frozen=True)
class Slips:
    """Shares of one feed's records in which a name, a birth date or a sex is not what it should be."""

    typo: float = 0.01  # a key beside, left out, doubled or in the wrong order; each of first and last name
    misheard: float = 0.008  # written by sound
    misread: float = 0.003  # written by shape, from paper
    nickname: float = 0.02  # a short form nobody in the family uses
    used_name: float = 0.25  # of people who go by another name than their legal one: that one is written
    names_swapped: float = 0.003
    stale_surname: float = 0.1  # of people whose surname changed: the earlier one is written
    one_surname: float = 0.25  # of people with two surnames: only one is written, or they are split over the fields
    middle_missing: float = 0.3
    middle_initial: float = 0.4
    suffix_missing: float = 0.4
    date_missing: float = 0.003
    date_placeholder: float = 0.0  # 1900-01-01, or the first of January of the right year
    date_swapped: float = 0.005  # day and month
    date_wrong: float = 0.01  # a digit
    sex_wrong: float = 0.002
    address_wrong: float = 0.02
    address_old: float = 0.04


@dataclass(frozen=True)
class Difficulty:
    """What all agencies share, and how their own rates are turned up, down or, for the SSN, off."""

    factor: float = 1.0
    ssn_removed: bool = False
    ssn_wrong: float = 0.01  # of numbers written: a digit wrong or two swapped
    ssn_borrowed: float = 0.02  # of wage earners: on someone else's number
    ssn_placeholder: float = 0.004  # of numbers written: 999999999 and the like
    broken_rows: float = 0.002  # of rows of large files: an impossible code, date or key

    def scaled(self, factor: float) -> "Difficulty":
        """The same county with every rate times `factor`, none above 95 %."""
        return replace(_scaled(self, factor), factor=self.factor * factor, ssn_removed=self.ssn_removed)

    def without_ssn(self) -> "Difficulty":
        """The same county with no SSN in any file but wages, whose only key it is."""
        return replace(self, ssn_removed=True)

    def of(self, rates: Rates) -> Rates:
        """An agency's own rates in this county; `ssn_absent`, `ssn_last4` and `ssn_padded` are what removing SSN touches."""
        scaled = _scaled(rates, self.factor)
        return replace(scaled, **_ssn_removed(scaled)) if self.ssn_removed else scaled


def _ssn_removed(rates) -> dict[str, float]:
    removed = {"ssn_absent": 1.0, "ssn_last4": 0.0, "ssn_padded": 0.0}
    return {field.name: removed[field.name] for field in fields(rates) if field.name in removed}


def _scaled(rates, factor: float):
    changed = {}
    for field in fields(rates):
        rate = getattr(rates, field.name)
        changed[field.name] = _scaled(rate, factor) if is_dataclass(rate) else min(rate * factor, 0.95)
    return replace(rates, **changed)
