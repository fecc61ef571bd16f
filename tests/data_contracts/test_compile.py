"""Every promise of the agencies' contracts as a predicate that runs, and that one breaking row sets off."""

from pathlib import Path

import pytest

from data_contracts import Contract, Rule, Table
from data_contracts.reader import read_contracts
from tests.data_contracts.breaking import SQL_RULES, break_rule
from tests.data_contracts.judged import broken, connection, empty_tables, make_tables

CONTRACTS = read_contracts(Path(__file__).parents[2] / "data_contracts" / "sources")
TABLES = [(contract, table) for contract in CONTRACTS for table in contract.tables]
NAMES = [table.name for _, table in TABLES]


@pytest.mark.parametrize(("contract", "table"), TABLES, ids=NAMES)
def test_every_predicate_runs_on_an_empty_table(contract: Contract, table: Table):
    con = connection()
    make_tables(con, contract)
    for rule in table.rules:
        if rule.predicate:
            assert broken(con, rule, contract, table) == 0, rule.id


@pytest.mark.parametrize(("contract", "table"), TABLES, ids=NAMES)
def test_every_predicate_counts_the_rows_that_break_it(contract: Contract, table: Table):
    con = connection()
    make_tables(con, contract)
    for rule in table.rules:
        if rule.predicate:
            empty_tables(con, contract)
            rows = break_rule(con, contract, table, rule)
            assert broken(con, rule, contract, table) == rows, rule.id


@pytest.mark.parametrize(("contract", "table"), TABLES, ids=NAMES)
def test_a_row_of_nulls_breaks_the_promises_to_fill_only(contract: Contract, table: Table):
    con = connection()
    make_tables(con, contract)
    con.execute(f"insert into {table.name} (row_number) values (1)")
    for rule in table.rules:
        if rule.predicate:
            assert broken(con, rule, contract, table) == int(rule.id.endswith((".required", ".filled"))), rule.id


def test_every_sql_rule_of_the_contracts_has_a_breaking_row_here():
    """So that a new rule cannot arrive untested."""
    assert set(SQL_RULES) == {rule.id for _, table in TABLES for rule in table.rules if rule.kind == "records"}


@pytest.mark.parametrize(("contract", "table"), TABLES, ids=NAMES)
def test_rules_are_told_apart_and_said_in_words(contract: Contract, table: Table):
    ids = [rule.id for rule in table.rules]
    assert len(set(ids)) == len(ids)
    for rule in table.rules:
        assert rule.description.endswith(".") and rule.message.endswith(".") and len(rule.fix) > 20, rule.id
        assert 0 <= rule.tolerance <= 1


def rules_of(feed: str, object_name: str | None = None) -> dict[str, Rule]:
    contract = next(c for c in CONTRACTS if c.feed == feed)
    table = contract.table(object_name) if object_name else contract.tables[0]
    return {rule.id: rule for rule in table.rules}


def test_tolerances_are_the_house_s_unless_a_contract_says_otherwise():
    births, wages = rules_of("health__births"), rules_of("labor__ui_wages")
    assert births["FILENO.required"].tolerance == 0.02
    assert births["BIRTH_YEAR+BSTATE+FILENO.primary_key"].tolerance == 0.02
    assert births["table.row_count"].tolerance == 0
    assert births["BWG.maximum"].tolerance == 0.05
    assert births["MOM_SSN.pattern"].tolerance == 0.2
    assert wages["records.no_wage_paid"].severity == "info"
    assert wages["SSN.pattern"].severity == "warning"


def test_a_built_in_expectation_stands_where_it_says_the_same():
    births, hmis = rules_of("health__births"), rules_of("coc__hmis", "Export")
    by_id = {
        "FILENO.required": ("expect_column_values_to_not_be_null", {"column": "FILENO"}),
        "IDOB.required": ("expect_column_values_to_not_be_null", {"column": "IDOB__text"}),
        "ISEX.codes": ("expect_column_values_to_be_in_set", {"column": "ISEX", "value_set": ["M", "F", "N"]}),
        "BSTATE.pattern": ("expect_column_values_to_match_regex", {"column": "BSTATE", "regex": "^[A-Z]{2}$"}),
        "BWG.minimum": ("expect_column_values_to_be_between", {"column": "BWG", "min_value": 227}),
        "table.row_count": ("expect_table_row_count_to_be_between", {"min_value": 1, "max_value": None}),
        "BIRTH_YEAR+BSTATE+FILENO.primary_key": (
            "expect_compound_columns_to_be_unique",
            {"column_list": ["BIRTH_YEAR", "BSTATE", "FILENO"], "ignore_row_if": "any_value_is_missing"},
        ),
    }
    assert {rule_id: (births[rule_id].expectation, births[rule_id].kwargs) for rule_id in by_id} == by_id
    assert births["IDOB.castable"].expectation is None
    assert hmis["table.row_count"].kwargs == {"min_value": 1, "max_value": 1}


def test_castability_is_critical_only_where_the_column_is_required():
    births = rules_of("health__births")
    assert births["IDOB.castable"].severity == "critical"
    assert births["MDOB.castable"].severity == "warning"


def test_rules_stand_in_the_order_they_are_tried():
    order = ["file", "values", "records", "keys", "across_feeds", "history"]
    for _, table in TABLES:
        kinds = [order.index(rule.kind) for rule in table.rules]
        assert kinds == sorted(kinds)
