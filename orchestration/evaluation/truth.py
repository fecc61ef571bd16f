"""A truth file read: whose each record is, under the record ids intake gave.

CSV or Parquet; columns: table, role, id (the contract's id columns joined by a bar), person, any subgroup columns.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from orchestration.errors import TwogenError

WANTED = ("table", "role", "id", "person")
RecordIdSql = Callable[[Any, Any, Sequence[str]], str]  # table, person, SQL of the id columns' texts


def read_truth(con: duckdb.DuckDBPyConnection, path: Path, contracts: Sequence[Any], record_id_sql: RecordIdSql) -> list[str]:
    """Temp table `truth`(record_id, person, subgroup columns), and the names of the subgroup columns.

    Raises: TwogenError when the file is missing, lacks a column, or names a table and role no contract knows.
    """
    if not path.is_file():
        raise TwogenError(f"There is no truth file at {path}. Fix: name a CSV or Parquet file with columns {', '.join(WANTED)}.")
    reader = "read_parquet" if path.suffix == ".parquet" else "read_csv"
    options = "" if path.suffix == ".parquet" else ", all_varchar=true"
    con.execute(f"create temp table told as select * from {reader}($path{options})", {"path": str(path)})
    columns = [row[0] for row in con.execute("describe told").fetchall()]
    missing = [c for c in WANTED if c not in columns]
    if missing:
        raise TwogenError(f"{path.name}: no column {', '.join(missing)}. Fix: a truth has columns {', '.join(WANTED)}.")
    subgroups = [c for c in columns if c not in WANTED]
    kept = "".join(f', told."{c}"::varchar as "{c}"' for c in subgroups)
    parts = _record_ids(con, contracts, record_id_sql, path, kept)
    con.execute(
        f"create temp table truth as select distinct on (record_id) * from ({' union all '.join(parts)})"
        " where record_id is not null"
    )
    return subgroups


def _record_ids(
    con: duckdb.DuckDBPyConnection, contracts: Sequence[Any], record_id_sql: RecordIdSql, path: Path, kept: str
) -> list[str]:
    known = {(t.name, p.role): (t, p) for c in contracts for t in c.tables for p in t.persons}
    found = con.execute('select distinct "table", role from told order by all').fetchall()
    unknown = [f"{table}.{role}" for table, role in found if (table, role) not in known]
    if unknown or not found:
        said = ", ".join(unknown[:3]) or "no row at all"
        raise TwogenError(
            f"{path.name} speaks of {said}, which no contract knows. Fix: write table and role as the contracts do."
        )
    return [_one_role(*known[key], record_id_sql, kept) for key in found]


def _one_role(table: Any, person: Any, record_id_sql: RecordIdSql, kept: str) -> str:
    texts = [f"string_split(told.id, '|')[{i + 1}]" for i in range(len(person.id_columns))]
    return (
        f"select {record_id_sql(table, person, texts)} as record_id, told.person::varchar as person{kept} from told"
        f" where told.\"table\" = '{table.name}' and told.role = '{person.role}'"
    )
