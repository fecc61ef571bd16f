"""The person crosswalk: each record's cluster at three levels of caution, in identity/crosswalk.parquet.

What must be solved again is found by changes.py, the joining is solving.py and foeless.py, the refusals foes.py.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from orchestration.linkage import changes
from orchestration.linkage.edges import MEMORY_LIMIT, last_whole_night
from orchestration.linkage.foeless import partitions
from orchestration.linkage.foes import add_foes, add_witnesses
from orchestration.linkage.model import PersonModel, Thresholds
from orchestration.linkage.solving import Edge, Facts, components, solve
from orchestration.places import Places
from orchestration.vault import Vault

LARGEST_COMPONENT = 2_000  # records; a larger one is cut at ever higher weights, as it is no person but a common value
LEVELS = ("strict", "balanced", "lenient")


@dataclass(frozen=True)
class CrosswalkCounts:
    """What the link came to."""

    records: int
    persons: int
    persons_strict: int
    persons_lenient: int
    unlinked_share: float  # of records that stand alone at the balanced level
    largest_cluster: int
    cluster_sizes: dict[str, int]  # size band -> persons
    records_solved: int  # of components that held something new
    foes_by_reason: dict[str, int]
    edges_cut: int  # of components too large to be people


def crosswalk_path(places: Places) -> Path:
    return places.identity / "crosswalk.parquet"


def build_crosswalk(vault: Vault, places: Places, model: PersonModel, mark: str = "") -> CrosswalkCounts:
    """Rows out: one per record, with the record that names its cluster at each level (strict within balanced within lenient)
    and the component its links are in.

    Only components that hold something new are solved; the others are as they were. `mark` as in score_edges; a whole
    score is followed by a whole solve.
    """
    mark = f"{mark} {last_whole_night(places)}"
    with vault.guard("clustering records into persons"), vault.connect(MEMORY_LIMIT) as con:
        changes.read(con, vault, places, model)
        changes.add_to_solve(con, vault, places, mark, crosswalk_path(places))
        cut = _solve(con, model)
        vault.write(con, f"{CROSSWALK} union all by name from settled", crosswalk_path(places))
        changes.keep(con, vault, places, mark)
        return _counts(con, vault.scan(crosswalk_path(places)), cut)


def _solve(con: duckdb.DuckDBPyConnection, model: PersonModel) -> int:
    """Temp table `solved`: the records to solve with their labels, by tonight's numbers; the edges cut on the way.

    Tonight's numbers follow the order of the record ids, so that no tie is left to chance or to when a record came.
    """
    count = con.execute("select count(*) from records").fetchall()[0][0]
    edges = con.execute("select record_l, record_r, weight, by_name from edges order by 1, 2").fetchnumpy()
    must = con.execute("select record_l, record_r from decided where decision = 'must_link' order by 1, 2").fetchall()
    kept, component = bounded(edges, must, count + 1)
    _add_members(con, component)
    add_foes(con)
    add_witnesses(con)
    labels = cluster(kept, component, _facts(con, must), model.thresholds)
    con.register("labels", {name: labels[name][1:] for name in LEVELS} | {"record_no": np.arange(1, count + 1)})
    return len(edges["weight"]) - len(kept["weight"])


def bounded(edges: dict, must: list[tuple[int, int]], size: int) -> tuple[dict, np.ndarray]:
    """The edges kept and the component of each record, no component larger than LARGEST_COMPONENT records.

    A pure function of the edges: inside a component that is too large the weakest edges go, bit by bit.
    """
    must_a, must_b = np.array(must or np.empty((0, 2)), dtype=np.int64).T
    while True:
        a, b = np.concatenate([edges["record_l"], must_a]), np.concatenate([edges["record_r"], must_b])
        component = components(a, b, size)
        too_large = np.bincount(component, minlength=size)[component[edges["record_l"]]] > LARGEST_COMPONENT
        if not too_large.any():
            return edges, component
        weakest = np.full(size, np.inf)
        np.minimum.at(weakest, component[edges["record_l"]], edges["weight"])
        stays = ~too_large | (edges["weight"] >= weakest[component[edges["record_l"]]] + 1.0)
        edges = {name: values[stays] for name, values in edges.items()}


def _add_members(con: duckdb.DuckDBPyConnection, component: np.ndarray) -> None:
    """Temp table `member_of`: the records of every component of two or more."""
    con.register("all_members", {"record_no": np.arange(1, len(component)), "component": component[1:]})
    con.execute("""
        create temp table member_of as
        select record_no, component from all_members qualify count(*) over (partition by component) > 1
    """)


def _facts(con: duckdb.DuckDBPyConnection, must: list[tuple[int, int]]) -> Facts:
    cannot = con.execute("select record_l, record_r from decided where decision = 'cannot_link'").fetchall()
    foes = con.execute("select record_l, record_r from foes").fetchall()
    asked: dict[bool, dict[int, set[int]]] = {True: defaultdict(set), False: defaultdict(set)}
    for record, witness, by_name in con.execute("select record_no, witness, by_name from witnesses").fetchall():
        asked[by_name][record].add(witness)
    silent = frozenset(record for (record,) in con.execute("select record_no from silent").fetchall())
    return Facts(_both_ways(cannot), frozenset(must), _both_ways(foes), dict(asked[False]), dict(asked[True]), silent)


def _both_ways(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        found[a].add(b)
        found[b].add(a)
    return dict(found)


def cluster(edges: dict, component: np.ndarray, facts: Facts, thresholds: Thresholds) -> dict[str, np.ndarray]:
    """Label arrays by level, indexed by record number.

    Components without a foe or a decision are solved all at once; the others one by one.
    """
    levels = tuple(getattr(thresholds, name) for name in LEVELS)
    size = len(component)
    touched = {*facts.foes, *facts.cannot_link, *(r for pair in facts.must_link for r in pair)}
    is_hard = np.zeros(size, dtype=bool)
    is_hard[component[sorted(touched)]] = True
    hard = is_hard[component[edges["record_l"]]]
    foeless = {name: values[~hard] for name, values in edges.items()}
    labels = dict(zip(LEVELS, partitions(foeless, facts, levels, size), strict=True))
    for members, own in _by_component(edges, hard, component, facts):
        for name, cut in zip(LEVELS, solve(members, own, levels), strict=True):
            for record, label in cut.items():
                labels[name][record] = label
    return labels


def _by_component(edges: dict, hard: np.ndarray, component: np.ndarray, facts: Facts) -> Iterable[tuple[list[Edge], Facts]]:
    """The edges and the facts of each component that holds a fact."""
    inside: dict[int, list[Edge]] = defaultdict(list)
    must: dict[int, set[tuple[int, int]]] = defaultdict(set)
    columns = ("record_l", "record_r", "weight", "by_name")
    for a, b, weight, by_name in zip(*(edges[c][hard].tolist() for c in columns), strict=True):
        inside[int(component[a])].append(Edge(a, b, weight, by_name))
    for a, b in facts.must_link:
        must[int(component[a])].add((a, b))
    for where in sorted(inside.keys() | must.keys()):
        members = {r for e in inside[where] for r in (e.a, e.b)} | {r for pair in must[where] for r in pair}
        cannot, foes, witnesses, namesakes = (
            {r: known[r] for r in members if r in known}
            for known in (facts.cannot_link, facts.foes, facts.witnesses, facts.namesakes)
        )
        yield inside[where], Facts(cannot, frozenset(must[where]), foes, witnesses, namesakes, facts.silent & members)


CROSSWALK = """
    select
        records.number as record_no, records.record_id, records.component,
        strict.number as strict, balanced.number as balanced, lenient.number as lenient
    from records
    inner join labels using (record_no)
    inner join records as strict on strict.record_no = labels.strict
    inner join records as balanced on balanced.record_no = labels.balanced
    inner join records as lenient on lenient.record_no = labels.lenient
"""


def _counts(con: duckdb.DuckDBPyConnection, crosswalk: str, edges_cut: int) -> CrosswalkCounts:
    con.execute(f"create temp table crosswalk as from {crosswalk}")
    records, persons, strict, lenient = con.execute(
        "select count(*), count(distinct balanced), count(distinct strict), count(distinct lenient) from crosswalk"
    ).fetchall()[0]
    sizes = con.execute("""
        select case when n > 9 then '10 or more' else n::varchar end as band, count(*), sum(n)::integer, max(n)
        from (select count(*) as n from crosswalk group by balanced) group by band order by min(n)
    """).fetchall()
    reasons = dict(con.execute("select reason, count(*) from foes group by reason order by reason").fetchall())
    solved = con.execute("select count(*) from records").fetchall()[0][0]
    alone = sum(persons for band, persons, _, _ in sizes if band == "1")
    return CrosswalkCounts(
        records, persons, strict, lenient, round(alone / max(records, 1), 4), max((m for *_, m in sizes), default=0),
        {band: n for band, n, _, _ in sizes}, solved, reasons, edges_cut,
    )  # fmt: skip
