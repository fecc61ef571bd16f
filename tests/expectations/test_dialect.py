"""The dialect: GX's SQL means the same on DuckDB as on PostgreSQL, and an answer outlives its connection."""

import duckdb
import pytest
import sqlalchemy as sa

from expectations.dialect import LONGEST_ANSWER, lent


@pytest.fixture
def connection():
    with duckdb.connect() as con, lent(con) as url, sa.create_engine(url).connect() as connected:
        con.execute(r"create table t as select * from (values (1, 'abc', 1.5), (2, 'x\d', null)) t(a, b, c)")
        yield connected


def count(connection, condition) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(sa.table("t")).where(condition)).scalar()


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        (sa.column("b").op("~")("b"), 1),  # a search: DuckDB's own ~ would match the whole text and find none
        (sa.column("b").op("!~")("b"), 1),
        (sa.column("b").op("~")(r"^x\\d$"), 1),
        (sa.column("b").like("a%"), 1),
        (sa.column("b").in_(["abc", "x"]), 1),
        (sa.column("b") == sa.literal_column(r"'x\d'"), 1),
        (sa.column("c").is_(None), 1),
        (sa.text("b = 'x:y' or a::varchar = '2'"), 1),
    ],
)
def test_conditions_find_what_postgresql_would(connection, condition, rows):
    assert count(connection, condition) == rows


def test_literals_keep_their_backslashes(connection):
    compiled = sa.select(sa.literal(r"x\d")).compile(connection.engine, compile_kwargs={"literal_binds": True})
    assert r"'x\d'" in str(compiled)


def test_columns_have_duckdbs_own_types(connection):
    columns = sa.inspect(connection).get_columns("t")
    assert [(c["name"], str(c["type"])) for c in columns] == [
        ("a", "INTEGER"),
        ("b", "VARCHAR"),
        ("c", "DECIMAL(2,1)"),
    ]


def test_an_answer_outlives_its_connection():
    with duckdb.connect() as con, lent(con) as url:
        engine = sa.create_engine(url)
        with engine.connect() as connected:
            answer = connected.execute(sa.text("select * from range(5)"))
        with engine.connect() as connected:
            connected.execute(sa.text("select 1"))
        assert [row[0] for row in answer.fetchall()] == [0, 1, 2, 3, 4]
        assert con.execute("select 1").fetchall() == [(1,)]  # lent, not given away


def test_an_answer_too_long_to_hold_is_an_error_at_its_end_and_never_cut(connection):
    assert len(connection.execute(sa.text(f"from range({LONGEST_ANSWER})")).fetchall()) == LONGEST_ANSWER
    answer = connection.execute(sa.text(f"from range({LONGEST_ANSWER + 1})"))
    assert len(answer.fetchmany(200)) == 200
    with pytest.raises(sa.exc.DBAPIError):
        answer.fetchall()
