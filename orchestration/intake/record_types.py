"""The record types of a fixed-width file: every line has one, headers come first and once, trailers last and once."""

from collections.abc import Sequence

import duckdb

from data_contracts.contract import Table
from orchestration.intake.containers import Refuse
from orchestration.intake.layouts import is_of_type, lines
from orchestration.intake.unreadable import counted


def check_record_types(con: duckdb.DuckDBPyConnection, tables: Sequence[Table], path: str, absent: str, refuse: Refuse) -> None:
    """Raises: DeliveryUnreadable for a line of no promised type, and for a header or trailer missing, twice or misplaced.

    A file whose tables have no record types passes.
    """
    if tables[0].member.record is None:
        return
    every = lines(tables[0].member, path, absent)
    known = " or ".join(is_of_type(table.member.record) for table in tables)
    asked = [f"count(*) filter (where ({known}) is not true)", f"min(row_number) filter (where ({known}) is not true)"]
    for table in tables:
        mine = is_of_type(table.member.record)
        asked += [f"count(*) filter (where {mine})", f"min(row_number) filter (where {mine})"]
    found = con.execute(f"select max(row_number), {', '.join(asked)} from ({every})").fetchall()[0]
    last, strange, first, *by_table = found
    if strange:
        wanted = ", ".join(value for table in tables for value in table.member.record.values)
        message = f"{counted(strange, 'line has', 'lines have')} no record type promised, the first in line {first}."
        raise refuse("file.record_types", strange, message, f"Send records of the types {wanted} only, one per line.")
    for table, count, place in zip(tables, by_table[::2], by_table[1::2], strict=True):
        _refuse_misplaced(table, count, place == {"header": 1, "trailer": last}.get(table.member.record.kind), refuse)


def _refuse_misplaced(table: Table, count: int, is_in_place: bool, refuse: Refuse) -> None:
    kind = table.member.record.kind
    if kind == "data" or (count == 1 and is_in_place):
        return
    where = "first" if kind == "header" else "last"
    wrong = f"the {kind} {table.object_name} stands in {counted(count, 'line')}, and should stand in the {where} only."
    fix = f"Send the whole file with one {table.object_name} record, as its {where} line."
    if count == 0:
        wrong = f"the {kind} {table.object_name} is missing, so the file may be cut short."
    raise refuse(f"file.{kind}", max(count, 1), wrong, fix)
