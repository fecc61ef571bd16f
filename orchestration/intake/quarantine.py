"""Quarantine: the rows that break a critical rule, kept in the vault with the rules they break.

Selected by the same predicates that were judged; a count that differs from the judge's stops the delivery.
"""

import re
from collections.abc import Sequence

import duckdb

from data_contracts.contract import Contract, Table
from data_contracts.typing_sql import literal, quoted
from data_contracts.verdicts import RuleResult
from orchestration.intake.delivery import Landed, Parsed, named, quarantine_path
from orchestration.places import Places
from orchestration.vault import Vault, VaultError

PLACEHOLDER = re.compile(r"\{(?:rows(?::(?P<object>\w+))?|in_force:(?P<in_force>\w+))\}")
IN_MEMORY_BYTES = 128 * 2**20  # encrypted rows below this are decrypted once; above it, each query scans the file


def lay_out(con: duckdb.DuckDBPyConnection, parsed: Parsed, vault: Vault) -> None:
    """A delivery's tables under their own names, for predicates to speak of."""
    for name, path in parsed.tables.items():
        kind = "table" if path.stat().st_size < IN_MEMORY_BYTES else "view"
        con.execute(f"create {kind} {quoted(name)} as from {vault.scan(path)}")


def write_quarantine(con, contract: Contract, landed: Landed, results, places: Places, vault: Vault) -> dict[str, int]:
    """Rows quarantined by table; afterwards temp table `quarantined__<table>` holds their numbers."""
    counts = {}
    for table in contract.tables:
        broken = [r for r in results if r.table == table.name and r.broken and _quarantines(r)]
        _find_broken(con, contract, table, broken, places)
        path = quarantine_path(places, contract.feed, landed.delivery_id, table.name)
        counts[table.name] = con.execute(f"select count(*) from {numbers_of(table)}").fetchall()[0][0]
        if counts[table.name]:
            judged = f"{quoted(table.name)} as judged inner join {numbers_of(table)} using (row_number)"
            vault.write(con, f"select rules, judged.* from {judged} order by row_number", path)
        else:
            path.unlink(missing_ok=True)  # of a run that was killed, or of a former contract
    return counts


def numbers_of(table: Table) -> str:
    return quoted(f"quarantined__{table.name}")


def accepted_rows(table: Table, quarantined: int) -> str:
    """SQL table expression over the rows that are not quarantined, in the order received."""
    if not quarantined:
        return quoted(table.name)
    return f"(from {quoted(table.name)} where row_number not in (select row_number from {numbers_of(table)}) order by row_number)"


def _quarantines(result: RuleResult) -> bool:
    return result.rule.severity == "critical" and result.rule.predicate is not None


def _find_broken(con, contract: Contract, table: Table, results: Sequence[RuleResult], places: Places) -> None:
    con.execute("create or replace temp table broken (row_number bigint, rule_id varchar)")
    for result in results:
        condition = _resolved(con, result.rule.predicate, contract, table, places)
        rule_id = literal(result.rule.id)
        found = f"select row_number, {rule_id} from {quoted(table.name)} where ({condition})"
        rows = con.execute(f"insert into broken {found}").fetchall()[0][0]
        if rows != result.broken:
            raise VaultError(
                f"{named(contract)}: rule {result.rule.id} of {table.name} was judged broken by {result.broken:,} rows "
                f"but its predicate finds {rows:,}; nothing was settled. Fix: make the rule's expectation say the same."
            )
    listed = "select row_number, list(rule_id order by rule_id) as rules from broken group by row_number"
    con.execute(f"create temp table {numbers_of(table)} as {listed}")


def _resolved(con, predicate: str, contract: Contract, table: Table, places: Places) -> str:
    """The predicate with each placeholder as SQL for the rows it means."""

    def rows_of(found: re.Match[str]) -> str:
        if found["in_force"]:
            return f"read_parquet({literal(str(places.in_force / (found['in_force'] + '.parquet')))})"
        return quoted(contract.table(found["object"]).name if found["object"] else table.name)

    return PLACEHOLDER.sub(rows_of, predicate)
