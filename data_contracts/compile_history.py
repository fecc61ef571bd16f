"""What an object promises of its likeness to the deliveries before it, as table predicates over `{history}`."""

from collections.abc import Iterator
from dataclasses import replace

from data_contracts.compile_columns import received_name
from data_contracts.contract import Column
from data_contracts.history import OTHER, Baseline
from data_contracts.promises import Promise, rule_of
from data_contracts.rules import Rule
from data_contracts.setting import Loc, Setting, known
from data_contracts.shape.object import ObjectShape
from data_contracts.shape.records import HistoryShape
from data_contracts.typing_sql import literal, quoted

_WITHIN = {"row_count": 0.5, "share_missing": 0.1, "category_shares": 0.1}


def history_rules(shape: ObjectShape, setting: Setting, loc: Loc) -> Iterator[Rule]:
    """The rules of an object's `history`; what cannot be compiled is a finding."""
    for number, custom in enumerate(shape.customProperties):
        for index, entry in enumerate(custom.value if custom.property == "history" else ()):
            promise = _promise(entry, setting, (*loc, "customProperties", number, "value", index))
            if promise is not None and entry.description:
                promise = replace(promise, description=entry.description, message=f"Not so: {entry.description}")
            if promise is not None:
                yield rule_of(promise, entry)


def _promise(entry: HistoryShape, setting: Setting, loc: Loc) -> Promise | None:
    if not _is_sound(entry, setting, loc):
        return None
    column = setting.column(entry.column) if entry.column else None
    within = _WITHIN[entry.measure] if entry.within is None else entry.within
    what, table_breaks = {
        "row_count": ("The number of rows", _row_count),
        "share_missing": (f"The share of rows without {entry.column}", _share_missing),
        "category_shares": (f"The share of each code of {entry.column}", _category_shares),
    }[entry.measure]
    near = f"within {within:.0%} of" if column is None else f"within {within * 100:g} points of"
    said = f"its median over the last {entry.last} accepted deliveries"
    return Promise(
        f"{entry.column or 'table'}.{entry.measure}_as_before", "history", "warning", None,
        f"{what} is {near} {said}.", f"{what} is not {near} {said}.",
        "Compare the export's filters and the period with the last one; send it again when it is incomplete, "
        "or tell the steward of the data system what changed.",
        table_breaks=table_breaks(entry, column, within),
        baseline=Baseline(entry.measure, entry.column, entry.last, entry.at_least),
    )  # fmt: skip


def _is_sound(entry: HistoryShape, setting: Setting, loc: Loc) -> bool:
    if entry.tolerance is not None:
        setting.refuse((*loc, "tolerance"), "a history rule is kept or broken by the whole delivery; say `within`")
        return False
    if entry.at_least > entry.last:
        setting.refuse((*loc, "at_least"), f"at_least is {entry.at_least}, but only the last {entry.last} are looked at")
        return False
    if (entry.column is None) != (entry.measure == "row_count"):
        needs = "needs no column" if entry.column else "needs a column"
        setting.refuse(loc, f"{entry.measure} {needs}")
        return False
    if entry.column is None:
        return True
    if not known([entry.column], setting, (*loc, "column")):
        return False
    if entry.measure == "category_shares" and not setting.column(entry.column).codes:
        setting.refuse((*loc, "column"), f"{entry.column} has no enum; shares are kept of a closed list of codes only")
        return False
    return True


def _usual(entry: HistoryShape, what: str) -> str:
    return f"(select median({what}) from {{history}} where {_past(entry)})"


def _past(entry: HistoryShape) -> str:
    column = f"column_name = {literal(entry.column)}" if entry.column else "column_name is null"
    return f"measure = '{entry.measure}' and {column} and age <= {entry.last}"


def _row_count(entry: HistoryShape, column: Column | None, within: float) -> str:
    usual = _usual(entry, "counted")
    return f"((select abs(count(*) - {usual}) from {{rows}}) > {within} * {usual})"


def _share_missing(entry: HistoryShape, column: Column, within: float) -> str:
    missing = f"count(*) filter (where {quoted(received_name(column))} is null)"
    return f"((select abs({missing} / nullif(count(*), 0) - {_usual(entry, 'counted / total')}) from {{rows}}) > {within})"


def _category_shares(entry: HistoryShape, column: Column, within: float) -> str:
    name = quoted(column.name)
    codes = ", ".join(literal(code) for code in column.codes)
    code = f"case when {name} in ({codes}) then {name} else '{OTHER}' end"
    share = "count(*) / sum(count(*)) over () as share"
    tonight = f"select {code} as code, {share} from {{rows}} where {name} is not null group by 1"
    past = f"select code, median(counted / total) as share from {{history}} where {_past(entry)} and total > 0 group by code"
    return (
        f"exists (select 1 from ({tonight}) as tonight full join ({past}) as past using (code) "
        f"where abs(coalesce(tonight.share, 0) - coalesce(past.share, 0)) > {within})"
    )
