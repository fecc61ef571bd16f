"""Why two records are or are not one person: levels, bits and refusals, without a value from either row."""

from dataclasses import dataclass

import duckdb

from orchestration.errors import TwogenError
from orchestration.linkage.clusters import LEVELS, crosswalk_path
from orchestration.linkage.comparisons import COMPARISONS, Comparison
from orchestration.linkage.edges import with_birth_text
from orchestration.linkage.foes import add_foes
from orchestration.linkage.frequencies import add_frequencies
from orchestration.linkage.grown import part_children
from orchestration.linkage.judging import judged_sql
from orchestration.linkage.meeting import kept_apart_by_others, never_compared
from orchestration.linkage.model import PersonModel, splink_settings
from orchestration.linkage.nodes import nodes_sql, rows_path
from orchestration.linkage.splinking import linker_over, register_frequencies
from orchestration.places import Places
from orchestration.vault import Vault


@dataclass(frozen=True)
class Explanation:
    """Two records weighed against each other: the best of their nodes, comparison by comparison."""

    weight: float
    evidence: tuple[tuple[str, str, float], ...]  # comparison, level, bits with the rarity of the name
    is_vetoed: bool
    is_by_name: bool  # names are all there is to it
    refusal: str | None  # why clustering keeps them apart whatever they weigh
    joined_at: tuple[str, ...]  # levels at which they are one person
    never_compared: str | None = None  # why no night weighed them against each other
    others: tuple[str, ...] = ()  # why others of their clusters refuse each other

    def as_text(self) -> str:
        lines = [f"{'prior and evidence':<24}{'level':<44}{'bits':>8}"]
        lines += [f"{comparison:<24}{level:<44}{bits:>8.1f}" for comparison, level, bits in self.evidence]
        lines += [f"{'weight':<68}{self.weight:>8.1f}"]
        lines += ["Vetoed: given names clearly differ, or two generations of one name."] if self.is_vetoed else []
        lines += ["By names alone: it counts only where all it could mean are one person."] if self.is_by_name else []
        lines += [f"Kept apart: {self.refusal}."] if self.refusal else []
        lines += [f"Never compared: {self.never_compared}."] if self.never_compared else []
        for_others = f"Kept apart for a record of either's cluster: {'; '.join(self.others)}."
        lines += [for_others] if self.others and not self.refusal else []
        return "\n".join([*lines, f"One person at: {', '.join(self.joined_at) or 'no level'}."])


def explain(vault: Vault, places: Places, model: PersonModel, record_a: str, record_b: str) -> Explanation:
    """The two records' best pair of nodes, explained. Raises: TwogenError when either record is not linked here."""
    with vault.guard("explaining two records"), vault.connect() as con:
        nodes = with_birth_text(nodes_sql(vault, places))
        model = model.among(con.execute(f"select count(distinct record_no) from {nodes}").fetchall()[0][0])
        con.execute(f"create temp table nodes as select * from {nodes} where record_id in ($1, $2)", [record_a, record_b])
        found = con.execute("select count(distinct record_no) from nodes").fetchall()[0][0]
        if found != 2:
            raise TwogenError(
                f"{found} of the two record ids are linked here. Fix: name two different record ids of the raw tables."
            )
        levels, weight, is_vetoed, is_by_name = _weigh(con, vault, places, model)
        joined = _joined(con, vault, places)
        refusal = None if joined else _refusal(con, vault, places)
        unmet = None if joined else never_compared(con, nodes_sql(vault, places))
        others = () if joined else kept_apart_by_others(vault, places, model, record_a, record_b)
    prior = (("prior", "two records at random", round(weight - sum(bits for *_, bits in levels), 2)),)
    return Explanation(weight, prior + tuple(levels), is_vetoed, is_by_name, refusal, joined, unmet, others)


def _weigh(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, model: PersonModel) -> tuple[list, float, bool, bool]:
    settings = splink_settings(model, "l.record_no <> r.record_no") | {"retain_intermediate_calculation_columns": True}
    add_frequencies(con, "nodes", model, vault, places)
    api, _, linker = linker_over(con, "nodes", settings)
    register_frequencies(api, linker)
    table = linker.inference.predict().physical_name
    con.execute(f"create temp table best as select * from {table} order by match_weight desc, node_id_l, node_id_r limit 1")
    judged = f"select weight, is_vetoed, by_name from ({judged_sql('best', model.thresholds)})"
    return [(c.name, *_level(con, c)) for c in COMPARISONS], *con.execute(judged).fetchall()[0]


def _level(con: duckdb.DuckDBPyConnection, comparison: Comparison) -> tuple[str, float]:
    rarity = f"mw_tf_adj_{comparison.name}" if any(level.frequency for level in comparison.levels) else "0"
    number, bits = con.execute(f"select gamma_{comparison.name}, round(mw_{comparison.name} + {rarity}, 2) from best").fetchall()[
        0
    ]
    label = "missing" if number == -1 else comparison.levels[len(comparison.levels) - 1 - number].label
    return label, bits


def _joined(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places) -> tuple[str, ...]:
    counts = ", ".join(f"count(distinct {level})" for level in LEVELS)
    where = "where record_no in (select record_no from nodes)"
    clusters = con.execute(f"select {counts} from {vault.scan(crosswalk_path(places))} {where}").fetchall()[0]
    return tuple(level for level, n in zip(LEVELS, clusters, strict=True) if n == 1)


def _refusal(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places) -> str | None:
    """The reason between the two themselves; meeting.py knows a refusal for the sake of a third record of a cluster."""
    con.execute("create temp table member_of as select distinct record_no, 1 as component, 1 as cluster from nodes")
    con.execute(f"create temp table mates as select * from {vault.scan(rows_path(places))}")
    con.execute(
        "create temp table edges as select min(record_no) as record_l, max(record_no) as record_r, true as same_ssn,"
        " false as other_name from nodes"
    )  # what a third record would say, that the SSNs of the two are well attested
    add_foes(con)
    found = con.execute("select reason from foes order by reason limit 1").fetchall()
    con.execute("""
        update edges set same_ssn = exists (
            from nodes as l inner join nodes as r on r.ssn = l.ssn and l.record_no < r.record_no
        )
    """)
    part_children(con)
    found += con.execute("select 'a child when the other was grown' where not exists (from edges)").fetchall()
    return found[0][0] if found else None
