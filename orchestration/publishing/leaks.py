"""The leak check: what may never be published, found by column name, by the shape of a value, by a small count.

Reads the tables about to be shown; returns sentences with names and counts, never a value.
"""

from collections.abc import Iterable

import duckdb

PUBLISHED_PREFIXES = ("dim_", "fct_", "rpt_")
RELEASED_PREFIX = "rpt_"
SMALLEST_SHOWN = 11  # CMS cell size policy: 1 to 10 are never shown (STANDARDS 12.3)
OUR_OWN_NUMBERS = ("record_id", "delivery_id", "row_number")
INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
SSN_SHAPE = r"\d{3}-?\d{2}-?\d{4}"


def leaks(con: duckdb.DuckDBPyConnection, tables: dict[str, str], forbidden: Iterable[str]) -> list[str]:
    """One sentence per leak; none when the tables may be shown."""
    words = {word.lower() for word in forbidden}
    found: list[str] = []
    for name, relation in sorted(tables.items()):
        if not name.startswith(PUBLISHED_PREFIXES):
            found.append(f"leak check: {name} is not a dim_, fct_ or rpt_ table and may not be published")
        columns = con.execute(f"select column_name, column_type from (describe {relation})").fetchall()
        found += _forbidden_names(name, [column for column, _ in columns], words)
        found += _ssn_shaped(con, name, relation, [column for column, type_ in columns if type_ == "VARCHAR"])
        if name.startswith(RELEASED_PREFIX):
            found += _released(con, name, relation, columns)
    return found


def _forbidden_names(table: str, columns: list[str], forbidden: set[str]) -> list[str]:
    hits = [column for column in columns if column.lower() in forbidden or column.lower().endswith(OUR_OWN_NUMBERS)]
    return [f"leak check: {table}.{column} is an identifier or a record's number" for column in hits]


def _ssn_shaped(con: duckdb.DuckDBPyConnection, table: str, relation: str, columns: list[str]) -> list[str]:
    if not columns:
        return []
    # The length is compared first, so that the pattern runs on almost nothing.
    counts = ", ".join(
        f'count(*) filter (length("{c}") in (9, 11) and regexp_full_match("{c}", \'{SSN_SHAPE}\'))' for c in columns
    )
    found = con.execute(f"select {counts} from {relation}").fetchall()[0]
    return [
        f"leak check: {table}.{column} holds {count} values in the shape of a social security number"
        for column, count in zip(columns, found, strict=True)
        if count
    ]


def _released(con: duckdb.DuckDBPyConnection, table: str, relation: str, columns: list[tuple[str, str]]) -> list[str]:
    """What only leaves when it is about nobody: no person ids, no count from 1 to 10."""
    found = [
        f"leak check: {table}.{column} names single people, and {table} leaves the building"
        for column, _ in columns
        if column.lower().endswith("person_id")
    ]
    counts = [c for c, type_ in columns if c.lower().endswith(("_count", "_count_strict", "_count_lenient"))]
    for column in counts:
        small = con.execute(f'select count(*) from {relation} where "{column}" between 1 and {SMALLEST_SHOWN - 1}').fetchall()[0][
            0
        ]
        if small:
            found.append(f"leak check: {table}.{column} shows {small} counts from 1 to {SMALLEST_SHOWN - 1}")
    uncounted = [c for c, type_ in columns if type_ in INTEGERS and c not in counts and not c.lower().endswith("_year")]
    found += [
        f"leak check: {table}.{column} is a whole number that is not named a count, so nobody can tell if it is small"
        for column in uncounted
        if column.lower() != "year"
    ]
    return found
