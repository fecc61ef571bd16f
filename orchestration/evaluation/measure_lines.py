"""A measure's number as linked and with true persons, and who differs for what cause. Counts and shares only."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measure's number on one side: how many have an answer, how many none, the share or mean, and among the matched.

    effective: how many people of equal weight would tell the matched number as exactly, (sum of weights)² / sum of squares.
    """

    people: int
    unanswered: int
    value: float | None
    matched_value: float | None
    effective: float | None = None


@dataclass(frozen=True)
class MeasureLine:
    """One measure and exposure on both sides, and how many people differ by cause."""

    question: str
    measure: str
    exposure: str
    is_share: bool
    linked: Figure
    true: Figure
    causes: Mapping[str, int]
    anew: Figure | None = None  # with true persons, worked out without the models; None where nobody did

    @property
    def difference(self) -> float | None:
        """Linked minus true."""
        if self.linked.value is None or self.true.value is None:
            return None
        return self.linked.value - self.true.value


def number(figure: float | None, signed: bool) -> str:
    """Four digits after the point, or two where they are dollars or days by the hundred."""
    if figure is None:
        return "none"
    return f"{figure:{'+' if signed else ''},.{2 if abs(figure) >= 100 else 4}f}"
