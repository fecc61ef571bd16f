"""The cells of a truth file as texts, CSV or Parquet. Errors count lines and never quote one.

Which column is which stands in told.py.
"""

import csv
from pathlib import Path

import duckdb

from orchestration.errors import TwogenError

SEPARATORS = (",", "\t", ";", "|")


def told_cells(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, list[str]]:
    """SQL that reads the file as text, and its columns.

    Raises: TwogenError when it is not what its ending says, or a line has more cells than the header.
    """
    if path.suffix.lower() not in (".parquet", ".pq"):
        return _told_lines(con, path)
    source = f"read_parquet({_text(str(path))})"
    try:
        return source, [row[0] for row in con.execute(f"describe from {source}").fetchall()]
    except duckdb.Error:
        pass  # DuckDB's words quote rows, so they are not passed on
    raise _unreadable(path, "Parquet")


def _told_lines(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, list[str]]:
    """The separator is the one that parts the header into most columns. Cells a short line lacks are null."""
    mark, columns = max(((mark, _header(path, mark)) for mark in SEPARATORS), key=lambda way: len(way[1]))
    if not columns:
        raise _unreadable(path)
    types = ", ".join(f"{_text(column)}: 'VARCHAR'" for column in columns)
    source = f"read_csv({_text(str(path))}, columns={{{types}}}, delim='{mark}', quote='\"', escape='\"', header=true, "
    source += "auto_detect=false"
    wrong = _wrong_lines(con, path, f"{source}, store_rejects=true)")
    if "INVALID ENCODING" in wrong:
        raise _unreadable(path)
    if wrong.keys() - {"MISSING COLUMNS"}:
        lines, first = sum(n for n, _ in wrong.values()), min(first for _, first in wrong.values())
        raise TwogenError(
            f"{path.name}: {lines:,} lines do not have the {len(columns)} cells of the header, the first in line {first:,}. "
            "Fix: put cells that hold a separator or a quote between quotes, quotes inside doubled."
        )
    return f"{source}, null_padding=true, parallel=false)" if wrong else f"{source})", columns


def _header(path: Path, mark: str) -> list[str]:
    """The columns a separator parts the first line into; one without a name, or with another's, is known by its place."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            names = next(csv.reader([file.readline().rstrip("\n")], delimiter=mark), [])
    except (UnicodeDecodeError, csv.Error):
        return []
    folded = [name.strip().casefold() for name in names]
    return [f"column {n + 1}" if folded[n] in ("", *folded[:n]) else name for n, name in enumerate(names)]


def _wrong_lines(con: duckdb.DuckDBPyConnection, path: Path, source: str) -> dict[str, tuple[int, int]]:
    """What is wrong with lines -> how many of them and the first."""
    try:
        con.execute(f"select count(*) from {source}").fetchall()
        counts = "count(distinct line), min(line)"
        found = con.execute(f"select error_type::varchar, {counts} from reject_errors group by all").fetchall()
        con.execute("drop table reject_errors; drop table reject_scans")
        return {kind: (lines, first) for kind, lines, first in found}
    except duckdb.Error:
        pass
    raise _unreadable(path)


def _unreadable(path: Path, form: str = "CSV in UTF-8 with a header") -> TwogenError:
    return TwogenError(f"{path.name} cannot be read as {form}. Fix: write it so, with the ending .csv or .parquet.")


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
