"""Files in the contracts' layouts: positions, order of columns, date forms, quotes and encodings all come from them."""

import gzip
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import numpy as np

from data_contracts.contract import Column, Contract, Table
from orchestration.errors import TwogenError
from orchestration.rehearsal.xml_pages import xml_page

CHUNK = 65_536
_NOON = b"120000"  # the time of what is known by its day only
Values = dict[
    str, np.ndarray
]  # by column name: texts in Latin-1; dates as eight digits, with a time as fourteen; left out: blank


def in_format(dates: np.ndarray, form: str) -> np.ndarray:
    """Dates of eight digits, or times of fourteen, in a strptime form; blank stays blank, impossible stays impossible."""
    dates = dates.astype("S14")
    timed = np.where(np.strings.str_len(dates) > 8, dates, np.strings.add(dates.astype("S8"), _NOON))
    places = {"%Y": (0, 4), "%m": (4, 6), "%d": (6, 8), "%H": (8, 10), "%M": (10, 12), "%S": (12, 14)}
    whole = np.zeros(len(dates), "S1")
    for token in re.findall(r"%[A-Za-z]|[^%]+", form):
        if token.startswith("%") and token not in places:
            raise TwogenError(f"The rehearsal county writes years to seconds only; the contract asks for {form}.")
        piece = np.strings.slice(timed, *places[token]) if token in places else np.bytes_(token.encode("latin-1"))
        whole = np.strings.add(whole, piece)
    return np.where(np.strings.str_len(dates) < 8, dates, whole)  # blank, or a word such as -9 that stands for no date


def texts(table: Table, values: Values) -> Values:
    """The values as the file has them, by column; refuses a column the contract does not know."""
    unknown = sorted(set(values) - {column.name for column in table.columns})
    if unknown:
        raise TwogenError(
            f"{table.name}: the rehearsal county supplies {', '.join(unknown)}, which the contract does not have; "
            "rename it in either."
        )
    return {c.name: _text(c, values[c.name]) for c in table.columns if c.name in values}


def _text(column: Column, values: np.ndarray) -> np.ndarray:
    if column.logical_type in ("date", "timestamp") and column.date_format:
        return in_format(values, column.date_format)
    return values


def fixed_width(table: Table, values: Values) -> Iterator[bytes]:
    """Lines of the record's length, piece by piece; numbers get zeros on the left, texts blanks on the right."""
    rows = len(next(iter(values.values())))
    length = table.member.record_length
    return (_lines(table, values, slice(at, at + CHUNK), length) for at in range(0, rows, CHUNK))


def _lines(table: Table, values: Values, rows: slice, length: int) -> bytes:
    count = len(next(iter(values.values()))[rows])
    page = np.full((count, length + 1), ord(" "), np.uint8)
    page[:, length] = ord("\n")
    for column in table.columns:
        if column.name in values:
            _place(page, column, values[column.name][rows])
    return page.tobytes()


def _place(page: np.ndarray, column: Column, text: np.ndarray) -> None:
    width = sum(end - start + 1 for start, end in column.positions)
    text = text.astype(f"S{width}")
    if column.logical_type in ("integer", "number"):
        text = np.where(text == b"", b"", np.strings.zfill(text, width)).astype(f"S{width}")
    letters = np.ascontiguousarray(text).view(np.uint8).reshape(len(text), width)
    letters = np.where(letters == 0, ord(" "), letters)
    at = 0
    for start, end in column.positions:
        page[:, start - 1 : end] = letters[:, at : at + end - start + 1]
        at += end - start + 1


def delimited(table: Table, values: Values) -> Iterator[bytes]:
    """A header when promised, then one line per row, in the contract's order of columns, piece by piece."""
    member = table.member
    mark = member.delimiter.encode()
    head = [(member.quote + c.name + member.quote) if member.quote else c.name for c in table.columns]
    yield (member.delimiter.join(head) + "\n").encode() if member.header else b""
    rows = len(next(iter(values.values())))
    yield from (_rows(table, values, slice(at, at + CHUNK), mark) for at in range(0, rows, CHUNK))


def _rows(table: Table, values: Values, rows: slice, mark: bytes) -> bytes:
    """Columns side by side in one grid of bytes, padding taken out at the end."""
    count = len(next(iter(values.values()))[rows])
    grid = []
    for place, column in enumerate(table.columns):
        text = values[column.name][rows] if column.name in values else np.zeros(count, "S1")
        if table.member.quote and (column.logical_type == "string" or column.number_form.thousands == table.member.delimiter):
            text = _quoted(text, table.member.quote.encode())
        text = np.ascontiguousarray(np.strings.add(text, mark if place < len(table.columns) - 1 else b"\n"))
        grid.append(text.view(np.uint8).reshape(count, -1))
    letters = np.concatenate(grid, axis=1).ravel()
    return letters[letters != 0].tobytes()


def _quoted(text: np.ndarray, quote: bytes) -> np.ndarray:
    if (np.strings.find(text, quote) >= 0).any():
        text = np.strings.replace(text, quote, quote + quote)
    return np.where(text == b"", b"", np.strings.add(np.strings.add(quote, text), quote))


def rendered(table: Table, values: Values) -> bytes:
    """One table's bytes, in the contract's encoding."""
    words = texts(table, values)
    pieces = fixed_width(table, words) if table.member.layout == "fixed_width" else delimited(table, words)
    # Encoded piece by piece: a history of births is several hundred megabytes, and as one text it would stand there four times.
    return b"".join(p if p.isascii() else p.decode("latin-1").encode(table.member.encoding) for p in pieces)


def packed(contract: Contract, objects: dict[str, Values]) -> bytes:
    """A delivery's bytes: one file, or a zip with a member for each object of the contract; XML holds all objects."""
    tables = {table.object_name: table for table in contract.tables}
    if contract.tables[0].member.layout == "xml":
        words = {name: texts(table, objects[name]) for name, table in tables.items()}
        return xml_page(contract.tables, words).decode("latin-1").encode(contract.tables[0].member.encoding)
    if contract.delivery.container == "zip":
        return zipped({table.member.name: rendered(table, objects[name]) for name, table in tables.items()})
    (table,) = contract.tables
    content = rendered(table, objects[table.object_name])
    return gzip.compress(content, compresslevel=6, mtime=0) if contract.delivery.container == "gzip" else content


@dataclass(frozen=True)
class Sent:
    """A file an agency leaves: its name, its bytes and when (seconds since 1970, UTC)."""

    contract: Contract
    name: str
    content: bytes
    arrives: int


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip whose bytes depend on its members only."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def fits_contract(contract: Contract, name: str) -> bool:
    """Whether a file name is one the contract promises."""
    delivery = contract.delivery
    return any(re.fullmatch(pattern, name) for pattern in (delivery.file_pattern, delivery.history_pattern) if pattern)
