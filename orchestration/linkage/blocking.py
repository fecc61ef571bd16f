"""The blocking rules, one list: which pairs of nodes are compared at all, and how many pairs each rule brings.

A rule is a key: nodes that share it are compared. Values shared by too many nodes are nobody's key.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from orchestration.linkage.blocks import Blocks, Standing

Candidates = dict[str, np.ndarray]  # as Splink takes them: join_key_l and join_key_r, the two node numbers

LARGEST_BLOCK = 1_500  # nodes; 1.1 million pairs. A larger block says "common value", not "same person"


@dataclass(frozen=True)
class BlockingRule:
    """Nodes are compared when all `parts` are known and equal; `if_unsure`: not where both are born or both have an SSN, since
    another rule brings those if anything does. `each`: the column whose every `word` makes a key of its own.
    """

    name: str
    parts: tuple[str, ...]
    if_unsure: bool = False
    each: str = ""


_MONTH_DAY = "strftime(birth_date, '%m%d')"
_SWAPPABLE = (
    "year(birth_date) * 10000 + least(month(birth_date), day(birth_date)) * 100 + greatest(month(birth_date), day(birth_date))"
)
_FIRST_INITIAL, _LAST_INITIAL = "substr(first_std, 1, 1)", "substr(last_std, 1, 1)"
# How often each digit stands in an SSN, four bits for each; to sort them would cost four times as much. A column of _with_digits.
_ANY_ORDER = "ssn_digits_in_any_order"
_DIGITS = " + ".join(f"(1::bigint << 4 * (ssn::integer // {10**place} % 10))" for place in range(9))

# An agency may have written the surname first, or one of two surnames.
_NAMES_EITHER_WAY = ("least(first_words[1], word)", "greatest(first_words[1], word)")
_INITIALS = (f"least({_FIRST_INITIAL}, {_LAST_INITIAL})", f"greatest({_FIRST_INITIAL}, {_LAST_INITIAL})")

BLOCKING_RULES = (
    BlockingRule("ssn", ("ssn",)),
    BlockingRule("birth_date_given_name", ("birth_date", "first_words[1]")),
    BlockingRule("birth_date_nickname", ("birth_date", "word"), each="first_forms"),
    BlockingRule("birth_date_surname", ("birth_date", "last_std")),
    BlockingRule("birth_date_surname_sound", ("birth_date", "last_sound")),
    BlockingRule("birth_date_initials", (_SWAPPABLE, *_INITIALS)),
    BlockingRule("birth_date_address", ("birth_date", "home_std")),
    BlockingRule("birth_date_last_four", ("birth_date", "ssn_last4")),
    BlockingRule("last_four_given_name", ("ssn_last4", "first_words[1]")),
    BlockingRule("last_four_surname", ("ssn_last4", "last_std")),
    BlockingRule("first_five_surname", ("left(ssn, 5)", "last_std")),
    BlockingRule("first_five_given_name", ("left(ssn, 5)", "first_words[1]", _LAST_INITIAL)),
    BlockingRule("same_digits_surname", (_ANY_ORDER, "last_std")),
    BlockingRule("same_digits_given_name", (_ANY_ORDER, "first_words[1]")),
    BlockingRule("names_birth_year", (*_NAMES_EITHER_WAY, "birth_year"), each="surname_words"),
    BlockingRule("birthday_surname_sound_initials", (_MONTH_DAY, "last_sound", *_INITIALS)),
    BlockingRule("given_name_address", ("first_words[1]", "home_std")),
    BlockingRule("address_initials", ("home_std", *_INITIALS)),
    BlockingRule("names_alone", _NAMES_EITHER_WAY, if_unsure=True, each="surname_words"),
    BlockingRule("surname_address", ("last_std", "home_std"), if_unsure=True),
    BlockingRule("birth_year_surname", ("birth_year", "last_std", _FIRST_INITIAL), if_unsure=True),
    BlockingRule("birth_year_given_name", ("birth_year", "first_words[1]", _LAST_INITIAL), if_unsure=True),
    BlockingRule("phone", ("right(phone, 7)",)),
    BlockingRule("email", ("email",)),
    BlockingRule("other_id", ("other_id",)),
)


_RULE_BITS = 5  # of a key, the last ones


def key_sql(rule: BlockingRule) -> str:
    """The rule's key as one integer below 2**63, null unless every part is known. It says which rule it is of."""
    known = " and ".join(f"({part}) is not null" for part in rule.parts)
    number = BLOCKING_RULES.index(rule)
    return f"case when {known} then ((hash({', '.join(rule.parts)}) >> {_RULE_BITS + 1}) << {_RULE_BITS}) | {number} end"


def rule_sql(key: str) -> str:
    """The number of the rule, in BLOCKING_RULES, that a key is of."""
    return f"({key} & {2**_RULE_BITS - 1})"


def add_keys(con: duckdb.DuckDBPyConnection, nodes: str, table: str) -> None:
    """Temp table `table`(key, node_id): one row per node and rule it has a key for."""
    ones = ", ".join(key_sql(rule) for rule in BLOCKING_RULES if not rule.each)
    many = [f"coalesce(list_transform({rule.each}, lambda word: {key_sql(rule)}), [])" for rule in BLOCKING_RULES if rule.each]
    keys = f"list_filter({' || '.join([f'[{ones}]', *many])}, lambda key: key is not null)"
    keyed = f"select node_id, {keys} as keys from {_with_digits(nodes)}"
    con.execute(f"create or replace temp table {table} as select unnest(keys) as key, node_id from ({keyed})")


def _with_digits(nodes: str) -> str:
    return f"(select *, {_DIGITS} as {_ANY_ORDER} from {nodes})"


def keyed_sql(nodes: str, names: Sequence[str]) -> str:
    """The nodes with the keys of the named rules, of which none has several keys; null where the block is too large."""
    nodes = _with_digits(nodes)
    rules = [rule for rule in BLOCKING_RULES if rule.name in names]
    crowded = (f"(select {key_sql(rule)} as key from {nodes} group by key having count(*) > {LARGEST_BLOCK})" for rule in rules)
    kept = (
        f"case when {name} not in (select key from {crowd} where key is not null) then {name} end as {name}"
        for name, crowd in zip((f"key_{rule.name}" for rule in rules), crowded, strict=True)
    )
    keys = ", ".join(f"{key_sql(rule)} as key_{rule.name}" for rule in rules)
    return f"select * exclude ({_ANY_ORDER}) replace ({', '.join(kept)}) from (select *, {keys} from {nodes})"


def lay_out(con: duckdb.DuckDBPyConnection, keys: str) -> tuple[np.ndarray, np.ndarray, Standing]:
    """What Blocks.of takes of the rows of `keys`. Needs `numbers`, tonight's nodes, and of them `fresh`, and `gone`, of those
    before.
    """
    rows = con.execute(f"select key, node_id from {keys}").fetchnumpy()
    return rows["key"], rows["node_id"], _standing(con)


def _standing(con: duckdb.DuckDBPyConnection) -> Standing:
    """By node number; where there is no such node, nothing."""
    known = con.execute("select node_id, record_no, is_born, has_ssn from numbers").fetchnumpy()
    moved = {name: con.execute(f"select node_id from {name}").fetchnumpy()["node_id"] for name in ("fresh", "gone")}
    size = 1 + max(known["node_id"].max(initial=0), moved["gone"].max(initial=0))

    def by_number(nodes: np.ndarray, values: np.ndarray | bool) -> np.ndarray:
        laid = np.zeros(size, dtype=np.asarray(values).dtype)
        laid[nodes] = values
        return laid

    of_known = (by_number(known["node_id"], known[name]) for name in ("record_no", "is_born", "has_ssn"))
    return Standing(*of_known, *(by_number(moved[name], True) for name in ("fresh", "gone")))


def pairs_by_rule(blocks: Blocks) -> dict[str, int]:
    """How many pairs of nodes each rule brings more than before, by itself, nodes of one record among them."""
    more = _pairs(blocks.size) - _pairs(blocks.before)
    of_rule = np.bincount(_rule(blocks), weights=more, minlength=len(BLOCKING_RULES))
    return {rule.name: int(pairs) for rule, pairs in zip(BLOCKING_RULES, of_rule, strict=True)}


def pass_the_limit(blocks: Blocks) -> bool:
    """Whether a block is larger than LARGEST_BLOCK and was not, or the other way."""
    return bool(((blocks.size > LARGEST_BLOCK) != (blocks.before > LARGEST_BLOCK)).any())


def candidates(blocks: Blocks) -> Candidates:
    """Each pair of nodes to compare, once; nodes of one record are one person already."""
    is_unsure = np.array([rule.if_unsure for rule in BLOCKING_RULES])[_rule(blocks)]
    left, right = blocks.pairs(LARGEST_BLOCK, is_unsure)
    return {"join_key_l": left, "join_key_r": right}


def _rule(blocks: Blocks) -> np.ndarray:
    return (blocks.key & (2**_RULE_BITS - 1)).astype(int)


def _pairs(size: np.ndarray) -> np.ndarray:
    return np.where(size <= LARGEST_BLOCK, size * (size - 1) // 2, 0)
