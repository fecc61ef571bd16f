"""What a history rule compares a delivery with: counts of the deliveries accepted before it. Counts only, no value."""

from dataclasses import dataclass
from typing import Literal

Measure = Literal["row_count", "share_missing", "category_shares"]
OTHER = "not in the list"  # every value that is no code of the contract's closed list, counted together


@dataclass(frozen=True)
class Baseline:
    """Which past counts a rule looks at."""

    measure: Measure
    column: str | None  # None for the row count
    last: int  # how many accepted deliveries back
    at_least: int  # with fewer, the rule is not judged


@dataclass(frozen=True)
class PastCount:
    """One count of one past delivery of a table."""

    age: int  # 1 is the delivery just before
    measure: Measure
    column: str | None
    code: str | None  # of `category_shares`
    counted: int
    rows: int  # what `counted` is a share of


def baselines(baseline: Baseline, past: tuple[PastCount, ...]) -> int:
    """How many past deliveries a rule can be compared with."""
    return len({
        one.age for one in past
        if one.age <= baseline.last and (one.measure, one.column) == (baseline.measure, baseline.column)
    })  # fmt: skip
