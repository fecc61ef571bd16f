"""A county delivery as texts by table: read apart from our own reader, spoilt on purpose, and written back.

Only what the contract says of a layout is used. What `datacontract test` cannot open has no texts here, with a reason.
"""

import csv
import gzip
import io
import zipfile
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data_contracts.contract import Column, Contract, Table

READABLE = ("delimited", "parquet")
NO_CODE = "~"
LEAST = 6  # rows, so that one can be broken in each of the ways a column has


@dataclass(frozen=True)
class Sent:
    """One delivery's rows of texts by object, under the columns its header names."""

    file_name: str
    rows: dict[str, list[list[str]]]
    without: dict[str, str] = field(default_factory=dict)  # object -> a column that the file lacks

    def header(self, table: Table) -> list[str]:
        return [c.name for c in table.columns if c.name != self.without.get(table.object_name)]

    def lines(self, table: Table) -> list[list[str]]:
        kept = [n for n, c in enumerate(table.columns) if c.name != self.without.get(table.object_name)]
        return [[row[n] for n in kept] for row in self.rows[table.object_name]]


def why_unreadable(contract: Contract) -> str | None:
    """Why the public tool cannot read a feed's files; None when it can."""
    layouts = {table.member.layout for table in contract.tables}
    if unknown := layouts - {*READABLE}:
        return f"it reads delimited text and Parquet, not {', '.join(sorted(unknown))}"
    if contract.delivery.encryption:
        return "it reads no encrypted file"
    return None


def read_sent(contract: Contract, path: Path) -> Sent:
    """The texts of a delivery; members of a zip are unpacked."""
    rows = {}
    for table in contract.tables:
        content = _bytes(contract, table, path)
        read = _parquet_texts if table.member.layout == "parquet" else _delimited_texts
        rows[table.object_name] = read(table, content)
    return Sent(path.name, rows)


def write_sent(contract: Contract, sent: Sent, folder: Path) -> Path:
    """The delivery as the agency would leave it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / sent.file_name
    texts = {table.member.name: _text(table, sent) for table in contract.tables}
    if contract.delivery.container == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in texts.items():
                archive.writestr(name, content)
    else:
        (content,) = texts.values()
        path.write_bytes(gzip.compress(content) if contract.delivery.container == "gzip" else content)
    return path


def spoilt(contract: Contract, sent: Sent) -> Sent:
    """The same rows, with every promise about a column broken once, as far as there are rows, and the first row sent twice."""
    rows = {}
    for table in contract.tables:
        good = [list(row) for row in sent.rows[table.object_name]]
        good += [list(good[0]) for _ in range(len(good), LEAST if good else 0)]
        for n, column in enumerate(table.columns):
            for row, wrong in zip(good[1:], _wrongs(column, table), strict=False):
                row[n] = wrong
        rows[table.object_name] = [*good, *(list(row) for row in good[:1])]
    return replace(sent, rows=rows)


def emptied(sent: Sent) -> Sent:
    return replace(sent, rows={name: [] for name in sent.rows})


def cut(contract: Contract, sent: Sent) -> Sent:
    """The same delivery without the last column of its first object."""
    first = contract.tables[0]
    return replace(sent, without={first.object_name: first.columns[-1].name})


def _wrongs(column: Column, table: Table) -> list[str]:
    """A text for each way in which the column's promises can be broken."""
    found = [""] if column.required and not column.primary_key else []
    for rule in table.rules:
        if rule.columns != (column.name,):
            continue
        match rule.id.rpartition(".")[2]:
            case "codes" | "pattern":
                found.append(NO_CODE)
            case "max_length":
                found.append(NO_CODE * (int(rule.kwargs["max_value"]) + 1))
            case "minimum":
                found.append(_written(column, rule.kwargs["min_value"], -1))
            case "maximum":
                found.append(_written(column, rule.kwargs["max_value"], 1))
    return found


def _written(column: Column, bound, step: int) -> str:
    """A value just beyond a bound, in the contract's form."""
    if column.logical_type == "date":
        return (date.fromisoformat(str(bound)) + timedelta(days=step)).strftime(column.date_format or "%Y-%m-%d")
    return str(int(bound) + step)


def _bytes(contract: Contract, table: Table, path: Path) -> bytes:
    if contract.delivery.container == "zip":
        with zipfile.ZipFile(path) as archive:
            return archive.read(table.member.name)
    return gzip.decompress(path.read_bytes()) if contract.delivery.container == "gzip" else path.read_bytes()


def _delimited_texts(table: Table, content: bytes) -> list[list[str]]:
    text = io.StringIO(content.decode(table.member.encoding), newline="")
    lines = [line for line in csv.reader(text, delimiter=table.member.delimiter, **_quoting(table)) if line]
    return lines[1:] if table.member.header else lines


def _parquet_texts(table: Table, content: bytes) -> list[list[str]]:
    rows = pq.read_table(io.BytesIO(content)).to_pylist()
    return [[_as_text(column, row[column.name]) for column in table.columns] for row in rows]


def _as_text(column: Column, cell: object) -> str:
    if cell is None:
        return ""
    return cell.strftime(column.date_format) if isinstance(cell, date) and column.date_format else str(cell)


def _text(table: Table, sent: Sent) -> bytes:
    if table.member.layout == "parquet":
        names, lines, whole = sent.header(table), sent.lines(table), io.BytesIO()
        cells = {name: pa.array([line[n] or None for line in lines], pa.string()) for n, name in enumerate(names)}
        pq.write_table(pa.table(cells), whole)
        return whole.getvalue()
    out = io.StringIO(newline="")
    lines = ([sent.header(table)] if table.member.header else []) + sent.lines(table)
    csv.writer(out, delimiter=table.member.delimiter, lineterminator="\n", **_quoting(table)).writerows(lines)
    return out.getvalue().encode(table.member.encoding)


def _quoting(table: Table) -> dict:
    return {"quotechar": table.member.quote} if table.member.quote else {"quoting": csv.QUOTE_NONE}
