"""Scored pairs in the vault, each scored once: a night scores what is new, and forgets what is gone.

identity/scored/ holds the pairs of nodes and the nodes' keys in parts, and the nodes they speak for; scored.json, written
last, says which parts count and under which model and code.
"""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import numpy as np

from orchestration.linkage import blocking, frequencies
from orchestration.linkage.blocking import Candidates
from orchestration.linkage.blocks import Blocks
from orchestration.linkage.model import PersonModel
from orchestration.linkage.nodes import nodes_path
from orchestration.linkage.pair_counts import refuse_too_many
from orchestration.linkage.predicting import SCORED, add_pairs
from orchestration.places import Places
from orchestration.vault import Vault

MOST_PARTS = 30  # then the parts are made one again
MEMORY_LIMIT = "1400MB"  # beyond it DuckDB spills into the vault
MOST_NEW = 0.25  # of the nodes: beyond it a whole link is quicker than the difference


@dataclass(frozen=True)
class EdgeCounts:
    """What was compared and what was kept."""

    pairs_by_rule: dict[str, int]  # among tonight's nodes, by each rule alone
    nodes_scored: int  # all of them in a whole link, the new ones in a night's difference
    pairs_kept: int  # of tonight's nodes: those a reviewer would look at, and better ones
    pairs_vetoed: int  # of those kept


@dataclass(frozen=True)
class _Scored:
    """What stands in identity/scored/."""

    mark: str
    night: int
    parts: tuple[int, ...]
    pairs_by_rule: dict[str, int]


def scored_path(places: Places) -> Path:
    """What is replaced last whenever pairs were scored."""
    return _folder(places) / "scored.json"


def _folder(places: Places) -> Path:
    return places.identity / "scored"


def _part(places: Places, what: str, night: int) -> Path:
    return _folder(places) / f"{what}_{night:06d}.parquet"


def _standing(places: Places) -> _Scored | None:
    if not scored_path(places).exists():
        return None
    said = json.loads(scored_path(places).read_text(encoding="utf-8"))
    return _Scored(said["mark"], said["night"], tuple(said["parts"]), said.get("pairs_by_rule", {}))


def last_whole_night(places: Places) -> int:
    """The night of the last whole score: after one, edges may be other among nodes that did not change."""
    standing = _standing(places)
    return standing.parts[0] if standing else 0


def scored_nodes_path(places: Places) -> Path:
    """The nodes the edges on disk speak of: tonight's, but for a night whose scoring was refused."""
    standing = _standing(places)
    return _part(places, "nodes", standing.night) if standing else nodes_path(places)


def pairs_sql(vault: Vault, places: Places) -> str:
    """Rows: the pairs of nodes ever kept under this model and code; a node of a pair may be gone since. Those kept before
    `other_name` and `is_thin` were told have neither until the next night.
    """
    kept = vault.scan([_part(places, "pairs", part) for part in _standing(places).parts])
    return f"(from {kept} union all by name select null::boolean as other_name, null::boolean as is_thin where false)"


def with_birth_text(nodes: str) -> str:
    """The nodes with the birth date as eight digits, for comparisons digit by digit."""
    return f"(select *, strftime(birth_date, '%Y%m%d') as birth_text from {nodes})"


def score_edges(vault: Vault, places: Places, model: PersonModel, mark: str = "") -> EdgeCounts:
    """Rows out: one per pair of nodes of two records worth keeping, with its weight (bits) and whether it is vetoed.

    `mark` names the model and code a score depends on: under another one every pair is scored anew.
    """
    _folder(places).mkdir(parents=True, exist_ok=True)
    with vault.guard("scoring pairs of persons"), vault.connect(MEMORY_LIMIT) as con:
        before = _standing(places)
        con.execute(f"create temp table numbers as {NUMBERS} from {vault.scan(nodes_path(places))}")
        model = model.among(con.execute("select count(distinct record_no) from numbers").fetchall()[0][0])
        mark = f"{mark} {model.prior:.6g}"
        after = None
        if before and before.mark == mark:
            after = _difference(con, vault, places, model, before)
        after = after or _whole(con, vault, places, model, mark, before.night + 1 if before else 1)
        _settle(places, after)
        scored = con.execute("select count(*) from fresh").fetchall()[0][0]
        return EdgeCounts(after.pairs_by_rule, scored, *_kept(con, pairs_sql(vault, places)))


def _kept(con: duckdb.DuckDBPyConnection, pairs: str) -> tuple[int, int]:
    """Of the pairs ever kept those of tonight's nodes, and how many of them are vetoed."""
    there = con.execute("select node_id from numbers").fetchnumpy()["node_id"]
    pair = con.execute(f"select node_id_l, node_id_r, is_vetoed from {pairs}").fetchnumpy()
    is_there = np.zeros(1 + max(ids.max(initial=0) for ids in (there, pair["node_id_r"], pair["node_id_l"])), dtype=bool)
    is_there[there] = True
    stands = is_there[pair["node_id_l"]] & is_there[pair["node_id_r"]]
    return int(stands.sum()), int((stands & pair["is_vetoed"]).sum())


def _read_nodes(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, which: str = "") -> None:
    """Temp table `nodes` with all that is compared."""
    all_nodes = with_birth_text(vault.scan(nodes_path(places)))
    con.execute(f"create or replace temp table nodes as select {', '.join(SCORED)} from {all_nodes} {which}")


def _whole(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, model: PersonModel, mark: str, night: int) -> _Scored:
    """Every pair scored, in one part."""
    con.execute("create or replace temp table fresh as from numbers; create or replace temp table gone as from numbers limit 0")
    blocking.add_keys(con, vault.scan(nodes_path(places)), "keys")
    nothing = _Scored(mark, night - 1, (), {})
    with ThreadPoolExecutor(1) as other_core:  # numpy takes one; what DuckDB does meanwhile costs no time
        found = other_core.submit(_candidates, blocking.lay_out(con, "keys"), nothing)
        _read_nodes(con, vault, places)
    return _add_part(con, vault, places, model, nothing, found.result())


def _difference(
    con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, model: PersonModel, before: _Scored
) -> _Scored | None:
    """The pairs of tonight's new nodes scored, in a part of their own.

    None when it takes a whole link: too much is new, or a block has grown or shrunk past the limit, which changes what is
    compared among nodes that did not change.
    """
    if len(before.parts) >= MOST_PARTS or not _is_small(con, vault.scan(_part(places, "nodes", before.night))):
        return None
    blocking.add_keys(con, f"(from {vault.scan(nodes_path(places))} semi join fresh using (node_id))", "keys")
    con.execute(_AROUND.format(kept=vault.scan([_part(places, "keys", part) for part in before.parts])))
    found = _candidates(blocking.lay_out(con, "around"), before)
    if found is None:
        return None
    con.register("compared", found[1])
    ends = "select join_key_l from compared union all select join_key_r from compared"
    _read_nodes(con, vault, places, f"where node_id in ({ends})")
    return _add_part(con, vault, places, model, before, found)


def _candidates(keys: tuple, before: _Scored) -> tuple[dict[str, int], Candidates] | None:
    """The pairs by rule among tonight's nodes, and the pairs to compare; None where a block has passed the limit since `before`.

    Raises: TwogenError when there are too many pairs.
    """
    blocks = Blocks.of(*keys)
    if before.parts and blocking.pass_the_limit(blocks):
        return None
    by_rule = {rule: before.pairs_by_rule.get(rule, 0) + more for rule, more in blocking.pairs_by_rule(blocks).items()}
    refuse_too_many(by_rule, np.count_nonzero(blocks.standing.record))
    return by_rule, blocking.candidates(blocks)


def _add_part(
    con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, model: PersonModel, before: _Scored, found: tuple
) -> _Scored:
    by_rule, candidates = found
    night = before.night + 1
    vault.write(con, "from keys", _part(places, "keys", night))
    con.execute("drop table keys")
    frequencies.add_frequencies(con, "nodes", model, vault, places)
    add_pairs(con, model, candidates)
    vault.write(con, "from pairs", _part(places, "pairs", night))
    return _Scored(before.mark, night, (*before.parts, night), by_rule)


def _is_small(con: duckdb.DuckDBPyConnection, old: str) -> bool:
    """Temp tables `fresh` and `gone`: the nodes that came and went; whether they are few beside all."""
    con.execute(f"create temp table fresh as select node_id from numbers anti join {old} as old using (node_id)")
    con.execute(f"create temp table gone as select node_id from {old} as old anti join numbers using (node_id)")
    fresh, gone, all_ = (con.execute(f"select count(*) from {t}").fetchall()[0][0] for t in ("fresh", "gone", "numbers"))
    return fresh + gone <= MOST_NEW * max(all_, 1)


def _settle(places: Places, after: _Scored) -> None:
    """From now on the parts speak for tonight's nodes; what no longer counts is removed."""
    kept = _part(places, "nodes", after.night)
    kept.unlink(missing_ok=True)
    os.link(nodes_path(places), kept)
    part = scored_path(places).with_suffix(".part")
    part.write_text(json.dumps(asdict(after)), encoding="utf-8")
    part.replace(scored_path(places))
    named = {kept, *(_part(places, what, p) for what in ("keys", "pairs") for p in after.parts)}
    (places.identity / "edges.parquet").unlink(missing_ok=True)  # as versions before 1.3.0 of the model left it
    for path in _folder(places).glob("*.parquet"):
        if path not in named:
            path.unlink()


# What shares a key with a node that came or went; nodes of older nights, gone long since, have keys too.
_AROUND = """
    create temp table around as
    with gone_keys as (select key from {kept} semi join gone using (node_id)),
    near as (
        select key, node_id from {kept} where key in (select key from keys union all from gone_keys)
    )
    from near where node_id in (select node_id from numbers union all select node_id from gone)
    union all select key, node_id from keys
"""
NUMBERS = "select node_id, record_no, birth_date is not null as is_born, ssn is not null as has_ssn"
