"""A truth file as it was told: which of its columns is which, in plain words for whoever wrote it. Nothing is hashed here."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import duckdb

from orchestration.errors import TwogenError

# What each column may be called, the plain name first; upper case, blanks and hyphens count for nothing.
SPELLINGS = {
    "table": ("table", "table_name"),
    "role": ("role", "person_role"),
    "id": ("id", "ids", "record", "record_id", "record_key"),
    "person": ("person", "true_person", "true_person_id", "person_id"),
}
WANTED = tuple(SPELLINGS)
MOST_VALUES = 100  # a column with more distinct values is a number or a name, not a subgroup
FEWEST_VALUES = 10  # that are always a subgroup's
PERSONS_OF_A_VALUE = 10  # on average; a column with fewer tells of persons, not of groups
NOT_TOLD = "(not told)"


@dataclass(frozen=True)
class ToldColumns:
    """The subgroup columns of a truth file, in its order, and those that have too many values to be one."""

    subgroups: list[str]
    no_subgroups: dict[str, int]  # column -> its distinct values


def read_told(con: duckdb.DuckDBPyConnection, path: Path) -> ToldColumns:
    """Temp table `told`: table_name, role, id, person and g0, g1, … for the subgroup columns; all text, as written.

    Raises: TwogenError when the file is missing, cannot be read or lacks a column.
    """
    if not path.is_file():
        raise TwogenError(f"There is no truth file at {path}. Fix: name a CSV or Parquet file with columns {', '.join(WANTED)}.")
    source, columns = _source(con, path)
    named = _named(columns, path.name)
    others = [column for column in columns if column not in named.values()]
    values = {column: _distinct(con, source, column) for column in others}
    most = min(MOST_VALUES, max(FEWEST_VALUES, _distinct(con, source, named["person"]) // PERSONS_OF_A_VALUE))
    subgroups = [column for column in others if values[column] <= most]
    words = ", ".join(f'"{_safe(named[word])}"::varchar as {"table_name" if word == "table" else word}' for word in WANTED)
    kept = "".join(
        f", coalesce(nullif(trim(\"{_safe(column)}\"::varchar), ''), '{NOT_TOLD}') as g{number}"
        for number, column in enumerate(subgroups)
    )
    con.execute(f"create temp table told as select {words}{kept} from {source}")
    return ToldColumns(subgroups, {column: count for column, count in values.items() if count > most})


def _source(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, list[str]]:
    """SQL that reads the file as text, and its columns.

    A CSV's separator is the one that gives most columns: bars stand inside ids, so they are not tried.
    """
    file = "'" + str(path).replace("'", "''") + "'"
    if path.suffix.lower() in (".parquet", ".pq"):
        ways = [f"read_parquet({file})"]
    else:
        ways = [f"read_csv({file}, delim='{mark}', quote='\"', header=true, all_varchar=true)" for mark in (",", "\t", ";")]
    found = [(way, columns) for way in ways if (columns := _columns(con, way))]
    if not found:
        raise TwogenError(
            f"{path.name} cannot be read as {'Parquet' if len(ways) == 1 else 'CSV in UTF-8 with a header'}. "
            "Fix: write it so, with the ending .csv or .parquet."
        )
    return max(found, key=lambda way: len(way[1]))


def _columns(con: duckdb.DuckDBPyConnection, source: str) -> list[str]:
    """The columns of a file read so; none when it cannot be."""
    try:
        con.execute(f"select count(*) from {source}").fetchall()  # DuckDB's words quote rows, so they are not passed on
        return [row[0] for row in con.execute(f"describe from {source}").fetchall()]
    except duckdb.Error:
        return []


def _named(columns: Sequence[str], file: str) -> dict[str, str]:
    """table, role, id, person -> the file's own name of that column."""
    found = {word: [c for c in columns if _plain(c) in spellings] for word, spellings in SPELLINGS.items()}
    exact = {word: [c for c in found[word] if _plain(c) == word] for word in WANTED}
    for word in WANTED:
        choices = exact[word] or found[word]
        if len(choices) > 1:
            raise TwogenError(f"{file}: {' and '.join(choices)} could both be the column {word}. Fix: call one of them {word}.")
        if not choices:
            raise TwogenError(f"{file}: no column {word}{_nearest(word, columns)}. Fix: a truth has columns {', '.join(WANTED)}.")
    return {word: (exact[word] or found[word])[0] for word in WANTED}


def _nearest(word: str, columns: Sequence[str]) -> str:
    plain = {_plain(column): column for column in columns}
    near = [close for spelling in SPELLINGS[word] for close in get_close_matches(spelling, plain, n=1, cutoff=0.6)]
    return f"; the nearest is {plain[near[0]]}" if near else f" among its {len(columns)}"


def _plain(column: str) -> str:
    return column.strip().casefold().replace(" ", "_").replace("-", "_")


def _distinct(con: duckdb.DuckDBPyConnection, source: str, column: str) -> int:
    return con.execute(f'select count(distinct trim("{_safe(column)}"::varchar)) from {source}').fetchall()[0][0]


def _safe(column: str) -> str:
    return column.replace('"', '""')
