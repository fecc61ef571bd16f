"""What must be solved tonight: every component, of last night's links or of tonight's, that holds something new.

New is a node that came or went or changed its source, a pair of records on one row, a decision. An edge is new only with
one of its nodes, or after a whole score, and then everything is solved. A component that holds nothing new is made of the
same records, edges and facts, so its clusters stand.
"""

import os
from pathlib import Path

import duckdb

from orchestration.linkage.decisions import add_decisions
from orchestration.linkage.edges import pairs_sql, scored_nodes_path, with_birth_text
from orchestration.linkage.foes import READ
from orchestration.linkage.model import PersonModel
from orchestration.linkage.nodes import nodes_sql, rows_path
from orchestration.places import Places
from orchestration.vault import Vault

LABELS = "record_no integer, record_id varchar, component integer, strict integer, balanced integer, lenient integer"
FACTS = ("nodes", "mates", "decided")  # what the last crosswalk was made from, kept beside it


def _kept(places: Places, what: str) -> Path:
    return places.identity / "solved" / f"{what}.parquet"


def add_to_solve(
    con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, model: PersonModel, mark: str, crosswalk: Path
) -> None:
    """Temp tables of what is to be solved, numbered in the order of the record ids: `records` (with the lasting number),
    `nodes`, `edges`, `mates`, `decided`; and `settled`, the rows of the last crosswalk that stand: none without one of the mark.
    """
    con.execute(f"create temp view all_nodes as from {nodes_sql(vault, places)}")
    con.execute(f"create temp view all_mates as from {vault.scan(rows_path(places))}")
    con.execute(f"create temp view all_pairs as from {pairs_sql(vault, places)} where not is_vetoed")
    add_decisions(con, vault, places, "all_nodes")
    con.execute(f"create temp table last ({LABELS})")
    least = model.thresholds.lenient
    is_same = _mark(places) == mark
    if is_same and crosswalk.exists():
        con.execute(f"insert into last by name from {vault.scan(crosswalk)}")
        con.execute(f"create temp table changed as {_CHANGED.format(**{w: vault.scan(_kept(places, w)) for w in FACTS})}")
        con.execute(_TO_SOLVE.format(least=least))
    else:
        con.execute("create temp table to_solve as select distinct record_no from all_nodes")
    con.execute("create temp table settled as from last anti join to_solve using (record_no)")
    con.execute(_NUMBERED.format(read=", ".join(READ), nodes=with_birth_text("all_nodes"), least=least))


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
    with now as (select node_id, hash(record_no, source, is_single, adult_on) as said, record_no from all_nodes),
    before as (select node_id, hash(record_no, source, is_single, adult_on) as said, record_no from {nodes}),
    nodes_moved as (
        (from now anti join before using (node_id, said)) union all (from before anti join now using (node_id, said))
    ),
    mates_moved as ((from all_mates except from {mates}) union all (from {mates} except from all_mates)),
    decided_moved as ((from all_decided except from {decided}) union all (from {decided} except from all_decided))
    select record_no from nodes_moved
    union select record_l from mates_moved union select record_r from mates_moved
    union select record_l from decided_moved union select record_r from decided_moved
"""
# An edge or a must-link that is new has an end that changed, so tonight's components are made of those of the last night.
_TO_SOLVE = """
    create temp table to_solve as
    with woken as (
        from changed
        union select record_no_l from all_pairs semi join changed on record_no = record_no_r where weight >= {least}
        union select record_no_r from all_pairs semi join changed on record_no = record_no_l where weight >= {least}
    )
    from changed
    union select record_no from last where component in (select component from last semi join woken using (record_no))
"""
# The edge of two records is the better of their nodes. Reads all_pairs and nodes.
EDGES = """
    create temp table edges as
    select
        least(l.record_no, r.record_no) as record_l, greatest(l.record_no, r.record_no) as record_r, max(weight) as weight,
        bool_or(same_ssn) as same_ssn, bool_and(by_name) as by_name, bool_and(other_name) as other_name,
        bool_and(is_thin) as is_thin
    from all_pairs
    inner join nodes as l on l.node_id = node_id_l
    inner join nodes as r on r.node_id = node_id_r
    group by 1, 2 having max(weight) >= {least};
"""
_NUMBERED = (
    """
    create temp table records as
    with there as (
        select record_no, any_value(record_id) as record_id from all_nodes semi join to_solve using (record_no) group by record_no
    )
    select (row_number() over (order by record_id))::integer as record_no, record_no as number, record_id from there;
    create temp table nodes as
    select known.* replace (records.record_no as record_no)
    from (select {read} from {nodes}) as known inner join records on number = known.record_no;
"""
    + EDGES
    + "".join(
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
        for table in ("mates", "decided")
    )
)
