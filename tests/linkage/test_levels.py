"""Conditions that are asked in a quick order say what they would say in any."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.linkage.comparisons import _MISTYPED_SURNAME
from orchestration.linkage.levels import mistyped

NUMBER = st.text("0123", min_size=3, max_size=5)
NAME = st.text("ABЖ", min_size=2, max_size=9)


def said(condition: str, column: str, left: str, right: str) -> bool:
    with duckdb.connect() as con:
        pair = f"select $1 as {column}_l, $2 as {column}_r"
        return con.execute(f"select {condition} from ({pair})", [left, right]).fetchall()[0][0]


@given(NUMBER, NUMBER)
@settings(max_examples=200, deadline=None)
def test_one_key_apart_is_a_distance_of_one(left, right):
    assert said(mistyped("ssn"), "ssn", left, right) == said("damerau_levenshtein(ssn_l, ssn_r) = 1", "ssn", left, right)


@pytest.mark.parametrize(("right", "is_mistyped"), [("1324", True), ("1234", False), ("4321", False)])
def test_neighbours_changed_over_are_one_key(right, is_mistyped):
    assert said(mistyped("ssn"), "ssn", "1234", right) is is_mistyped


@given(NAME, NAME)
@settings(max_examples=200, deadline=None)
def test_a_mistyped_surname_is_one_or_two_keys_apart(left, right):
    shorter = min(len(left), len(right))
    keys = 2 if shorter >= 7 else 1
    near = said(f"damerau_levenshtein(last_std_l, last_std_r) <= {keys}", "last_std", left, right)
    assert said(_MISTYPED_SURNAME, "last_std", left, right) == (shorter >= 4 and near)
