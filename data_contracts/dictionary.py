"""The dictionary page of a feed: what an analyst or a steward looks up, from the contract alone. Text only."""

from data_contracts.contract import Column, Contract, Delivery, Member, Table
from data_contracts.crossing import raw_columns
from data_contracts.rules import Rule

HEADER = "<!-- Rendered from the contract by `twogen contracts render`. Do not edit. -->\n"
_MODES = {
    "snapshot": "each file holds everything; the last accepted one is in force",
    "append": "each file holds one period; the last accepted of each is in force",
    "upsert": "each file holds new and changed rows; by primary key the last accepted wins",
}


def dictionary_page(contract: Contract) -> str:
    """The text of docs/dictionary/<feed>.md."""
    parts = [HEADER, f"# {contract.title} (`{contract.feed}`)\n", contract.description + "\n", _facts(contract)]
    for table in contract.tables:
        parts += [_table(table), _codes(table), _rules(table)]
    return "\n".join(part for part in parts if part)


def _facts(contract: Contract) -> str:
    delivery, member = contract.delivery, contract.tables[0].member
    width = f" of {member.record_length} characters" if member.record_length and not member.record else ""
    layout = member.layout.replace("_", " ") + (" with record types" if member.record else "") + width
    container = f"{delivery.container}, PGP-encrypted," if delivery.encryption else delivery.container
    if delivery.server.kind == "postgres":
        container, layout = "snapshot", f"from schema {delivery.server.folder} of database {delivery.server.database}"
    arrives = f"one {container} per {delivery.period.unit}, {delivery.due_days} days after it ends"
    facts = {
        "Contract": f"{contract.version}, {contract.status}, sha256 `{contract.sha256[:12]}`",
        "Agreement": contract.agreement,
        "Steward": contract.steward,
        "Arrives": f"{arrives}; {layout}" + ("" if member.layout == "parquet" else f", {member.encoding}"),
        "Mode": f"{delivery.mode}: {_MODES[delivery.mode]}",
        "File name": f"`{delivery.file_pattern}`" if delivery.file_pattern else "none; rows of a database",
        "Historical load": f"`{delivery.history_pattern}`" if delivery.history_pattern else "none",
        "Kept": _kept(delivery),
        "Lag": f"an event may still be reported {contract.lag_days} days after it happened",
        "Most sensitive": contract.sensitivity,
    }
    return _rows(("", ""), [(name, fact) for name, fact in facts.items()])


def _kept(delivery: Delivery) -> str:
    """What becomes of a delivery once it has its receipt, and once another has taken its place."""
    landed = "removed from the landing area" if delivery.clear_landing else "left in the landing area"
    days = delivery.retention_days
    after = f"no longer in force, it is removed {days:,} days after it was received" if days else "never removed"
    return f"{landed} once it has a receipt; {after}"


def _table(table: Table) -> str:
    crossing = {}
    for raw in raw_columns(table):
        crossing.setdefault(raw.from_column, []).append(raw)
    rows = [(f"`{raw.name}`", raw.type, "not in the file", raw.description) for raw in crossing.get(None, [])]
    for column in table.columns:
        crossed = ", ".join(f"`{raw.name}`" for raw in crossing.get(column.name, [])) or "*nothing*"
        becomes = f"{column.classification} → {crossed}"
        rows.append((f"`{column.name}`{_place(column)}", column.logical_type, becomes, column.description))
    people = [f"- {p.role}: {p.issuer.system} {p.issuer.kind}, by {', '.join(p.id_columns)}" for p in table.persons]
    head = f"\n## `{table.name}`\n\n{table.grain} {table.description}{_stands(table.member)}\n"
    said = "\nPeople in each row:\n\n" + "\n".join(people) + "\n" if people else ""
    return f"{head}{said}\n" + _rows(("column", "type", "class → in the analysis zone", "meaning"), rows)


def _stands(member: Member) -> str:
    """Where a table's rows stand in a file that holds several."""
    if member.element:
        return f" Each row is an element `{member.element}`."
    if member.record:
        (first, last), values = member.record.position, ", ".join(f"`{value}`" for value in member.record.values)
        return f" Its records have {values} at {first}–{last}; {member.record_length} characters."
    return ""


def _place(column: Column) -> str:
    if column.path:
        return f" ({column.path})"
    return f" ({', '.join(f'{first}–{last}' for first, last in column.positions)})" if column.positions else ""


def _codes(table: Table) -> str:
    rows = [
        (f"`{column.name}`", "; ".join(f"`{code}` {label}" for code, label in column.codes.items()))
        for column in table.columns
        if column.codes
    ]
    return "\n### Codes\n\n" + _rows(("column", "codes"), rows) if rows else ""


def _rules(table: Table) -> str:
    rows = [
        (f"`{rule.id}`", rule.kind, rule.severity, _may_break(rule), rule.description, rule.fix)
        for rule in table.rules
    ]
    return "\n### Promises\n\n" + _rows(("rule", "kind", "severity", "may break", "promise", "fix"), rows)


def _may_break(rule: Rule) -> str:
    return f"{rule.tolerance:.0%}" if rule.most_rows is None else f"{rule.most_rows} rows"


def _rows(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(_cell(cell) for cell in line) + " |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("\n", " ").replace("|", "\\|")
