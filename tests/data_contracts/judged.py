"""Judged rows drawn in a test: typed tables in DuckDB, and how many of their rows break a rule."""

import re

import duckdb

from data_contracts import Contract, Rule, Table
from data_contracts.typing_sql import judged_columns, quoted

# What a reference reads of the rows in force of another feed: its columns, and its table.
IN_FORCE = re.compile(r"select ((?:\"\w+\"(?:, )?)+) from \{in_force:(\w+)\}")


def connection() -> duckdb.DuckDBPyConnection:
    """An engine with a stand-in of the vault's hash, which here only has to tell values apart and keep nulls."""
    con = duckdb.connect()
    con.execute("create macro keyed_hash(system, kind, value) as md5(system || '|' || kind || '|' || value)")
    return con


def make_tables(con: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Every table of a contract, typed and empty, and what its references to other feeds read of them."""
    for table in contract.tables:
        columns = ", ".join(f"{quoted(name)} {type_}" for name, type_ in judged_columns(table))
        con.execute(f"create or replace table {table.name} ({columns})")
        for name, columns in elsewhere(table).items():
            con.execute(f"create or replace table {name} ({', '.join(f'{column} varchar' for column in columns)})")


def elsewhere(table: Table) -> dict[str, list[str]]:
    """The columns that a table's references read of the rows in force of other feeds, by table."""
    found = [read for rule in table.rules for read in IN_FORCE.findall(rule.predicate or "")]
    return {f"in_force_{name}": columns.split(", ") for columns, name in found}


def empty_tables(con: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    for table in contract.tables:
        con.execute(f"delete from {table.name}")


def add_row(con: duckdb.DuckDBPyConnection, table: Table, **values: object) -> None:
    """One judged row; what is not given is null."""
    names = ", ".join(map(quoted, values))
    con.execute(f"insert into {table.name} ({names}) values ({', '.join('?' for _ in values)})", list(values.values()))


def bound(rule: Rule, contract: Contract, table: Table) -> str:
    """The rule's predicate with the tables of this connection in its places."""
    sql = rule.predicate.replace("{rows}", table.name)
    sql = re.sub(r"\{rows:(\w+)\}", lambda place: contract.table(place.group(1)).name, sql)
    return re.sub(r"\{in_force:(\w+)\}", r"in_force_\1", sql)


def broken(con: duckdb.DuckDBPyConnection, rule: Rule, contract: Contract, table: Table) -> int:
    """How many rows break the rule. A predicate that is null for any row fails: it would lose the row both ways."""
    sql = bound(rule, contract, table)
    broken_, unsure = con.execute(
        f"select count(*) filter (where {sql}), count(*) filter (where ({sql}) is null) from {table.name}"
    ).fetchone()
    assert unsure == 0, rule.id
    return broken_
