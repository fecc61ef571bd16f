"""A truth file as it was told: which of its columns is which, in plain words for whoever wrote it. Nothing is hashed here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import duckdb

from orchestration.errors import TwogenError
from orchestration.evaluation.told_file import told_cells

# What each column may be called, the surest names first; upper case, blanks, hyphens and underscores count for nothing.
SPELLINGS = {
    "table": (("table",), ("tablename",)),
    "role": (("role",), ("personrole",)),
    "id": (
        ("id",),
        ("ids", "idcolumns", "idcolumn", "idvalues", "idvalue"),
        ("record", "recordid", "recordkey", "key", "contractid", "sourceid"),
    ),
    "person": (("trueperson", "truepersonid", "persontrue"), ("person",), ("personid", "entityid", "entity", "trueentity")),
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
    by_place: dict[str, str]  # table, role, id or person -> a column of another name that stands in its place


def read_told(con: duckdb.DuckDBPyConnection, path: Path) -> ToldColumns:
    """Temp table `told`: table_name, role, id, person and g0, g1, … for the subgroup columns; all text, as written.

    Raises: TwogenError when the file is missing, cannot be read or lacks a column.
    """
    if not path.is_file():
        raise TwogenError(f"There is no truth file at {path}. Fix: name a CSV or Parquet file with columns {', '.join(WANTED)}.")
    source, columns = told_cells(con, path)
    named, by_place = _named(columns, path.name)
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
    return ToldColumns(subgroups, {column: count for column, count in values.items() if count > most}, by_place)


def _named(columns: Sequence[str], file: str) -> tuple[dict[str, str], dict[str, str]]:
    """table, role, id, person -> the file's own name of that column; and the one of them that its place alone tells."""
    named = {word: column for word in WANTED if (column := _called(word, columns, file))}
    missing = [word for word in WANTED if word not in named]
    if not missing:
        return named, {}
    free = [column for column in columns[: len(WANTED)] if column not in named.values()]
    if len(missing) == len(free) == 1:
        by_place = {missing[0]: free[0]}
        return named | by_place, by_place
    told = f"no column {missing[0]}{_nearest(missing[0], columns)}"
    raise TwogenError(f"{file}: {told}. Fix: a truth has columns {', '.join(WANTED)}.")


def _called(word: str, columns: Sequence[str], file: str) -> str | None:
    """The column that is called so. Raises: TwogenError when two are called equally well."""
    for spellings in SPELLINGS[word]:
        choices = [column for column in columns if _plain(column) in spellings]
        if len(choices) > 1:
            both = " and ".join(choices)
            raise TwogenError(f"{file}: {both} could both be the column {word}. Fix: call one of them otherwise.")
        if choices:
            return choices[0]
    return None


def _nearest(word: str, columns: Sequence[str]) -> str:
    plain = {_plain(column): column for column in columns}
    spellings = [spelling for tier in SPELLINGS[word] for spelling in tier]
    near = [close for spelling in spellings for close in get_close_matches(spelling, plain, n=1, cutoff=0.6)]
    return f"; the nearest is {plain[near[0]]}" if near else f" among its {len(columns)}"


def _plain(column: str) -> str:
    return re.sub(r"[\W_]", "", column.casefold())


def _distinct(con: duckdb.DuckDBPyConnection, source: str, column: str) -> int:
    return con.execute(f'select count(distinct trim("{_safe(column)}"::varchar)) from {source}').fetchall()[0][0]


def _safe(column: str) -> str:
    return column.replace('"', '""')
