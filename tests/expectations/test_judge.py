"""The judge: what Great Expectations counts is what the predicate finds, and only counts come out."""

import logging
import subprocess
import sys
from dataclasses import replace

import pytest

from expectations import courtroom
from expectations.errors import RuleUnjudgeable
from expectations.judge import judge as judge_by
from expectations.predicates import resolved
from tests.expectations.small_contract import (
    BROKEN,
    RULES,
    SECRET,
    TABLE,
    rule,
    small_contract,
    write_in_force,
    write_rows,
)


def judge(contract, tables, vault, in_force):
    """The judgement by the contract's own rules."""
    return judge_by(contract, {table.name: table.rules for table in contract.tables}, tables, vault, in_force)


def broken(judgement) -> dict[str, int]:
    return {result.rule.id: result.broken for result in judgement.results if result.table == TABLE}


def test_judge_counts_the_broken_rows_of_every_rule(vault, tmp_path):
    judgement = judge(small_contract(), write_rows(vault, tmp_path), vault, write_in_force(tmp_path, ("Ann",)))
    assert broken(judgement) == BROKEN
    assert [r.rule.id for r in judgement.results] == [r.id for r in RULES]
    assert {r.rows for r in judgement.results} == {5}
    assert judgement.verdict == "rejected"


@pytest.mark.parametrize("in_memory_bytes", [0, 2**20])
def test_judge_counts_the_same_whether_rows_are_scanned_or_held(vault, tmp_path, monkeypatch, in_memory_bytes):
    monkeypatch.setattr(courtroom, "IN_MEMORY_BYTES", in_memory_bytes)
    judgement = judge(small_contract(), write_rows(vault, tmp_path), vault, write_in_force(tmp_path, ("Ann",)))
    assert broken(judgement) == BROKEN


def test_gx_counts_exactly_the_rows_where_the_predicate_is_true(vault, tmp_path):
    contract, tables, in_force = small_contract(), write_rows(vault, tmp_path), write_in_force(tmp_path, ("Ann",))
    counted = broken(judge(contract, tables, vault, in_force))
    con = vault.connect()
    courtroom.lay_out(con, vault, tables)
    courtroom.lay_out_in_force(con, RULES, in_force)
    for each in RULES:
        if each.predicate:
            where = resolved(each.predicate, contract, TABLE)
            assert con.sql(f"select count(*) from {TABLE} where {where}").fetchone() == (counted[each.id],), each.id


@pytest.mark.parametrize("delivered", [(), None], ids=["nothing in force", "never delivered"])
def test_rules_across_feeds_are_not_judged_on_a_source_without_rows(vault, tmp_path, delivered):
    in_force = {} if delivered is None else write_in_force(tmp_path, delivered)
    results = judge(small_contract(), write_rows(vault, tmp_path), vault, in_force).results
    assert [(r.rows, r.broken) for r in results if r.rule.kind == "across_feeds"] == [(0, 0)]
    assert {r.rows for r in results if r.rule.kind != "across_feeds"} == {5}


def test_a_table_rule_is_broken_once_when_the_table_breaks_it(vault, tmp_path):
    rows = replace(RULES[-1], kwargs={"min_value": 6})
    judgement = judge(small_contract((rows,)), write_rows(vault, tmp_path), vault, {})
    assert [(r.rows, r.broken) for r in judgement.results] == [(5, 1)]
    assert judgement.verdict == "rejected"


def test_rules_given_apart_replace_the_contracts_own(vault, tmp_path):
    judgement = judge_by(small_contract(), {TABLE: RULES[:1]}, write_rows(vault, tmp_path), vault, {})
    assert broken(judgement) == {"CARD.required": 1}


def test_an_empty_table_breaks_no_row_rule(vault, tmp_path):
    from tests.expectations.small_contract import ROWS

    tables = write_rows(vault, tmp_path, f"select * from ({ROWS}) where false")
    judgement = judge(small_contract(RULES[:8]), tables, vault, {})
    assert {(r.rows, r.broken) for r in judgement.results} == {(0, 0)}


def test_a_rule_that_cannot_be_computed_is_an_error_without_the_engines_words(vault, tmp_path, capfd, caplog):
    caplog.set_level(logging.DEBUG)
    bad = rule("BORROWER.cast", 'cast("BORROWER" as date) > current_date')
    with pytest.raises(RuleUnjudgeable) as caught:
        judge(small_contract((*RULES, bad)), write_rows(vault, tmp_path), vault, {})
    for fact in ("library__cards", "1.2.0", "BORROWER.cast", "5 rows", "library__cards.odcs.yaml"):
        assert fact in str(caught.value)
    printed = capfd.readouterr()
    everything = str(caught.value) + printed.out + printed.err + caplog.text
    assert SECRET not in everything and "Conversion Error" not in everything
    assert caught.value.__cause__ is None and caught.value.__context__ is None


def test_a_built_in_expectation_that_cannot_be_computed_is_an_error_too(vault, tmp_path):
    arguments = {"column": "NO_SUCH_COLUMN"}
    bad = rule("NO_SUCH_COLUMN.required", None, expectation="expect_column_values_to_not_be_null", kwargs=arguments)
    with pytest.raises(RuleUnjudgeable, match=r"NO_SUCH_COLUMN\.required could not be judged"):
        judge(small_contract((bad,)), write_rows(vault, tmp_path), vault, {})


def test_an_expectation_unknown_to_gx_is_named(vault, tmp_path):
    bad = rule("CARD.shiny", None, expectation="expect_column_values_to_be_shiny", kwargs={"column": "CARD"})
    with pytest.raises(RuleUnjudgeable, match=r"does not know \(CARD\.shiny\)"):
        judge(small_contract((RULES[0], bad)), write_rows(vault, tmp_path), vault, {})


def test_a_promised_table_that_was_not_parsed_is_an_error(vault, tmp_path):
    tables = write_rows(vault, tmp_path)
    del tables[TABLE]
    with pytest.raises(RuleUnjudgeable, match="1 of 2 promised tables were not parsed"):
        judge(small_contract(), tables, vault, {})


def test_judging_leaves_the_process_as_it_was(vault, tmp_path):
    from expectations import dialect, gx

    level = logging.getLogger("great_expectations").level
    for _ in range(2):
        judge(small_contract(RULES[:1]), write_rows(vault, tmp_path), vault, {})
    assert logging.getLogger("great_expectations").level == level
    assert not dialect._lent and gx.DATASOURCE not in gx.context().data_sources.all()


def test_judging_writes_nothing(vault, tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    tables, in_force = write_rows(vault, tmp_path), write_in_force(tmp_path, ("Ann",))
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("HOME", str(elsewhere))
    before = sorted(tmp_path.rglob("*"))
    judge(small_contract(), tables, vault, in_force)
    assert sorted(tmp_path.rglob("*")) == before


def test_importing_the_judge_loads_no_engine():
    code = "import sys, expectations.judge, expectations.suites; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "expectations.judge" in loaded
    assert not {"great_expectations", "sqlalchemy", "duckdb", "pandas"} & set(loaded)
