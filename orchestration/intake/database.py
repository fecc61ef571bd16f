"""The rows of a PostgreSQL table or view, as text in one order, so that unchanged rows have an unchanged checksum."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from data_contracts.contract import Contract, Table
from data_contracts.typing_sql import literal, quoted
from orchestration.intake.delivery import named
from orchestration.intake.periods import Span, span, span_of_day
from orchestration.intake.servers import NotFetched, secret
from orchestration.intake.unreadable import counted

HERE = ("localhost", "127.0.0.1", "::1")
FORMS = {"month": "YYYY-MM", "quarter": "YYYY-Q"}
SETTINGS = "-c default_transaction_read_only=on -c datestyle=ISO,YMD -c timezone=UTC -c client_encoding=UTF8"
NEVER = (1980, 1, 1, 0, 0, 0)  # a zip keeps times; these rows have none


@contextmanager
def connected(contract: Contract, secrets: Mapping[str, str]) -> Iterator["DatabaseRows"]:
    """The feed's rows in one read-only transaction, so that all of them are of one moment."""
    import psycopg  # only feeds that live in a database need it

    server = contract.delivery.server
    password = secret(contract, secrets, f"the password of {server.user}")
    is_here = server.host in HERE or server.host.startswith("/")
    with psycopg.connect(
        host=server.host, port=server.port, dbname=server.database, user=server.user, password=password,
        sslmode="prefer" if is_here else "require", connect_timeout=30, options=SETTINGS, passfile="/dev/null",
    ) as con:  # fmt: skip
        con.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        yield DatabaseRows(con, contract)


class DatabaseRows:
    """What stands in the database for one contract."""

    def __init__(self, con: Any, contract: Contract):
        self._con, self._contract = con, contract
        self._spans: list[Span] = []

    def spans(self, today: datetime) -> list[Span]:
        """The periods to deliver: of a snapshot today's, else each that the rows name, in time."""
        unit = self._contract.delivery.period.unit
        if self._contract.delivery.mode == "snapshot":
            return [span_of_day(today.date(), unit)]
        asked = (f"select distinct {self._period()} from {self._name(table)}" for table in self._contract.tables)
        said = {text for query in asked for (text,) in self._con.execute(query).fetchall()}
        self._spans = sorted({found for found in (span(text or "", unit) for text in said) if found})
        return self._spans

    def of(self, one: Span) -> Iterator[bytes]:
        """The rows of one period as CSV; those of several tables in one zip."""
        tables = self._contract.tables
        if len(tables) == 1:
            yield from self._csv(tables[0], one)
            return
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for table in tables:
                content = b"".join(self._csv(table, one))
                archive.writestr(zipfile.ZipInfo(table.member.name, NEVER), content, zipfile.ZIP_DEFLATED)
        yield packed.getvalue()

    def _csv(self, table: Table, one: Span) -> Iterator[bytes]:
        """Rows in the order of their own texts: a database keeps none."""
        self._refuse_missing(table)
        texts = ", ".join(f"{quoted(column.name)}::text as {quoted(column.name)}" for column in table.columns)
        order = ", ".join(f'{quoted(column.name)} collate "C" nulls first' for column in table.columns)
        select = f"select * from (select {texts} from {self._name(table)}{self._where(one)}) as found order by {order}"
        with self._con.cursor().copy(f"copy ({select}) to stdout (format csv, header)") as copy:
            for chunk in copy:
                yield bytes(chunk)

    def _refuse_missing(self, table: Table) -> None:
        """Raises: NotFetched when the view does not have a column promised. Columns nobody promised are not asked for."""
        described = self._con.execute(f"select * from {self._name(table)} limit 0").description
        there = {column.name for column in described}
        missing = [column.name for column in table.columns if column.name not in there]
        if missing:
            raise NotFetched(
                f"{named(self._contract)}: rule file.columns: {counted(len(missing), 'column')} missing in {table.physical_name} "
                f"({', '.join(missing)}). Nothing was taken. Fix: add {', '.join(missing)} to it, so named and in that spelling."
            )

    def _name(self, table: Table) -> str:
        return f"{quoted(self._contract.delivery.server.folder)}.{quoted(table.physical_name)}"

    def _period(self) -> str:
        """SQL for the period a row belongs to, in the form of `Span.text`."""
        period = self._contract.delivery.period
        columns = [self._contract.tables[0].column(name) for name in period.columns]
        if len(columns) == 1 and columns[0].logical_type in ("date", "timestamp"):
            return f"to_char({quoted(columns[0].name)}, {literal(FORMS[period.unit])})"
        return f"upper(concat_ws('-', {', '.join(f'{quoted(column.name)}::text' for column in columns)}))"

    def _where(self, one: Span) -> str:
        """The rows of a period; those that name none are sent with the newest, to be judged there."""
        if self._contract.delivery.mode == "snapshot":
            return ""
        if one != self._spans[-1]:
            return f" where {self._period()} = {literal(one.text)}"
        others = ", ".join(literal(other.text) for other in self._spans[:-1])
        return f" where ({self._period()} in ({others})) is not true" if others else ""
