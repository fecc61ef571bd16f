"""Values that a contract writes down, as SQL of a column's type. No data."""

import re
from typing import Any

from data_contracts.contract import Column
from data_contracts.typing_sql import literal

_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_TIME = re.compile(_DATE.pattern + r"([ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?")


def fit(value: Any, column: Column) -> bool:
    """Whether a value of the contract is of the column's type; dates are text, YYYY-MM-DD."""
    match column.logical_type:
        case "string":
            return isinstance(value, str)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "date":
            return isinstance(value, str) and _DATE.fullmatch(value) is not None
    return isinstance(value, str) and _TIME.fullmatch(value) is not None


def can_bound(value: Any, column: Column) -> bool:
    """Whether a value can be a bound of the column's: a whole number may have a bound with a fraction."""
    if column.logical_type in ("integer", "number"):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return column.logical_type in ("date", "timestamp") and fit(value, column)


def fits(values: Any, column: Column) -> bool:
    """Whether this is a list, not empty, of values of the column's type."""
    return isinstance(values, list) and bool(values) and all(fit(value, column) for value in values)


def sql_value(value: Any, column: Column) -> str:
    """A value of the contract as a SQL literal of the column's type."""
    if column.logical_type in ("date", "timestamp"):
        return f"{column.logical_type} {literal(value)}"
    return literal(value) if isinstance(value, str) else str(value).lower()
