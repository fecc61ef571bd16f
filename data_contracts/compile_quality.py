"""The rules that `quality` promises. What cannot be compiled is a finding, never dropped."""

from dataclasses import replace

from data_contracts.compile_custom import custom_promise
from data_contracts.compile_metrics import duplicate_values, invalid_values, missing_values, null_values, row_count
from data_contracts.compile_sql import sql_promise
from data_contracts.contract import Column
from data_contracts.promises import Promise, rule_of
from data_contracts.rules import Rule
from data_contracts.setting import Loc, Setting
from data_contracts.shape.quality import QualityShape
from data_contracts.vocabulary import vocabularies

_METRICS = {
    "nullValues": null_values, "missingValues": missing_values, "invalidValues": invalid_values,
    "duplicateValues": duplicate_values, "rowCount": row_count,
}  # fmt: skip


def quality_rule(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Rule | None:
    """The rule of one `quality` entry; None, with a finding, when it cannot be compiled."""
    promise = _promise(entry, column, setting, loc)
    if promise is None:
        return None
    if entry.description:
        promise = replace(promise, description=entry.description, message=f"Not so: {entry.description}")
    return rule_of(promise, entry.wording)


def _promise(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    if entry.type == "sql":
        return sql_promise(entry, column, setting, loc)
    if entry.type == "custom":
        return custom_promise(entry, column, setting, loc)
    if entry.engine is not None or entry.implementation is not None:
        setting.refuse(loc, "an engine and an implementation need `type: custom`")
        return None
    if entry.query is not None:
        setting.refuse((*loc, "query"), "a query needs `type: sql`")
        return None
    if entry.metric is None:
        setting.refuse(loc, f"a library rule needs a metric; valid words: {', '.join(vocabularies()['metrics'])}")
        return None
    return _METRICS[entry.metric](entry, column, setting, loc)
