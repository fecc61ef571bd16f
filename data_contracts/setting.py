"""What a `quality` or `relationships` entry may speak of while it is compiled, and where its faults go."""

from dataclasses import dataclass

from data_contracts.contract import Column
from data_contracts.errors import Findings
from data_contracts.shape.quality import QualityShape
from data_contracts.vocabulary import advice

Loc = tuple[str | int, ...]
OPERATORS = (
    "mustBe", "mustBeGreaterThan", "mustBeGreaterOrEqualTo", "mustBeLessThan", "mustBeLessOrEqualTo", "mustBeBetween",
)  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """A table's own columns, and those of the tables beside it."""

    columns: tuple[Column, ...]
    objects: dict[str, tuple[str, ...]]  # object of this delivery -> its column names
    findings: Findings

    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def refuse(self, loc: Loc, sentence: str) -> None:
        """Notes why an entry cannot be compiled."""
        self.findings.add(loc, sentence)


def bounds_given(entry: QualityShape) -> list[str]:
    return [name for name in OPERATORS if getattr(entry, name) is not None]


def counts_nothing(entry: QualityShape, setting: Setting, loc: Loc) -> bool:
    """Whether the entry promises no broken row, or a share of them: nothing else can be judged row by row."""
    given = bounds_given(entry)
    share = entry.unit == "percent" and given == ["mustBeLessOrEqualTo"] and 0 <= entry.mustBeLessOrEqualTo <= 100
    if share or (given == ["mustBe"] and entry.mustBe == 0):
        return True
    setting.refuse(loc, "a rule about rows promises `mustBe: 0`, or `mustBeLessOrEqualTo` with `unit: percent`")
    return False


def arguments(entry: QualityShape, valid: tuple[str, ...], setting: Setting, loc: Loc) -> dict:
    """The entry's arguments; an unknown one is a finding."""
    for key in entry.arguments or {}:
        if key not in valid:
            said = advice(key, valid) if valid else f"{entry.metric} takes none here"
            setting.refuse((*loc, "arguments", key), f'unknown argument "{key}"; {said}')
    return entry.arguments or {}
