"""What a `quality` or `relationships` entry may speak of while it is compiled, and where its faults go."""

from dataclasses import dataclass

from data_contracts.contract import Column
from data_contracts.errors import Findings
from data_contracts.shape.quality import QualityShape
from data_contracts.vocabulary import advice

Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Setting:
    """A table's own columns, and those of the tables beside it."""

    columns: tuple[Column, ...]
    objects: dict[str, tuple[str, ...]]  # object of this delivery -> its column names
    findings: Findings

    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def refuse(self, loc: Loc, sentence: str) -> None:
        """Notes why an entry cannot be compiled."""
        self.findings.add(loc, sentence)


def arguments(entry: QualityShape, valid: tuple[str, ...], setting: Setting, loc: Loc) -> dict:
    """The entry's arguments; an unknown one is a finding."""
    for key in entry.arguments or {}:
        if key not in valid:
            said = advice(key, valid) if valid else f"{entry.metric} takes none here"
            setting.refuse((*loc, "arguments", key), f'unknown argument "{key}"; {said}')
    return entry.arguments or {}


def known(names: list[str] | tuple[str, ...], setting: Setting, loc: Loc) -> bool:
    """Whether the table has all these columns; one it lacks is a finding."""
    unknown = [str(name) for name in names if name not in setting.names()]
    for name in unknown:
        setting.refuse(loc, f'unknown column "{name}"; {advice(name, setting.names())}')
    return not unknown
