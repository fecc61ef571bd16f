"""Parsing: a sealed delivery becomes typed rows in the vault, or a DeliveryUnreadable that says why not.

Plain text stays in memory: it is unsealed, unpacked and decoded there, and DuckDB reads it from there.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import fsspec

from data_contracts.contract import Contract, Table
from orchestration.intake import layouts
from orchestration.intake.containers import Refuse, table_contents
from orchestration.intake.delivery import Landed, Parsed, named, rows_path, sealed_path
from orchestration.intake.encodings import clean_text
from orchestration.intake.headers import check_header
from orchestration.intake.unreadable import DeliveryUnreadable, counted
from orchestration.places import Places
from orchestration.vault import Vault


def parse(landed: Landed, contract: Contract, places: Places, vault: Vault) -> Parsed:
    """The delivery's judged rows, one encrypted Parquet per table, in the order received.

    Raises: DeliveryUnreadable when the file has not the layout, encoding, members or columns its contract promises.
    """
    refuse = partial(DeliveryUnreadable, contract)
    with vault.guard(f"parsing {named(contract)}"):
        content = vault.unseal(sealed_path(places, contract.feed, landed.delivery_id))
        contents, unpromised = table_contents(contract, content, refuse)
        del content
        paths = {t.name: rows_path(places, contract.feed, landed.delivery_id, t.name) for t in contract.tables}
        rows = {}
        with vault.connect() as con:
            con.register_filesystem(fsspec.filesystem("memory"))
            for table in contract.tables:
                refuse_table = partial(refuse, table=table.name)
                text = clean_text(contents.pop(table.name), table.member.encoding, refuse_table)
                rows[table.name] = _parse_table(con, table, text, refuse_table, vault, paths[table.name])
    return Parsed(paths, rows, unpromised)


def _parse_table(con, table: Table, text: bytes, refuse: Refuse, vault: Vault, rows_to: Path) -> int:
    """The number of rows written for one table."""
    if table.member.header:
        header, _, text = text.partition(b"\n")
        check_header(header.decode("utf-8"), table, refuse)
    with _in_memory(text) as path:
        if table.member.layout == "delimited" and table.member.quote:
            rows = vault.write(con, layouts.judged_rows(table, layouts.quoted_texts(table, path)), rows_to)
            _refuse_rejects(con, table, rows, refuse)
            return rows
        absent = _absent_character(text, refuse)
        _refuse_wrong_lines(con, table, path, absent, refuse)
        cut = layouts.fixed_width_texts if table.member.layout == "fixed_width" else layouts.delimited_texts
        return vault.write(con, layouts.judged_rows(table, cut(table, path, absent)), rows_to)


@contextmanager
def _in_memory(text: bytes) -> Iterator[str]:
    """A path under which this process alone reads the text; nothing touches a disk."""
    memory = fsspec.filesystem("memory")
    name = f"/received-{secrets.token_hex(8)}"
    memory.pipe_file(name, text)
    try:
        yield f"memory://{name}"
    finally:
        memory.rm_file(name)


def _absent_character(text: bytes, refuse: Refuse) -> str:
    """A control character the text does not hold, so that no line is ever split at it."""
    for character in layouts.SEPARATORS:
        if character.encode() not in text:
            return character
    raise refuse("file.layout", 1, "the file holds every control character, so it is no text.", "Send plain text.")


def _refuse_wrong_lines(con, table: Table, path: str, absent: str, refuse: Refuse) -> None:
    wrong, first, records = con.execute(layouts.wrong_lines(table, path, absent)).fetchall()[0]
    if not wrong:
        return
    line = first + table.member.header
    if table.member.layout == "fixed_width":
        length = table.member.record_length
        message = f"{wrong:,} of {counted(records, 'record')} are not {length} characters long, the first in line {line}."
        fix = f"Send fixed-width records of {length} characters, blanks included, one per line."
        raise refuse("file.record_length", wrong, message, fix)
    fields = len(table.columns)
    message = f"{wrong:,} of {counted(records, 'record')} do not have {fields} fields, the first in line {line}."
    raise refuse("file.fields", wrong, message, f"Send {fields} fields in every record; take delimiters out of values.")


def _refuse_rejects(con, table: Table, rows: int, refuse: Refuse) -> None:
    counts = f"select count(distinct line), min(line) from {layouts.rejects(table)}"
    wrong, first = con.execute(counts).fetchall()[0]
    if wrong:
        fields, records = len(table.columns), rows + wrong
        message = (
            f"{wrong:,} of {counted(records, 'record')} do not have {fields} well-quoted fields, the first in line "
            f"{first + table.member.header}."
        )
        fix = f"Send {fields} fields in every record, and double the quotes inside quoted values."
        raise refuse("file.fields", wrong, message, fix)
