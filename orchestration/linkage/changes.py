"""What must be solved tonight: every component, of last night's links or of tonight's, that holds something new.

New is a node that came or went or changed its source, a pair of records on one row, a decision. An edge is new only with
one of its nodes, or after a whole score, and then everything is solved. A component that holds nothing new is made of the
same records, edges and facts, so its clusters stand.
"""

import os
from pathlib import Path

import duckdb
import numpy as np

from orchestration.linkage.decisions import add_decisions
from orchestration.linkage.edges import edges_path, scored_nodes_path, with_birth_text
from orchestration.linkage.foes import READ
from orchestration.linkage.model import PersonModel
from orchestration.linkage.nodes import nodes_path, rows_path
from orchestration.linkage.solving import components
from orchestration.places import Places
from orchestration.vault import Vault

LABELS = "record_no integer, record_id varchar, component integer, strict integer, balanced integer, lenient integer"
FACTS = ("nodes", "mates", "decided")  # what the last crosswalk was made from, kept beside it


def _kept(places: Places, what: str) -> Path:
    return places.identity / "solved" / f"{what}.parquet"


def read(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, model: PersonModel) -> None:
    """Temp tables of tonight, by lasting record numbers: `all_nodes`, `all_records`, `all_edges`, `all_mates`, `all_decided`."""
    there = "node_id, record_no, record_id, source, is_single"
    con.execute(f"create temp table all_nodes as select {there} from {vault.scan(nodes_path(places))}")
    a_record = "select record_no, any_value(record_id) as record_id from all_nodes group by record_no"
    con.execute(f"create temp table all_records as {a_record}")
    edges, least = vault.scan(edges_path(places)), model.thresholds.lenient
    con.execute(f"create temp table all_edges as select * from {edges} where weight >= {least}")
    con.execute(f"create temp table all_mates as select * from {vault.scan(rows_path(places))}")
    con.execute("create temp view records as from all_records")
    add_decisions(con, vault, places)
    con.execute("drop view records; alter table decided rename to all_decided")
    _add_components(con)


def _add_components(con: duckdb.DuckDBPyConnection) -> None:
    """Temp table `all_components`: the component of every record, by its links and the reviewers' must-links."""
    size = con.execute("select coalesce(max(record_no), 0) + 1 from all_records").fetchall()[0][0]
    links = con.execute("""
        select record_l, record_r from all_edges union all
        select record_l, record_r from all_decided where decision = 'must_link'
    """).fetchnumpy()
    component = components(links["record_l"], links["record_r"], size)
    con.register("every_component", {"record_no": np.arange(size, dtype=np.int32), "component": component.astype(np.int32)})
    con.execute("create temp table all_components as from every_component semi join all_records using (record_no)")
    con.unregister("every_component")


def add_to_solve(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, mark: str, crosswalk: Path) -> None:
    """Temp tables of what is to be solved, numbered in the order of the record ids: `records` (with the lasting number),
    `nodes`, `edges`, `mates`, `decided`; and `settled`, the rows of the last crosswalk that stand: none without one of the mark.
    """
    con.execute(f"create temp table last ({LABELS})")
    if crosswalk.exists() and _mark(places) == mark:
        con.execute(f"insert into last by name from {vault.scan(crosswalk)}")
        con.execute(f"create temp table changed as {_CHANGED.format(**{w: vault.scan(_kept(places, w)) for w in FACTS})}")
        con.execute(_TO_SOLVE)
    else:
        con.execute("create temp table to_solve as select record_no from all_records")
    con.execute(
        "create temp table settled as from last anti join to_solve using (record_no) semi join all_records using (record_no)"
    )
    con.execute(_NUMBERED.format(nodes=with_birth_text(vault.scan(nodes_path(places))), read=", ".join(READ)))


def keep(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, mark: str) -> None:
    """What the crosswalk just written was made from; without it the next night solves everything."""
    folder = places.identity / "solved"
    folder.mkdir(exist_ok=True)
    for what, source in (("nodes", scored_nodes_path(places)), ("mates", rows_path(places))):
        _kept(places, what).unlink(missing_ok=True)
        os.link(source, _kept(places, what))
    vault.write(con, "from all_decided order by all", _kept(places, "decided"))
    (folder / "mark").write_text(mark, encoding="utf-8")


def _mark(places: Places) -> str | None:
    """The mark of the last crosswalk; it is set aside now, so that a night killed from here on is followed by a whole one."""
    path = places.identity / "solved" / "mark"
    if not path.exists():
        return None
    mark = path.read_text(encoding="utf-8")
    path.unlink()
    return mark


_CHANGED = """
    with now as (select node_id, hash(record_no, source, is_single) as said, record_no from all_nodes),
    before as (select node_id, hash(record_no, source, is_single) as said, record_no from {nodes}),
    nodes_moved as (
        (from now anti join before using (node_id, said)) union all (from before anti join now using (node_id, said))
    ),
    mates_moved as ((from all_mates except from {mates}) union all (from {mates} except from all_mates)),
    decided_moved as ((from all_decided except from {decided}) union all (from {decided} except from all_decided))
    select record_no from nodes_moved
    union select record_l from mates_moved union select record_r from mates_moved
    union select record_l from decided_moved union select record_r from decided_moved
"""
_TO_SOLVE = """
    create temp table to_solve as
    with woken as (
        select record_no from changed
        union select record_no from last where component in (select component from last semi join changed using (record_no))
    )
    select record_no from all_components
    where component in (select component from all_components semi join woken using (record_no))
"""
_NUMBERED = """
    create temp table records as
    select
        (row_number() over (order by record_id))::integer as record_no, record_no as number, record_id,
        component
    from all_records semi join to_solve using (record_no) inner join all_components using (record_no);
    create temp table nodes as
    select known.* replace (records.record_no as record_no)
    from (select {read} from {nodes}) as known inner join records on number = known.record_no;
""" + "".join(
    f"""
    create temp table {table} as
    select
        {table}_.* replace (
            least(l.record_no, r.record_no) as record_l, greatest(l.record_no, r.record_no) as record_r
        )
    from all_{table} as {table}_
    inner join records as l on l.number = {table}_.record_l
    inner join records as r on r.number = {table}_.record_r;
"""
    for table in ("edges", "mates", "decided")
)
