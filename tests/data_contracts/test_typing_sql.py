"""What received text becomes, run in DuckDB: right values typed, wrong ones null and never something near."""

from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest

from data_contracts import Column
from data_contracts.contract import NumberForm
from data_contracts.date_formats import strptime_format, unknown_letters, unparted_letters, year_pattern
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
        ("M/d/yyyy", "2/28/2026"),
        ("M/d/yyyy", "02/28/2026"),
        ("MMMM d, uuuu", "February 28, 2026"),
        ("yy-MM-dd", "26-02-28"),
        ("d.M.yyyy H:m:s", "28.2.2026 7:05:9"),
        ("M/d/yyyy h:mm a", "2/28/2026 11:59 PM"),
        ("yyyy-MM-dd HH:mm:ss.SSS", "2026-02-28 13:05:09.123"),
    ],
)
def test_date_forms_of_odcs_are_read_by_duckdb(jdk, text):
    assert unknown_letters(jdk) == []
    column = Column("D", "date", "plain", date_format=strptime_format(jdk))
    assert typed(column, text) == date(2026, 2, 28)


def test_letters_we_do_not_read_are_named():
    assert unknown_letters("yyyy-DDD") == ["DDD"]
    assert unknown_letters("yyyy-MM-dd HH:mm:ss") == []
    assert unknown_letters("%m/%d/%Y") == ["Y"], "a strptime form is no JDK form"


def test_numbers_of_one_digit_or_two_that_run_into_the_next_are_named():
    assert unparted_letters("Mddyyyy") == [("M", "dd")]
    assert unparted_letters("M/d/yyyy h:mm a") == unparted_letters("dMMMyyyy ha") == []


def test_twelve_at_night_and_at_noon_are_told_apart():
    column = Column("T", "timestamp", "plain", date_format=strptime_format("M/d/yyyy h:mm a"))
    assert typed(column, "5/2/2026 12:04 am") == datetime(2026, 5, 2, 0, 4)
    assert typed(column, "5/2/2026 12:04 pm") == datetime(2026, 5, 2, 12, 4)


@pytest.mark.parametrize(
    ("jdk", "text", "born"),
    [
        ("MM/dd/yy", "05/12/45", date(1945, 5, 12)),
        ("MM/dd/yy", "05/12/26", date(2026, 5, 12)),
        ("MM/dd/yy", "05/12/27", date(1927, 5, 12)),
        ("MM/dd/yy", "05/12/69", date(1969, 5, 12)),
        ("MM/dd/yy", "05/12/1945", None),
        ("MM/dd/yy", "13/12/45", None),
        ("yy", "45", date(1945, 1, 1)),
        ("MM/dd/yyyy", "05/12/45", date(1945, 5, 12)),
        ("MM/dd/yyyy", "5/2/07", date(2007, 5, 2)),
        ("MM/dd/yyyy", "05/12/1945", date(1945, 5, 12)),
        ("yyyy-MM-dd", "2031-05-12", date(2031, 5, 12)),  # four digits are what was meant, right or wrong
        ("yyyy-MM-dd", "0001-01-01", date(1, 1, 1)),
        ("yyyyMMdd", "201211", None),
    ],
)
def test_a_two_digit_year_of_birth_lies_in_the_file_s_past(jdk, text, born):
    column = Column("B", "date", "identifier", date_format=strptime_format(jdk), born_by=2026)
    assert typed(column, text) == born


def test_another_date_of_two_digits_may_lie_ahead():
    assert typed(Column("D", "date", "plain", date_format="%m/%d/%y"), "05/12/45") == date(2045, 5, 12)


@pytest.mark.parametrize(
    ("jdk", "text", "year"),
    [
        ("yyyy-MM-dd", "1985", "1985"), ("yyyy-MM-dd", "1985-00-00", "1985"), ("yyyy-MM-dd", "1985-05", "1985"),
        ("yyyy-MM-dd", "1985/UU/UU", "1985"), ("yyyy-MM-dd", "1985-02-30", "1985"), ("yyyy-MM-dd", "85-00-00", ""),
        ("yyyy-MM-dd", "unknown", ""), ("yyyy-MM-dd", "1985-05-12 or so", ""), ("yyyy-MM-dd", "12/05/1985", ""),
        ("MM/dd/yyyy", "00/00/1985", "1985"), ("MM/dd/yyyy", "5/1985", "1985"), ("MM/dd/yyyy", "31/12/1985", "1985"),
        ("MMddyyyy", "99991985", "1985"), ("yyyyMMdd", "19850500", "1985"), ("yyyyMMdd", "198505", "1985"),
        ("dd-MMM-yyyy", "00-JAN-1985", "1985"), ("dd-MMM-yyyy", "Jan-1985", "1985"), ("M/d/yy", "0/0/85", "85"),
        ("yyyy-MM-dd HH:mm:ss", "1985-00-00 00:00:00", "1985"),
    ],
)  # fmt: skip
def test_the_year_of_a_date_that_is_not_whole_is_found(jdk, text, year):
    found = duckdb.execute("select regexp_extract($1, $2, 1)", [text, year_pattern(strptime_format(jdk))]).fetchone()
    assert found == (year,)


def test_a_form_without_a_year_has_none_to_find():
    assert year_pattern(strptime_format("MM/dd")) is None
