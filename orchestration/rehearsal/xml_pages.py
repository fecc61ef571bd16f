"""A delivery's objects as one XML text: rows as elements at the contract's paths, each row inside the row it belongs to.

A row belongs to the row of the enclosing object with the same texts in the columns both read from above (`../number`).
"""

from collections.abc import Sequence

import numpy as np

from data_contracts.contract import Column, Table
from orchestration.errors import TwogenError

Texts = dict[str, np.ndarray]  # by column name, as the file has them
_ESCAPES = ((b"&", b"&amp;"), (b"<", b"&lt;"), (b">", b"&gt;"), (b'"', b"&quot;"))


def xml_page(tables: Sequence[Table], texts: dict[str, Texts]) -> bytes:
    """The rows of all objects, by object name, below the root of the contract's paths; a blank cell has no element.

    Raises: TwogenError when an object's row has no row it could stand in, or a path is none this writes.
    """
    root = tables[0].member.element.split("/")[1]
    nested = [_Object(table, texts[table.object_name], tables) for table in tables]
    outermost = [one for one in nested if one.enclosing is None]
    body = b"\n".join(row for one in outermost for row in one.rows(nested, texts))
    encoding = tables[0].member.encoding.upper().encode()
    return b'<?xml version="1.0" encoding="%s"?>\n<%s>\n%s\n</%s>\n' % (encoding, root.encode(), body, root.encode())


class _Object:
    """One object's rows, as fragments to be closed once what stands inside them is known."""

    def __init__(self, table: Table, texts: Texts, tables: Sequence[Table]) -> None:
        self.table, self.texts = table, texts
        self.element = table.member.element
        around = [other for other in tables if self.element.startswith(f"{other.member.element}/")]
        self.enclosing = max(around, key=lambda other: len(other.member.element), default=None)
        self.name = self.element.rpartition("/")[2].encode()
        if self.enclosing is not None and self.element.rpartition("/")[0] != self.enclosing.member.element:
            raise TwogenError(f"{table.name}: the rehearsal county writes rows straight inside the rows of another object.")

    def rows(self, nested: Sequence["_Object"], texts: dict[str, Texts]) -> list[bytes]:
        """Every row as a whole element with the rows of the objects inside it."""
        count = len(next(iter(self.texts.values())))
        inside = [self._grouped(one, nested, texts) for one in nested if one.enclosing is self.table]
        bodies = self._own(count).tolist()
        starts = self._attributes(count).tolist()
        return [
            b"<%s%s>%s%s</%s>" % (self.name, start, body, b"".join(b"".join(group.get(row, ())) for group in inside), self.name)
            for row, (start, body) in enumerate(zip(starts, bodies, strict=True))
        ]

    def _grouped(self, inner: "_Object", nested: Sequence["_Object"], texts: dict[str, Texts]) -> dict[int, list[bytes]]:
        """The rows of an object inside this one, by the row of this one they stand in."""
        groups: dict[int, list[bytes]] = {}
        for row, fragment in zip(self._owners(inner).tolist(), inner.rows(nested, texts), strict=True):
            groups.setdefault(row, []).append(fragment)
        return groups

    def _owners(self, inner: "_Object") -> np.ndarray:
        """For each row of an object inside this one, the row of this one with the same texts in what it reads from above."""
        own = {_absolute(self.element, column): column.name for column in self.table.columns}
        shared = [(own[path], c.name) for c in inner.table.columns if (path := _absolute(inner.element, c)) in own and _ups(c)]
        if not shared:
            raise TwogenError(f"{inner.table.name}: no column is read from the row around it, so its rows have no place.")
        mine, theirs = (_joined([texts[n] for n in names]) for texts, names in zip(
            (self.texts, inner.texts), zip(*shared, strict=True), strict=True
        ))  # fmt: skip
        order = np.argsort(mine, kind="stable")
        at = np.minimum(np.searchsorted(mine[order], theirs), max(len(mine) - 1, 0))
        if len(theirs) and (len(mine) == 0 or (mine[order][at] != theirs).any()):
            raise TwogenError(f"{inner.table.name}: the rehearsal county has rows that belong in no row of {self.table.name}.")
        return order[at] if len(theirs) else np.zeros(0, np.int64)

    def _attributes(self, count: int) -> np.ndarray:
        whole = np.zeros(count, "S1")
        for column in self._written():
            if _steps(column)[0].startswith("@"):
                whole = np.strings.add(whole, _attribute(_steps(column)[0], self.texts[column.name]))
        return whole

    def _own(self, count: int) -> np.ndarray:
        """The row's own columns, columns of one inner element together."""
        columns = [(_steps(c), self.texts[c.name]) for c in self._written() if not _steps(c)[0].startswith("@")]
        return _elements(columns, count)

    def _written(self) -> list[Column]:
        return [c for c in self.table.columns if c.name in self.texts and not _ups(c)]


def _elements(columns: list[tuple[tuple[str, ...], np.ndarray]], count: int) -> np.ndarray:
    whole = np.zeros(count, "S1")
    for tag in dict.fromkeys(steps[0] for steps, _ in columns):
        here = [(steps[1:], text) for steps, text in columns if steps[0] == tag]
        inner = _elements([(s, t) for s, t in here if s and not s[0].startswith("@")], count)
        texts = [_escaped(text) for steps, text in here if not steps]
        start = np.full(count, b"<" + tag.encode())
        for steps, text in here:
            if steps and steps[0].startswith("@"):
                start = np.strings.add(start, _attribute(steps[0], text))
        body = np.strings.add(texts[0], inner) if texts else inner
        element = np.strings.add(np.strings.add(np.strings.add(start, b">"), body), b"</%s>" % tag.encode())
        said = np.any([text != b"" for _, text in here], axis=0)
        whole = np.strings.add(whole, np.where(said, element, b""))
    return whole


def _attribute(step: str, text: np.ndarray) -> np.ndarray:
    """What a path's last step, such as @id, writes into a start tag; nothing where the text is blank."""
    return np.where(text == b"", b"", np.strings.add(np.strings.add(b' %s="' % step[1:].encode(), _escaped(text)), b'"'))


def _escaped(text: np.ndarray) -> np.ndarray:
    for character, entity in _ESCAPES:
        if (np.strings.find(text, character) >= 0).any():
            text = np.strings.replace(text, character, entity)
    return text


def _ups(column: Column) -> int:
    return (column.path or "").split("/").count("..")


def _steps(column: Column) -> tuple[str, ...]:
    return tuple((column.path or column.name).split("/"))


def _absolute(element: str, column: Column) -> str:
    """Where a column's text stands, from the root."""
    ups = _ups(column)
    return "/".join([*element.split("/")[: len(element.split("/")) - ups], *_steps(column)[ups:]])


def _joined(texts: Sequence[np.ndarray]) -> np.ndarray:
    whole = texts[0]
    for text in texts[1:]:
        whole = np.strings.add(np.strings.add(whole, b"|"), text)
    return whole
