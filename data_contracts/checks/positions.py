"""Whether fixed-width positions lie inside the record and beside each other."""

from data_contracts.errors import Findings
from data_contracts.shape.contract import DeliveryShape
from data_contracts.shape.object import ObjectShape

Loc = tuple[str | int, ...]
Slice = tuple[int, int]


def check_positions(table: ObjectShape, delivery: DeliveryShape, findings: Findings, loc: Loc) -> None:
    """Slices of two columns may share text only when one holds the other whole, as a date holds its year."""
    taken: list[tuple[str, Slice]] = []
    for index, column in enumerate(table.properties):
        at, slices = (*loc, "properties", index), [(a, b) for a, b in column.custom("positions", [])]
        if delivery.layout != "fixed_width":
            if slices:
                findings.add(at, f"{column.name} has positions, but the layout is {delivery.layout}")
            continue
        if not slices:
            findings.add(at, f"{column.name} needs positions, as the layout is fixed_width")
        for first, last in slices:
            if not 1 <= first <= last:
                findings.add(at, f"{column.name} has the position [{first}, {last}]; positions count from 1, first to last")
            elif delivery.record_length and last > delivery.record_length:
                findings.add(at, f"{column.name} ends at {last}, past the record_length {delivery.record_length}")
        for other, theirs in taken + [(column.name, s) for s in slices]:
            for mine in slices:
                if _straddle(mine, theirs) or (other == column.name and mine != theirs and _overlap(mine, theirs)):
                    findings.add(at, f"{column.name} at {list(mine)} overlaps {other} at {list(theirs)}")
        taken += [(column.name, s) for s in slices]


def _overlap(a: Slice, b: Slice) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _straddle(a: Slice, b: Slice) -> bool:
    """Whether two slices overlap and neither holds the other."""
    holds = (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])
    return _overlap(a, b) and not holds
