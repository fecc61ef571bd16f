"""The library metrics of ODCS as promises: nullValues, invalidValues, duplicateValues, rowCount."""

from math import ceil, floor
from typing import Any

from data_contracts.compile_columns import among, matching, received_name, unique
from data_contracts.contract import Column
from data_contracts.promises import Promise
from data_contracts.setting import Loc, Setting, arguments, bounds_given, counts_nothing
from data_contracts.shape.quality import QualityShape
from data_contracts.typing_sql import quoted
from data_contracts.vocabulary import advice

_VALUE_TYPES: dict[str, Any] = {"string": str, "integer": int, "number": (int, float)}


def null_values(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    """A column is filled, though a row without it may stay."""
    if column is None:
        setting.refuse(loc, "nullValues stands on a property, not on an object")
        return None
    arguments(entry, (), setting, loc)
    if not counts_nothing(entry, setting, loc):
        return None
    name = received_name(column)
    return Promise(
        f"{column.name}.{entry.name or 'filled'}", "values", "warning", f"{quoted(name)} is null",
        f"{column.name} is filled.", f"{column.name} is empty.", f"Fill {column.name} where the source knows it.",
        (column.name,), "expect_column_values_to_not_be_null", {"column": name},
    )  # fmt: skip


def invalid_values(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    """A value, when there is one, is in a list or matches a pattern."""
    if column is None:
        setting.refuse(loc, "invalidValues stands on a property, not on an object")
        return None
    given = arguments(entry, ("validValues", "pattern"), setting, loc)
    if not counts_nothing(entry, setting, loc):
        return None
    rule_id = f"{column.name}.{entry.name or 'valid'}"
    if set(given) == {"pattern"} and isinstance(given["pattern"], str) and column.logical_type == "string":
        return matching(rule_id, column, given["pattern"])
    if set(given) == {"validValues"} and _fit(given["validValues"], column):
        return among(rule_id, column, tuple(given["validValues"]), "Send one of the values the contract lists.")
    form = "`arguments: {validValues: [...]}` of the column's type, or a `pattern` on a string"
    setting.refuse(loc, f"invalidValues needs {form}; {column.name} is a {column.logical_type}")
    return None


def _fit(values: Any, column: Column) -> bool:
    wanted = _VALUE_TYPES.get(column.logical_type)
    if wanted is None or not isinstance(values, list) or not values:
        return False
    return all(isinstance(value, wanted) and not isinstance(value, bool) for value in values)


def duplicate_values(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    """No two rows share a column's value, or several columns' values."""
    given = arguments(entry, () if column else ("properties",), setting, loc)
    names = (column.name,) if column else tuple(given.get("properties") or ())
    if not names:
        setting.refuse(loc, "duplicateValues on an object needs `arguments: {properties: [...]}`")
        return None
    unknown = [str(name) for name in names if name not in setting.names()]
    for name in unknown:
        setting.refuse((*loc, "arguments", "properties"), f'unknown column "{name}"; {advice(name, setting.names())}')
    if unknown or not counts_nothing(entry, setting, loc):
        return None
    return unique(f"records.{entry.name}" if entry.name else f"{'+'.join(names)}.distinct", names)


def row_count(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    """The table has as many rows as promised."""
    given = bounds_given(entry)
    if column is not None or len(given) != 1 or entry.unit == "percent":
        setting.refuse(loc, "rowCount stands on an object, with exactly one bound such as `mustBeGreaterThan: 0`")
        return None
    arguments(entry, (), setting, loc)
    least, most = _row_bounds(given[0], getattr(entry, given[0]))
    spelled = f"{least} or more" if most is None else (f"{most}" if least == most else f"{least or 0} to {most}")
    return Promise(
        f"table.{entry.name or 'row_count'}", "file", "critical", None,
        f"The table has {spelled} rows.", f"The table does not have {spelled} rows.",
        "Check that the export ran to its end and for the right period, and send it again.",
        (), "expect_table_row_count_to_be_between", {"min_value": least, "max_value": most},
    )  # fmt: skip


def _row_bounds(operator: str, bound: Any) -> tuple[int | None, int | None]:
    """The smallest and the largest row count an operator allows."""
    match operator:
        case "mustBe":
            return int(bound), int(bound)
        case "mustBeGreaterThan":
            return floor(bound) + 1, None
        case "mustBeGreaterOrEqualTo":
            return ceil(bound), None
        case "mustBeLessThan":
            return None, ceil(bound) - 1
        case "mustBeLessOrEqualTo":
            return None, floor(bound)
        case _:
            return ceil(bound[0]), floor(bound[1])
