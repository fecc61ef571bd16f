"""Rows of landed CSV, by the names in its header: of a file, of a member of a zip, of every file of a feed."""

import csv
import gzip
import io
import zipfile
from pathlib import Path

Rows = list[dict[str, str]]


def rows_of(path: Path, member: str = "", delimiter: str = ",") -> Rows:
    """The rows of a file, unpacked where it is gzipped; of a zip those of one member."""
    content = zipfile.ZipFile(path).read(member) if member else path.read_bytes()
    return _read(gzip.decompress(content) if path.suffix == ".gz" else content, delimiter)


def rows_by_file(folder: Path, stem: str, member: str = "", delimiter: str = ",") -> dict[str, Rows]:
    """The rows of every file whose name begins so."""
    return {path.name: rows_of(path, member, delimiter) for path in sorted(folder.glob(f"{stem}*"))}


def every_row(folder: Path, stem: str, member: str = "", delimiter: str = ",") -> Rows:
    """The same, one file after the other."""
    return [row for rows in rows_by_file(folder, stem, member, delimiter).values() for row in rows]


def rows_by_member(path: Path, delimiter: str = ",") -> dict[str, Rows]:
    """The rows of every member of a zip."""
    with zipfile.ZipFile(path) as archive:
        return {member: _read(archive.read(member), delimiter) for member in archive.namelist()}


def _read(content: bytes, delimiter: str) -> Rows:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8")), delimiter=delimiter))
