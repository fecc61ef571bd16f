"""Each contract as the reports room's dictionary page."""

from data_contracts import Contract, Table
from data_contracts.crossing import raw_columns
from orchestration.reports.dictionary import ColumnLine, Dictionary, PromiseLine, TableEntry


def dictionary_of(contract: Contract) -> Dictionary:
    """What a reader looks up of one feed."""
    delivery = contract.delivery
    arrives = f"one {delivery.container} per {delivery.period.unit}, {delivery.due_days} days after it ends"
    facts = {
        "Contract": f"{contract.version}, {contract.status}",
        "Agreement": contract.agreement,
        "Steward": contract.steward,
        "Arrives": f"{arrives}; {delivery.mode}",
        "Lag": f"an event may still be reported {contract.lag_days} days after it happened",
        "Most sensitive": contract.sensitivity,
    }
    tables = [_entry(table) for table in contract.tables]
    return Dictionary(contract.feed, contract.title, contract.description, facts, tables)


def _entry(table: Table) -> TableEntry:
    crossing: dict[str | None, list[str]] = {}
    for raw in raw_columns(table):
        crossing.setdefault(raw.from_column, []).append(raw.name)
    columns = [
        ColumnLine(c.name, c.logical_type, c.classification, crossing.get(c.name, []), c.description, c.codes)
        for c in table.columns
    ]
    promises = [PromiseLine(r.id, r.severity, r.tolerance, r.description, r.fix) for r in table.rules]
    return TableEntry(table.name, f"{table.grain} {table.description}", columns, promises)
