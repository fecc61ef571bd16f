"""A truth file under the record ids intake gave: whose each record is.

CSV or Parquet; columns: table, role, id (the contract's id columns joined by a bar), person, any subgroup columns.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import duckdb

from orchestration.errors import TwogenError
from orchestration.evaluation.told import read_told

MOST_SHARED = 0.01  # of the records: two people on one number and name happen; more is a truth that contradicts itself
RecordIdSql = Callable[[Any, Any, Sequence[str]], str]  # table, person, SQL of the id columns' texts
Known = dict[tuple[str, str], tuple[Any, Any]]  # (table, role) -> the contract's table and person


@dataclass(frozen=True)
class Truth:
    """What a truth file holds, counted."""

    subgroups: list[str]  # their columns in `truth` are g0, g1, …
    no_subgroups: dict[str, int]  # columns with too many values to be a subgroup -> how many
    columns_by_place: dict[str, str]  # table, role, id or person -> the column that was taken for it by its place
    id_columns: dict[str, str]  # table.role -> the columns its ids are made of
    lines_left_out: int  # without an id or without a person
    records_of_two_persons: int  # told to be two people's; not graded


def read_truth(con: duckdb.DuckDBPyConnection, path: Path, contracts: Sequence[Any], record_id_sql: RecordIdSql) -> Truth:
    """Temp tables `heard`(table_role, record_id, person, g0 …), one row per line, and `truth`, one row per record.

    Raises: TwogenError when the file does not fit the contracts, or more than MOST_SHARED of its records have two persons.
    """
    columns = read_told(con, path)
    known = {(t.name, p.role): (t, p) for c in contracts for t in c.tables for p in t.persons}
    roles = _roles(con, known, path.name)
    _refuse_partial_ids(con, roles, path.name)
    groups = [f"g{number}" for number in range(len(columns.subgroups))]
    kept = "".join(f", {group}" for group in groups)
    con.execute("create temp table heard as " + " union all ".join(_of_role(*known, record_id_sql, kept) for known in roles))
    lines = con.execute("select count(*) from heard where record_id is null or person is null").fetchall()[0][0]
    firsts = "".join(f", min({group}) as {group}" for group in groups)
    con.execute(f"""
        create temp table told_of as
        select record_id, min(person) as person, count(distinct person) as persons{firsts}
        from heard where record_id is not null and person is not null group by record_id
    """)
    shared = _refuse_contradiction(con, path.name)
    con.execute("create temp table truth as select * exclude (persons) from told_of where persons = 1")
    id_columns = {f"{table.name}.{person.role}": "|".join(person.id_columns) for table, person in roles}
    return Truth(columns.subgroups, columns.no_subgroups, columns.by_place, id_columns, lines, shared)


def _roles(con: duckdb.DuckDBPyConnection, known: Known, file: str) -> list[tuple[Any, Any]]:
    """The contracts' tables and persons the file speaks of."""
    found = con.execute("select table_name, role, count(*) from told group by all order by all").fetchall()
    if not found:
        raise TwogenError(f"{file} holds no row at all. Fix: one line per record.")
    strangers = [(table, role) for table, role, _ in found if (table, role) not in known]
    if strangers:
        lines = sum(count for table, role, count in found if (table, role) in strangers)
        raise TwogenError(
            f"{file}: {lines:,} lines are of {len(strangers)} tables and roles no contract knows{_which(strangers, known)}. "
            "Fix: write table and role as the contracts do, and leave out the lines of feeds this home has no contract for."
        )
    return [known[table, role] for table, role, _ in found]


def _which(strangers: Sequence[tuple[str | None, str | None]], known: Known) -> str:
    """What the first of them was meant to be; its own words are not told, for they may be a person's."""
    names = [f"{table}.{role}" for table, role in strangers]
    names = [name for name in names if re.fullmatch(r"[a-z][a-z0-9_]*\.[a-zA-Z][a-zA-Z0-9_]*", name)]
    if not names:
        return ""
    near = get_close_matches(names[0], [f"{table}.{role}" for table, role in known], n=1, cutoff=0.5)
    return f" (nearest: {near[0]})" if near else ""


def _refuse_partial_ids(con: duckdb.DuckDBPyConnection, roles: Sequence[tuple[Any, Any]], file: str) -> None:
    for table, person in roles:
        if (parts := len(person.id_columns)) == 1:
            continue
        lines = con.execute(
            "select count(*) from told where table_name = $1 and role = $2 and len(string_split(id, '|')) <> $3",
            [table.name, person.role, parts],
        ).fetchall()[0][0]
        if lines:
            raise TwogenError(
                f"{file}: {lines:,} ids of {table.name}.{person.role} do not have {parts} parts. Fix: join "
                f"{', '.join(person.id_columns)} by bars as the file has them, with nothing between two bars for a blank."
            )


def _of_role(table: Any, person: Any, record_id_sql: RecordIdSql, kept: str) -> str:
    """SQL for the lines of one role under their record ids; an id of one column is taken whole."""
    parts = range(1, len(person.id_columns) + 1)
    texts = ["told.id"] if len(parts) == 1 else [f"string_split(told.id, '|')[{part}]" for part in parts]
    return (
        f"select '{table.name}.{person.role}' as table_role, {record_id_sql(table, person, texts)} as record_id,"
        f" nullif(trim(person), '') as person{kept} from told"
        f" where table_name = '{table.name}' and told.role = '{person.role}'"
    )


def _refuse_contradiction(con: duckdb.DuckDBPyConnection, file: str) -> int:
    """How many records are told to be two persons."""
    shared, records = con.execute("select count(*) filter (persons > 1), count(*) from told_of").fetchall()[0]
    if shared > MOST_SHARED * records:
        raise TwogenError(
            f"{file}: {shared:,} of {records:,} records are told to be more than one person. Fix: one person per table, role "
            "and id; names in an id count without case, accents and blanks."
        )
    return shared
