"""The person crosswalk: each record's cluster at three levels of caution, in identity/crosswalk.parquet.

What must be solved again is found by changes.py; the joining is solving.py and foeless.py, who refuses foes.py, who is asked
witnesses.py, whose an SSN is owners.py.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np

from orchestration.linkage import changes
from orchestration.linkage.edges import MEMORY_LIMIT, last_whole_night
from orchestration.linkage.foeless import partitions
from orchestration.linkage.foes import add_foes
from orchestration.linkage.grown import part_children
from orchestration.linkage.model import PersonModel, Thresholds
from orchestration.linkage.owners import part_borrowers, trust_changed_surnames
from orchestration.linkage.solving import components, solve
from orchestration.linkage.told import Told
from orchestration.linkage.witnesses import add_witnesses
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
        changes.add_to_solve(con, vault, places, model, mark, crosswalk_path(places))
        cut = _solve(con, model)
        vault.write(con, f"{CROSSWALK} union all by name from settled", crosswalk_path(places))
        changes.keep(con, vault, places, mark)
        return _counts(con, vault.scan(crosswalk_path(places)), cut)


def _solve(con: duckdb.DuckDBPyConnection, model: PersonModel) -> int:
    """View `labels`: the clusters of the records to solve, at each level, by lasting numbers; returns the edges cut on the way.

    Tonight's numbers follow the order of the record ids, so that no tie is left to chance or to when a record came.
    """
    part_children(con)
    lasting = con.execute("select number from records order by record_no").fetchnumpy()["number"]
    must = _pairs(con, "select record_l, record_r from decided where decision = 'must_link'")
    whole = _components(_edges(con), must, len(lasting) + 1)  # what is parted now may be joined when its owner is gone
    part_borrowers(con)
    trust_changed_surnames(con, model.thresholds.balanced)
    edges = _edges(con)
    kept, component = bounded(edges, must, _components(edges, must, len(whole)))
    add_witnesses(con)
    told = _told(con, must)
    labels = unopposed(kept, told, model.thresholds, component)
    _add_members(con, component, labels["lenient"])
    add_foes(con)
    told = replace(told, foes=_pairs(con, "select record_l, record_r from foes"))
    named = {"component": whole} | cluster(labels, kept, component, told, model.thresholds)
    con.register("labels", {"record_no": lasting} | {name: lasting[label[1:] - 1] for name, label in named.items()})
    return len(edges["weight"]) - len(kept["weight"])


def _edges(con: duckdb.DuckDBPyConnection) -> dict[str, np.ndarray]:
    return con.execute("select record_l, record_r, weight, by_name from edges").fetchnumpy()


def _components(edges: dict, must: np.ndarray, size: int) -> np.ndarray:
    a, b = np.concatenate([edges["record_l"], must[0]]), np.concatenate([edges["record_r"], must[1]])
    return components(a, b, size)


def bounded(edges: dict, must: np.ndarray, component: np.ndarray) -> tuple[dict, np.ndarray]:
    """Of the edges, and the component of each record by them, what is left when no component has more than LARGEST_COMPONENT
    records.

    A pure function of the edges: inside a component that is too large the weakest edges go, bit by bit.
    """
    size = len(component)
    while True:
        too_large = np.bincount(component, minlength=size)[component[edges["record_l"]]] > LARGEST_COMPONENT
        if not too_large.any():
            return edges, component
        weakest = np.full(size, np.inf)
        np.minimum.at(weakest, component[edges["record_l"]], edges["weight"])
        stays = ~too_large | (edges["weight"] >= weakest[component[edges["record_l"]]] + 1.0)
        edges = {name: values[stays] for name, values in edges.items()}
        component = _components(edges, must, size)


def _add_members(con: duckdb.DuckDBPyConnection, component: np.ndarray, cluster: np.ndarray) -> None:
    """Temp table `member_of`: the records of every component of two or more; `cluster`: the largest each can come to be in."""
    is_alone = np.bincount(component, minlength=len(component))[component] == 1
    members = np.flatnonzero(~is_alone).astype(np.int32)
    con.register("members", {"record_no": members, "component": component[members], "cluster": cluster[members]})
    con.execute("create temp table member_of as select record_no, component, cluster from members")


def _told(con: duckdb.DuckDBPyConnection, must: np.ndarray) -> Told:
    return Told(
        cannot_link=_pairs(con, "select record_l, record_r from decided where decision = 'cannot_link'"),
        must_link=must,
        witnesses=_pairs(con, "select record_no, witness from witnesses where not by_name"),
        namesakes=_pairs(con, "select record_no, witness from witnesses where by_name"),
        silent=con.execute("select record_no from silent").fetchnumpy()["record_no"],
    )


def _pairs(con: duckdb.DuckDBPyConnection, sql: str) -> np.ndarray:
    """The two columns as two rows."""
    return np.array(list(con.execute(sql).fetchnumpy().values()))


def unopposed(edges: dict, told: Told, thresholds: Thresholds, component: np.ndarray) -> dict[str, np.ndarray]:
    """Label arrays by level, indexed by record number, as if nobody refused anybody."""
    asked = told.asked_within(component)
    return dict(zip(LEVELS, partitions(edges, asked, _levels(thresholds), len(component)), strict=True))


def cluster(
    labels: dict[str, np.ndarray], edges: dict, component: np.ndarray, told: Told, thresholds: Thresholds
) -> dict[str, np.ndarray]:
    """The same with those heeded who refuse each other.

    A refusal only ever makes clusters smaller. So the labels stand in every component but where two who refuse each other
    would be in one cluster; those are solved edge by edge.
    """
    is_hard = np.zeros(len(component), dtype=bool)
    for a, b in (told.cannot_link, told.foes):
        is_hard[component[a[labels["lenient"][a] == labels["lenient"][b]]]] = True
    alone = np.arange(len(component))
    labels = {name: np.where(is_hard[component], alone, label) for name, label in labels.items()}
    for inside, facts in told.component_by_component(np.flatnonzero(is_hard), edges, component):
        for name, cut in zip(LEVELS, solve(inside, facts, _levels(thresholds)), strict=True):
            labels[name][list(cut)] = list(cut.values())
    return labels


def _levels(thresholds: Thresholds) -> tuple[float, ...]:
    return tuple(getattr(thresholds, name) for name in LEVELS)


CROSSWALK = f"""
    select labels.record_no, record_id, component, {", ".join(LEVELS)}
    from records inner join labels on labels.record_no = records.number
"""


def _counts(con: duckdb.DuckDBPyConnection, crosswalk: str, edges_cut: int) -> CrosswalkCounts:
    con.execute(f"create temp table crosswalk as from {crosswalk}")
    persons = ", ".join(f"count(*) filter (record_no = {level})" for level in ("balanced", "strict", "lenient"))
    records, persons, strict, lenient = con.execute(f"select count(*), {persons} from crosswalk").fetchall()[0]
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
