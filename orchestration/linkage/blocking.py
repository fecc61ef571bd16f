"""The blocking rules, one list: which pairs of nodes are compared at all, and how many pairs each rule brings.

A rule is a key: nodes that share it are compared. Values shared by too many nodes are nobody's key.
"""

from dataclasses import dataclass

import duckdb

LARGEST_BLOCK = 1_500  # nodes; 1.1 million pairs. A larger block says "common value", not "same person"


@dataclass(frozen=True)
class BlockingRule:
    """Nodes are compared when all `parts` are known and equal; `only`: of those the pairs (l, r) it holds for."""

    name: str
    parts: tuple[str, ...]
    only: str | None = None


_MONTH_DAY = "strftime(birth_date, '%m%d')"
_SWAPPABLE = (
    "year(birth_date) * 10000 + least(month(birth_date), day(birth_date)) * 100 + greatest(month(birth_date), day(birth_date))"
)
_FIRST_INITIAL, _LAST_INITIAL = "substr(first_std, 1, 1)", "substr(last_std, 1, 1)"

_NOTHING_BETTER = "(l.birth_date is null or r.birth_date is null) and (l.ssn is null or r.ssn is null)"

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
    BlockingRule("names_birth_year", ("first_words[1]", "last_std", "year(birth_date)")),
    BlockingRule("names_birthday", ("first_words[1]", "last_std", _MONTH_DAY)),
    BlockingRule("given_name_address", ("first_words[1]", "home_std")),
    BlockingRule("surname_address_initial", ("last_std", "home_std", _FIRST_INITIAL)),
    BlockingRule("names_alone", ("first_words[1]", "last_std"), _NOTHING_BETTER),
)


def key_sql(rule: BlockingRule) -> str:
    """The rule's key as one integer, null unless every part is known."""
    known = " and ".join(f"({part}) is not null" for part in rule.parts)
    return f"case when {known} then hash({', '.join(rule.parts)}) end"


_NAMES = [f"key_{rule.name}" for rule in BLOCKING_RULES]


def add_keys(con: duckdb.DuckDBPyConnection, nodes: str, table: str) -> None:
    """Temp table `table`: node_id and one key column per rule."""
    keys = ", ".join(f"{key_sql(rule)} as key_{rule.name}" for rule in BLOCKING_RULES)
    con.execute(f"create or replace temp table {table} as select node_id, {keys} from {nodes}")


def add_too_large(con: duckdb.DuckDBPyConnection, keys: str, among: str | None = None) -> None:
    """Temp table `too_large`: rule, key of the blocks beyond LARGEST_BLOCK; `among`: looked for in these nodes' keys only."""
    con.execute("create temp table too_large (rule varchar, key ubigint)")
    for name in _NAMES:
        looked_at = f"{name} in (select {name} from {among})" if among else f"{name} is not null"
        found = f"select '{name}', {name} from {keys} where {looked_at} group by all"
        con.execute(f"insert into too_large {found} having count(*) > {LARGEST_BLOCK}")


def keyed_sql(nodes: str, keys: str) -> str:
    """The nodes that have keys, with those keys; null where the block is too large. Needs `too_large`."""
    kept = ", ".join(
        f"case when {name} not in (select key from too_large where rule = '{name}') then {name} end as {name}" for name in _NAMES
    )
    return f"select {nodes}.*, {kept} from {nodes} inner join {keys} using (node_id)"


def crossed(con: duckdb.DuckDBPyConnection, keys: str, fresh: str, gone: str) -> bool:
    """Whether any block passes LARGEST_BLOCK, either way, as the nodes with keys `gone` go and those with keys `fresh` come.

    `keys`: of tonight's nodes. Nodes that did not change are compared in other pairs then.
    """
    sql = (_CROSSED.format(name=name, keys=keys, fresh=fresh, gone=gone, most=LARGEST_BLOCK) for name in _NAMES)
    return any(con.execute(one).fetchall() for one in sql)


_CROSSED = """
    with moves as (
        select key, sum(came) as came, sum(went) as went
        from (select {name} as key, 1 as came, 0 as went from {fresh} union all select {name}, 0, 1 from {gone})
        where key is not null group by key
    ),
    sizes as (select {name} as key, count(*) as size from {keys} where {name} in (select key from moves) group by {name})
    select key from moves left join sizes using (key)
    where (coalesce(size, 0) > {most}) <> (coalesce(size, 0) - came + went > {most}) limit 1
"""


def neighbours_sql(keys: str, fresh: str) -> str:
    """The keys of nodes that share a key with a new one (`fresh`: its keys, those of too large blocks null), itself left out."""
    shared = " or ".join(f"{name} in (select {name} from {fresh} where {name} is not null)" for name in _NAMES)
    return f"select * from {keys} where ({shared}) and node_id not in (select node_id from {fresh})"


def count_pairs(con: duckdb.DuckDBPyConnection, keys: str) -> dict[str, int]:
    """Pairs of nodes each rule brings by itself."""
    return {
        rule.name: int(
            con.execute(
                f"select coalesce(sum(n * (n - 1) // 2), 0) from (select count(*) as n from {keys}"
                f" where key_{rule.name} is not null group by key_{rule.name} having count(*) <= {LARGEST_BLOCK})"
            ).fetchall()[0][0]
        )
        for rule in BLOCKING_RULES
    }


def join_sql(rule: BlockingRule) -> str:
    """The rule as Splink takes it; nodes of one record are one person already and are not compared."""
    only = f" and {rule.only}" if rule.only else ""
    return f"l.key_{rule.name} = r.key_{rule.name} and l.record_no <> r.record_no{only}"
