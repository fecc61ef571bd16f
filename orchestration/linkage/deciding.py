"""A reviewer's decision on two records, kept only where it can take effect with the next night's link."""

from datetime import datetime

import duckdb

from orchestration.errors import TwogenError
from orchestration.linkage.decisions import add_decisions_of, decide
from orchestration.linkage.nodes import nodes_path
from orchestration.places import Places
from orchestration.vault import Vault

WORDS = ("must_link", "cannot_link", "withdrawn")


def decide_on(
    vault: Vault, places: Places, pair: tuple[str, str], decision: str, reason: str, by: str, at: datetime
) -> str | None:
    """The decision that stood on the two records until now, if any. The next night's link follows the new one.

    Raises: TwogenError when the word is none of WORDS, the reason is blank, both ids are one record's, either record is not
    linked here, or there is nothing to withdraw. Nothing is written then.
    """
    if decision not in WORDS:
        raise TwogenError(f"The decision is none of {', '.join(WORDS)}; nothing was written. Fix: one of these words.")
    if not reason.strip():
        raise TwogenError("The reason is blank; nothing was written. Fix: say why, naming no person a row is about.")
    if pair[0] == pair[1]:
        raise TwogenError("Both record ids are the same record's; nothing was written. Fix: name two different record ids.")
    with vault.guard("looking up two records a reviewer decides on"), vault.session() as con:
        before = _in_force(con, vault, places, pair)
        linked = _linked(con, vault, places, pair)
    if decision == "withdrawn" and before is None:
        raise TwogenError("No decision on these two records is in force; nothing was written. Fix: check both record ids.")
    if decision != "withdrawn" and linked != 2:
        raise TwogenError(
            f"{linked} of the two record ids are linked here; nothing was written. Fix: name two record ids of the raw tables, "
            "once a night has linked them."
        )
    decide(vault, places, pair, decision, reason, by, at)
    return before


def _in_force(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, pair: tuple[str, str]) -> str | None:
    add_decisions_of(con, vault, places)
    found = con.execute("select decision from in_force where record_a = $1 and record_b = $2", sorted(pair)).fetchall()
    return found[0][0] if found else None


def _linked(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, pair: tuple[str, str]) -> int:
    """How many of the two records the last night knew."""
    if not nodes_path(places).exists():
        return 0
    nodes = vault.scan(nodes_path(places))
    return con.execute(f"select count(distinct record_id) from {nodes} where record_id in ($1, $2)", list(pair)).fetchall()[0][0]
