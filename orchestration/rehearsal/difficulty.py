"""How hard the county is to read: every rate of error, fixed by default so that no one is graded on an easy county.

Source: STANDARDS.md 13.2 and 13.3 (pseudopeople's 1 % a cell, raised for human-service files), DESIGN.md section 9.
"""

from dataclasses import dataclass, fields, is_dataclass, replace


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
    """Every rate of error of the four feeds."""

    births: Slips = Slips(
        typo=0.006,
        misheard=0.004,
        nickname=0.006,
        used_name=0.05,
        stale_surname=0.03,
        one_surname=0.12,
        middle_missing=0.12,
        middle_initial=0.1,
        suffix_missing=0.2,
        date_wrong=0.006,
        date_swapped=0.003,
    )
    hmis: Slips = Slips(
        typo=0.018,
        misheard=0.016,
        misread=0.005,
        nickname=0.04,
        used_name=0.6,
        names_swapped=0.006,
        stale_surname=0.25,
        one_surname=0.4,
        middle_missing=0.55,
        middle_initial=0.6,
        suffix_missing=0.6,
        date_missing=0.015,
        date_placeholder=0.012,
        date_swapped=0.01,
        date_wrong=0.02,
        sex_wrong=0.004,
    )
    wages: Slips = Slips(
        typo=0.012,
        misheard=0.006,
        misread=0.006,
        nickname=0.025,
        used_name=0.4,
        names_swapped=0.008,
        stale_surname=0.3,
        one_surname=0.45,
        middle_missing=0.35,
        suffix_missing=0.95,
    )
    school: Slips = Slips(nickname=0.02, used_name=0.35, stale_surname=0.15, date_wrong=0.006, sex_wrong=0.003)

    ssn_absent_births: float = 0.08  # of parents
    ssn_absent_hmis: float = 0.30
    ssn_last4_hmis: float = 0.15
    ssn_wrong: float = 0.01  # of numbers written: a digit wrong or two swapped
    ssn_borrowed: float = 0.02  # of wage earners: on someone else's number
    ssn_placeholder: float = 0.004  # of numbers written: 999999999 and the like
    ssn_parents_swapped: float = 0.003  # of certificates: each parent's number in the other's field
    name_unknown_hmis: float = 0.006  # DOE, UNKNOWN, ANONYMOUS
    newborn_unnamed: float = 0.03  # BABY GIRL, BABY BOY, or blank
    wages_initial_only: float = 0.05
    wages_name_blank: float = 0.015
    duplicate_client: float = 0.04  # of HMIS clients: a second PersonalID
    second_state_id: float = 0.01  # of pupils: a second StateID after a move
    shelter_as_address: float = 0.5  # of pupils in shelter: the shelter's address
    broken_rows: float = 0.002  # of rows of large files: an impossible code, date or key

    def scaled(self, factor: float) -> "Difficulty":
        """The same county with every rate times `factor`, none above 95 %."""
        return _scaled(self, factor)

    def without_ssn(self) -> "Difficulty":
        """The same county with no SSN on births and HMIS; wages keep theirs, which is their only key."""
        return replace(self, ssn_absent_births=1.0, ssn_absent_hmis=1.0, ssn_last4_hmis=0.0)


def _scaled(rates, factor: float):
    changed = {}
    for field in fields(rates):
        rate = getattr(rates, field.name)
        changed[field.name] = _scaled(rate, factor) if is_dataclass(rate) else min(rate * factor, 0.95)
    return replace(rates, **changed)
