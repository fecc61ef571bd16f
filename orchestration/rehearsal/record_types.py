"""Fixed-width files of several record types: header, data and trailer lines, as the contract tells them apart and counts them."""

import numpy as np

from data_contracts.contract import Contract, Table
from orchestration.rehearsal.files import Values, rendered


def interleaved(contract: Contract, objects: dict[str, Values]) -> bytes:
    """The header lines, the data lines of each object, the trailer lines.

    Numbers the contract's `counts` promise are filled in here; an object left out has one row of nothing else.
    """
    rows = {name: len(next(iter(values.values()))) for name, values in objects.items()}
    parts: dict[str, list[bytes]] = {"header": [], "data": [], "trailer": []}
    for table in contract.tables:
        values = dict(objects.get(table.object_name, {}))
        for count in table.counts:
            values[count.column] = np.array([str(sum(rows[name] for name in count.objects)).encode()])
        parts[table.member.record.kind].append(typed(table, rendered(table, values)))
    return b"".join(line for kind in parts.values() for line in kind)


def typed(table: Table, lines: bytes) -> bytes:
    """Lines with the object's record type where the contract has it."""
    record, length = table.member.record, table.member.record_length + 1
    page = np.frombuffer(lines, np.uint8).reshape(-1, length).copy()
    first, last = record.position
    page[:, first - 1 : last] = np.frombuffer(record.values[0].encode(), np.uint8)
    return page.tobytes()
