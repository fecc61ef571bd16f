"""Numbers that nodes and records keep from night to night, so that what was scored once need not be scored again.

A number says nothing: ties are broken by ids. It is never given twice, even when its node or record is gone.
"""

from pathlib import Path

import duckdb

from orchestration.places import Places
from orchestration.vault import Vault

_NOTHING_GIVEN = "values ('node', 0), ('record', 0)"
_NUMBERED = {"node": ("node_id", "content_id"), "record": ("record_no", "record_id")}


def _marks_path(places: Places) -> Path:
    """The highest numbers ever given."""
    return places.identity / "numbers.parquet"


def recall(con: duckdb.DuckDBPyConnection, vault: Vault, nodes: Path, places: Places) -> None:
    """Temp tables `known_node`, `known_record` (number by id) and `marks`; empty where nothing was numbered before."""
    for what, (number, of) in _NUMBERED.items():
        con.execute(f"create temp table known_{what} ({of} varchar, {number} integer)")
        if nodes.exists():
            con.execute(f"insert into known_{what} select distinct {of}, {number} from {vault.scan(nodes)}")
    kept = _marks_path(places)
    con.execute("create temp table marks (what varchar, highest integer)")
    con.execute(f"insert into marks {f'from {vault.scan(kept)}' if kept.exists() else _NOTHING_GIVEN}")


def numbered(what: str, of: str) -> str:
    """A number column: the known number of an id, or the next ones in the order of the ids."""
    number, _ = _NUMBERED[what]
    fresh = f"dense_rank() over (partition by known_{what}.{number} is null order by {of})"
    highest = f"(select highest from marks where what = '{what}')"
    return f"coalesce(known_{what}.{number}, {highest} + {fresh})::integer as {number}"


def keep(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places) -> None:
    """The new highest numbers, on disk before any node that carries one."""
    con.execute("""
        create temp table new_marks as
        select 'node' as what, greatest(max(node_id), any_value(highest)) as highest from nodes, marks where what = 'node'
        union all
        select 'record', greatest(max(record_no), any_value(highest)) from nodes, marks where what = 'record'
    """)
    vault.write(con, "select what, coalesce(highest, 0)::integer as highest from new_marks order by what", _marks_path(places))
