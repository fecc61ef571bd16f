"""Every form of rule a contract can hold: GX counts what its predicate selects, and what was counted by hand."""

from contextlib import closing
from pathlib import Path

import pytest

from data_contracts.history import PastCount
from data_contracts.reader import read_contract
from data_contracts.typing_sql import judged_columns, quoted
from data_contracts.verdicts import Judgement, RuleResult
from expectations import courtroom
from expectations.judge import judge
from expectations.predicates import resolved
from tests.expectations.forms import CASES, DAY, KEPT, Rows

CONTRACT = read_contract(Path(__file__).parents[1] / "fixtures" / "good_contracts" / "lab__forms.odcs.yaml")
TABLE = CONTRACT.tables[0]
RULES = {rule.id: rule for rule in TABLE.rules}
HISTORY = sorted(rule.id for rule in TABLE.rules if rule.kind == "history")


def written(vault, folder: Path, rows: Rows) -> dict[str, Path]:
    """The rows as intake leaves them; a typed value has its text beside it unless the case says which."""
    types = dict(judged_columns(TABLE))
    path = folder / "rows.parquet"
    with closing(vault.connect()) as con:
        con.execute(f"create table drawn ({', '.join(f'{quoted(n)} {t}' for n, t in types.items())})")
        for number, row in enumerate(rows, 1):
            texts = {f"{n}__text": str(v) for n, v in row.items() if f"{n}__text" in types and v is not None}
            filled = {"row_number": number, **texts, **row}
            names = ", ".join(map(quoted, filled))
            con.execute(f"insert into drawn ({names}) values ({', '.join('?' * len(filled))})", list(filled.values()))
        vault.write(con, "from drawn", path)
    return {TABLE.name: path}


def in_force(vault, folder: Path) -> dict[str, Path]:
    path = folder / "clinic__visits.parquet"
    with closing(vault.connect()) as con:
        visit = "keyed_hash('clinic', 'patient', 'p') as \"PatientID_key\", '1' as \"Sex\""
        con.execute(f"copy (select {visit}, date '{DAY}' as \"VisitDate\") to '{path}' (format parquet)")
    return {"clinic__visits": path}


def result(vault, folder: Path, rule_id: str, rows: Rows, past: tuple[PastCount, ...] = ()) -> RuleResult:
    rules, tables = {TABLE.name: (RULES[rule_id],)}, written(vault, folder, rows)
    (found,) = judge(CONTRACT, rules, tables, vault, in_force(vault, folder), {TABLE.name: past}).results
    return found


def selected(vault, folder: Path, rule_id: str) -> int:
    """The rows quarantine would select."""
    with closing(vault.connect()) as con:
        courtroom.lay_out(con, vault, {TABLE.name: folder / "rows.parquet"})
        courtroom.lay_out_in_force(con, TABLE.rules, in_force(vault, folder))
        where = resolved(RULES[rule_id].predicate, CONTRACT, TABLE.name)
        return con.execute(f"select count(*) from {TABLE.name} where {where}").fetchall()[0][0]


def test_every_rule_of_the_contract_has_a_case():
    assert set(CASES) | set(HISTORY) == set(RULES)


@pytest.mark.parametrize("rule_id", CASES)
def test_a_form_is_counted_by_gx_as_by_hand_and_as_quarantine_selects(vault, tmp_path, rule_id):
    rows, broken = CASES[rule_id]
    found = result(vault, tmp_path, rule_id, rows)
    assert (found.rows, found.broken) == (len(rows), broken)
    if RULES[rule_id].predicate:
        assert selected(vault, tmp_path, rule_id) == broken < len(rows)


@pytest.mark.parametrize("rule_id", KEPT)
def test_a_bound_is_kept_on_its_other_side(vault, tmp_path, rule_id):
    assert result(vault, tmp_path, rule_id, KEPT[rule_id]).broken == 0


@pytest.mark.parametrize("rule_id", sorted(id for id, rule in RULES.items() if rule.predicate))
def test_a_row_of_nulls_breaks_only_what_asks_for_a_value(vault, tmp_path, rule_id):
    asks = rule_id in {"ResultID.required", "Note.not_be_null"} or (RULES[rule_id].message == "A is empty.")
    asks = asks or rule_id in {"A.neither_blank_nor_coded"}
    assert result(vault, tmp_path, rule_id, [{}]).broken == int(asks)


@pytest.mark.parametrize(
    ("rule_id", "broken", "beyond"),
    [
        ("A.up_to_two_empty", 2, False), ("A.up_to_two_empty", 3, True),
        ("A.fewer_than_two_empty", 1, False), ("A.fewer_than_two_empty", 2, True),
        ("A.under_half_empty", 49, False), ("A.under_half_empty", 50, True),
        ("records.distinct_enough", 30, False), ("records.distinct_enough", 31, True),
        ("Note.not_be_null", 10, False), ("Note.not_be_null", 11, True),
        ("table.not_thirteen", 0, False), ("table.not_thirteen", 1, True),
        ("A.two_empty_exactly", 1, True),
    ],
)  # fmt: skip
def test_a_bound_turns_the_verdict_exactly_where_it_says(rule_id, broken, beyond):
    assert RuleResult(TABLE.name, RULES[rule_id], 100, broken).beyond_tolerance == beyond


def test_a_broken_table_rule_rejects_when_critical_and_warns_otherwise_and_quarantines_nothing():
    def verdict(rule_id: str) -> str:
        return Judgement((RuleResult(TABLE.name, RULES[rule_id], 1000, 1),)).verdict

    assert verdict("table.row_count_as_before") == "rejected"
    assert verdict("A.share_missing_as_before") == "accepted_with_errors"
    assert verdict("table.three_rows") == "accepted"


def past(measure: str, column: str | None, *counts: int | dict[str, int], rows: int = 10) -> tuple[PastCount, ...]:
    """Earlier deliveries, the latest first."""
    said = [(age, code, n) for age, count in enumerate(counts, 1)
            for code, n in (count.items() if isinstance(count, dict) else [(None, count)])]  # fmt: skip
    return tuple(PastCount(age, measure, column, code, n, n if column is None else rows) for age, code, n in said)


ROWS_BEFORE = past("row_count", None, 8, 8, 100, 8)
MISSING_BEFORE = past("share_missing", "A", 5, 5, 4, 0)
SEXES_BEFORE = past("category_shares", "Sex", *[{"1": 5, "2": 5, "not in the list": 0}] * 3)


@pytest.mark.parametrize(
    ("rule_id", "rows", "before", "broken"),
    [
        ("table.row_count_as_before", [{}] * 6, ROWS_BEFORE, 0),
        ("table.row_count_as_before", [{}] * 5, ROWS_BEFORE, 1),
        ("table.row_count_as_before", [{}] * 10, ROWS_BEFORE, 0),
        ("table.row_count_as_before", [{}] * 11, ROWS_BEFORE, 1),
        ("table.row_count_as_before", [], ROWS_BEFORE, 1),
        ("A.share_missing_as_before", each_missing := [{}] * 6 + [{"A": 1}] * 4, MISSING_BEFORE, 0),
        ("A.share_missing_as_before", [{}] * 7 + [{"A": 1}] * 4, MISSING_BEFORE, 1),
        ("A.share_missing_as_before", each_missing[3:], MISSING_BEFORE, 0),
        ("A.share_missing_as_before", [{"A": 1}], MISSING_BEFORE, 1),
        ("A.share_missing_as_before", [], MISSING_BEFORE, 0),
        ("Sex.category_shares_as_before", [{"Sex": "1"}] * 6 + [{"Sex": "2"}] * 4 + [{}] * 9, SEXES_BEFORE, 0),
        ("Sex.category_shares_as_before", [{"Sex": "1"}] * 7 + [{"Sex": "2"}] * 4, SEXES_BEFORE, 1),
        ("Sex.category_shares_as_before", [{"Sex": "1"}] * 4 + [{"Sex": "2"}] * 4 + [{"Sex": "x"}] * 2, SEXES_BEFORE, 1),
    ],
)
def test_a_delivery_is_compared_with_the_median_of_those_before_it(vault, tmp_path, rule_id, rows, before, broken):
    found = result(vault, tmp_path, rule_id, rows, before)
    assert (found.rows, found.broken) == (len(rows), broken)


@pytest.mark.parametrize(
    ("rule_id", "before"),
    [
        ("table.row_count_as_before", ()),
        ("table.row_count_as_before", past("row_count", None, 8, 8)),
        ("A.share_missing_as_before", past("share_missing", "A", 5)),
        ("A.share_missing_as_before", past("share_missing", "B", 5, 5, 5)),
        ("Sex.category_shares_as_before", past("row_count", None, 8, 8, 8)),
    ],
)
def test_with_too_few_deliveries_before_it_a_rule_is_not_judged(vault, tmp_path, rule_id, before):
    found = result(vault, tmp_path, rule_id, [{}] * 5, before)
    assert (found.rows, found.broken) == (0, 0)
