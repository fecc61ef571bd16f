"""Whether fixed-width positions lie inside the record and beside each other."""

from collections.abc import Iterator

from data_contracts.errors import Findings
from data_contracts.shape.column import ColumnShape
from data_contracts.shape.contract import DeliveryShape
from data_contracts.shape.object import ObjectShape

Loc = tuple[str | int, ...]
Slice = tuple[int, int]


def check_positions(table: ObjectShape, delivery: DeliveryShape, findings: Findings, loc: Loc) -> None:
    """Slices of two columns may share text only when one holds the other whole, as a date holds its year."""
    taken: list[tuple[str, Slice]] = []
    length = table.record_length(delivery.record_length)
    for index, column in enumerate(table.properties):
        slices = _slices(column)
        for sentence in (*_presence(column, delivery), *_outside(column, length), *_clashes(column, taken)):
            findings.add((*loc, "properties", index), sentence)
        taken += [(column.name, mine) for mine in slices]


def _slices(column: ColumnShape) -> list[Slice]:
    return [(first, last) for first, last in column.custom("positions", [])]


def _presence(column: ColumnShape, delivery: DeliveryShape) -> Iterator[str]:
    is_fixed = delivery.layout == "fixed_width"
    if is_fixed and not _slices(column):
        yield f"{column.name} needs positions, as the layout is fixed_width"
    if not is_fixed and _slices(column):
        yield f"{column.name} has positions, but the layout is {delivery.layout}"


def _outside(column: ColumnShape, length: int | None) -> Iterator[str]:
    for first, last in _slices(column):
        if not 1 <= first <= last:
            yield f"{column.name} has the position [{first}, {last}]; positions count from 1, first to last"
        elif length and last > length:
            yield f"{column.name} ends at {last}, past the record_length {length}"


def _clashes(column: ColumnShape, taken: list[tuple[str, Slice]]) -> Iterator[str]:
    slices = _slices(column)
    for number, mine in enumerate(slices):
        others = [(name, theirs) for name, theirs in taken if _straddle(mine, theirs)]
        others += [(column.name, theirs) for theirs in slices[:number] if _overlap(mine, theirs)]
        for name, theirs in others:
            yield f"{column.name} at {list(mine)} overlaps {name} at {list(theirs)}"


def _overlap(a: Slice, b: Slice) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _straddle(a: Slice, b: Slice) -> bool:
    """Whether two slices overlap and neither holds the other."""
    holds = (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])
    return _overlap(a, b) and not holds
