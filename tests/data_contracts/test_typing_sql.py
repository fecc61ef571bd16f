"""What received text becomes, run in DuckDB: right values typed, wrong ones null and never something near."""

from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest

from data_contracts import Column
from data_contracts.contract import NumberForm
from data_contracts.date_formats import strptime_format, unknown_letters
from data_contracts.typing_sql import duckdb_type, received_text, typed_column


def typed(column: Column, text: str | None) -> object:
    sql = f"select {typed_column(column, 't')} as v, typeof({typed_column(column, 't')}) from (select ?::varchar as t)"
    value, type_ = duckdb.execute(sql, [text]).fetchone()
    assert type_ == duckdb_type(column)
    return value


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("string", "  07 ", "07"),
        ("string", "   ", None),
        ("string", "it's", "it's"),
        ("integer", "0012", 12),
        ("integer", " -3", -3),
        ("integer", "12.7", None),
        ("integer", "1e3", None),
        ("integer", "99999999999999999999", None),
        ("integer", "abc", None),
        ("number", "12.50", Decimal("12.5000")),
        ("number", ".5", Decimal("0.5000")),
        ("number", "1,000", None),
        ("number", "1e3", None),
        ("date", "2026-02-28", date(2026, 2, 28)),
        ("date", "2026-02-30", None),
        ("date", "28/02/2026", None),
        ("timestamp", "2026-02-28 13:05:09", datetime(2026, 2, 28, 13, 5, 9)),
        ("timestamp", "2026-02-28", None),
        ("boolean", "Y", True),
        ("boolean", "false", False),
        ("boolean", "maybe", None),
    ],
)
def test_text_becomes_its_type_or_null(kind, text, value):
    assert typed(Column("C", kind, "plain"), text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$1,234.50", Decimal("1234.5000")),
        ("1234.5", Decimal("1234.5000")),
        ("-$5", Decimal("-5.0000")),
        ("$.75", Decimal("0.7500")),
        ("1,234,567", Decimal("1234567.0000")),
        ("$1,23.50", None),
        ("$12,34", None),
        ("$1,2345", None),
        (",123", None),
        ("1$", None),
        ("$$1", None),
        ("$", None),
        ("5 dollars", None),
    ],
)
def test_a_dressed_number_is_read_where_its_marks_stand_right(text, value):
    money = NumberForm(prefix="$", thousands=",")
    assert typed(Column("C", "number", "plain", number_form=money), text) == value
    assert typed(Column("C", "number", "plain"), text) == (value if text == "1234.5" else None)


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        (NumberForm(thousands=","), "12,345", 12345),
        (NumberForm(thousands=","), "12345", 12345),
        (NumberForm(thousands=","), "12,345.0", None),
        (NumberForm(thousands="'"), "12'345", 12345),
        (NumberForm(thousands="'"), "12,345", None),
        (NumberForm(prefix="€"), "€7", 7),
        (NumberForm(prefix="€"), "$7", None),
    ],
)
def test_a_whole_number_is_read_in_the_form_promised_and_no_other(form, text, value):
    assert typed(Column("C", "integer", "plain", number_form=form), text) == value


def test_a_missing_text_is_null_for_every_type():
    for kind in ("string", "integer", "number", "date", "timestamp", "boolean"):
        assert typed(Column("C", kind, "plain"), None) is None


def test_sentinels_are_null_before_typing_and_in_the_received_text():
    column = Column("BWG", "integer", "plain", nulls=("", "9999", "it's"))
    assert typed(column, "9999") is None
    assert typed(column, "9998") == 9998
    text = received_text(column, "t")
    rows = duckdb.execute(f"select {text} from (values ('9999'), ('it''s'), (' '), ('x')) as v(t)").fetchall()
    assert rows == [(None,), (None,), (None,), ("x",)]


@pytest.mark.parametrize(
    ("jdk", "text"),
    [
        ("yyyyMMdd", "20260228"),
        ("MM/dd/yyyy", "02/28/2026"),
        ("yyyy-MM-dd", "2026-02-28"),
        ("dd MMM yyyy", "28 Feb 2026"),
        ("yyyy'T'MMdd", "2026T0228"),
    ],
)
def test_date_forms_of_odcs_are_read_by_duckdb(jdk, text):
    column = Column("D", "date", "plain", date_format=strptime_format(jdk))
    assert typed(column, text) == date(2026, 2, 28)


def test_letters_we_do_not_read_are_named():
    assert unknown_letters("yyyy-DDD") == ["DDD"]
    assert unknown_letters("yyyy-MM-dd HH:mm:ss") == []
