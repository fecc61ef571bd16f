"""The operators of ODCS: what an entry allows its metric to be, and the promise that follows from it.

A bound from above is how many rows may break a rule about rows. Any other bound (at least, exactly, not, outside) speaks
of the whole table: no single row breaks it.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, nextafter
from typing import Any

from data_contracts.promises import Promise
from data_contracts.setting import Loc, Setting
from data_contracts.shape.quality import QualityShape

_COMPARE = {
    "mustBe": "{} = {}", "mustNotBe": "{} <> {}", "mustBeGreaterThan": "{} > {}", "mustBeGreaterOrEqualTo": "{} >= {}",
    "mustBeLessThan": "{} < {}", "mustBeLessOrEqualTo": "{} <= {}", "mustBeBetween": "{} between {} and {}",
    "mustNotBeBetween": "{} not between {} and {}",
}  # fmt: skip
OPERATORS = tuple(_COMPARE)
_WORDS = {
    "mustBe": "exactly {}", "mustNotBe": "anything but {}", "mustBeGreaterThan": "more than {}",
    "mustBeGreaterOrEqualTo": "{} or more", "mustBeLessThan": "fewer than {}", "mustBeLessOrEqualTo": "{} or fewer",
    "mustBeBetween": "{} to {}", "mustNotBeBetween": "outside {} to {}",
}  # fmt: skip


@dataclass(frozen=True)
class Bound:
    """One operator with its number or numbers."""

    operator: str
    numbers: tuple[float, ...]
    in_percent: bool

    def holds(self, measured: str, of: str = "") -> str:
        """SQL that is true when a measure keeps the bound; `of` is a factor of the numbers (the rows, for a percent)."""
        return _COMPARE[self.operator].format(measured, *(f"{_plain(number)}{of}" for number in self.numbers))

    @property
    def words(self) -> str:
        return _WORDS[self.operator].format(*map(_plain, self.numbers)) + (" %" if self.in_percent else "")

    @property
    def most(self) -> tuple[float, bool] | None:
        """The number a count stays below, and whether it may reach it; None when the bound says more than that."""
        match self.operator:
            case "mustBe" if self.numbers == (0,):
                return 0, True
            case "mustBeLessThan":
                return self.numbers[0], False
            case "mustBeLessOrEqualTo":
                return self.numbers[0], True
            case "mustBeBetween" if self.numbers[0] <= 0:
                return self.numbers[1], True
        return None


def bound_of(entry: QualityShape, setting: Setting, loc: Loc) -> Bound | None:
    """The entry's one operator; None, with a finding, when it has none, several, or one nothing can keep."""
    given = [name for name in OPERATORS if getattr(entry, name) is not None]
    if len(given) != 1:
        said = f"this has {', '.join(given)}" if given else "this has none"
        setting.refuse(loc, f"a rule promises with exactly one operator, and {said}; valid words: {', '.join(OPERATORS)}")
        return None
    value: Any = getattr(entry, given[0])
    bound = Bound(given[0], tuple(value) if isinstance(value, list) else (value,), entry.unit == "percent")
    if len(bound.numbers) == 2 and bound.numbers[0] > bound.numbers[1]:
        setting.refuse((*loc, given[0]), f"{given[0]} gives the smaller number first")
        return None
    return bound


def bounded(promise: Promise, entry: QualityShape, setting: Setting, loc: Loc) -> Promise | None:
    """A promise about rows under its entry's operator; None, with a finding, when no delivery could keep it."""
    bound = bound_of(entry, setting, loc)
    if bound is None or not _can_be_kept(bound, setting, (*loc, bound.operator)):
        return None
    if bound.most is None:
        return _about_the_table(promise, bound)
    if bound.operator == "mustBe":
        return promise
    if entry.wording.tolerance is not None:
        setting.refuse(loc, f"{bound.operator} is the tolerance already; leave the customProperty tolerance out")
        return None
    most, is_included = bound.most
    if bound.in_percent:
        share = float(Fraction(str(most)) / 100)
        return replace(promise, tolerance=share if is_included else nextafter(share, 0))
    return replace(promise, most_rows=floor(most) if is_included else ceil(most) - 1)


def _can_be_kept(bound: Bound, setting: Setting, loc: Loc) -> bool:
    """Whether some count from 0, or some share from 0 to 100, keeps the bound."""
    low, high = min(bound.numbers), max(bound.numbers)
    never = {
        "mustBeLessThan": high <= 0, "mustBeLessOrEqualTo": high < 0, "mustBeBetween": high < 0, "mustBe": high < 0,
        "mustBeGreaterThan": bound.in_percent and low >= 100,
    }.get(bound.operator, False)  # fmt: skip
    if never or (bound.in_percent and high > 100):
        allowed = "a share from 0 to 100 percent" if bound.in_percent else "a count of rows, 0 or more"
        setting.refuse(loc, f"{bound.operator} bounds {allowed}; no delivery could keep this")
        return False
    return True


def _about_the_table(promise: Promise, bound: Bound) -> Promise:
    """The promise of how many rows are so: judged of the whole table, and with no row to quarantine."""
    count = "count(*) filter (where is_so)"
    of_rows = f"count(*) = 0 or {bound.holds(f'100 * {count}', ' * count(*)')}"  # of no rows any share is kept
    holds = of_rows if bound.in_percent else bound.holds(count)
    table_breaks = f"(select not ({holds}) from (select coalesce({promise.breaks}, false) as is_so from {{rows}}))"
    what = promise.description.rstrip(".")
    return replace(
        promise, breaks=None, table_breaks=table_breaks, expectation=None, kwargs={}, columns=(),
        description=f"The number of rows that break this is {bound.words}: {what}.",
        message=f"The number of rows that break this is not {bound.words}: {what}.",
        fix="Compare the export with the one before it, and send it again when it is incomplete.",
    )  # fmt: skip


def _plain(number: float) -> str:
    """A number as SQL writes it, never as 1e-05."""
    return str(number) if isinstance(number, int) else f"{number:.12f}".rstrip("0").rstrip(".")
