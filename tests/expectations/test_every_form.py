"""Every form of rule a contract can hold: GX counts what its predicate selects, and what was counted by hand."""

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from data_contracts.contract import Table
from data_contracts.history import PastCount
from data_contracts.reader import read_contract
from data_contracts.typing_sql import judged_columns, quoted
from data_contracts.verdicts import Judgement, RuleResult
from expectations import courtroom
from expectations.judge import judge
from expectations.predicates import resolved
from orchestration.vault import Vault
from tests.expectations.forms import CASES, DAY, KEPT, Rows

CONTRACT = read_contract(Path(__file__).parents[1] / "fixtures" / "good_contracts" / "lab__forms.odcs.yaml")
TABLE = CONTRACT.tables[0]
RULES = {rule.id: rule for rule in TABLE.rules}


def past(measure: str, column: str | None, *counts: int | dict[str, int], rows: int = 10) -> tuple[PastCount, ...]:
    """Earlier deliveries, the latest first."""
    said = [(age, code, n) for age, count in enumerate(counts, 1)
            for code, n in (count.items() if isinstance(count, dict) else [(None, count)])]  # fmt: skip
    return tuple(PastCount(age, measure, column, code, n, n if column is None else rows) for age, code, n in said)


ROWS_BEFORE = past("row_count", None, 8, 8, 100, 8)
MISSING_BEFORE = past("share_missing", "A", 5, 5, 4, 0)
SEXES_BEFORE = past("category_shares", "Sex", *[{"1": 5, "2": 5, "not in the list": 0}] * 3)
SOME_MISSING: Rows = [{}] * 6 + [{"A": 1}] * 4
# rule, rows, deliveries before, whether the rows break it
COMPARED: list[tuple[str, Rows, tuple[PastCount, ...], int]] = [
    ("table.row_count_as_before", [{}] * 6, ROWS_BEFORE, 0),
    ("table.row_count_as_before", [{}] * 5, ROWS_BEFORE, 1),
    ("table.row_count_as_before", [{}] * 10, ROWS_BEFORE, 0),
    ("table.row_count_as_before", [{}] * 11, ROWS_BEFORE, 1),
    ("table.row_count_as_before", [], ROWS_BEFORE, 1),
    ("A.share_missing_as_before", SOME_MISSING, MISSING_BEFORE, 0),
    ("A.share_missing_as_before", [{}] * 7 + [{"A": 1}] * 4, MISSING_BEFORE, 1),
    ("A.share_missing_as_before", SOME_MISSING[3:], MISSING_BEFORE, 0),
    ("A.share_missing_as_before", [{"A": 1}], MISSING_BEFORE, 1),
    ("A.share_missing_as_before", [], MISSING_BEFORE, 0),
    ("Sex.category_shares_as_before", [{"Sex": "1"}] * 6 + [{"Sex": "2"}] * 4 + [{}] * 9, SEXES_BEFORE, 0),
    ("Sex.category_shares_as_before", [{"Sex": "1"}] * 7 + [{"Sex": "2"}] * 4, SEXES_BEFORE, 1),
    ("Sex.category_shares_as_before", [{"Sex": "1"}] * 4 + [{"Sex": "2"}] * 4 + [{"Sex": "x"}] * 2, SEXES_BEFORE, 1),
]
# rule, rows, deliveries before that are too few, or hold no such count
NOT_COMPARED: list[tuple[str, Rows, tuple[PastCount, ...]]] = [
    ("table.row_count_as_before", [{}] * 5, ()),
    ("table.row_count_as_before", [{}] * 5, past("row_count", None, 8, 8)),
    ("A.share_missing_as_before", [{}] * 5, past("share_missing", "A", 5)),
    ("A.share_missing_as_before", [{}] * 5, past("share_missing", "B", 5, 5, 5)),
    ("Sex.category_shares_as_before", [{}] * 5, past("row_count", None, 8, 8, 8)),
]


@dataclass
class Trial:
    """Rows put before the judge under a table name of their own, with the rules to judge them by."""

    rules: list[str]
    rows: Rows
    past: tuple[PastCount, ...] = ()


def trials() -> list[Trial]:
    """Every case of this page, rules that share their rows together: one judgement of them all takes seconds."""
    by_rows: dict[int, Trial] = {}
    for rule_id, (rows, _) in CASES.items():
        by_rows.setdefault(id(rows), Trial([], rows)).rules.append(rule_id)
    kept = [Trial([rule_id], rows) for rule_id, rows in KEPT.items()]
    nulls = Trial([rule.id for rule in TABLE.rules if rule.predicate], [{}])
    compared = [Trial([case[0]], case[1], case[2]) for case in (*COMPARED, *NOT_COMPARED)]
    return [*by_rows.values(), *kept, nulls, *compared]


class Court:
    """Every trial's results by Great Expectations, and the rows that quarantine would select."""

    def __init__(self, vault, folder: Path) -> None:
        self.trials, self.selected = trials(), {}
        self.tables = [self._table(number, trial) for number, trial in enumerate(self.trials)]
        self.contract = replace(CONTRACT, tables=tuple(self.tables))
        with closing(vault.connect()) as con:
            paths = {table.name: folder / f"{table.name}.parquet" for table in self.tables}
            for table, trial in zip(self.tables, self.trials, strict=True):
                write(con, vault, paths[table.name], trial.rows)
            in_force = in_force_of(con, folder)
            self._select(con, in_force)
        rules = {table.name: table.rules for table in self.tables}
        past = {table.name: trial.past for table, trial in zip(self.tables, self.trials, strict=True)}
        results = judge(self.contract, rules, paths, vault, in_force, past).results
        self.results = {(r.table, r.rule.id): r for r in results}

    def _table(self, number: int, trial: Trial) -> Table:
        rules = tuple(RULES[rule_id] for rule_id in trial.rules)
        of_itself = any("{rows:" in (rule.sql or "") for rule in rules) and len(trial.rows) > 1
        name = TABLE.object_name if of_itself else f"trial_{number}"
        return replace(TABLE, name=f"lab__forms__{number}", object_name=name, rules=rules)

    def _select(self, con, in_force: dict[str, Path]) -> None:
        courtroom.lay_out_in_force(con, TABLE.rules, in_force)
        for table in self.tables:
            for rule in (rule for rule in table.rules if rule.predicate):
                where = resolved(rule.predicate, self.contract, table.name)
                count = con.execute(f"select count(*) from {table.name} where {where}").fetchall()[0][0]
                self.selected[table.name, rule.id] = count

    def result(self, rule_id: str, rows: Rows, past: tuple[PastCount, ...] = ()) -> tuple[RuleResult, int | None]:
        """What was counted of a rule on these very rows, and what was selected."""
        for table, trial in zip(self.tables, self.trials, strict=True):
            if trial.rows is rows and trial.past is past and rule_id in trial.rules:
                return self.results[table.name, rule_id], self.selected.get((table.name, rule_id))
        raise AssertionError(f"{rule_id} was put to no such rows")


def write(con, vault, path: Path, rows: Rows) -> None:
    """The rows as intake leaves them; a typed value has its text beside it unless the case says which."""
    types = dict(judged_columns(TABLE))
    con.execute(f"create table {path.stem} ({', '.join(f'{quoted(n)} {t}' for n, t in types.items())})")
    for number, row in enumerate(rows, 1):
        texts = {f"{n}__text": str(v) for n, v in row.items() if f"{n}__text" in types and v is not None}
        filled = {"row_number": number, **texts, **row}
        names = ", ".join(map(quoted, filled))
        con.execute(f"insert into {path.stem} ({names}) values ({', '.join('?' * len(filled))})", list(filled.values()))
    vault.write(con, f"from {path.stem}", path)


def in_force_of(con, folder: Path) -> dict[str, Path]:
    path = folder / "clinic__visits.parquet"
    visit = "keyed_hash('clinic', 'patient', 'p') as \"PatientID_key\", '1' as \"Sex\""
    con.execute(f"copy (select {visit}, date '{DAY}' as \"VisitDate\") to '{path}' (format parquet)")
    return {"clinic__visits": path}


@pytest.fixture(scope="module")
def court(tmp_path_factory) -> Court:
    folder = tmp_path_factory.mktemp("court")
    return Court(Vault.open(folder / "vault", "a key for tests, of no use elsewhere"), folder)


def test_every_rule_of_the_contract_has_a_case():
    assert set(CASES) | {case[0] for case in COMPARED} == set(RULES)


@pytest.mark.parametrize("rule_id", CASES)
def test_a_form_is_counted_by_gx_as_by_hand_and_as_quarantine_selects(court, rule_id):
    rows, broken = CASES[rule_id]
    found, selected = court.result(rule_id, rows)
    assert (found.rows, found.broken) == (len(rows), broken)
    if RULES[rule_id].predicate:
        assert selected == broken < len(rows)


@pytest.mark.parametrize("rule_id", KEPT)
def test_a_bound_is_kept_on_its_other_side(court, rule_id):
    assert court.result(rule_id, KEPT[rule_id])[0].broken == 0


def test_a_row_of_nulls_breaks_only_what_asks_for_a_value(court):
    nulls = next(trial for trial in court.trials if trial.rows == [{}] and len(trial.rules) > 20)
    broken = {rule_id for rule_id in nulls.rules if court.result(rule_id, nulls.rows)[0].broken}
    filled = {rule.id for rule in TABLE.rules if rule.expectation == "expect_column_values_to_not_be_null"}
    assert broken == filled | {"A.neither_blank_nor_coded"}


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


@pytest.mark.parametrize(("rule_id", "rows", "before", "broken"), COMPARED)
def test_a_delivery_is_compared_with_the_median_of_those_before_it(court, rule_id, rows, before, broken):
    found, _ = court.result(rule_id, rows, before)
    assert (found.rows, found.broken) == (len(rows), broken)


@pytest.mark.parametrize(("rule_id", "rows", "before"), NOT_COMPARED)
def test_with_too_few_deliveries_before_it_a_rule_is_not_judged(court, rule_id, rows, before):
    found, _ = court.result(rule_id, rows, before)
    assert (found.rows, found.broken) == (0, 0)
