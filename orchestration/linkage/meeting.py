"""Whether two records ever met: if they were compared, and if others keep them apart. Rules and reasons, no value of a row."""

import duckdb

from orchestration.linkage.blocking import BLOCKING_RULES, LARGEST_BLOCK, keyed_sql
from orchestration.linkage.clusters import crosswalk_path
from orchestration.linkage.decisions import add_decisions
from orchestration.linkage.edges import pairs_sql, with_birth_text
from orchestration.linkage.foes import READ, add_foes
from orchestration.linkage.grown import part_children
from orchestration.linkage.model import PersonModel
from orchestration.linkage.nodes import nodes_sql, rows_path
from orchestration.places import Places
from orchestration.vault import Vault


def never_compared(con: duckdb.DuckDBPyConnection, everybody: str) -> str | None:
    """Why the two records of `nodes` were not compared; None where they were. `everybody`: SQL for all nodes."""
    shared = _shared(con, keyed_sql("nodes", [rule.name for rule in BLOCKING_RULES]))
    if not shared:
        return "they share no key of a blocking rule"
    if not _shared(con, f"from ({keyed_sql(everybody, shared)}) semi join nodes using (node_id)", shared):
        return f"what they share ({', '.join(shared)}) is of more than {LARGEST_BLOCK:,} nodes"
    return None


def _shared(con: duckdb.DuckDBPyConnection, keyed: str, names: list[str] | None = None) -> list[str]:
    """The blocking rules of which both records have one key, and by which they are compared then."""
    rules = [rule for rule in BLOCKING_RULES if names is None or rule.name in names]
    both = "l.birth_date is not null and r.birth_date is not null or l.ssn is not null and r.ssn is not null"
    meet = ", ".join(
        f"bool_or(coalesce(l.key_{rule.name} = r.key_{rule.name}, false){f' and not ({both})' if rule.if_unsure else ''})"
        for rule in rules
    )
    (row,) = con.execute(
        f"with keyed as ({keyed}) select {meet} from keyed as l inner join keyed as r on l.record_no < r.record_no"
    ).fetchall()
    return [rule.name for rule, is_shared in zip(rules, row, strict=True) if is_shared]


def kept_apart_by_others(vault: Vault, places: Places, model: PersonModel, record_a: str, record_b: str) -> tuple[str, ...]:
    """Why a record of the one's cluster and one of the other's cannot be one person, where links lead from one to the other."""
    with vault.connect() as con:
        con.execute(_MEMBERS.format(crosswalk=vault.scan(crosswalk_path(places))), [record_a, record_b])
        con.execute(
            f"create temp table nodes as select {', '.join(READ)} from {with_birth_text(nodes_sql(vault, places))}"
            " semi join member_of using (record_no)"
        )
        con.execute(f"create temp table mates as from {vault.scan(rows_path(places))}")
        con.execute(_EDGES.format(pairs=pairs_sql(vault, places), least=model.thresholds.lenient))
        add_decisions(con, vault, places, "member_of")
        part_children(con)
        add_foes(con)
        return tuple(reason for (reason,) in con.execute(_REFUSALS, [record_a, record_b]).fetchall())


# The records of the two's component; none where no chain of links leads from one to the other.
_MEMBERS = """
    create temp table member_of as
    with known as (from {crosswalk}),
    one as (select component from known where record_id in ($1, $2) group by component having count(*) = 2)
    select record_no, record_id, component, component as cluster, lenient from known semi join one using (component)
"""
_EDGES = """
    create temp table edges as
    select
        least(l.record_no, r.record_no) as record_l, greatest(l.record_no, r.record_no) as record_r,
        bool_or(same_ssn) as same_ssn
    from {pairs}
    inner join nodes as l on l.node_id = node_id_l
    inner join nodes as r on r.node_id = node_id_r
    where not is_vetoed
    group by 1, 2 having max(weight) >= {least}
"""
_REFUSALS = """
    with refusals as (
        select record_l, record_r, reason from foes
        union all select record_l, record_r, 'a reviewer''s cannot-link' from all_decided where decision = 'cannot_link'
    ),
    sides as (
        select
            reason, l.lenient as l, r.lenient as r,
            (select lenient from member_of where record_id = $1) as a, (select lenient from member_of where record_id = $2) as b
        from refusals
        inner join member_of as l on l.record_no = record_l inner join member_of as r on r.record_no = record_r
    )
    select distinct reason from sides where (l = a and r = b) or (l = b and r = a) order by reason
"""
