"""The SQLAlchemy dialect through which Great Expectations asks its questions of a connection the vault has opened.

GX 1.24 knows no DuckDB: it is told `postgresql`, for which it allows regular expressions and LIKE. GX also gives its
connection back before it reads the rows, so each answer is read at once; answers are counts and a few row numbers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import duckdb
from sqlalchemy import pool, types
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGCompiler, PGDialect

LONGEST_ANSWER = 10_000  # rows; GX asks for 200 at most, and anyone who reads on gets an error, never a cut answer
_lent: dict[str, duckdb.DuckDBPyConnection] = {}
_tickets = count(1)


@contextmanager
def lent(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """The URL under which SQLAlchemy reaches an open connection, for as long as the block runs."""
    ticket = f"loan-{next(_tickets)}"
    _lent[ticket] = connection
    try:
        yield f"postgresql+vault://{ticket}"
    finally:
        del _lent[ticket]


class Answer:
    """A cursor that holds the rows of its last statement, whatever becomes of the connection afterwards."""

    arraysize = 1

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._rows: list[tuple[Any, ...]] = []
        self._is_cut = False
        self.description: list[tuple[Any, ...]] | None = None

    @property
    def rowcount(self) -> int:
        return -1 if self._is_cut else len(self._rows)

    def execute(self, statement: str, parameters: Any = ()) -> None:
        self._connection.execute(statement, parameters)
        self.description = self._connection.description
        self._rows = self._connection.fetchmany(LONGEST_ANSWER + 1) if self.description else []
        self._is_cut = len(self._rows) > LONGEST_ANSWER

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(iter(self.fetchmany(1)), None)

    def fetchmany(self, size: int | None = None) -> list[tuple[Any, ...]]:
        wanted = size or self.arraysize
        rows, self._rows = self._rows[:wanted], self._rows[wanted:]
        if self._is_cut and not self._rows:
            raise duckdb.NotSupportedError(f"an answer of more than {LONGEST_ANSWER} rows was read to its end")
        return rows

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.fetchmany(len(self._rows) or 1)

    def close(self) -> None:
        self._rows = []


class Loan:
    """The lent connection as a driver's: it reads, so there is nothing to commit, and it is not ours to close."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def cursor(self) -> Answer:
        return Answer(self._connection)

    def commit(self) -> None: ...

    def rollback(self) -> None: ...

    def close(self) -> None: ...


class DuckCompiler(PGCompiler):
    """PostgreSQL's SQL where DuckDB reads it otherwise."""

    def visit_custom_op_binary(self, element: Any, operator: Any, **kw: Any) -> str:
        """`~` searches in PostgreSQL, and GX means that; in DuckDB it matches the whole text."""
        if operator.opstring not in ("~", "!~"):
            return super().visit_custom_op_binary(element, operator, **kw)
        found = f"regexp_matches({self.process(element.left, **kw)}, {self.process(element.right, **kw)})"
        return f"NOT {found}" if operator.opstring == "!~" else found

    def visit_textclause(self, textclause: Any, add_to_result_map: Any = None, **kw: Any) -> str:
        """A text as it was written: `'^(?:A|B)$'` and `12:30` hold no bind parameters."""
        self.isplaintext = self.isplaintext or not self.stack
        if add_to_result_map:
            add_to_result_map(None, None, (textclause,), types.NULLTYPE)
        return textclause.text

    def render_literal_value(self, value: Any, type_: Any) -> str:
        """A literal in which a backslash is a backslash: PostgreSQL's own compiler may double it."""
        return super(PGCompiler, self).render_literal_value(value, type_)


class DuckType(types.UserDefinedType[Any]):
    """A column's type under DuckDB's own name: TIMESTAMP, DECIMAL(18,4), BIGINT[]."""

    cache_ok = True

    def __init__(self, name: str = "") -> None:
        self.name = name

    def get_col_spec(self, **kw: Any) -> str:
        return self.name


class VaultDialect(PGDialect):
    """DuckDB on a lent connection, under the name of PostgreSQL."""

    driver = "vault"
    default_paramstyle = "qmark"
    supports_statement_cache = True
    statement_compiler = DuckCompiler

    @classmethod
    def import_dbapi(cls) -> Any:
        return duckdb

    @classmethod
    def get_pool_class(cls, url: Any) -> type[pool.Pool]:
        return pool.NullPool

    def create_connect_args(self, url: Any) -> tuple[list[str], dict[str, Any]]:
        return [url.host], {}

    def connect(self, *args: Any, **kw: Any) -> Any:
        return Loan(_lent[args[0]])

    def initialize(self, connection: Any) -> None:
        """What PostgreSQL's dialect would ask the server, as DuckDB would answer."""
        self.server_version_info = (16,)
        self.default_schema_name = "main"

    def get_columns(self, connection: Any, table_name: str, schema: str | None = None, **kw: Any) -> Any:
        """A table's or view's columns with DuckDB's types; GX cannot read those from its pg_catalog."""
        rows = connection.exec_driver_sql(
            "select column_name, data_type, is_nullable, column_default from duckdb_columns() "
            "where database_name = current_database() and schema_name = coalesce(?, current_schema()) "
            "and table_name = ? order by column_index",
            (schema, table_name),
        ).fetchall()
        return [{"name": n, "type": DuckType(t), "nullable": null, "default": d} for n, t, null, d in rows]


registry.register("postgresql.vault", __name__, "VaultDialect")
