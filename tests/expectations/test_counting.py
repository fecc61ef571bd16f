"""Counts of all rules of a table come from one query, and a rule at fault is told from those counted beside it."""

import pytest

from expectations import dialect, gx
from expectations.errors import RuleUnjudgeable
from expectations.judge import judge
from tests.expectations.small_contract import BROKEN, RULES, TABLE, rule, small_contract, write_in_force, write_rows

AT_FAULT = rule("KIND.number", '"KIND"::integer = 1')
IN_ONE_QUERY = RULES[2:8]


@pytest.fixture
def asked(monkeypatch):
    """The statements GX sends to the engine."""
    statements, execute = [], dialect.Answer.execute

    def kept(self, statement, parameters=()):
        statements.append(statement)
        execute(self, statement, parameters)

    monkeypatch.setattr(dialect.Answer, "execute", kept)
    return statements


def judged(vault, folder, rules):
    return judge(small_contract(rules), {TABLE: rules}, write_rows(vault, folder), vault, write_in_force(folder, ("Ann",)))


def test_more_rules_ask_no_more_queries(vault, tmp_path, asked):
    judged(vault, tmp_path, IN_ONE_QUERY[:1])
    with_one = len(asked)
    judgement = judged(vault, tmp_path, IN_ONE_QUERY)
    assert len(asked) == 2 * with_one
    assert [(r.rule.id, r.broken) for r in judgement.results] == [(r.id, BROKEN[r.id]) for r in IN_ONE_QUERY]


def test_a_rule_at_fault_is_named_though_counted_beside_others(vault, tmp_path):
    with pytest.raises(RuleUnjudgeable, match=r"the rule KIND\.number could not be judged on the 5 rows"):
        judged(vault, tmp_path, (*RULES[:5], AT_FAULT, *RULES[5:]))


def test_expectations_that_show_cells_keep_to_gxs_own_form():
    gx.context()
    from great_expectations.expectations import core
    from great_expectations.expectations.registry import get_expectation_impl

    assert get_expectation_impl("expect_column_max_to_be_between") is core.ExpectColumnMaxToBeBetween
    assert get_expectation_impl("expect_column_values_to_be_in_set") is not core.ExpectColumnValuesToBeInSet
    assert issubclass(get_expectation_impl("expect_column_values_to_be_in_set"), core.ExpectColumnValuesToBeInSet)
