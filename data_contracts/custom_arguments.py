"""The arguments of an expectation, checked against the columns and types they speak of. Findings, no predicates."""

import re
from typing import Any

from data_contracts.contract import Column
from data_contracts.setting import Loc, Setting, known
from data_contracts.vocabulary import advice

_NOT_RE2 = re.compile(r"\(\?[=!<>](?!\w+>)|\\[1-9]|\(\?P=")
Kwargs = dict[str, Any]


def takes(kwargs: Kwargs, needed: tuple[str, ...], optional: tuple[str, ...], setting: Setting, loc: Loc) -> bool:
    """Whether every argument is one the expectation has, and none it needs is missing."""
    valid = (*needed, *optional)
    unknown = [key for key in kwargs if key not in valid]
    missing = [key for key in needed if kwargs.get(key) is None]
    for key in unknown:
        setting.refuse((*loc, key), f'unknown argument "{key}"; {advice(key, valid)}')
    for key in missing:
        setting.refuse(loc, f'the argument "{key}" is missing')
    return not unknown and not missing


def the_column(kwargs: Kwargs, setting: Setting, loc: Loc, types: tuple[str, ...] = ()) -> Column | None:
    """The column an expectation is about; None, with a finding, when there is none, or it is of another type."""
    name = kwargs["column"]
    if not known([name], setting, (*loc, "column")):
        return None
    column = setting.column(name)
    if types and column.logical_type not in types:
        setting.refuse(loc, f"{name} is a {column.logical_type}; this expectation is for {' and '.join(types)} columns")
        return None
    return column


def ignores(kwargs: Kwargs, wanted: str, setting: Setting, loc: Loc) -> bool:
    """Whether rows with a missing value are let pass, as every rule of a contract does."""
    if kwargs.get("ignore_row_if", wanted) == wanted:
        return True
    setting.refuse((*loc, "ignore_row_if"), f"a missing value breaks no rule but its own; leave it out, or say {wanted}")
    return False


def is_regex(pattern: Any, setting: Setting, loc: Loc) -> bool:
    """Whether a text is a regular expression the engine reads."""
    try:
        sound = isinstance(pattern, str) and re.compile(pattern) is not None and not _NOT_RE2.search(pattern)
    except re.error:
        sound = False
    if not sound:
        setting.refuse(loc, "this is no regular expression that RE2 reads; it looks neither ahead, behind nor back")
    return sound
