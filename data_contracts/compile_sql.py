"""A `quality` entry of type sql as a promise: the rows its query counts break it, or the table its aggregate measures."""

from data_contracts import sql_rules
from data_contracts.bounds import bound_of, bounded
from data_contracts.contract import Column
from data_contracts.promises import Promise
from data_contracts.setting import Loc, Setting
from data_contracts.shape.quality import QualityShape
from data_contracts.typing_sql import quoted
from data_contracts.vocabulary import advice


def sql_promise(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    """The promise of a query; None, with findings, when it is of another form or names what does not exist."""
    query = (entry.query or "").replace("{property}", quoted(column.name)) if column else entry.query or ""
    predicate, aggregate = sql_rules.predicate_of(query), sql_rules.aggregate_of(query)
    if not (predicate or aggregate) or not entry.name or entry.metric is not None:
        setting.refuse(loc, f"a rule of type sql has a name, no metric, and a query of the form {sql_rules.FORM}")
        return None
    text = predicate or " from ".join(aggregate or ())
    if not is_sound(text, setting, (*loc, "query")):
        return None
    if predicate is None and aggregate is not None:
        return _of_table(entry, column, aggregate, setting, loc)
    across = any(place == "in_force" for place, _ in sql_rules.tables_in(predicate or ""))
    promise = Promise(
        f"{column.name if column else 'records'}.{entry.name}",
        "across_feeds" if across else ("values" if column else "records"),
        "warning", f"({predicate})",
        f"The row keeps the rule {entry.name}.", f"The row breaks the rule {entry.name}.",
        "Look at the columns the rule names, and correct them at the source.", columns_of(text, setting),
    )  # fmt: skip
    return bounded(promise, entry, setting, loc)


def is_sound(text: str, setting: Setting, loc: Loc) -> bool:
    """Whether a piece of SQL names only what exists, in the contract's way; what is wrong with it is a finding."""
    wrong = [*_unknown_objects(text, setting), *sql_rules.faults(text, _known(text, setting))]
    for sentence in wrong:
        setting.refuse(loc, sentence)
    return not wrong


def columns_of(text: str, setting: Setting) -> tuple[str, ...]:
    """The table's own columns that a piece of SQL names."""
    return tuple(name for name in setting.names() if name in sql_rules.columns_in(text))


def _of_table(
    entry: QualityShape, column: Column | None, aggregate: tuple[str, str], setting: Setting, loc: Loc
) -> Promise | None:
    """A measure of the whole table within its bound; a measure of no value at all is kept."""
    bound = bound_of(entry, setting, loc)
    if bound is None:
        return None
    if bound.in_percent:
        setting.refuse((*loc, "unit"), "an aggregate has no share of rows; compute the percent in the query")
        return None
    measure, rows = aggregate
    return Promise(
        f"{column.name if column else 'table'}.{entry.name}", "values" if column else "records", "warning", None,
        f"The measure {entry.name} of the table is {bound.words}.", f"The measure {entry.name} is not {bound.words}.",
        "Compare the export with the one before it, and send it again when it is wrong or incomplete.",
        table_breaks=f"(select not ({bound.holds(f'({measure})')}) from {rows})",
    )  # fmt: skip


def _unknown_objects(predicate: str, setting: Setting) -> list[str]:
    names = [name for place, name in sql_rules.tables_in(predicate) if place == "rows"]
    valid = tuple(setting.objects)
    return [f'unknown object "{name}" in the query; {advice(name, valid)}' for name in names if name not in valid]


def _known(predicate: str, setting: Setting) -> tuple[str, ...] | None:
    """Every column the query may name; None when it reads another feed, whose columns are checked together."""
    tables = sql_rules.tables_in(predicate)
    if any(place == "in_force" for place, _ in tables):
        return None
    own = [*setting.names(), *(f"{c.name}__text" for c in setting.columns if c.logical_type != "string")]
    return tuple(dict.fromkeys([*own, *(name for _, table in tables for name in setting.objects.get(table, ()))]))
