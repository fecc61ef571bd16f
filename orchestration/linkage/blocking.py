"""The blocking rules, one list: which pairs of nodes are compared at all, and how many pairs each rule brings.

A rule is a key: nodes that share it are compared. Values shared by too many nodes are nobody's key.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

LARGEST_BLOCK = 1_500  # nodes; 1.1 million pairs. A larger block says "common value", not "same person"


@dataclass(frozen=True)
class BlockingRule:
    """Nodes are compared when all `parts` are known and equal; `only`: of those the pairs it holds for, SQL over l and r with
    is_born and has_ssn.
    """

    name: str
    parts: tuple[str, ...]
    only: str | None = None


_MONTH_DAY = "strftime(birth_date, '%m%d')"
_SWAPPABLE = (
    "year(birth_date) * 10000 + least(month(birth_date), day(birth_date)) * 100 + greatest(month(birth_date), day(birth_date))"
)
_FIRST_INITIAL, _LAST_INITIAL = "substr(first_std, 1, 1)", "substr(last_std, 1, 1)"

# An agency may have written the surname first.
_NAMES_EITHER_WAY = ("least(first_words[1], last_std)", "greatest(first_words[1], last_std)")

# Where both are born or both have an SSN, another rule brings them if anything does.
_NOTHING_BETTER = "not (l.is_born and r.is_born) and not (l.has_ssn and r.has_ssn)"

BLOCKING_RULES = (
    BlockingRule("ssn", ("ssn",)),
    BlockingRule("birth_date_given_name", ("birth_date", "first_words[1]")),
    BlockingRule("birth_date_surname", ("birth_date", "last_std")),
    BlockingRule(
        "birth_date_initials",
        ("birth_date", f"least({_FIRST_INITIAL}, {_LAST_INITIAL})", f"greatest({_FIRST_INITIAL}, {_LAST_INITIAL})"),
    ),
    BlockingRule("birth_date_address", ("birth_date", "home_std")),
    BlockingRule("birth_date_last_four", ("birth_date", "ssn_last4")),
    BlockingRule("last_four_given_name", ("ssn_last4", "first_words[1]")),
    BlockingRule("last_four_surname", ("ssn_last4", "last_std")),
    BlockingRule("first_five_surname", ("left(ssn, 5)", "last_std")),
    BlockingRule("same_digits_surname", ("array_to_string(list_sort(string_split(ssn, '')), '')", "last_std")),
    BlockingRule("same_digits_given_name", ("array_to_string(list_sort(string_split(ssn, '')), '')", "first_words[1]")),
    BlockingRule("swapped_birth_date", (_SWAPPABLE, _FIRST_INITIAL)),
    BlockingRule("names_birth_year", (*_NAMES_EITHER_WAY, "birth_year")),
    BlockingRule("names_birthday", ("first_words[1]", "last_std", _MONTH_DAY)),
    BlockingRule("given_name_address", ("first_words[1]", "home_std")),
    BlockingRule("surname_address_initial", ("last_std", "home_std", _FIRST_INITIAL)),
    BlockingRule("names_alone", _NAMES_EITHER_WAY, _NOTHING_BETTER),
    BlockingRule("surname_address", ("last_std", "home_std"), _NOTHING_BETTER),
    BlockingRule("birth_year_surname", ("birth_year", "last_std", _FIRST_INITIAL), _NOTHING_BETTER),
    BlockingRule("birth_year_given_name", ("birth_year", "first_words[1]", _LAST_INITIAL), _NOTHING_BETTER),
    BlockingRule("phone", ("phone",)),
    BlockingRule("email", ("email",)),
    BlockingRule("other_id", ("other_id",)),
)


def key_sql(rule: BlockingRule) -> str:
    """The rule's key as one integer, null unless every part is known."""
    known = " and ".join(f"({part}) is not null" for part in rule.parts)
    return f"case when {known} then hash({', '.join(rule.parts)}) end"


_NAMES = [f"key_{rule.name}" for rule in BLOCKING_RULES]
_NUMBERED = tuple(enumerate(_NAMES))


def add_keys(con: duckdb.DuckDBPyConnection, nodes: str, table: str) -> None:
    """Temp table `table`: node_id and one key column per rule."""
    keys = ", ".join(f"{key_sql(rule)} as key_{rule.name}" for rule in BLOCKING_RULES)
    con.execute(f"create or replace temp table {table} as select node_id, {keys} from {nodes}")


def keyed_sql(nodes: str, names: Sequence[str]) -> str:
    """The nodes with the keys of the named rules; null where the block is too large."""
    rules = [rule for rule in BLOCKING_RULES if rule.name in names]
    crowded = (f"(select {key_sql(rule)} as key from {nodes} group by key having count(*) > {LARGEST_BLOCK})" for rule in rules)
    kept = (
        f"case when {name} not in (select key from {crowd} where key is not null) then {name} end as {name}"
        for name, crowd in zip((f"key_{rule.name}" for rule in rules), crowded, strict=True)
    )
    keys = ", ".join(f"{key_sql(rule)} as key_{rule.name}" for rule in rules)
    return f"select * replace ({', '.join(kept)}) from (select *, {keys} from {nodes})"


def _in_rows(keys: str) -> str:
    """Rows out: one per node and rule it has a key for: rule, key, node_id."""
    each = (f"select {i}::utinyint as rule, {name} as key, node_id from {keys} where {name} is not null" for i, name in _NUMBERED)
    return f"({' union all '.join(each)})"


def add_blocks(con: duckdb.DuckDBPyConnection, keys: str) -> dict[str, int]:
    """Temp tables `blocks` (rule, key, size), those of two nodes or more, and `shared` (rule, key, node_id and what
    `numbers` knows of it), the nodes of blocks that are not too large. Returns the pairs of nodes each rule brings by itself,
    those its `only` leaves out among them.
    """
    con.execute(f"create temp table in_rows as from {_in_rows(keys)}")
    con.execute("create temp table blocks as select rule, key, count(*) as size from in_rows group by all having count(*) > 1")
    con.execute(f"""
        create temp table shared as
        select in_rows.*, record_no, is_born, has_ssn from in_rows
        semi join (from blocks where size <= {LARGEST_BLOCK}) as kept using (rule, key)
        inner join numbers using (node_id)
    """)
    con.execute("drop table in_rows")
    return _by_rule(con, f"select rule, sum({_pairs('size')}) from blocks group by rule")


def add_moved_blocks(con: duckdb.DuckDBPyConnection, kept: str, fresh: str, gone: str) -> dict[str, int] | None:
    """Temp table `shared`, as above, of the blocks that a new node is in, with `is_fresh`. Needs `numbers`, tonight's nodes.

    `kept`: keys of known nodes; `fresh`, `gone`: of those that came and went. Returns by how many pairs each rule brings more
    or fewer; None when a block passes LARGEST_BLOCK either way, since nodes that did not change are compared in other pairs then.
    """
    con.execute(f"create temp table came as select *, true as is_fresh from {_in_rows(fresh)}")
    con.execute(f"create temp table moved as from came union all select *, null from {_in_rows(gone)}")
    near = f"select *, false as is_fresh from {_in_rows(kept)} as kept semi join moved using (rule, key)"
    con.execute(f"create temp table around as from ({near}) semi join numbers using (node_id) union all from came")
    con.execute(_MOVED_BLOCKS.format(most=LARGEST_BLOCK))
    if con.execute("select 1 from blocks where crosses limit 1").fetchall():
        return None
    con.execute(f"""
        create temp table shared as
        select around.*, record_no, is_born, has_ssn from around
        semi join (select rule, key from blocks where came > 0 and size <= {LARGEST_BLOCK}) as kept using (rule, key)
        inner join numbers using (node_id)
    """)
    return _by_rule(con, f"select rule, sum({_pairs('size')} - {_pairs('size - came + went')}) from blocks group by rule")


_MOVED_BLOCKS = """
    create temp table blocks as
    with moves as (
        select rule, key, count(is_fresh) as came, count(*) - count(is_fresh) as went from moved group by all
    ),
    sizes as (select rule, key, count(*) as size from around group by all)
    select *, (size > {most}) <> (size - came + went > {most}) as crosses
    from (select moves.*, coalesce(size, 0) as size from moves left join sizes using (rule, key))
"""


def _pairs(size: str) -> str:
    return f"case when {size} <= {LARGEST_BLOCK} then ({size}) * ({size} - 1) // 2 else 0 end"


def _by_rule(con: duckdb.DuckDBPyConnection, sql: str) -> dict[str, int]:
    found = dict(con.execute(sql).fetchall())
    return {rule.name: int(found.get(number, 0)) for number, rule in enumerate(BLOCKING_RULES)}


def candidates_sql(fresh_only: bool) -> str:
    """Rows out: one per pair of nodes to compare, as Splink takes them, with the first rule that brings it. Needs `shared`.

    Nodes of one record are one person already. `fresh_only`: of each pair one node is new.
    """
    way = "l.is_fresh and (l.node_id < r.node_id or not r.is_fresh)" if fresh_only else "l.node_id < r.node_id"
    only = " and ".join(f"(l.rule <> {i} or ({rule.only}))" for i, rule in enumerate(BLOCKING_RULES) if rule.only)
    return f"""
        select
            least(l.node_id, r.node_id) as join_key_l, greatest(l.node_id, r.node_id) as join_key_r, min(l.rule) as match_key
        from shared as l inner join shared as r
            on l.rule = r.rule and l.key = r.key and l.record_no <> r.record_no and {way}
        where {only}
        group by 1, 2
    """
