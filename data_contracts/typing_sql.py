"""SQL that turns received text into a column's own type. Text only: no engine, no data."""

from data_contracts.contract import Column, Table

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
            return f"case when regexp_full_match({text}, '[+-]?[0-9]+') then try_cast({text} as BIGINT) end"
        case "number":
            form = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"
            return f"case when regexp_full_match({text}, '{form}') then try_cast({text} as DECIMAL(18,4)) end"
        case "date":
            return f"cast(try_strptime({text}, {literal(column.date_format or '%Y-%m-%d')}) as DATE)"
        case "timestamp":
            return f"try_strptime({text}, {literal(column.date_format or '%Y-%m-%d %H:%M:%S')})"
        case "boolean":
            yes, no = "('true', 't', 'yes', 'y', '1')", "('false', 'f', 'no', 'n', '0')"
            return f"case when lower({text}) in {yes} then true when lower({text}) in {no} then false end"


def judged_columns(table: Table) -> list[tuple[str, str]]:
    """Name and DuckDB type of every column of a table's judged rows, in order."""
    columns = [("row_number", "BIGINT")]
    for column in table.columns:
        columns.append((column.name, duckdb_type(column)))
        if column.logical_type != "string":
            columns.append((f"{column.name}__text", "VARCHAR"))
    return columns
