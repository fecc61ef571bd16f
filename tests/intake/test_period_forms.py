"""The forms of a period that docs/contracts.md promises to read, in the name of a file and in a row."""

import re
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from data_contracts import Column, Period
from orchestration.intake.periods import row_period_sql, span
from tests.intake.conftest import ROLL

PAGE = (Path(__file__).parents[2] / "docs" / "contracts.md").read_text()
ROWS = re.findall(r"^\| `(month|quarter|term)` \| `([^`]+)` \|[^|]*\| (.*) \|$", PAGE, re.MULTILINE)


def test_each_unit_has_a_row():
    assert [unit for unit, *_ in ROWS] == ["month", "quarter", "term"]


@pytest.mark.parametrize(("unit", "text", "names"), ROWS)
def test_every_form_of_a_files_name_is_the_period_a_row_says(unit, text, names):
    assert {span(name, unit).text for name in re.findall("`([^`]+)`", names)} == {text}


@pytest.mark.parametrize(
    ("types", "values", "said"),
    [
        (("string",), "'2026-08'", "2026-08"),
        (("integer", "string"), "2026, '08'", "2026-08"),
        (("integer", "integer"), "2026, 8", "2026-8"),
        (("integer", "integer"), "2026, 2", "2026-2"),
        (("integer", "string"), "2027, 'fall'", "2027-FALL"),
        (("date",), "date '2026-08-05'", "2026-08"),
    ],
)
def test_columns_that_say_a_period_are_joined_as_they_are(types, values, said):
    names = ("A", "B")[: len(types)]
    table = replace(ROLL.tables[0], columns=tuple(Column(n, t, "plain") for n, t in zip(names, types, strict=True)))
    contract = replace(ROLL, delivery=replace(ROLL.delivery, period=Period("month", names)))
    rows = f"(values ({values})) as rows({', '.join(names)})"
    assert duckdb.sql(f"select {row_period_sql(contract, table)} from {rows}").fetchall() == [(said,)]
