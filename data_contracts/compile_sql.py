"""A `quality` entry of type sql as a promise: the rows its query counts are the rows that break it."""

from data_contracts import sql_rules
from data_contracts.contract import Column
from data_contracts.promises import Promise
from data_contracts.setting import Loc, Setting, counts_nothing
from data_contracts.shape.quality import QualityShape
from data_contracts.typing_sql import quoted
from data_contracts.vocabulary import advice


def sql_promise(entry: QualityShape, column: Column | None, setting: Setting, loc: Loc) -> Promise | None:
    """The promise of a query; None, with findings, when it is of another form or names what does not exist."""
    query = entry.query or ""
    predicate = sql_rules.predicate_of(query.replace("{property}", quoted(column.name)) if column else query)
    if predicate is None or not entry.name or entry.metric is not None:
        setting.refuse(loc, f"a rule of type sql has a name, no metric, and a query of the form {sql_rules.FORM}")
        return None
    wrong = [*_unknown_objects(predicate, setting), *sql_rules.faults(predicate, _known(predicate, setting))]
    for sentence in wrong:
        setting.refuse((*loc, "query"), sentence)
    if wrong or not counts_nothing(entry, setting, loc):
        return None
    across = any(place == "in_force" for place, _ in sql_rules.tables_in(predicate))
    used = tuple(name for name in setting.names() if name in sql_rules.columns_in(predicate))
    return Promise(
        f"{column.name if column else 'records'}.{entry.name}",
        "across_feeds" if across else ("values" if column else "records"),
        "warning", f"({predicate})",
        f"The row keeps the rule {entry.name}.", f"The row breaks the rule {entry.name}.",
        "Look at the columns the rule names, and correct them at the source.", used,
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
