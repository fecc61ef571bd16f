"""SQL that reads a table's clean text as received: one row per record, one text per column, `row_number` first.

Text only; `parsing.py` runs it. Lines are read whole, then cut by position or delimiter; only quoted text needs the
CSV reader's own rules.
"""

from data_contracts.contract import Member, Record, Table
from data_contracts.typing_sql import judged_columns, literal, quoted, received_text, typed_column

SEPARATORS = [chr(code) for code in (0x1F, 0x1E, 0x1D, 0x1C, *range(1, 9), *range(14, 28))]
LONGEST = 2**21  # bytes; clean text has shorter lines, quoted records may run over several


def lines(member: Member, path: str, absent: str) -> str:
    """Every line below the header, and its number; `absent` is a character the text does not hold."""
    return (
        "select row_number() over () as row_number, line from read_csv("
        f"{literal(path)}, columns={{'line': 'VARCHAR'}}, delim={literal(absent)}, quote='', escape='', header=false, "
        f"skip={member.header:d}, auto_detect=false, strict_mode=false, new_line='\\n', max_line_size={LONGEST})"
    )


def table_lines(table: Table, path: str, absent: str) -> str:
    """The lines of a table: all of them, or those of its record type, numbered as in the file."""
    every, record = lines(table.member, path, absent), table.member.record
    return every if record is None else f"select row_number, line from ({every}) where {is_of_type(record)}"


def is_of_type(record: Record) -> str:
    """SQL that is true of a line of the record type."""
    first, last = record.position
    return f"substr(line, {first}, {last - first + 1}) in ({', '.join(map(literal, record.values))})"


def fixed_width_texts(table: Table, path: str, absent: str) -> str:
    """Texts cut by position; the slices of one column are joined in their order."""
    cut = {
        column.name: " || ".join(f"substr(line, {first}, {last - first + 1})" for first, last in column.positions)
        for column in table.columns
    }
    texts = ", ".join(f"{sql} as {quoted(name)}" for name, sql in cut.items())
    return f"select row_number, {texts} from ({table_lines(table, path, absent)})"


def delimited_texts(table: Table, path: str, absent: str) -> str:
    """Texts between delimiters, where quotes are ordinary characters."""
    fields = [f"fields[{n}] as {quoted(column.name)}" for n, column in enumerate(table.columns, 1)]
    split = f"select row_number, string_split(line, {literal(table.member.delimiter)}) as fields"
    return f"select row_number, {', '.join(fields)} from ({split} from ({lines(table.member, path, absent)}))"


def quoted_texts(table: Table, path: str) -> str:
    """Texts of quoted CSV; records that break its rules are set aside in the rejects table."""
    columns = ", ".join(f"{literal(column.name)}: 'VARCHAR'" for column in table.columns)
    quote = literal(table.member.quote)
    names = ", ".join(quoted(column.name) for column in table.columns)
    return (
        f"select row_number() over () as row_number, {names} from read_csv({literal(path)}, columns={{{columns}}}, "
        f"delim={literal(table.member.delimiter)}, quote={quote}, escape={quote}, header=false, "
        f"skip={table.member.header:d}, auto_detect=false, "
        f"strict_mode=true, new_line='\\n', max_line_size={LONGEST}, store_rejects=true, "
        f"rejects_table='{rejects(table)}', rejects_scan='{rejects(table)}_scan', rejects_limit=0)"
    )


def rejects(table: Table) -> str:
    """The temp table of a quoted text's records that break its rules."""
    return f"unreadable__{table.name}"


def wrong_lines(table: Table, path: str, absent: str) -> str:
    """Count and first number of lines that have not the promised length or number of fields, and the count of all."""
    if table.member.layout == "fixed_width":
        needed = table.member.record_length or max(last for c in table.columns for _, last in c.positions)
        is_wrong = f"length(line) {'is distinct from' if table.member.record_length else '<'} {needed} or line is null"
    else:
        fields = f"len(string_split(line, {literal(table.member.delimiter)}))"
        is_wrong = f"{fields} is distinct from {len(table.columns)}"
    wrong = f"count(*) filter (where {is_wrong}), min(row_number) filter (where {is_wrong})"
    return f"select {wrong}, count(*) from ({table_lines(table, path, absent)})"


def judged_rows(table: Table, texts: str) -> str:
    """The rows that rules are judged on: each column typed, and what was received beside every one that is no text."""
    selected = {"row_number": "row_number"}
    for column in table.columns:
        text = f"texts.{quoted(column.name)}"
        selected[column.name] = typed_column(column, text)
        selected[f"{column.name}__text"] = received_text(column, text)
    wanted = ", ".join(f"{selected[name]} as {quoted(name)}" for name, _ in judged_columns(table))
    return f"select {wanted} from ({texts}) as texts"
