"""A `quality` entry of type custom: a Great Expectations expectation, compiled to the predicate that says the same.

An expectation that shows a cell of the data, or that no predicate can say, is a finding that names what to use instead.
"""

from dataclasses import replace
from typing import Any

from data_contracts.bounds import Bound
from data_contracts.compile_metrics import rows_within
from data_contracts.contract import Column
from data_contracts.custom_columns import COLUMN_EXPECTATIONS
from data_contracts.custom_records import RECORD_EXPECTATIONS
from data_contracts.promises import Promise
from data_contracts.setting import Loc, Setting
from data_contracts.shape.quality import QualityShape
from data_contracts.vocabulary import advice

_BETWEEN, _IN_SET = "expect_column_values_to_be_between", "expect_column_values_to_be_in_set"
_SQL = "`type: sql` with one aggregate, such as SELECT AVG(...) FROM {object}"
_ROWS = ("expect_table_row_count_to_be_between", "expect_table_row_count_to_equal")
INSTEAD = {
    **{f"expect_column_{which}_to_be_between": _BETWEEN for which in ("min", "max")},
    **{f"expect_column_{which}_to_be_between": _SQL for which in ("mean", "median", "sum", "stdev")},
    "expect_column_quantile_values_to_be_between": _SQL,
    "expect_column_value_z_scores_to_be_less_than": _BETWEEN,
    "expect_column_kl_divergence_to_be_less_than": "history: category_shares",
    "expect_column_most_common_value_to_be_in_set": "history: category_shares",
    **{f"expect_column_distinct_values_to_{what}_set": _IN_SET for what in ("be_in", "contain", "equal")},
    "expect_column_unique_value_count_to_be_between": _SQL,
    "expect_column_proportion_of_unique_values_to_be_between": "`metric: duplicateValues` with `unit: percent`",
    "expect_column_proportion_of_non_null_values_to_be_between": "`metric: nullValues` with `unit: percent`",
    "expect_column_values_to_be_of_type": "the property's logicalType",
    "expect_column_values_to_be_in_type_list": "the property's logicalType",
    "expect_column_values_to_be_dateutil_parseable": "expect_column_values_to_match_strftime_format",
    "expect_column_values_to_be_json_parseable": "`type: sql` with json_valid",
    "expect_column_values_to_match_json_schema": "`type: sql` with json_valid",
    "expect_column_values_to_be_decreasing": "`type: sql`",
    "expect_column_values_to_be_increasing": "`type: sql`",
    **{f"expect_column_values_to_{how}_like_pattern_list": f"expect_column_values_to_{how}_like_pattern"
       for how in ("match", "not_match")},
    "expect_column_to_exist": "the properties of the schema: every one of them must arrive",
    "expect_table_column_count_to_be_between": "the properties of the schema: every one of them must arrive",
    "expect_table_column_count_to_equal": "the properties of the schema: every one of them must arrive",
    "expect_table_columns_to_match_ordered_list": "the properties of the schema: every one of them must arrive",
    "expect_table_columns_to_match_set": "the properties of the schema: every one of them must arrive",
    "expect_table_row_count_to_equal_other_table": "`relationships`",
    "unexpected_rows_expectation": "`type: sql`",
    "expect_query_results_to_match_comparison": "`type: sql`",
}  # fmt: skip


def custom_promise(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    """The promise of an expectation; None, with findings, when it cannot be compiled or its arguments do not fit."""
    said: dict[str, Any] = entry.implementation or {}
    kind, kwargs = said.get("type", said.get("expectation_type")), dict(said.get("kwargs") or {})
    if entry.engine is None or not isinstance(kind, str) or set(said) - {"type", "expectation_type", "kwargs"}:
        form = "`engine: greatExpectations` and `implementation: {type: expect_..., kwargs: {...}}`"
        setting.refuse(loc, f"a rule of type custom has {form}, and nothing else in it")
        return None
    if not _is_alone(entry, kwargs, setting, loc):
        return None
    at, mostly = (*loc, "implementation"), kwargs.pop("mostly", None)
    if column is not None:
        kwargs.setdefault("column", column.name)
    promise = _compiled(kind, kwargs, entry, setting, at)
    if promise is None or mostly is None:
        return promise
    is_share = isinstance(mostly, int | float) and not isinstance(mostly, bool) and 0 <= mostly <= 1
    if promise.breaks is None or not is_share or entry.wording.tolerance is not None:
        setting.refuse((*at, "kwargs", "mostly"), "mostly is a share from 0 to 1 of the rows, given without a tolerance")
        return None
    return replace(promise, tolerance=round(1 - mostly, 12))


def _is_alone(entry: QualityShape, kwargs: dict[str, Any], setting: Setting, loc: Loc) -> bool:
    """Whether nothing stands beside the expectation that it could contradict."""
    if bound_given := next((name for name in entry.model_fields_set if name.startswith("must")), None):
        setting.refuse((*loc, bound_given), f"{bound_given} does not go with type custom; say `mostly` in kwargs")
        return False
    if entry.metric is not None or entry.query is not None:
        setting.refuse(loc, "a rule of type custom has neither a metric nor a query")
        return False
    if "row_condition" in kwargs or "condition_parser" in kwargs:
        setting.refuse((*loc, "implementation"), "row_condition is not compiled; say it in the customProperty `conditions`")
        return False
    return True


def _compiled(kind: str, kwargs: dict[str, Any], entry: QualityShape, setting: Setting, loc: Loc) -> Promise | None:
    if kind in _ROWS:
        return _row_count(kind, kwargs, entry, setting, loc)
    make = COLUMN_EXPECTATIONS.get(kind) or RECORD_EXPECTATIONS.get(kind)
    if make is not None:
        return make(kind, kwargs, entry.name, setting, (*loc, "kwargs"))
    if kind in INSTEAD:
        setting.refuse(loc, f"{kind} is not about single rows, or would show a value of one; use {INSTEAD[kind]}")
    else:
        valid = (*COLUMN_EXPECTATIONS, *RECORD_EXPECTATIONS, *_ROWS)
        setting.refuse(loc, f'unknown expectation "{kind}"; {advice(kind, valid)}')
    return None


def _row_count(kind: str, kwargs: dict[str, Any], entry: QualityShape, setting: Setting, loc: Loc) -> Promise | None:
    """A row count under the name the library metric gives it."""
    kwargs.pop("column", None)
    least, most = kwargs.get("min_value", kwargs.get("value")), kwargs.get("max_value", kwargs.get("value"))
    allowed = {"value"} if kind.endswith("equal") else {"min_value", "max_value"}
    fine = not set(kwargs) - allowed and all(isinstance(n, int) for n in (least, most) if n is not None)
    if not fine or (least is None and most is None):
        setting.refuse((*loc, "kwargs"), f"{kind} takes whole numbers as {', '.join(sorted(allowed))}")
        return None
    rule_id = f"table.{entry.name or 'row_count'}"
    if least is None or most is None:
        operator = "mustBeGreaterOrEqualTo" if most is None else "mustBeLessOrEqualTo"
        return rows_within(rule_id, Bound(operator, (most if least is None else least,), in_percent=False))
    return rows_within(rule_id, Bound("mustBeBetween", (least, most), in_percent=False))
