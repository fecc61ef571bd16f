"""Where planted people can be found: every byte of every file, and every cell of every file that packs its cells.

Reads text, gzip, zlib, zip, tar, Parquet, DuckDB and SQLite. A file that claims to be one of these and cannot be read
is an error, never a clean bill.
"""

import gzip
import io
import re
import sqlite3
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import numpy as np

DEEPEST = 4  # archives within archives
BEGIN = 5  # bytes; no form is shorter


def find_leaks(paths: Iterable[Path], needles: Iterable[str], skip: Iterable[Path] = ()) -> list[str]:
    """One line for each place in which a needle stands: file, part of it, needle. `skip`: folders not entered.

    Case is ignored; nine digits are looked for as an SSN is written, ten as a telephone number is.
    """
    search = Search(needles)
    left_out = [path.resolve() for path in skip]
    found = [line for path in _files(paths, left_out) for line in _leaks_of_file(path, search)]
    return sorted(set(found))


class Search:
    """The needles in every form in which they are looked for."""

    def __init__(self, needles: Iterable[str]) -> None:
        self.forms = {form: needle for needle in needles for form in forms(needle)}
        if not self.forms or min(map(len, self.forms)) < BEGIN:
            raise ValueError("needles must be at least five characters, or chance finds them")
        self._encoded: dict[bytes, list[tuple[bytes, str]]] = {}  # by their first bytes
        for form, needle in self.forms.items():
            for encoded in (form.encode("utf-8"), form.encode("utf-16-le")):
                self._encoded.setdefault(encoded[:BEGIN], []).append((encoded, needle))
        self._begins = np.zeros(256**3, dtype=bool)  # whether some form begins with these three bytes
        for begin in self._encoded:
            self._begins[begin[0] << 16 | begin[1] << 8 | begin[2]] = True
        self._any = "|".join(re.escape(form) for form in self.forms)

    def in_bytes(self, content: bytes) -> set[str]:
        """The needles that stand in these bytes: one look at every place, a second where some form may begin."""
        lowered = content.lower()
        if len(lowered) < BEGIN:
            return set()
        code = np.frombuffer(lowered, dtype=np.uint8).astype(np.uint32)
        places = np.flatnonzero(self._begins[code[:-2] << 16 | code[1:-1] << 8 | code[2:]]).tolist()
        return {
            needle
            for place in places
            for form, needle in self._encoded.get(lowered[place : place + BEGIN], ())
            if lowered.startswith(form, place)
        }

    def in_text(self, text: str) -> set[str]:
        lowered = text.lower()
        return {needle for form, needle in self.forms.items() if form in lowered}

    def as_sql(self, column: str) -> str:
        """A predicate: a needle stands in the column, whatever its type."""
        return f"regexp_matches(lower({column}::varchar), {_literal(self._any)})"


def forms(needle: str) -> set[str]:
    """A needle as it may be written: lower case, and its digits grouped as an SSN or a telephone number."""
    digits = "".join(c for c in needle if c.isdigit())
    written = {needle.lower()}
    if digits and not any(c.isalpha() for c in needle):
        written.add(digits)
        if len(digits) == 9:
            written |= {f"{digits[:3]}{gap}{digits[3:5]}{gap}{digits[5:]}" for gap in "- ."}
        if len(digits) == 10:
            written |= {f"{digits[:3]}{gap}{digits[3:6]}{gap}{digits[6:]}" for gap in "- ."}
            written.add(f"({digits[:3]}) {digits[3:6]}-{digits[6:]}")
    return written


def _files(paths: Iterable[Path], left_out: list[Path]) -> Iterator[Path]:
    for path in paths:
        if any(path.resolve().is_relative_to(folder) for folder in left_out):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(sorted(path.iterdir()), left_out)
        elif path.is_file():
            yield path


def _leaks_of_file(path: Path, search: Search) -> Iterator[str]:
    for needle in search.in_text(path.name):
        yield f"{path}: {needle} in its name"
    content = path.read_bytes()
    for place, needle in _leaks_of_content(content, search, depth=0):
        yield f"{path}{place}: {needle}"
    read = _cells_of(content)
    if read:
        for place, needle in read(path, search):
            yield f"{path} {place}: {needle}"


def _leaks_of_content(content: bytes, search: Search, depth: int) -> Iterator[tuple[str, str]]:
    """The bytes as they stand, then whatever is packed in them."""
    for needle in search.in_bytes(content):
        yield "", needle
    if depth == DEEPEST:
        raise ValueError(f"archives nested more than {DEEPEST} deep were not searched to the bottom")
    for name, inner in _unpacked(content):
        for place, needle in _leaks_of_content(inner, search, depth + 1):
            yield f"!{name}{place}", needle


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What an archive or a compressed stream holds, by name."""
    if content.startswith(b"\x1f\x8b"):
        yield "gzip", gzip.decompress(content)
    elif content[:2] in (b"\x78\x01", b"\x78\x9c", b"\x78\xda"):
        plain = _inflated(content)
        if plain is not None:
            yield "zlib", plain
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())
    elif content[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            members = [member for member in archive if member.isfile()]
            yield from ((member.name, archive.extractfile(member).read()) for member in members)


def _inflated(content: bytes) -> bytes | None:
    """A zlib stream's content; None where two bytes only look like one's header."""
    try:
        return zlib.decompress(content)
    except zlib.error:
        return None


Cells = Callable[[Path, Search], Iterator[tuple[str, str]]]


def _cells_of(content: bytes) -> Cells | None:
    """The reader of a file that packs its cells, known by its first bytes and not by its name."""
    if content.startswith(b"PARE"):
        raise ValueError("an encrypted Parquet file cannot be searched; only the vault may hold one")
    if content.startswith(b"PAR1"):
        return _parquet_cells
    if content[8:12] == b"DUCK":
        return _duckdb_cells
    if content.startswith(b"SQLite format 3\0"):
        return _sqlite_cells
    return None


def _parquet_cells(path: Path, search: Search) -> Iterator[tuple[str, str]]:
    with duckdb.connect() as con:
        yield from _leaks_of_relation(con, f"read_parquet({_literal(path)}, hive_partitioning=false)", search)


def _duckdb_cells(path: Path, search: Search) -> Iterator[tuple[str, str]]:
    """Every table, and the text of every view."""
    with duckdb.connect() as con:
        con.execute(f"attach {_literal(path)} as searched (read_only)")
        tables = con.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'searched' order by all"
        ).fetchall()
        for schema, table in tables:
            for place, needle in _leaks_of_relation(con, f'searched."{schema}"."{table}"', search):
                yield f"{schema}.{table} {place}", needle
        for (sql,) in con.execute("select sql from duckdb_views() where database_name = 'searched'").fetchall():
            yield from (("a view", needle) for needle in search.in_text(sql))


def _leaks_of_relation(con: duckdb.DuckDBPyConnection, relation: str, search: Search) -> Iterator[tuple[str, str]]:
    """The names of columns, then all cells in one look, and column by column only where that found something."""
    columns = [column for column, *_rest in con.execute(f"describe select * from {relation}").fetchall()]
    for column in columns:
        yield from ((f"the name of column {column}", needle) for needle in search.in_text(column))
    quoted = ['"' + column.replace('"', '""') + '"' for column in columns]
    row = f"concat_ws(chr(10), {', '.join(f'{one}::varchar' for one in quoted)})"
    if not con.execute(f"select true from {relation} where {search.as_sql(row)} limit 1").fetchall():
        return
    for column, one in zip(columns, quoted, strict=True):
        said = con.execute(f"select distinct lower({one}::varchar) from {relation} where {search.as_sql(one)}").fetchall()
        for needle in {needle for (text,) in said for needle in search.in_text(text)}:
            yield f"column {column}", needle


def _sqlite_cells(path: Path, search: Search) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as con:
        for (table,) in con.execute("select name from sqlite_master where type = 'table'").fetchall():
            for row in con.execute(f'select * from "{table}"'):
                for cell in row:
                    content = cell if isinstance(cell, bytes) else str(cell).encode()
                    for place, needle in _leaks_of_content(content, search, depth=0):
                        yield f"{table}{place}", needle


def _literal(text: Path | str) -> str:
    return "'" + str(text).replace("'", "''") + "'"
