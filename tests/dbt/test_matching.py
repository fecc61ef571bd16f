"""Coarsened exact matching: who is compared with whom, and with what weight."""

import json
from pathlib import Path

import pytest

from tests.dbt.conftest import run_dbt
from tests.dbt.rows_in_force import write_in_force, write_person_keys

# unit, treated, earnings band, age band. Two strata have both kinds; one only treated, one only comparison.
UNITS = [
    ("t1", True, "low", "young"), ("t2", True, "low", "young"), ("c1", False, "low", "young"),
    ("t3", True, "high", "young"), ("c2", False, "high", "young"), ("c3", False, "high", "young"),
    ("c4", False, "high", "young"), ("t4", True, "low", "old"), ("c5", False, "high", "old"),
    ("t5", True, None, "old"), ("c6", False, None, "old"), ("n1", None, "low", "young"),
]  # fmt: skip


def _sql(value: object) -> str:
    return "null" if value is None else f"'{value}'" if isinstance(value, str) else str(value).lower()


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("matching")
    write_in_force(made, {})
    write_person_keys(made, {})
    return made


def _weights(home: Path, arguments: str) -> dict[str, float | None]:
    rows = ", ".join("(" + ", ".join(_sql(value) for value in row) + ")" for row in UNITS)
    query = (
        f"with drawn as (select * from (values {rows}) as t (unit_key, is_treated, earnings_band, age_band)), "
        f"weighted as ({{{{ coarsened_exact_weights('drawn', 'is_treated', {arguments}) }}}}) "
        "select unit_key, match_weight from weighted order by unit_key"
    )
    done = run_dbt(home, "--quiet", "show", "--inline", query, "--output", "json", "--limit", "50")
    assert done.returncode == 0, done.output[-2000:]
    return {row["unit_key"]: row["match_weight"] for row in json.loads(done.output[done.output.index("{") :])["show"]}


@pytest.fixture(scope="module")
def weights(home) -> dict[str, float | None]:
    return _weights(home, "['earnings_band', 'age_band']")


def test_treated_units_with_a_like_weigh_one(weights):
    assert {unit: weights[unit] for unit in ("t1", "t2", "t3", "t5")} == dict.fromkeys(("t1", "t2", "t3", "t5"), 1)


def test_comparison_units_weigh_what_their_stratum_does(weights):
    # Matched: 4 treated, 5 comparison.
    assert weights["c1"] == pytest.approx(2 / 1 * 5 / 4)
    assert weights["c2"] == weights["c3"] == weights["c4"] == pytest.approx(1 / 3 * 5 / 4)


def test_comparison_weights_add_up_to_the_units_matched(weights):
    assert sum(weights[unit] for unit in ("c1", "c2", "c3", "c4", "c6")) == pytest.approx(5)


def test_a_unit_without_a_like_has_no_weight_and_not_zero(weights):
    assert [weights[unit] for unit in ("t4", "c5")] == [None, None]


def test_an_unknown_value_is_matched_with_an_unknown_one(weights):
    assert weights["t5"] == 1 and weights["c6"] == pytest.approx(1 / 1 * 5 / 4)


def test_a_unit_that_is_neither_counts_for_nothing(weights):
    assert weights["n1"] is None


def test_populations_apart_are_matched_each_for_itself(home):
    apart = _weights(home, "['earnings_band'], apart=['age_band']")
    # Among the young 3 treated and 4 comparison are matched, among the old 1 and 1.
    assert sum(apart[unit] for unit in ("c1", "c2", "c3", "c4")) == pytest.approx(4)
    assert apart["c1"] == pytest.approx(2 / 1 * 4 / 3) and apart["c6"] == pytest.approx(1)
