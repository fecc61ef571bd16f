"""Rows written into agencies' files as their contracts lay them out; used to plant people and to break files by hand."""

import io
import os
import zipfile
from pathlib import Path

from data_contracts import Contract, Table

Row = dict[str, str]


def fixed_width_line(table: Table, template: str, row: Row) -> str:
    """`template` with the row's columns written into their slices, padded with blanks."""
    characters = list(template.ljust(table.member.record_length or 0))
    for name, value in row.items():
        offset = 0
        for start, end in table.column(name).positions:
            width = end - start + 1
            characters[start - 1 : end] = value[offset : offset + width].ljust(width)
            offset += width
    return "".join(characters)


def delimited_line(table: Table, template: str, row: Row) -> str:
    """`template` (a line of the same table) with the row's columns replaced."""
    names = [column.name for column in table.columns if column.positions == ()]
    values = dict(zip(names, template.split(table.member.delimiter), strict=True)) | row
    return table.member.delimiter.join(values[name] for name in names)


def append_rows(path: Path, contract: Contract, rows: dict[str, list[Row]]) -> None:
    """Rows by object name, added to a delivery; each takes what it does not say from the file's first row.

    The file keeps its time of arrival.
    """
    stat = path.stat()
    if contract.delivery.container == "zip":
        _append_to_zip(path, contract, rows)
    else:
        (table,) = contract.tables
        path.write_bytes(_appended(path.read_bytes(), table, rows[table.object_name]))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _appended(content: bytes, table: Table, rows: list[Row]) -> bytes:
    encoding = table.member.encoding
    text = content.decode(encoding)
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.rstrip("\r\n").split(ending)
    template = lines[1 if table.member.header else 0]
    line_of = delimited_line if table.member.layout == "delimited" else fixed_width_line
    lines += [line_of(table, template, row) for row in rows]
    return (ending.join(lines) + ending).encode(encoding)


def _append_to_zip(path: Path, contract: Contract, rows: dict[str, list[Row]]) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {info: archive.read(info) for info in archive.infolist()}
    rebuilt = io.BytesIO()
    with zipfile.ZipFile(rebuilt, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in members.items():
            table = next((t for t in contract.tables if t.member.name == info.filename), None)
            if table and table.object_name in rows:
                content = _appended(content, table, rows[table.object_name])
            archive.writestr(info, content)
    path.write_bytes(rebuilt.getvalue())


def newest(folder: Path, beginning: str, is_good=lambda path: True) -> Path:
    """The file that arrived last among those whose name begins so."""
    return max((p for p in folder.glob(f"{beginning}*") if is_good(p)), key=lambda p: (p.stat().st_mtime_ns, p.name))
