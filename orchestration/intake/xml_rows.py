"""Rows of XML files: each element at an object's path is a row, each column a text at a path from there."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from data_contracts.contract import Column, Table
from orchestration.intake.containers import Refuse
from orchestration.intake.encodings import UTF8_MARK, as_utf8, refuse_wide
from orchestration.intake.memory import in_memory
from orchestration.intake.text_rows import write_quoted
from orchestration.intake.unreadable import counted
from orchestration.intake.xml_tree import Element, ElementStream
from orchestration.vault import Vault


def write_rows(
    con: duckdb.DuckDBPyConnection, tables: Sequence[Table], content: bytes, refuse: Refuse, vault: Vault,
    paths: dict[str, Path],
) -> dict[str, int]:  # fmt: skip
    """The number of rows written for each table of one XML text."""
    encoding = tables[0].member.encoding
    refuse_wide(content, encoding, refuse)
    text = as_utf8(content.removeprefix(UTF8_MARK), encoding, refuse)
    if not text.strip():
        raise refuse("file.empty", 1, "the file holds no element.", "Send the file again with its content.")
    rows = {}
    for table, texts in _texts(tables, text, refuse):
        quoted = replace(table, member=replace(table.member, delimiter=",", quote='"', header=False))
        with in_memory(texts) as path:
            rows[table.name] = write_quoted(con, quoted, path, refuse, vault, paths[table.name])
    return rows


def _texts(tables: Sequence[Table], text: bytes, refuse: Refuse) -> list[tuple[Table, bytes]]:
    """The rows of each table as quoted CSV. Raises: DeliveryUnreadable for elements unknown, or twice where one is due."""
    rows = [_Rows(table) for table in tables]
    known = _Known(tables)

    def take(element: Element) -> None:
        for table_rows in rows:
            table_rows.add_from(element)

    ElementStream(known.outermost, known.meet, take, refuse).read(text)
    if known.strange:
        message = f"{counted(known.strange, 'element or attribute is', 'elements or attributes are')} not promised."
        fix = "Leave them out, or have them added to the contract as objects or columns."
        raise refuse("file.elements", known.strange, message, fix)
    for table_rows in rows:
        table_rows.refuse_repeated(refuse)
    return [(table_rows.table, table_rows.csv()) for table_rows in rows]


class _Known:
    """The elements and attributes a contract speaks of, by their paths; the others are counted."""

    def __init__(self, tables: Sequence[Table]):
        elements = [table.member.element for table in tables]
        self.outermost = frozenset(e for e in elements if not any(e.startswith(f"{other}/") for other in elements))
        self.strange = 0
        self._leading: set[str] = set()  # above the rows: their attributes are nobody's columns
        self._paths: set[str] = set()
        for element in elements:
            self._leading |= {above for above in _and_above(element) if not any(_is_in(above, o) for o in self.outermost)}
        for table in tables:
            for column in table.columns:
                self._paths |= set(_and_above(_absolute(table.member.element, column)))
            self._paths |= set(_and_above(table.member.element))

    def meet(self, element: Element) -> None:
        if element.path not in self._paths:
            self.strange += 1
        elif element.attributes and element.path not in self._leading:
            self.strange += sum(f"{element.path}/@{name}" not in self._paths for name in element.attributes)


class _Rows:
    """The rows of one table, gathered as CSV."""

    def __init__(self, table: Table):
        self.table = table
        self._paths = [_steps(column) for column in table.columns]
        self._text = io.StringIO(newline="")
        self._csv = csv.writer(self._text, quoting=csv.QUOTE_ALL, lineterminator="\n")
        self._repeated: dict[str, int] = {}

    def add_from(self, outermost: Element) -> None:
        for element in _at(outermost, self.table.member.element):
            self._csv.writerow([self._value(element, *path) for path in self._paths])

    def _value(self, element: Element, name: str, ups: int, steps: Sequence[str], attribute: str | None) -> str | None:
        for _ in range(ups):
            element = element.parent
        found = [element]
        for step in steps:
            found = [child for parent in found for child in parent.children if child.name == step]
        if len(found) > 1:
            self._repeated[name] = self._repeated.get(name, 0) + 1
        if not found:
            return None
        return found[0].attributes.get(attribute) if attribute else found[0].text.strip()

    def refuse_repeated(self, refuse: Refuse) -> None:
        if self._repeated:
            names = ", ".join(self._repeated)
            count = sum(self._repeated.values())
            said = f"{names} of {self.table.object_name} stands several times in {counted(count, 'row')}, where one is promised."
            fix = "Send one, or have the contract make an object of them."
            raise refuse("file.elements", count, said, fix, table=self.table.name)

    def csv(self) -> bytes:
        return self._text.getvalue().encode("utf-8")


def _at(element: Element, path: str) -> Iterator[Element]:
    """The elements at a path, in or below this one, in the order of the file."""
    if element.path == path:
        yield element
    elif path.startswith(f"{element.path}/"):
        for child in element.children:
            yield from _at(child, path)


def _steps(column: Column) -> tuple[str, int, tuple[str, ...], str | None]:
    """A column's name, how many elements its path goes up, the names it then goes down, and its attribute."""
    parts = (column.path or column.name).split("/")
    ups = parts.count("..")
    names = [part for part in parts[ups:] if part != "." and not part.startswith("@")]
    return column.name, ups, tuple(names), parts[-1][1:] if parts[-1].startswith("@") else None


def _absolute(element: str, column: Column) -> str:
    """The path of a column from the root."""
    _, ups, names, attribute = _steps(column)
    start = element.split("/")[: len(element.split("/")) - ups]
    return "/".join([*start, *names, *([f"@{attribute}"] if attribute else [])])


def _and_above(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[:length]) for length in range(2, len(parts) + 1))


def _is_in(path: str, element: str) -> bool:
    return path == element or path.startswith(f"{element}/")
