"""Great Expectations' expectations about several columns of a row, as promises with the predicate that says the same."""

from itertools import combinations

from data_contracts.compile_columns import unique
from data_contracts.contract import Column
from data_contracts.custom_arguments import Kwargs, ignores, takes
from data_contracts.promises import Promise
from data_contracts.setting import Loc, Setting, known
from data_contracts.typing_sql import quoted
from data_contracts.values import fit, sql_value

_NUMBERS = ("integer", "number")


def _promise(kind: str, name: str | None, columns: list[Column], breaks: str, promised: str, kwargs: Kwargs) -> Promise:
    words = " and ".join(column.name for column in columns)
    return Promise(
        f"records.{name}" if name else f"{'+'.join(column.name for column in columns)}.{_short(kind)}",
        "records", "warning", breaks, f"{promised}.", f"Not so: {promised}.",
        f"Compare {words} with the source; one of them is wrong.", tuple(column.name for column in columns), kind, kwargs,
    )  # fmt: skip


def _short(kind: str) -> str:
    for start in ("expect_column_pair_values_", "expect_select_column_values_to_be_", "expect_"):
        kind = kind.removeprefix(start)
    return kind


def _pair_of(kwargs: Kwargs, optional: tuple[str, ...], setting: Setting, loc: Loc) -> list[Column] | None:
    """Both columns of a pair; None, with a finding, when one does not exist or their types cannot be compared."""
    needed = ("column_A", "column_B")
    if not takes(kwargs, needed, (*optional, "ignore_row_if"), setting, loc):
        return None
    if not all([known([kwargs[key]], setting, (*loc, key)) for key in needed]):
        return None
    if not ignores(kwargs, "either_value_is_missing", setting, loc):
        return None
    return [setting.column(kwargs[key]) for key in needed]


def _comparable(columns: list[Column], setting: Setting, loc: Loc) -> bool:
    kinds = {"number" if column.logical_type in _NUMBERS else column.logical_type for column in columns}
    if len(kinds) > 1:
        said = ", ".join(f"{column.name} is a {column.logical_type}" for column in columns)
        setting.refuse(loc, f"columns are compared with columns of their own type; {said}")
    return len(kinds) == 1


def _greater(kind: str, kwargs: Kwargs, name: str | None, setting: Setting, loc: Loc) -> Promise | None:
    columns = _pair_of(kwargs, ("or_equal",), setting, loc)
    if columns is None or not _comparable(columns, setting, loc):
        return None
    above, below = columns
    or_equal = bool(kwargs.get("or_equal"))
    words = "at least" if or_equal else "more than"
    breaks = f"{quoted(above.name)} {'<' if or_equal else '<='} {quoted(below.name)}"
    arguments = {"column_A": above.name, "column_B": below.name, "or_equal": or_equal, "ignore_row_if": "either_value_is_missing"}
    return _promise(kind, name, columns, breaks, f"{above.name} is {words} {below.name}", arguments)


def _equal(kind: str, kwargs: Kwargs, name: str | None, setting: Setting, loc: Loc) -> Promise | None:
    columns = _pair_of(kwargs, (), setting, loc)
    if columns is None or not _comparable(columns, setting, loc):
        return None
    one, other = columns
    arguments = {"column_A": one.name, "column_B": other.name, "ignore_row_if": "either_value_is_missing"}
    breaks = f"{quoted(one.name)} <> {quoted(other.name)}"
    return _promise(kind, name, columns, breaks, f"{one.name} equals {other.name}", arguments)


def _pair_set(kind: str, kwargs: Kwargs, name: str | None, setting: Setting, loc: Loc) -> Promise | None:
    columns = _pair_of(kwargs, ("value_pairs_set",), setting, loc)
    if columns is None:
        return None
    pairs = kwargs.get("value_pairs_set")
    fine = isinstance(pairs, list) and pairs and all(isinstance(pair, list) and len(pair) == 2 for pair in pairs)
    if not fine or not all(fit(value, column) for pair in pairs for value, column in zip(pair, columns, strict=True)):
        setting.refuse(loc, "value_pairs_set is a list of pairs [a, b], each of its column's type")
        return None
    one, other = (quoted(column.name) for column in columns)
    listed = [[sql_value(value, column) for value, column in zip(pair, columns, strict=True)] for pair in pairs]
    kept = " or ".join(f"({one} = {a} and {other} = {b})" for a, b in listed)
    arguments = {"column_A": columns[0].name, "column_B": columns[1].name, "value_pairs_set": pairs,
                 "ignore_row_if": "either_value_is_missing"}  # fmt: skip
    breaks = f"({one} is not null and {other} is not null and not ({kept}))"
    said = f"{columns[0].name} and {columns[1].name} are one of the listed pairs"
    return _promise(kind, name, columns, breaks, said, arguments)


def _list_of(kwargs: Kwargs, needed: tuple[str, ...], setting: Setting, loc: Loc) -> list[Column] | None:
    if not takes(kwargs, ("column_list", *needed), ("ignore_row_if",), setting, loc):
        return None
    names = kwargs["column_list"]
    if not isinstance(names, list) or len(names) < 2:
        setting.refuse((*loc, "column_list"), "column_list is a list of two columns or more")
        return None
    if not known(names, setting, (*loc, "column_list")):
        return None
    if not ignores(kwargs, "any_value_is_missing", setting, loc):
        return None
    return [setting.column(name) for name in names]


def _compound(kind: str, kwargs: Kwargs, name: str | None, setting: Setting, loc: Loc) -> Promise | None:
    columns = _list_of(kwargs, (), setting, loc)
    if columns is None:
        return None
    names = tuple(column.name for column in columns)
    return unique(f"records.{name}" if name else f"{'+'.join(names)}.compound_unique", names)


def _within_record(kind: str, kwargs: Kwargs, name: str | None, setting: Setting, loc: Loc) -> Promise | None:
    columns = _list_of(kwargs, (), setting, loc)
    if columns is None or not _comparable(columns, setting, loc):
        return None
    names = [column.name for column in columns]
    filled = " and ".join(f"{quoted(n)} is not null" for n in names)
    alike = " or ".join(f"{quoted(a)} = {quoted(b)}" for a, b in combinations(names, 2))
    arguments = {"column_list": names, "ignore_row_if": "any_value_is_missing"}
    return _promise(kind, name, columns, f"({filled} and ({alike}))", f"{', '.join(names)} differ in each row", arguments)


def _sum(kind: str, kwargs: Kwargs, name: str | None, setting: Setting, loc: Loc) -> Promise | None:
    columns = _list_of(kwargs, ("sum_total",), setting, loc)
    if columns is None:
        return None
    total, others = kwargs["sum_total"], [c.name for c in columns if c.logical_type not in _NUMBERS]
    if others or not isinstance(total, int | float):
        setting.refuse(loc, f"sum_total and the columns are numbers{': ' + ', '.join(others) if others else ''}")
        return None
    names = [column.name for column in columns]
    breaks = f"{' + '.join(map(quoted, names))} <> {total}"
    arguments = {"column_list": names, "sum_total": total, "ignore_row_if": "any_value_is_missing"}
    return _promise(kind, name, columns, breaks, f"{' + '.join(names)} is {total}", arguments)


RECORD_EXPECTATIONS = {
    "expect_column_pair_values_a_to_be_greater_than_b": _greater,
    "expect_column_pair_values_to_be_equal": _equal,
    "expect_column_pair_values_to_be_in_set": _pair_set,
    "expect_compound_columns_to_be_unique": _compound,
    "expect_select_column_values_to_be_unique_within_record": _within_record,
    "expect_multicolumn_sum_to_equal": _sum,
}
