"""Parsing: a sealed delivery becomes typed rows in the vault, or a DeliveryUnreadable that says why not.

Plain text stays in memory: it is unsealed, unpacked and decoded there, and DuckDB reads it from there.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType

import duckdb

from data_contracts.contract import Contract, Table
from orchestration.intake import parquet_rows, text_rows, xml_rows
from orchestration.intake.birth_dates import born_by
from orchestration.intake.containers import Refuse, parts
from orchestration.intake.counts import check_counts
from orchestration.intake.delivery import Landed, Parsed, named, rows_path, sealed_path
from orchestration.intake.memory import read_from_memory
from orchestration.intake.periods import span
from orchestration.intake.pgp import decrypted
from orchestration.intake.receipts import arrival
from orchestration.intake.unreadable import DeliveryUnreadable
from orchestration.places import Places
from orchestration.vault import Vault

A_DAY = timedelta(days=1)  # an agency's calendar may be ahead of UTC


def parse(
    landed: Landed, contract: Contract, places: Places, vault: Vault, secrets: Mapping[str, str] = MappingProxyType({})
) -> Parsed:
    """The delivery's judged rows, one encrypted Parquet per table, in the order received.

    Raises: DeliveryUnreadable when the file has not the layout, encoding, members, columns or counts its contract
    promises.
    """
    refuse = partial(DeliveryUnreadable, contract)
    _refuse_future(landed, contract, refuse)
    with vault.guard(f"parsing {named(contract)}"):
        content = vault.unseal(sealed_path(places, contract.feed, landed.delivery_id))
        content = decrypted(contract, content, secrets, refuse)
        waiting, unpromised = parts(contract, content, refuse)
        del content
        paths = {t.name: rows_path(places, contract.feed, landed.delivery_id, t.name) for t in contract.tables}
        rows: dict[str, int] = {}
        with vault.session() as con:
            read_from_memory(con)
            while waiting:  # a part's bytes are let go before the next is read
                tables, content = waiting.pop(0)
                tables = [born_by(table, landed.period) for table in tables]
                rows |= _parse_part(con, tables, content, refuse, vault, paths)
            check_counts(con, contract, paths, rows, refuse, vault)
    return Parsed(paths, rows, unpromised)


def _refuse_future(landed: Landed, contract: Contract, refuse: Refuse) -> None:
    """A file's name may hold a slip of the pen; once in force, a period far ahead would hold every true one off."""
    said, received = span(landed.period, contract.delivery.period.unit), arrival(landed)[0]
    if said and said.begin > received.date() + A_DAY:
        message = f"the file speaks for {said.text}, which had not begun when it was received."
        raise refuse("file.period", 1, message, "Name the file for the period it holds, and send it again.")


def _parse_part(
    con: duckdb.DuckDBPyConnection, tables: Sequence[Table], content: bytes, refuse: Refuse, vault: Vault,
    paths: dict[str, Path],
) -> dict[str, int]:  # fmt: skip
    """The number of rows written for each table whose rows stand in this content."""
    readers = {"xml": xml_rows.write_rows, "parquet": parquet_rows.write_rows}
    write_rows = readers.get(tables[0].member.layout, text_rows.write_rows)
    if len(tables) == 1:
        refuse = partial(refuse, table=tables[0].name)
    return write_rows(con, tables, content, refuse, vault, paths)
