"""What an object promises of its rows beyond ODCS: conditions, ordered pairs, and spells that do not overlap."""

from collections.abc import Iterator
from dataclasses import replace

from data_contracts.compile_columns import received_name
from data_contracts.compile_sql import columns_of, is_sound
from data_contracts.promises import Promise, rule_of
from data_contracts.rules import Rule
from data_contracts.setting import Loc, Setting, known
from data_contracts.shape.object import ObjectShape
from data_contracts.shape.records import ConditionShape, Named, PairShape, SpellShape
from data_contracts.typing_sql import quoted

_COMPARABLE = {"integer": "number", "number": "number", "date": "date", "timestamp": "timestamp"}
_LAST = {"date": "date '9999-12-31'", "timestamp": "timestamp '9999-12-31 00:00:00'"}


def record_rules(shape: ObjectShape, setting: Setting, loc: Loc) -> Iterator[Rule]:
    """The rules of an object's conditions, pairs and spells; what cannot be compiled is a finding."""
    for number, custom in enumerate(shape.customProperties):
        make = {"conditions": condition, "pairs": pair, "spells": spell}.get(custom.property)
        for index, entry in enumerate(custom.value if make else ()):
            promise = make(entry, setting, (*loc, "customProperties", number, "value", index))
            if promise is not None:
                yield rule_of(_said(promise, entry), entry)


def _said(promise: Promise, entry: Named) -> Promise:
    if entry.description is None:
        return promise
    return replace(promise, description=entry.description, message=f"Not so: {entry.description}")


def condition(entry: ConditionShape, setting: Setting, loc: Loc) -> Promise | None:
    """When something is so, something else is: rows for which the first is true and the second is false break it."""
    given = [key for key in ("filled", "blank", "then") if getattr(entry, key) is not None]
    if len(given) != 1:
        setting.refuse(loc, "a condition says what follows from `when` in exactly one of filled, blank, then")
        return None
    sound = is_sound(entry.when, setting, (*loc, "when"))
    names = entry.filled or entry.blank or []
    if entry.then is not None:
        sound = is_sound(entry.then, setting, (*loc, "then")) and sound
    if not (known(names, setting, (*loc, given[0])) and sound):
        return None
    words = " and ".join(names)
    received = [quoted(received_name(setting.column(name))) for name in names]
    fails, said = {
        "filled": (" or ".join(f"{name} is null" for name in received), f"{words} filled"),
        "blank": (" or ".join(f"{name} is not null" for name in received), f"{words} blank"),
        "then": (f"not ({entry.then})", f"so that {entry.then}"),
    }[given[0]]
    columns = columns_of(f"{entry.when} {entry.then or ''} {' '.join(map(quoted, names))}", setting)
    return Promise(
        f"records.{entry.name}", "records", "warning", f"(({entry.when}) and ({fails}))",
        f"Where {entry.when}, the row has {said}.", f"The row should have {said}, as {entry.when}.",
        f"Correct {' or '.join(columns)} at the source; one of them contradicts the others.", columns,
    )  # fmt: skip


def pair(entry: PairShape, setting: Setting, loc: Loc) -> Promise | None:
    """Of two columns, both filled, one is not above the other."""
    if not (known([entry.low], setting, (*loc, "low")) and known([entry.high], setting, (*loc, "high"))):
        return None
    low, high = setting.column(entry.low), setting.column(entry.high)
    kinds = {_COMPARABLE.get(column.logical_type) for column in (low, high)}
    if len(kinds) != 1 or None in kinds:
        said = f"{low.name} is a {low.logical_type}, {high.name} a {high.logical_type}"
        setting.refuse(loc, f"a pair is two numbers, two dates or two timestamps; {said}")
        return None
    words = "less than" if entry.strict else "at most"
    return Promise(
        f"records.{entry.name}", "records", "warning",
        f"{quoted(high.name)} {'<=' if entry.strict else '<'} {quoted(low.name)}",
        f"{low.name} is {words} {high.name}.", f"{low.name} is not {words} {high.name}.",
        f"Compare {low.name} and {high.name} with the source; one of them is mistyped, or they are exchanged.",
        (low.name, high.name), "expect_column_pair_values_a_to_be_greater_than_b",
        {"column_A": high.name, "column_B": low.name, "or_equal": not entry.strict,
         "ignore_row_if": "either_value_is_missing"},
    )  # fmt: skip


def spell(entry: SpellShape, setting: Setting, loc: Loc) -> Promise | None:
    """No two spells of one key share a day; every row of an overlap breaks it. A spell without an end is still open."""
    names = [(key, [getattr(entry, key)]) for key in ("start", "end")]
    if not all([known(columns, setting, (*loc, at)) for at, columns in [("key", entry.key), *names]]):
        return None
    kinds = [setting.column(name).logical_type for name in (entry.start, entry.end)]
    if kinds not in (["date", "date"], ["timestamp", "timestamp"]):
        said = f"{entry.start} is a {kinds[0]}, {entry.end} a {kinds[1]}"
        setting.refuse(loc, f"a spell runs from one date to another, or from one timestamp to another; {said}")
        return None
    return Promise(
        f"records.{entry.name}", "records", "warning",
        f'("row_number" in ({_overlapping(entry, _LAST[kinds[0]])}))',
        f"The spells of one {' + '.join(entry.key)} do not overlap.",
        f"Two spells of one {' + '.join(entry.key)} overlap.",
        f"End the earlier spell with {entry.end} before the next one starts, or drop the spell sent twice.",
        (*entry.key, entry.start, entry.end),
    )  # fmt: skip


def _overlapping(entry: SpellShape, still_open: str) -> str:
    """SQL for the row numbers of spells that overlap an earlier or a later one of their key, by two windows."""
    start, end = quoted(entry.start), f"coalesce({quoted(entry.end)}, {still_open})"
    key, meets = ", ".join(map(quoted, entry.key)), ">=" if entry.end_included else ">"
    filled = " and ".join(f"{quoted(name)} is not null" for name in (*entry.key, entry.start))
    order = f'partition by {key} order by {start}, {end}, "row_number"'
    before = f"max({end}) over ({order} rows between unbounded preceding and 1 preceding) {meets} {start}"
    after = f"{end} {meets} lead({start}) over ({order})"
    return (
        f'select "row_number" from (select "row_number", ({before}) as meets_earlier, ({after}) as meets_later '
        f"from {{rows}} where {filled} and {end} {meets} {start}) where meets_earlier or meets_later"
    )
