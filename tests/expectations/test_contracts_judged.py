"""Every rule of every contract: GX counts exactly the rows that its predicate, and so quarantine, selects."""

from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data_contracts.contract import Contract
from data_contracts.reader import read_contracts
from expectations import courtroom
from expectations.judge import judge
from expectations.predicates import resolved
from expectations.suites import stale
from orchestration.vault import Vault
from tests.expectations.drawn_rows import COPIES, ROWS, draw_delivery, draw_in_force

REPOSITORY = Path(__file__).resolve().parents[2]
CONTRACTS = read_contracts(REPOSITORY / "data_contracts" / "sources")
DRAWN_ONCE = settings(
    max_examples=1,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def selected(
    contract: Contract, vault: Vault, tables: dict[str, Path], in_force: dict[str, Path]
) -> dict[tuple[str, str], int]:
    """Rows for which each rule's predicate is true, counted without Great Expectations."""
    with vault.session() as con:
        courtroom.lay_out(con, vault, tables)
        courtroom.lay_out_in_force(con, [rule for table in contract.tables for rule in table.rules], in_force)
        return {
            (table.name, rule.id): count(con, table.name, resolved(rule.predicate, contract, table.name))
            for table in contract.tables
            for rule in table.rules
            if rule.predicate
        }


def count(con: duckdb.DuckDBPyConnection, table: str, predicate: str) -> int:
    return con.execute(f'select count(*) from "{table}" where {predicate}').fetchall()[0][0]


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.feed)
def test_gx_counts_the_rows_that_the_predicate_selects(contract, vault, tmp_path):
    @DRAWN_ONCE
    @given(st.data())
    def drawn(data):
        tables = draw_delivery(contract, vault, tmp_path, data)
        in_force = draw_in_force(contract, vault, tmp_path)
        results = judge(contract, {t.name: t.rules for t in contract.tables}, tables, vault, in_force).results
        counted = {(r.table, r.rule.id): r.broken for r in results if r.rule.predicate}
        assert counted == selected(contract, vault, tables, in_force)
        assert {r.rows for r in results if r.rule.kind != "history"} == {ROWS + COPIES}
        assert {r.rows for r in results if r.rule.kind == "history"} <= {0}, "there is nothing before the first delivery"
        one_sided = sorted(rule for rule, broken in counted.items() if not 0 < broken < ROWS + COPIES)
        assert not one_sided, f"no row, or every row, breaks {one_sided}: the comparison shows nothing of them"

    drawn()


def test_the_committed_suites_are_what_the_contracts_render_to():
    assert stale(CONTRACTS, REPOSITORY / "expectations" / "suites") == []
