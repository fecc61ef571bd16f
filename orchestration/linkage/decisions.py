"""What reviewers decided about pairs of records: identity/decisions.parquet, one row per decision, the last one counts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from orchestration.places import Places
from orchestration.vault import Vault

Decision = tuple[tuple[str, str], str]  # two record ids, and one of the words below
COLUMNS = """
    record_a varchar, record_b varchar, decision varchar check (decision in ('must_link', 'cannot_link', 'withdrawn')),
    reason varchar, decided_by varchar, decided_at timestamp
"""


def in_utc(at: datetime) -> datetime:
    """The moment as the vault's tables hold it: UTC, without a zone; one that names no zone is UTC already."""
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def decisions_path(places: Places) -> Path:
    return places.identity / "decisions.parquet"


def decide(vault: Vault, places: Places, pair: tuple[str, str], decision: str, reason: str, by: str, at: datetime) -> None:
    """One decision more; `withdrawn` undoes the last one of the pair."""
    decide_all(vault, places, [(pair, decision)], reason, by, at)


def decide_all(vault: Vault, places: Places, made: Sequence[Decision], reason: str, by: str, at: datetime) -> None:
    """Decisions of one reviewer for one reason, all or none of them kept."""
    with vault.guard("keeping a reviewer's decision"), vault.session() as con:
        add_decisions_of(con, vault, places)
        a, b = zip(*(sorted(pair) for pair, _ in made), strict=True)
        con.execute(
            "insert into all_decisions select unnest($1), unnest($2), unnest($3), $4, $5, $6",
            [list(a), list(b), [decision for _, decision in made], reason, by, in_utc(at)],
        )
        vault.write(con, "select * from all_decisions order by decided_at, record_a, record_b", decisions_path(places))


def copy_decisions(vault: Vault, places: Places, to: Places, until: datetime) -> None:
    """The decisions known at a moment, in another home under the same key."""
    if decisions_path(places).exists():
        with vault.guard("copying the decisions of reviewers"), vault.session() as con:
            known = f"from {vault.scan(decisions_path(places))} where decided_at <= timestamp '{in_utc(until)}'"
            vault.write(con, f"{known} order by decided_at, record_a, record_b", decisions_path(to))


def add_decisions_of(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places) -> None:
    """Temp table `all_decisions`: every decision ever made in this home; temp view `in_force`: the last one of each pair, unless
    it was withdrawn.
    """
    con.execute(f"create temp table all_decisions ({COLUMNS})")
    if decisions_path(places).exists():
        con.execute(f"insert into all_decisions from {vault.scan(decisions_path(places))}")
    con.execute(_IN_FORCE)


def add_decisions(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, nodes: str) -> None:
    """Temp table `all_decided`: record_l, record_r (lasting record numbers, smaller first), decision in force tonight."""
    add_decisions_of(con, vault, places)
    con.execute(f"""
        create temp table all_decided as
        with told as (select record_a as record_id from in_force union select record_b from in_force),
        numbered as (select distinct record_id, record_no from {nodes} semi join told using (record_id))
        select least(a.record_no, b.record_no) as record_l, greatest(a.record_no, b.record_no) as record_r, decision
        from in_force
        inner join numbered as a on a.record_id = record_a
        inner join numbered as b on b.record_id = record_b
        where a.record_no <> b.record_no
    """)


_IN_FORCE = """
    create temp view in_force as
    select * from (
        select * from all_decisions
        qualify row_number() over (
            partition by least(record_a, record_b), greatest(record_a, record_b) order by decided_at desc, decision
        ) = 1
    ) where decision <> 'withdrawn'
"""
