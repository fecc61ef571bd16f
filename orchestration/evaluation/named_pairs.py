"""True pairs of a parent and a child whom rows in force name together, source by source.

Read from the contracts, the rows and the truth alone: what the models gather or how they class it has no say. Counts only.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from orchestration.places import Places

TOGETHER = "together on a row or a case"


def lay_out_named_pairs(con: duckdb.DuckDBPyConnection, contracts: Sequence[Any], places: Places) -> None:
    """Temp table `named`: source, how, is_stated, child and parent.

    Stated: a row of a tie that a contract declares, by its relation. Not stated: rows share a number that no contract calls
    shared by strangers. Needs `near` (record_id, person), the records that count, and `family` (parent, child).
    """
    con.execute("create temp table named (source text, how text, is_stated boolean, child text, parent text)")
    for contract in contracts:
        tables = [(table, path) for table in contract.tables if (path := places.in_force / f"{table.name}.parquet").exists()]
        for table, path in tables:
            for tie in table.ties:
                con.execute(f"insert into named {_stated(contract.feed, table, tie, path)}")
        if rows := [row for table, path in tables for row in _units(table, path)]:
            con.execute(f"insert into named {_together(contract.feed, rows)}")


def _stated(feed: str, table: Any, tie: Any, path: Path) -> str:
    """SQL: pairs on the rows of one tie. A voided row states as well: were it wrong, its pair would be no true one."""
    how = f"'{tie.parent_role}'"
    if tie.relation_column:
        labels = " ".join(
            f"when '{code}' then '{label.replace(chr(39), chr(39) * 2)}'"
            for code, label in table.column(tie.relation_column).codes.items()
        )
        how = f"""case rows."{tie.relation_column}"::varchar {labels} else 'no code' end""" if labels else "'no code'"
    return f"""
        select '{feed}', 'stated: ' || {how}, true, family.child, family.parent
        from read_parquet('{path}') as rows
        inner join near as c on rows."{tie.child_role}_record_id" = c.record_id
        inner join near as p on rows."{tie.parent_role}_record_id" = p.record_id
        inner join family on family.child = c.person and family.parent = p.person
        group by all
    """


def _units(table: Any, path: Path) -> list[str]:
    """SQL: each record of the table with each number on its rows that people who belong together have in common."""
    numbers = [column.name for column in table.columns if column.classification == "key" and not column.is_shared]
    return [
        f"""select "{number}_key" as unit, "{person.role}_record_id" as record_id from read_parquet('{path}')"""
        for person in table.persons
        for number in numbers
    ]


def _together(feed: str, rows: Sequence[str]) -> str:
    return f"""
        with units as (
            select distinct unit, person from ({" union all ".join(rows)}) inner join near using (record_id)
            where unit is not null
        )
        select distinct '{feed}', '{TOGETHER}', false, family.child, family.parent
        from family
        inner join units as c on family.child = c.person
        inner join units as p on family.parent = p.person and c.unit = p.unit
    """
