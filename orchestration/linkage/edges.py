"""Scored pairs in the vault, each scored once: a night scores what is new, and forgets what is gone.

identity/scored/ holds the pairs of nodes and the nodes' keys in parts, and the nodes they speak for; scored.json, written
last, says which parts count and under which model and code. identity/edges.parquet has the best pair of each two records.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.linkage import blocking, frequencies
from orchestration.linkage.model import PersonModel
from orchestration.linkage.nodes import nodes_path
from orchestration.linkage.pair_counts import refuse_too_many
from orchestration.linkage.predicting import add_pairs
from orchestration.places import Places
from orchestration.vault import Vault

MOST_PARTS = 30  # then the parts are made one again
MOST_NEW = 0.25  # of the nodes: beyond it a whole link is quicker than the difference


@dataclass(frozen=True)
class EdgeCounts:
    """What was compared and what was kept."""

    pairs_by_rule: dict[str, int]  # among tonight's nodes, by each rule alone
    nodes_scored: int  # all of them in a whole link, the new ones in a night's difference
    pairs_kept: int
    pairs_vetoed: int
    edges: int  # between records: the best of each pair of records


@dataclass(frozen=True)
class _Scored:
    """What stands in identity/scored/."""

    mark: str
    night: int
    parts: tuple[int, ...]


def edges_path(places: Places) -> Path:
    return places.identity / "edges.parquet"


def _folder(places: Places) -> Path:
    return places.identity / "scored"


def _part(places: Places, what: str, night: int) -> Path:
    return _folder(places) / f"{what}_{night:06d}.parquet"


def _standing(places: Places) -> _Scored | None:
    path = _folder(places) / "scored.json"
    if not path.exists():
        return None
    said = json.loads(path.read_text(encoding="utf-8"))
    return _Scored(said["mark"], said["night"], tuple(said["parts"]))


def last_whole_night(places: Places) -> int:
    """The night of the last whole score: after one, edges may be other among nodes that did not change."""
    standing = _standing(places)
    return standing.parts[0] if standing else 0


def with_birth_text(nodes: str) -> str:
    """The nodes with the birth date as eight digits, for comparisons digit by digit."""
    return f"(select *, strftime(birth_date, '%Y%m%d') as birth_text from {nodes})"


def score_edges(vault: Vault, places: Places, model: PersonModel, mark: str = "") -> EdgeCounts:
    """Rows out: one per pair of records worth keeping, with weight (bits), the better of its nodes, and its vetoes undone.

    `mark` names the model and code a score depends on: under another one every pair is scored anew.
    """
    _folder(places).mkdir(parents=True, exist_ok=True)
    with vault.guard("scoring pairs of persons"), vault.connect() as con:
        before = _standing(places)
        con.execute(f"create temp table nodes as select * from {with_birth_text(vault.scan(nodes_path(places)))}")
        after = None
        if before and before.mark == mark:
            after = _difference(con, vault, places, model, before)
        after = after or _whole(con, vault, places, model, _Scored(mark, before.night + 1 if before else 1, ()))
        counts = _write_edges(con, vault, places, after)
        _settle(places, after)
    return counts


def _whole(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, model: PersonModel, after: _Scored) -> _Scored:
    """Every pair scored, in one part."""
    blocking.add_keys(con, "nodes", "keys")
    blocking.add_too_large(con, "keys")
    _refuse_too_many(con, "keys")
    con.execute(f"create temp table keyed as {blocking.keyed_sql('nodes', 'keys')}")
    frequencies.add_frequencies(con, "nodes", model, vault, places)
    add_pairs(con, model, "keyed")
    con.execute("drop table keyed")
    con.execute("create or replace temp table fresh as select node_id from nodes")
    return _add_part(con, vault, places, after)


def _refuse_too_many(con: duckdb.DuckDBPyConnection, keys: str) -> None:
    refuse_too_many(blocking.count_pairs(con, keys), con.execute("select count(*) from nodes").fetchall()[0][0])


def _add_part(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, after: _Scored) -> _Scored:
    vault.write(con, "select * from keys", _part(places, "keys", after.night))
    vault.write(con, "select * from pairs", _part(places, "pairs", after.night))
    return _Scored(after.mark, after.night, (*after.parts, after.night))


def _difference(
    con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, model: PersonModel, before: _Scored
) -> _Scored | None:
    """The pairs of tonight's new nodes scored, in a part of their own.

    None when it takes a whole link: too much is new, or a block has grown or shrunk past the limit, which changes what is
    compared among nodes that did not change.
    """
    if len(before.parts) >= MOST_PARTS or not _is_small(con, vault.scan(_part(places, "nodes", before.night))):
        return None
    _lay_out_keys(con, vault.scan([_part(places, "keys", part) for part in before.parts]))
    if blocking.crossed(con, "all_keys", "keys", "gone_keys"):
        return None
    _refuse_too_many(con, "all_keys")
    _lay_out_newcomers(con)
    frequencies.add_frequencies(con, "named", model, vault, places)
    add_pairs(con, model, "newcomers", "around")
    return _add_part(con, vault, places, _Scored(before.mark, before.night + 1, before.parts))


def _is_small(con: duckdb.DuckDBPyConnection, old: str) -> bool:
    """Temp tables `fresh` and `gone`: the nodes that came and went; whether they are few beside all."""
    con.execute(f"create temp table fresh as select node_id from nodes where node_id not in (select node_id from {old})")
    con.execute(f"create temp table gone as select node_id from {old} where node_id not in (select node_id from nodes)")
    fresh, gone, all_ = (con.execute(f"select count(*) from {t}").fetchall()[0][0] for t in ("fresh", "gone", "nodes"))
    return fresh + gone <= MOST_NEW * max(all_, 1)


def _lay_out_keys(con: duckdb.DuckDBPyConnection, kept: str) -> None:
    """Temp tables `keys`, `gone_keys` and `all_keys`: of the nodes that came, of those that went, of tonight's."""
    blocking.add_keys(con, "nodes where node_id in (select node_id from fresh)", "keys")
    con.execute(f"create temp table gone_keys as select * from {kept} where node_id in (select node_id from gone)")
    con.execute(
        f"create temp table all_keys as select * from {kept} where node_id in (select node_id from nodes) union all from keys"
    )


def _lay_out_newcomers(con: duckdb.DuckDBPyConnection) -> None:
    """Temp tables of nodes with keys: `newcomers`, and `around` those that share a key with one; `named`: all their names."""
    blocking.add_too_large(con, "all_keys", among="keys")
    con.execute(f"create temp table newcomers as {blocking.keyed_sql('nodes', 'keys')}")
    con.execute(f"create temp table near as {blocking.neighbours_sql('all_keys', 'newcomers')}")
    con.execute("create temp table around as select nodes.*, near.* exclude (node_id) from nodes inner join near using (node_id)")
    names = "select first_std, last_std from"
    con.execute(f"create temp table named as {names} newcomers union all {names} around")


def _write_edges(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, after: _Scored) -> EdgeCounts:
    """The best pair of each two records, of the pairs whose nodes are both there tonight."""
    pairs = vault.scan([_part(places, "pairs", part) for part in after.parts])
    con.execute(f"""
        create temp table standing as
        select * from {pairs} semi join nodes on node_id_l = nodes.node_id
    """)
    con.execute("create temp table valid as select * from standing semi join nodes on node_id_r = nodes.node_id")
    kept, vetoed = con.execute("select count(*), count(*) filter (is_vetoed) from valid").fetchall()[0]
    edges = vault.write(con, BEST_OF_RECORDS, edges_path(places))
    keys = vault.scan([_part(places, "keys", part) for part in after.parts])
    there = f"(from {keys} where node_id in (select node_id from nodes))"
    scored = con.execute("select count(*) from fresh").fetchall()[0][0]
    return EdgeCounts(blocking.count_pairs(con, there), scored, kept, vetoed, edges)


def _settle(places: Places, after: _Scored) -> None:
    """From now on the parts speak for tonight's nodes; what no longer counts is removed."""
    kept = _part(places, "nodes", after.night)
    kept.unlink(missing_ok=True)
    os.link(nodes_path(places), kept)
    said = json.dumps({"mark": after.mark, "night": after.night, "parts": list(after.parts)})
    part = _folder(places) / "scored.json.part"
    part.write_text(said, encoding="utf-8")
    part.replace(_folder(places) / "scored.json")
    named = {kept, *(_part(places, what, p) for what in ("keys", "pairs") for p in after.parts)}
    for path in _folder(places).glob("*.parquet"):
        if path not in named:
            path.unlink()


BEST_OF_RECORDS = """
    select
        least(record_no_l, record_no_r) as record_l, greatest(record_no_l, record_no_r) as record_r, max(weight) as weight,
        arg_max(rule_no, (weight, -rule_no)) as rule_no, bool_or(same_ssn) as same_ssn
    from valid where not is_vetoed
    group by 1, 2
"""
