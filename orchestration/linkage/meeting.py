"""Whether two records ever met: if they were compared, and if others keep them apart. Rules and reasons, no value of a row."""

import duckdb

from orchestration.linkage.blocking import BLOCKING_RULES, LARGEST_BLOCK, add_keys, rule_sql
from orchestration.linkage.changes import EDGES
from orchestration.linkage.clusters import crosswalk_path
from orchestration.linkage.decisions import add_decisions
from orchestration.linkage.edges import pairs_sql, with_birth_text
from orchestration.linkage.foes import READ, add_foes
from orchestration.linkage.grown import part_children
from orchestration.linkage.model import PersonModel
from orchestration.linkage.nodes import nodes_sql, rows_path
from orchestration.linkage.owners import part_borrowers
from orchestration.places import Places
from orchestration.vault import Vault


def never_compared(con: duckdb.DuckDBPyConnection, everybody: str) -> str | None:
    """Why the two records of `nodes` were not compared; None where they were. `everybody`: SQL for all nodes."""
    add_keys(con, "nodes", "keys")
    rules = ", ".join(f"({number}, '{rule.name}', {rule.if_unsure})" for number, rule in enumerate(BLOCKING_RULES))
    con.execute(_SHARED.format(rules=rules, rule=rule_sql("l.key")))
    shared = [rule for (rule,) in con.execute("select distinct rule from shared order by rule").fetchall()]
    if not shared:
        return "they share no key of a blocking rule"
    add_keys(con, everybody, "every_key")
    blocks = "from every_key semi join shared using (key) group by key"
    least = con.execute(f"select min(nodes) from (select count(*) as nodes {blocks})").fetchall()[0][0]
    return f"what they share ({', '.join(shared)}) is of more than {LARGEST_BLOCK:,} nodes" if least > LARGEST_BLOCK else None


# By an unsure rule only those are compared of whom one lacks a birth date and one an SSN.
_SHARED = """
    create or replace temp table shared as
    with rules as (from (values {rules}) as rules(number, rule, if_unsure)),
    keyed as (
        select key, record_no, birth_date is not null as is_born, ssn is not null as has_ssn
        from keys inner join nodes using (node_id)
    )
    select distinct l.key, rule
    from keyed as l
    inner join keyed as r on r.key = l.key and l.record_no < r.record_no
    inner join rules on number = {rule} and not (if_unsure and (l.is_born and r.is_born or l.has_ssn and r.has_ssn))
"""


def kept_apart_by_others(vault: Vault, places: Places, model: PersonModel, record_a: str, record_b: str) -> tuple[str, ...]:
    """Why a record of the one's cluster and one of the other's cannot be one person, where links lead from one to the other."""
    with vault.connect() as con:
        con.execute(_MEMBERS.format(crosswalk=vault.scan(crosswalk_path(places))), [record_a, record_b])
        con.execute(
            f"create temp table nodes as select {', '.join(READ)} from {with_birth_text(nodes_sql(vault, places))}"
            " semi join member_of using (record_no)"
        )
        con.execute(f"create temp table mates as from {vault.scan(rows_path(places))}")
        con.execute(f"create temp view all_pairs as from {pairs_sql(vault, places)} where not is_vetoed")
        con.execute(EDGES.format(least=model.thresholds.lenient))
        add_decisions(con, vault, places, "member_of")
        part_children(con)
        linked = con.execute(_LINKED, [record_a, record_b]).fetchall()
        part_borrowers(con)
        borrowed = ["the SSN is another's" for _ in set(linked) - set(con.execute(_LINKED, [record_a, record_b]).fetchall())]
        add_foes(con)
        return (*borrowed, *(reason for (reason,) in con.execute(_REFUSALS, [record_a, record_b]).fetchall()))


# The records of the two's component; none where no chain of links leads from one to the other.
_MEMBERS = """
    create temp table member_of as
    with known as (from {crosswalk}),
    one as (select component from known where record_id in ($1, $2) group by component having count(*) = 2)
    select record_no, record_id, component, component as cluster, lenient from known semi join one using (component)
"""
_LINKED = """
    select record_l, record_r from edges
    inner join member_of as l on l.record_no = record_l inner join member_of as r on r.record_no = record_r
    where l.record_id in ($1, $2) and r.record_id in ($1, $2)
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
