"""A predicate reaches DuckDB as it was written, whatever braces, colons, backslashes or question marks it holds."""

import pytest
import sqlalchemy
from hypothesis import given
from hypothesis import strategies as st

from expectations.dialect import lent
from expectations.predicates import in_force_tables, resolved, unexpected_rows_query
from tests.expectations.small_contract import OTHER, TABLE, small_contract

CONTRACT = small_contract()


@pytest.mark.parametrize(
    ("predicate", "expected"),
    [
        ("x in (select x from {rows})", f'x in (select x from "{TABLE}")'),
        ("x in (select x from {rows:branch})", f'x in (select x from "{OTHER}")'),
        ("x in (select x from {in_force:town__people})", 'x in (select x from in_force."town__people")'),
        ("regexp_matches(x, '^[0-9]{3}${rowsy}')", "regexp_matches(x, '^[0-9]{3}${rowsy}')"),
    ],
)
def test_placeholders_become_names(predicate, expected):
    assert resolved(predicate, CONTRACT, TABLE) == expected


def test_in_force_tables_are_those_named():
    assert in_force_tables("a in (select 1 from {in_force:x__y}) or b in (select 1 from {in_force:z__w})") == (
        "x__y",
        "z__w",
    )
    assert in_force_tables(None) == in_force_tables("{rows} {rows:x}") == ()


def test_an_unknown_object_is_an_error():
    with pytest.raises(StopIteration):
        resolved("x in (select x from {rows:nowhere})", CONTRACT, TABLE)


@given(st.text(alphabet=r"a1:\{}()?%$'~- ", max_size=12))
def test_any_text_in_a_predicate_arrives_unchanged(text):
    import duckdb

    query = unexpected_rows_query("x = '" + text.replace("'", "''") + "'", CONTRACT, TABLE)
    with duckdb.connect() as con, lent(con) as url, sqlalchemy.create_engine(url).connect() as connection:
        con.execute("create table rows as select 7 as row_number, $1 as x", [text])
        asked = sqlalchemy.text(query.format(batch="rows"))  # as GX does
        assert connection.execute(asked).fetchall() == [(7,)]
