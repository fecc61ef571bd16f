"""SQL that turns received text into a column's own type. Text only: no engine, no data."""

import re

from data_contracts.contract import Column, NumberForm, Table

DUCKDB_TYPES = {
    "string": "VARCHAR", "integer": "BIGINT", "number": "DECIMAL(18,4)",
    "date": "DATE", "timestamp": "TIMESTAMP", "boolean": "BOOLEAN",
}  # fmt: skip


def literal(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A name as a SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def duckdb_type(column: Column) -> str:
    return DUCKDB_TYPES[column.logical_type]


def received_text(column: Column, text_expr: str) -> str:
    """What was received, trimmed, with the texts that mean "no value" as null."""
    trimmed = f"trim({text_expr})"
    nulls = tuple(dict.fromkeys(("", *column.nulls)))
    if nulls == ("",):
        return f"nullif({trimmed}, '')"
    return f"case when {trimmed} not in ({', '.join(literal(n) for n in nulls)}) then {trimmed} end"


def typed_column(column: Column, text_expr: str) -> str:
    """What was received, as the column's type; null when it cannot be read as one.

    Never a bare cast: DuckDB reads '12.7' as the integer 13 and '1e3' as 1000.
    """
    text = received_text(column, text_expr)
    match column.logical_type:
        case "string":
            return text
        case "integer":
            return _number(text, column.number_form, _whole(column.number_form), "BIGINT")
        case "number":
            digits = rf"({_whole(column.number_form)}(\.[0-9]*)?|\.[0-9]+)"
            return _number(text, column.number_form, digits, "DECIMAL(18,4)")
        case "date":
            return f"cast({_moment(column, text, '%Y-%m-%d')} as DATE)"
        case "timestamp":
            return _moment(column, text, "%Y-%m-%d %H:%M:%S")
        case "boolean":
            yes, no = "('true', 't', 'yes', 'y', '1')", "('false', 'f', 'no', 'n', '0')"
            return f"case when lower({text}) in {yes} then true when lower({text}) in {no} then false end"


def _moment(column: Column, text: str, default: str) -> str:
    """SQL that reads a moment. Nobody is born after the file that says so: a two-digit year is then of the century before.

    strptime reads 05/12/45 as 2045, or as the year 45 where the form has four digits.
    """
    form = column.date_format or default
    read = f"try_strptime({text}, {literal(form)})"
    if column.born_by is None:
        return read
    short = f"try_strptime({text}, {literal(form.replace('%Y', '%y'))})"
    born = f"case when year({short}) > {column.born_by} then {short} - interval 100 year else {short} end"
    return f"case when year({read}) < 100 then coalesce({born}, {read}) else {read} end" if "%Y" in form else born


def _whole(form: NumberForm) -> str:
    """The pattern of a whole number's digits, parted in threes by the agency's mark or not at all."""
    return f"([0-9]{{1,3}}({re.escape(form.thousands)}[0-9]{{3}})+|[0-9]+)" if form.thousands else "[0-9]+"


def _number(text: str, form: NumberForm, digits: str, type_: str) -> str:
    """SQL that reads a number. The agency's prefix and thousands mark may stand where they belong, and may be left out."""
    before = f"({re.escape(form.prefix)})?" if form.prefix else ""
    pattern = f"[+-]?{before}{digits}"
    bare = text
    for mark in filter(None, (form.prefix, form.thousands)):
        bare = f"replace({bare}, {literal(mark)}, '')"
    return f"case when regexp_full_match({text}, {literal(pattern)}) then try_cast({bare} as {type_}) end"


def judged_columns(table: Table) -> list[tuple[str, str]]:
    """Name and DuckDB type of every column of a table's judged rows, in order."""
    columns = [("row_number", "BIGINT")]
    for column in table.columns:
        columns.append((column.name, duckdb_type(column)))
        if column.logical_type != "string":
            columns.append((f"{column.name}__text", "VARCHAR"))
    return columns
