"""The library metrics of ODCS as promises: nullValues, missingValues, invalidValues, duplicateValues, rowCount."""

import re
from dataclasses import replace
from math import ceil, floor
from typing import Any

from data_contracts.bounds import Bound, bound_of, bounded
from data_contracts.compile_columns import among, matching, received_name, unique
from data_contracts.contract import Column
from data_contracts.promises import Promise
from data_contracts.setting import Loc, Setting, arguments, known
from data_contracts.shape.quality import QualityShape
from data_contracts.typing_sql import literal, quoted
from data_contracts.values import fits

_FILL = "Fill {} where the source knows it."


def null_values(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    """A column is filled, though a row without it may stay."""
    if column is None:
        setting.refuse(loc, "nullValues stands on a property, not on an object")
        return None
    arguments(entry, (), setting, loc)
    return bounded(filled(f"{column.name}.{entry.name or 'filled'}", column), entry, setting, loc)


def filled(rule_id: str, column: Column) -> Promise:
    name = received_name(column)
    return Promise(
        rule_id, "values", "warning", f"{quoted(name)} is null", f"{column.name} is filled.", f"{column.name} is empty.",
        _FILL.format(column.name), (column.name,), "expect_column_values_to_not_be_null", {"column": name},
    )  # fmt: skip


def missing_values(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    """A column holds none of the texts that mean "missing"; null or '' among them stands for an empty field."""
    texts = arguments(entry, ("missingValues",), setting, loc).get("missingValues")
    is_list = isinstance(texts, list) and all(isinstance(text, str | int | float | None) for text in texts)
    if column is None or not is_list or not texts:
        setting.refuse(loc, "missingValues stands on a property, with `arguments: {missingValues: [null, 'N/A', ...]}`")
        return None
    rule_id, name = f"{column.name}.{entry.name or 'missing'}", quoted(received_name(column))
    written = [str(text) for text in texts if text not in (None, "")]
    if not written:
        return bounded(filled(rule_id, column), entry, setting, loc)
    parts = [f"{name} in ({', '.join(map(literal, written))})", *([f"{name} is null"] if len(written) < len(texts) else [])]
    promise = Promise(
        rule_id, "values", "warning", f"({' or '.join(parts)})", f"{column.name} holds no text that means missing.",
        f"{column.name} is missing, or says so.", _FILL.format(column.name), (column.name,),
    )  # fmt: skip
    return bounded(promise, entry, setting, loc)


def invalid_values(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    """A value, when there is one, is in a list, matches a pattern, or both."""
    if column is None:
        setting.refuse(loc, "invalidValues stands on a property, not on an object")
        return None
    given = arguments(entry, ("validValues", "pattern"), setting, loc)
    rule_id, pattern, values = f"{column.name}.{entry.name or 'valid'}", given.get("pattern"), given.get("validValues")
    is_pattern = isinstance(pattern, str) and column.logical_type == "string"
    if not given or ("pattern" in given and not is_pattern) or ("validValues" in given and not fits(values, column)):
        form = "`arguments: {validValues: [...]}` of the column's type, or a `pattern` on a string"
        setting.refuse(loc, f"invalidValues needs {form}; {column.name} is a {column.logical_type}")
        return None
    if not values:
        return bounded(matching(rule_id, column, pattern), entry, setting, loc)
    listed = tuple(value for value in values if not is_pattern or _found(pattern, value))
    if not listed:
        setting.refuse((*loc, "arguments"), "no value of validValues matches the pattern, so that none would be valid")
        return None
    return bounded(among(rule_id, column, listed, "Send one of the values the contract lists."), entry, setting, loc)


def _found(pattern: str, value: str) -> bool:
    """Whether a listed value matches; a pattern that is none is a finding of its own."""
    try:
        return re.search(pattern, value, re.ASCII) is not None
    except re.error:
        return True


def duplicate_values(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    """No two rows share a column's value, or several columns' values."""
    given = arguments(entry, () if column else ("properties",), setting, loc)
    names = (column.name,) if column else tuple(given.get("properties") or ())
    if not names:
        setting.refuse(loc, "duplicateValues on an object needs `arguments: {properties: [...]}`")
        return None
    if not known(names, setting, (*loc, "arguments", "properties")):
        return None
    rule_id = f"records.{entry.name}" if entry.name else f"{'+'.join(names)}.distinct"
    return bounded(unique(rule_id, names), entry, setting, loc)


def row_count(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    """The table has as many rows as promised."""
    if column is not None or entry.unit == "percent":
        setting.refuse(loc, "rowCount stands on an object and counts rows, with a bound such as `mustBeGreaterThan: 0`")
        return None
    arguments(entry, (), setting, loc)
    bound = bound_of(entry, setting, loc)
    return None if bound is None else rows_within(f"table.{entry.name or 'row_count'}", bound)


def rows_within(rule_id: str, bound: Bound) -> Promise:
    """The promise of a row count: the built-in expectation, or, for what it cannot say, a table predicate."""
    least, most = _row_bounds(bound.operator, bound.numbers)
    spelled = f"{least} or more" if most is None else (f"{most}" if least == most else f"{least or 0} to {most}")
    promise = Promise(
        rule_id, "file", "critical", None,
        f"The table has {spelled} rows.", f"The table does not have {spelled} rows.",
        "Check that the export ran to its end and for the right period, and send it again.",
        (), "expect_table_row_count_to_be_between", {"min_value": least, "max_value": most},
    )  # fmt: skip
    if not bound.operator.startswith("mustNot"):
        return promise
    return replace(
        promise, table_breaks=f"(select not ({bound.holds('count(*)')}) from {{rows}})", expectation=None, kwargs={},
        description=f"The table's number of rows is {bound.words}.",
        message=f"The table's number of rows is not {bound.words}.",
    )  # fmt: skip


def _row_bounds(operator: str, numbers: tuple[Any, ...]) -> tuple[int | None, int | None]:
    """The smallest and the largest row count an operator allows."""
    match operator:
        case "mustBe":
            return ceil(numbers[0]), floor(numbers[0])
        case "mustBeGreaterThan":
            return floor(numbers[0]) + 1, None
        case "mustBeGreaterOrEqualTo":
            return ceil(numbers[0]), None
        case "mustBeLessThan":
            return None, ceil(numbers[0]) - 1
        case "mustBeLessOrEqualTo":
            return None, floor(numbers[0])
        case "mustBeBetween":
            return ceil(numbers[0]), floor(numbers[1])
    return None, None
