"""The rules that `quality` promises: library metrics and SQL over rows. What cannot be compiled is an error, never dropped."""

from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Any

from data_contracts import sql_rules
from data_contracts.compile_columns import among, matching, received_name, unique
from data_contracts.contract import Column
from data_contracts.errors import Findings
from data_contracts.promises import Promise, rule_of
from data_contracts.rules import Rule
from data_contracts.shape.quality import QualityShape
from data_contracts.typing_sql import quoted
from data_contracts.vocabulary import advice

Loc = tuple[str | int, ...]
_OPERATORS = (
    "mustBe", "mustBeGreaterThan", "mustBeGreaterOrEqualTo", "mustBeLessThan", "mustBeLessOrEqualTo", "mustBeBetween",
)  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """What a quality entry may speak of: its own columns, and those of the tables beside it."""

    columns: tuple[Column, ...]
    objects: dict[str, tuple[str, ...]]  # object of this delivery -> its column names
    findings: Findings

    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def quality_rule(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Rule | None:
    """The rule of one `quality` entry; None, with a finding, when it cannot be compiled."""
    if entry.type == "sql":
        promise = _sql(entry, column, setting, loc)
    elif entry.metric is None:
        setting.findings.add(loc, 'a library rule needs "metric"; valid words: nullValues, invalidValues, duplicateValues, rowCount')
        return None
    else:
        make = {"nullValues": _nulls, "invalidValues": _invalid, "duplicateValues": _duplicates, "rowCount": _row_count}
        promise = make[entry.metric](entry, column, setting, loc)
    if promise is None:
        return None
    if entry.description:
        promise = replace(promise, description=entry.description, message=f"Not so: {entry.description}")
    return rule_of(promise, entry.wording if promise.kind == "file" else _with_share(entry))


def _with_share(entry: QualityShape) -> Any:
    """The entry's words; a bound in percent is its tolerance."""
    if entry.unit == "percent" and entry.mustBeLessOrEqualTo is not None:
        return entry.wording.model_copy(update={"tolerance": entry.mustBeLessOrEqualTo / 100})
    return entry.wording


def _counts_nothing(entry: QualityShape, setting: Setting, loc: Loc) -> bool:
    """Whether the entry promises no broken row, or a share of them; we can judge nothing else row by row."""
    given = [name for name in _OPERATORS if getattr(entry, name) is not None]
    share = entry.unit == "percent" and given == ["mustBeLessOrEqualTo"] and 0 <= entry.mustBeLessOrEqualTo <= 100
    if share or (given == ["mustBe"] and entry.mustBe == 0):
        return True
    setting.findings.add(loc, "a rule about rows promises `mustBe: 0`, or `mustBeLessOrEqualTo` with `unit: percent`")
    return False


def _arguments(entry: QualityShape, valid: tuple[str, ...], setting: Setting, loc: Loc) -> dict[str, Any]:
    for key in entry.arguments or {}:
        if key not in valid:
            said = advice(key, valid) if valid else f"{entry.metric} takes none"
            setting.findings.add((*loc, "arguments", key), f'unknown argument "{key}"; {said}')
    return entry.arguments or {}


def _nulls(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    if column is None:
        setting.findings.add(loc, "nullValues stands on a property, not on an object")
        return None
    _arguments(entry, (), setting, loc)
    if not _counts_nothing(entry, setting, loc):
        return None
    name = received_name(column)
    return Promise(
        f"{column.name}.{entry.name or 'filled'}", "values", "warning", f"{quoted(name)} is null",
        f"{column.name} is filled.", f"{column.name} is empty.", f"Fill {column.name} where the source knows it.",
        (column.name,), "expect_column_values_to_not_be_null", {"column": name},
    )  # fmt: skip


def _invalid(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    if column is None:
        setting.findings.add(loc, "invalidValues stands on a property, not on an object")
        return None
    arguments = _arguments(entry, ("validValues", "pattern"), setting, loc)
    if not _counts_nothing(entry, setting, loc):
        return None
    rule_id = f"{column.name}.{entry.name or 'valid'}"
    wanted = {"string": str, "integer": int, "number": int | float}.get(column.logical_type)
    values = arguments.get("validValues")
    if set(arguments) == {"pattern"} and isinstance(arguments["pattern"], str) and column.logical_type == "string":
        return matching(rule_id, column, arguments["pattern"])
    if set(arguments) == {"validValues"} and wanted and isinstance(values, list) and values:
        if all(isinstance(v, wanted) and not isinstance(v, bool) for v in values):
            return among(rule_id, column, tuple(values), "Send one of the values the contract lists.")
    setting.findings.add(loc, f"invalidValues needs `arguments: {{validValues: [...]}}` of the column's type ({column.logical_type}), "
                              "or a `pattern` on a text")  # fmt: skip
    return None


def _duplicates(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    arguments = _arguments(entry, () if column else ("properties",), setting, loc)
    names = (column.name,) if column else tuple(arguments.get("properties") or ())
    for name in names:
        if name not in setting.names():
            setting.findings.add((*loc, "arguments", "properties"), f'unknown column "{name}"; {advice(str(name), setting.names())}')
            return None
    if not names:
        setting.findings.add(loc, "duplicateValues on an object needs `arguments: {properties: [...]}`")
        return None
    if not _counts_nothing(entry, setting, loc):
        return None
    return unique(f"records.{entry.name}" if entry.name else f"{'+'.join(names)}.distinct", names)


def _row_count(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    given = [name for name in _OPERATORS if getattr(entry, name) is not None]
    if column is not None or len(given) != 1 or entry.unit == "percent":
        setting.findings.add(loc, "rowCount stands on an object, with exactly one bound such as `mustBeGreaterThan: 0`")
        return None
    _arguments(entry, (), setting, loc)
    least, most = _bounds(given[0], getattr(entry, given[0]))
    spelled = f"{least if least is not None else 0} to {most}" if most is not None else f"{least} or more"
    return Promise(
        f"table.{entry.name or 'row_count'}", "file", "critical", None, f"The table has {spelled} rows.",
        f"The table does not have {spelled} rows.", "Check that the export ran to its end and for the right period, and send it again.",
        (), "expect_table_row_count_to_be_between", {"min_value": least, "max_value": most},
    )  # fmt: skip


def _bounds(operator: str, bound: Any) -> tuple[int | None, int | None]:
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


def _sql(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    predicate = sql_rules.predicate_of((entry.query or "").replace("{property}", quoted(column.name) if column else "{property}"))
    if predicate is None or not entry.name:
        setting.findings.add(loc, f"a rule of type sql has a name and a query of the form {sql_rules.FORM}")
        return None
    known = list(setting.names()) + [f"{c.name}__text" for c in setting.columns if c.logical_type != "string"]
    across = False
    for kind, name in sql_rules.tables_in(predicate):
        if kind == "rows" and name not in setting.objects:
            setting.findings.add((*loc, "query"), f'unknown object "{name}" in the query; {advice(name, tuple(setting.objects))}')
            return None
        known += setting.objects.get(name, ())
        across = across or kind == "in_force"
    wrong = [] if across else sql_rules.faults(predicate, tuple(dict.fromkeys(known)))
    for sentence in wrong:
        setting.findings.add((*loc, "query"), sentence)
    if wrong or not _counts_nothing(entry, setting, loc):
        return None
    used = tuple(name for name in setting.names() if name in sql_rules.columns_in(predicate))
    prefix, kind = (column.name, "values") if column else ("records", "across_feeds" if across else "records")
    return Promise(
        f"{prefix}.{entry.name}", kind, "warning", f"({predicate})", f"The row keeps the rule {entry.name}.",
        f"The row breaks the rule {entry.name}.", "Look at the columns the rule names, and correct them at the source.", used,
    )  # fmt: skip
