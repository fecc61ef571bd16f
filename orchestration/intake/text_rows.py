"""Rows of text files: delimited, fixed width, and fixed width with several record types in one file."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from data_contracts.contract import Table
from orchestration.intake import layouts
from orchestration.intake.containers import Refuse
from orchestration.intake.encodings import clean_text
from orchestration.intake.headers import check_header
from orchestration.intake.memory import in_memory
from orchestration.intake.record_types import check_record_types
from orchestration.intake.unreadable import counted
from orchestration.vault import Vault

Connection = duckdb.DuckDBPyConnection


def write_rows(
    con: Connection, tables: Sequence[Table], content: bytes, refuse: Refuse, vault: Vault, paths: dict[str, Path]
) -> dict[str, int]:
    """The number of rows written for each table of one text. Several tables are told apart by their record types."""
    member = tables[0].member
    text = clean_text(content, member.encoding, refuse)
    if member.header:
        check_header(text[: text.index(b"\n")].decode("utf-8"), tables[0], refuse)
    with in_memory(text) as path:
        if member.layout == "delimited" and member.quote:
            return {tables[0].name: write_quoted(con, tables[0], path, refuse, vault, paths[tables[0].name])}
        absent = _absent_character(text, refuse)
        check_record_types(con, tables, path, absent, refuse)
        return {t.name: _write_lines(con, t, path, absent, refuse, vault, paths[t.name]) for t in tables}


def write_quoted(con: Connection, table: Table, path: str, refuse: Refuse, vault: Vault, rows_to: Path) -> int:
    """The number of rows written from quoted CSV."""
    rows = vault.write(con, layouts.judged_rows(table, layouts.quoted_texts(table, path)), rows_to)
    _refuse_rejects(con, table, rows, refuse)
    return rows


def _write_lines(con: Connection, table: Table, path: str, absent: str, refuse: Refuse, vault: Vault, rows_to: Path) -> int:
    _refuse_wrong_lines(con, table, path, absent, refuse)
    cut = layouts.fixed_width_texts if table.member.layout == "fixed_width" else layouts.delimited_texts
    return vault.write(con, layouts.judged_rows(table, cut(table, path, absent)), rows_to)


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
        of_type = "" if table.member.record is None else f" of {table.object_name}"
        told = f"{wrong:,} of {counted(records, 'record')}{of_type}"
        message = f"{told} are not {length} characters long, the first in line {line}."
        fix = f"Send fixed-width records{of_type} of {length} characters, blanks included, one per line."
        raise refuse("file.record_length", wrong, message, fix)
    fields = len(table.columns)
    message = f"{wrong:,} of {counted(records, 'record')} do not have {fields} fields, the first in line {line}."
    raise refuse("file.fields", wrong, message, f"Send {fields} fields in every record; take delimiters out of values.")


def _refuse_rejects(con, table: Table, rows: int, refuse: Refuse) -> None:
    counts = f"select count(distinct line), min(line) from {layouts.rejects(table)}"
    wrong, first = con.execute(counts).fetchall()[0]
    if wrong:
        fields, records = len(table.columns), rows + wrong
        message = f"{wrong:,} of {counted(records, 'record')} do not have {fields} well-quoted fields, the first in line {first}."
        fix = f"Send {fields} fields in every record, and double the quotes inside quoted values."
        raise refuse("file.fields", wrong, message, fix)
