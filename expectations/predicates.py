"""A rule's predicate as the query Great Expectations runs. Text only: no engine, no data.

Great Expectations formats braces, so they are doubled here: a predicate reaches DuckDB as the contract's compiler
wrote it (colons are the dialect's part).
"""

import re

from data_contracts.contract import Contract

PLACEHOLDER = re.compile(r"\{(?:(?P<rows>rows)(?::(?P<object>\w+))?|in_force:(?P<in_force>\w+)|(?P<history>history))\}")
HISTORY = "history"  # the schema in which the counts of earlier deliveries are laid out, by table
BROKEN = 'select "row_number" from {batch} where ('
IN_FORCE = "in_force"  # the schema in which other feeds' rows in force are laid out for judging


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def in_force_tables(predicate: str | None) -> tuple[str, ...]:
    """The other feeds' tables a predicate looks at."""
    return tuple(found["in_force"] for found in PLACEHOLDER.finditer(predicate or "") if found["in_force"])


def resolved(predicate: str, contract: Contract, table: str) -> str:
    """The predicate with every placeholder replaced by the name under which those rows are laid out for judging."""

    def name_of(found: re.Match[str]) -> str:
        if found["in_force"]:
            return f"{IN_FORCE}.{quoted(found['in_force'])}"
        if found["history"]:
            return f"{HISTORY}.{quoted(table)}"
        return quoted(contract.table(found["object"]).name if found["object"] else table)

    return PLACEHOLDER.sub(name_of, predicate)


def unexpected_rows_query(predicate: str, contract: Contract, table: str) -> str:
    """The query of the rows that break a rule: their numbers alone, so that no value is ever fetched."""
    condition = resolved(predicate, contract, table).replace("{", "{{").replace("}", "}}")
    return f"{BROKEN}{condition})"


def condition_of(query: str) -> str | None:
    """The condition of a query that `unexpected_rows_query` made; None of any other query."""
    found = query.removeprefix(BROKEN)
    return found[:-1].replace("{{", "{").replace("}}", "}") if found != query and found.endswith(")") else None


def broken_table_query(table_predicate: str, contract: Contract, table: str) -> str:
    """The query that gives one row when the whole table breaks a rule, and none when it keeps it."""
    condition = resolved(table_predicate, contract, table).replace("{", "{{").replace("}", "}}")
    return f'select 1 as "broken" from (select count(*) from {{batch}}) where ({condition})'
