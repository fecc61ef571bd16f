"""The rules a column's own keys promise: required, unique, castable, codes, pattern, lengths, range."""

from collections.abc import Iterator
from dataclasses import replace

from data_contracts.contract import Column
from data_contracts.promises import Promise, rule_of
from data_contracts.rules import Rule
from data_contracts.shape.column import ColumnRules, ColumnShape
from data_contracts.text_formats import PATTERNS, RANGES
from data_contracts.typing_sql import literal, quoted
from data_contracts.values import can_bound, sql_value

_TYPE_NAMES = {
    "integer": "a whole number", "number": "a number", "date": "a date", "timestamp": "a date and time",
    "boolean": "true or false",
}  # fmt: skip


def column_rules(column: Column, shape: ColumnShape) -> Iterator[Rule]:
    """Every rule of a column but those of its `quality`."""
    wordings = shape.custom("rules", ColumnRules())
    for what, promise in _promises(column, shape):
        yield rule_of(promise, getattr(wordings, what))


def _promises(column: Column, shape: ColumnShape) -> Iterator[tuple[str, Promise]]:
    if column.required or column.primary_key:
        yield "required", _required(column)
    if column.logical_type != "string":
        yield "castable", _castable(column, shape)
    if column.unique:
        yield "unique", unique(f"{column.name}.unique", (column.name,))
    if column.codes:
        codes = f"{column.name}.codes"
        yield "codes", among(codes, column, tuple(column.codes), "Send one of the codes of the contract's list.")
    yield from _options(column, shape)


def received_name(column: Column) -> str:
    """The judged column that holds a column's received text."""
    return column.name if column.logical_type == "string" else f"{column.name}__text"


def _required(column: Column) -> Promise:
    name = received_name(column)
    return Promise(
        f"{column.name}.required", "values", "critical", f"{quoted(name)} is null",
        f"{column.name} is always filled.", f"{column.name} is empty.",
        f"Fill {column.name} at the source before exporting; a row without it cannot be used.",
        (column.name,), "expect_column_values_to_not_be_null", {"column": name},
    )  # fmt: skip


def _castable(column: Column, shape: ColumnShape) -> Promise:
    form = f" written {shape.logicalTypeOptions.format}" if shape.logicalTypeOptions.format else ""
    wanted = _TYPE_NAMES[column.logical_type] + form
    text = quoted(f"{column.name}__text")
    return Promise(
        f"{column.name}.castable", "values", "critical" if column.required or column.primary_key else "warning",
        f"({text} is not null and {quoted(column.name)} is null)",
        f"{column.name} is {wanted}.", f"{column.name} is not {wanted}.",
        f"Export {column.name} as {wanted}, or leave it blank when it is not known.", (column.name,),
    )  # fmt: skip


def unique(rule_id: str, columns: tuple[str, ...]) -> Promise:
    """No two rows share the columns' values; rows that lack one of them are let pass."""
    names, words = ", ".join(map(quoted, columns)), " + ".join(columns)
    filled = " and ".join(f"{quoted(c)} is not null" for c in columns)
    group = f"select {names} from {{rows}} where {filled} group by {names} having count(*) > 1"
    left = names if len(columns) == 1 else f"({names})"
    single = {"column": columns[0]}
    compound = {"column_list": list(columns), "ignore_row_if": "any_value_is_missing"}
    return Promise(
        rule_id, "keys", "critical", f"({filled} and {left} in ({group}))",
        f"No two rows have the same {words}.", f"Several rows have the same {words}.",
        "Send each of them once: drop rows sent twice, and correct numbers given to two different things.", columns,
        "expect_column_values_to_be_unique" if len(columns) == 1 else "expect_compound_columns_to_be_unique",
        single if len(columns) == 1 else compound,
    )  # fmt: skip


def among(rule_id: str, column: Column, values: tuple[str | int | float, ...], fix: str) -> Promise:
    """A value, when there is one, is one of the list."""
    listed = ", ".join(sql_value(value, column) for value in values)
    return Promise(
        rule_id, "values", "warning", f"{quoted(column.name)} not in ({listed})",
        f"{column.name} is one of {', '.join(map(str, values))}.",
        f"{column.name} holds a code that is not in the list.", fix, (column.name,),
        "expect_column_values_to_be_in_set", {"column": column.name, "value_set": list(values)},
    )  # fmt: skip


def matching(rule_id: str, column: Column, pattern: str) -> Promise:
    """A text, when there is one, matches the pattern somewhere (anchors are the pattern's own)."""
    return Promise(
        rule_id, "values", "warning", f"not regexp_matches({quoted(column.name)}, {literal(pattern)})",
        f"{column.name} has the form {pattern}.", f"{column.name} does not have the agreed form.",
        f"Export {column.name} in the form {pattern}, or leave it blank when it is not known.",
        (column.name,), "expect_column_values_to_match_regex", {"column": column.name, "regex": pattern},
    )  # fmt: skip


def ranged(rule_id: str, column: Column, low: int, high: int) -> Promise:
    """A number, when there is one, lies in a range, both ends included."""
    return Promise(
        rule_id, "values", "warning", f"{quoted(column.name)} not between {low} and {high}",
        f"{column.name} lies between {low} and {high}.", f"{column.name} is not between {low} and {high}.",
        f"Check the unit and the field of {column.name} at the source.", (column.name,),
        "expect_column_values_to_be_between", {"column": column.name, "min_value": low, "max_value": high},
    )  # fmt: skip


_LENGTHS, _BETWEEN = "expect_column_value_lengths_to_be_between", "expect_column_values_to_be_between"
# option: key of our rules, comparison that breaks it, words, expectation, its arguments
_BOUNDS = {
    "minLength": ("min_length", "<", "at least {} characters long", _LENGTHS, ("min_value", None)),
    "maxLength": ("max_length", ">", "at most {} characters long", _LENGTHS, ("max_value", None)),
    "minimum": ("minimum", "<", "{} or more", _BETWEEN, ("min_value", None)),
    "maximum": ("maximum", ">", "{} or less", _BETWEEN, ("max_value", None)),
    "exclusiveMinimum": ("exclusive_minimum", "<=", "more than {}", _BETWEEN, ("min_value", "strict_min")),
    "exclusiveMaximum": ("exclusive_maximum", ">=", "less than {}", _BETWEEN, ("max_value", "strict_max")),
}


def _options(column: Column, shape: ColumnShape) -> Iterator[tuple[str, Promise]]:
    options, name = shape.logicalTypeOptions, quoted(column.name)
    if options.pattern is not None:
        yield "pattern", matching(f"{column.name}.pattern", column, options.pattern)
    for option, (what, compare, words, expectation, (key, strict)) in _BOUNDS.items():
        bound = getattr(options, option)
        if bound is None or not ("Length" in option or can_bound(bound, column)):  # the misfit is a finding of checks/columns
            continue
        promised, left = words.format(bound), f"length({name})" if "Length" in option else name
        right = str(bound) if "Length" in option else sql_value(bound, column)
        yield what, Promise(
            f"{column.name}.{what}", "values", "warning", f"{left} {compare} {right}",
            f"{column.name} is {promised}.", f"{column.name} is not {promised}.",
            f"Check the unit and the field of {column.name} at the source; it is {promised}.",
            (column.name,), expectation, {"column": column.name, key: bound, **({strict: True} if strict else {})},
        )  # fmt: skip
    yield from _multiples(column, options.multipleOf)
    yield from _formats(column, options.format)


def _multiples(column: Column, factor: float | None) -> Iterator[tuple[str, Promise]]:
    if factor is not None and column.logical_type in ("integer", "number"):
        yield "multiple_of", Promise(
            f"{column.name}.multiple_of", "values", "warning", f"{quoted(column.name)} % {factor} <> 0",
            f"{column.name} is a multiple of {factor}.", f"{column.name} is not a multiple of {factor}.",
            f"Check the unit of {column.name} at the source; it comes in steps of {factor}.", (column.name,),
        )  # fmt: skip


def _formats(column: Column, form: str | None) -> Iterator[tuple[str, Promise]]:
    """A format word as the pattern or range it stands for; of dates it is how they are read."""
    if column.logical_type == "string" and form in PATTERNS:
        said = matching(f"{column.name}.format", column, PATTERNS[form])
        yield "format", replace(
            said, description=f"{column.name} is a well-formed {form}.", message=f"{column.name} is no {form}.",
            fix=f"Send {column.name} as a whole {form}, or leave it blank when it is not known.",
        )  # fmt: skip
    if column.logical_type == "integer" and form in RANGES:
        yield "format", ranged(f"{column.name}.format", column, *RANGES[form])
