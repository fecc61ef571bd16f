"""Great Expectations' expectations about one column, as promises with the predicate that says the same."""

from dataclasses import replace
from typing import Any

from data_contracts.compile_columns import among, matching, received_name, unique
from data_contracts.compile_metrics import filled
from data_contracts.contract import Column
from data_contracts.custom_arguments import Kwargs, is_regex, takes, the_column
from data_contracts.promises import Promise
from data_contracts.setting import Loc, Setting
from data_contracts.typing_sql import literal, quoted
from data_contracts.values import can_bound, fits, sql_value

_FIX = "Look at {} at the source, and correct it there."


def _promise(kind: str, name: str | None, column: Column, breaks: str, promised: str, kwargs: Kwargs | None) -> Promise:
    """A promise about one column's values; without arguments, no built-in expectation says the same."""
    return Promise(
        f"{column.name}.{name or _short(kind)}", "values", "warning", breaks, f"{column.name} {promised}.",
        f"Not so: {column.name} {promised}.", _FIX.format(column.name), (column.name,),
        None if kwargs is None else kind, kwargs or {},
    )  # fmt: skip


def _short(kind: str) -> str:
    return kind.removeprefix("expect_column_").removeprefix("values_to_").removeprefix("value_")


def _nulls(kind: str, kwargs: Kwargs, name: str | None, setting: Setting, loc: Loc) -> Promise | None:
    column = the_column(kwargs, setting, loc) if takes(kwargs, ("column",), (), setting, loc) else None
    if column is None:
        return None
    if kind.endswith("not_be_null"):
        return filled(f"{column.name}.{name or 'not_be_null'}", column)
    received = received_name(column)
    return _promise(kind, name, column, f"{quoted(received)} is not null", "is left blank", {"column": received})


def _sets(kind: str, kwargs: Kwargs, name: str | None, setting: Setting, loc: Loc) -> Promise | None:
    column = the_column(kwargs, setting, loc) if takes(kwargs, ("column", "value_set"), (), setting, loc) else None
    if column is None:
        return None
    values = kwargs["value_set"]
    if not fits(values, column):
        setting.refuse((*loc, "value_set"), f"value_set is a list of values of {column.name}, a {column.logical_type}")
        return None
    rule_id = f"{column.name}.{name or _short(kind)}"
    promise = among(rule_id, column, tuple(values), "Send one of the values the contract lists.")
    if kind.endswith("to_be_in_set"):
        return promise
    listed = ", ".join(sql_value(value, column) for value in values)
    shown = ", ".join(map(str, values))
    return replace(
        promise, breaks=f"{quoted(column.name)} in ({listed})", expectation=kind, fix=_FIX.format(column.name),
        description=f"{column.name} is none of {shown}.", message=f"{column.name} holds a value the contract rules out.",
    )  # fmt: skip


def _regexes(kind: str, kwargs: Kwargs, name: str | None, setting: Setting, loc: Loc) -> Promise | None:
    key, is_list = ("regex_list", True) if kind.endswith("_list") else ("regex", False)
    optional = ("match_on",) if kind.endswith("to_match_regex_list") else ()
    column = None
    if takes(kwargs, ("column", key), optional, setting, loc):
        column = the_column(kwargs, setting, loc, ("string",))
    if column is None:
        return None
    patterns = kwargs[key] if is_list and isinstance(kwargs[key], list) else [kwargs[key]]
    if not all([is_regex(pattern, setting, (*loc, key)) for pattern in patterns]):
        return None
    found = [f"regexp_matches({quoted(column.name)}, {literal(pattern)})" for pattern in patterns]
    if "not_match" in kind:
        said = f"is not of the form {' or '.join(patterns)}"
        return _promise(kind, name, column, f"({' or '.join(found)})", said, dict(kwargs))
    if not is_list:
        return matching(f"{column.name}.{name or _short(kind)}", column, patterns[0])
    joined = " and " if kwargs.get("match_on") == "all" else " or "
    return _promise(kind, name, column, f"not ({joined.join(found)})", f"is of the form {joined.join(patterns)}", dict(kwargs))


def _likes(kind: str, kwargs: Kwargs, name: str | None, setting: Setting, loc: Loc) -> Promise | None:
    column = None
    if takes(kwargs, ("column", "like_pattern"), (), setting, loc):
        column = the_column(kwargs, setting, loc, ("string",))
    if column is None:
        return None
    if not isinstance(kwargs["like_pattern"], str):
        setting.refuse((*loc, "like_pattern"), "like_pattern is a text in which % and _ stand for others")
        return None
    pattern, negated = kwargs["like_pattern"], "not_match" in kind
    breaks = f"{quoted(column.name)} {'' if negated else 'not '}like {literal(pattern)}"
    return _promise(kind, name, column, breaks, f"is {'not ' * negated}like {pattern}", dict(kwargs))


def _ranges(kind: str, kwargs: Kwargs, name: str | None, setting: Setting, loc: Loc) -> Promise | None:
    """Values or lengths between two bounds, either of which may be left open or shut out."""
    of_length = kind.startswith("expect_column_value_lengths")
    equal = kind.endswith("_to_equal")
    optional = () if equal else ("min_value", "max_value", "strict_min", "strict_max")
    types = ("string",) if of_length else ("integer", "number", "date", "timestamp")
    column = None
    if takes(kwargs, ("column", "value") if equal else ("column",), optional, setting, loc):
        column = the_column(kwargs, setting, loc, types)
    if column is None:
        return None
    measured = Column(column.name, "integer", "plain") if of_length else column
    sides = [("=", "value", "<>")] if equal else [
        ("more than" if kwargs.get("strict_min") else "at least", "min_value", "<=" if kwargs.get("strict_min") else "<"),
        ("less than" if kwargs.get("strict_max") else "at most", "max_value", ">=" if kwargs.get("strict_max") else ">"),
    ]  # fmt: skip
    given = [(words, kwargs[key], sign) for words, key, sign in sides if kwargs.get(key) is not None]
    if not given or not all(can_bound(value, measured) for _, value, _ in given):
        kinds = "whole numbers" if of_length else f"of {column.name}'s type, a {column.logical_type}"
        setting.refuse(loc, f"{kind} needs bounds that are {kinds}")
        return None
    left = f"length({quoted(column.name)})" if of_length else quoted(column.name)
    breaks = " or ".join(f"{left} {sign} {sql_value(value, measured)}" for _, value, sign in given)
    words = " and ".join(f"{word} {value}" for word, value, _ in given).replace("= ", "exactly ")
    return _promise(kind, name, column, f"({breaks})", f"is {words}{' characters long' * of_length}", dict(kwargs))


def _unique(kind: str, kwargs: Kwargs, name: str | None, setting: Setting, loc: Loc) -> Promise | None:
    column = the_column(kwargs, setting, loc) if takes(kwargs, ("column",), (), setting, loc) else None
    return None if column is None else unique(f"{column.name}.{name or 'be_unique'}", (column.name,))


def _strftime(kind: str, kwargs: Kwargs, name: str | None, setting: Setting, loc: Loc) -> Promise | None:
    """Great Expectations has no SQL for it, so that the predicate itself is what is judged."""
    column = the_column(kwargs, setting, loc) if takes(kwargs, ("column", "strftime_format"), (), setting, loc) else None
    form: Any = kwargs.get("strftime_format")
    if column is None:
        return None
    if not isinstance(form, str):
        setting.refuse((*loc, "strftime_format"), "strftime_format is a text such as %Y-%m-%d")
        return None
    text = quoted(received_name(column))
    breaks = f"({text} is not null and try_strptime({text}, {literal(form)}) is null)"
    return _promise(kind, name, column, breaks, f"is written {form}", None)


_VALUES = "expect_column_values_to_"
COLUMN_EXPECTATIONS = {
    **{f"{_VALUES}{what}": _nulls for what in ("not_be_null", "be_null")},
    **{f"{_VALUES}{what}": _sets for what in ("be_in_set", "not_be_in_set")},
    **{f"{_VALUES}{what}": _regexes for what in ("match_regex", "not_match_regex", "match_regex_list", "not_match_regex_list")},
    **{f"{_VALUES}{what}": _likes for what in ("match_like_pattern", "not_match_like_pattern")},
    f"{_VALUES}be_between": _ranges,
    "expect_column_value_lengths_to_be_between": _ranges,
    "expect_column_value_lengths_to_equal": _ranges,
    f"{_VALUES}be_unique": _unique,
    f"{_VALUES}match_strftime_format": _strftime,
}
