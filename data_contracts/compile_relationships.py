"""The rules that `relationships` promise: every number exists in another table of the delivery, or of another feed."""

from data_contracts.contract import Column
from data_contracts.crossing import keyed_hash
from data_contracts.promises import Promise, rule_of
from data_contracts.rules import Rule
from data_contracts.setting import Loc, Setting
from data_contracts.shape.quality import RelationshipShape
from data_contracts.typing_sql import quoted
from data_contracts.vocabulary import advice


def relationship_rule(
    entry: RelationshipShape, object_name: str, setting: Setting, loc: Loc, column: Column | None = None
) -> Rule | None:
    """The rule of one foreign key, of a property or of the object; None, with a finding, when an end does not exist."""
    if column is not None and entry.from_ is not None:
        setting.refuse((*loc, "from"), f"a relationship on a property goes from {column.name} itself; leave `from` out")
        return None
    start = f"{object_name}.{column.name}" if column else entry.from_
    if start is None:
        setting.refuse(loc, f"a relationship on an object needs `from: {object_name}.COLUMN`")
        return None
    own, own_columns = _end(start)
    other, other_columns = _end(entry.to)
    if own != object_name or len(own_columns) != len(other_columns) or not own_columns or not other:
        form = f"`from: {object_name}.COLUMN` `to: OBJECT.COLUMN`"
        setting.refuse(loc, f"a relationship goes {form}, with as many columns on both ends")
        return None
    columns = {column.name: column for column in setting.columns}
    if not _known(own_columns, tuple(columns), (*loc, "from"), setting):
        return None
    across = "__" in other
    if not across and other not in setting.objects:
        setting.refuse((*loc, "to"), f'unknown object "{other}"; {advice(other, tuple(setting.objects))}')
        return None
    if not across and not _known(other_columns, setting.objects[other], (*loc, "to"), setting):
        return None
    make = _across if across else _within
    return rule_of(make(tuple(columns[name] for name in own_columns), other, other_columns), entry.wording)


def _end(end: str | list[str]) -> tuple[str | None, tuple[str, ...]]:
    """Table and columns of one end; no table when its columns stand in several."""
    parts = [name.partition(".") for name in ([end] if isinstance(end, str) else end)]
    tables = {table for table, _, _ in parts}
    return (tables.pop() if len(tables) == 1 else None), tuple(column for _, _, column in parts)


def _known(names: tuple[str, ...], valid: tuple[str, ...], loc: Loc, setting: Setting) -> bool:
    unknown = [name for name in names if name not in valid]
    for name in unknown:
        setting.refuse(loc, f'unknown column "{name}"; {advice(name, valid)}')
    return not unknown


def _in(left: list[str], select: str) -> str:
    return f"{left[0]} not in ({select})" if len(left) == 1 else f"({', '.join(left)}) not in ({select})"


def _filled(names: tuple[str, ...]) -> str:
    return " and ".join(f"{quoted(name)} is not null" for name in names)


def _within(columns: tuple[Column, ...], other: str, others: tuple[str, ...]) -> Promise:
    names = tuple(column.name for column in columns)
    select = f"select {', '.join(map(quoted, others))} from {{rows:{other}}} where {_filled(others)}"
    words = " + ".join(names)
    return Promise(
        f"{'+'.join(names)}.in_{other}", "keys", "critical",
        f"({_filled(names)} and {_in([quoted(n) for n in names], select)})",
        f"Every {words} exists in {other}.", f"{words} names something that is not in {other}.",
        f"Send the missing {other} rows in the same delivery, or correct {words}.", names,
    )  # fmt: skip


def _across(columns: tuple[Column, ...], table: str, others: tuple[str, ...]) -> Promise:
    """A key is hashed first, as its twin in force is. While nothing of the other feed is in force, every row passes."""
    names, left, right = tuple(c.name for c in columns), [], []
    for column, other in zip(columns, others, strict=True):
        hashed = keyed_hash(column)
        left.append(hashed or quoted(column.name))
        right.append(f"{other}_key" if hashed else other)
    source = f"{{in_force:{table}}}"
    select = f"select {', '.join(map(quoted, right))} from {source} where {_filled(tuple(right))}"
    words = " + ".join(names)
    return Promise(
        f"{'+'.join(names)}.in_{table}", "across_feeds", "warning",
        f"({_filled(names)} and exists (select 1 from {source}) and {_in(left, select)})",
        f"Every {words} is known to {table}.", f"{words} names something that {table} does not know.",
        f"Check whether {table} is late, or {words} was mistyped.", names,
    )  # fmt: skip
