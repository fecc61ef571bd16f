"""The blocking rules, one list: which pairs of nodes are compared at all, and how many pairs each rule brings.

A rule is a key: nodes that share it are compared. Values shared by too many nodes are nobody's key.
"""

from dataclasses import dataclass

import duckdb

LARGEST_BLOCK = 1_500  # nodes; 1.1 million pairs. A larger block says "common value", not "same person"


@dataclass(frozen=True)
class BlockingRule:
    """Nodes are compared when all `parts` are known and equal."""

    name: str
    parts: tuple[str, ...]


_MONTH_DAY = "strftime(birth_date, '%m%d')"
_SWAPPABLE = (
    "year(birth_date) * 10000 + least(month(birth_date), day(birth_date)) * 100 + greatest(month(birth_date), day(birth_date))"
)
_FIRST_INITIAL, _LAST_INITIAL = "substr(first_std, 1, 1)", "substr(last_std, 1, 1)"

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
)


def key_sql(rule: BlockingRule) -> str:
    """The rule's key as one integer, null unless every part is known."""
    known = " and ".join(f"({part}) is not null" for part in rule.parts)
    return f"case when {known} then hash({', '.join(rule.parts)}) end"


def add_keys(con: duckdb.DuckDBPyConnection, nodes: str, table: str) -> None:
    """Temp table `table`: the nodes with one key column per rule, keys of blocks beyond LARGEST_BLOCK null."""
    keys = ", ".join(f"{key_sql(rule)} as key_{rule.name}" for rule in BLOCKING_RULES)
    con.execute(f"create or replace temp table keyed as select *, {keys} from {nodes}")
    for rule in BLOCKING_RULES:
        con.execute(
            f"create or replace temp table too_large as select key_{rule.name} as key from keyed"
            f" where key_{rule.name} is not null group by 1 having count(*) > {LARGEST_BLOCK}"
        )
        if con.execute("select count(*) from too_large").fetchall()[0][0]:
            con.execute(f"update keyed set key_{rule.name} = null where key_{rule.name} in (select key from too_large)")
    con.execute(f"create or replace temp table {table} as select * from keyed order by node_id; drop table keyed")


def count_pairs(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, int]:
    """Pairs of nodes each rule brings by itself, before any is compared."""
    return {
        rule.name: int(
            con.execute(
                f"select coalesce(sum(n * (n - 1) // 2), 0) from (select count(*) as n from {table}"
                f" where key_{rule.name} is not null group by key_{rule.name})"
            ).fetchall()[0][0]
        )
        for rule in BLOCKING_RULES
    }


def join_sql(rule: BlockingRule) -> str:
    """The rule as Splink takes it; nodes of one record are one person already and are not compared."""
    return f"l.key_{rule.name} = r.key_{rule.name} and l.record_no <> r.record_no"
