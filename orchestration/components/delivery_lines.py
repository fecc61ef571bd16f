"""What `twogen deliveries` prints of a feed: whether it is paused, each verdict, and what each delivery changed in force."""

from collections.abc import Iterator

from data_contracts import Contract
from orchestration.components.downstream import downstream
from orchestration.intake import Receipt, pause_in_force, receipts, removed
from orchestration.intake.unreadable import counted
from orchestration.places import Places

MOST_NAMED = 3


def delivery_lines(contract: Contract, places: Places) -> Iterator[str]:
    """Lines of plain text, in the order of arrival."""
    if paused := pause_in_force(places, contract.feed):
        yield f"PAUSED  {contract.feed}: {paused.sentence}"
    gone, made = removed(places, contract.feed), downstream(places, [table.name for table in contract.tables])
    for receipt in receipts(places, contract.feed):
        yield f"{receipt.arrived_at:%Y-%m-%d}  {receipt.verdict:<20} {receipt.file_name}"
        yield f"    {receipt.message}"
        yield from (f"    {line}" for line in place_lines(receipt))
        yield from (f"    {line}" for line in restated_lines(receipt, made))
        if receipt.delivery_id in gone:
            yield f"    Removed on {gone[receipt.delivery_id][:10]}, as the contract's retention says; this receipt stays."


def place_lines(receipt: Receipt) -> Iterator[str]:
    """One line per table whose rows have places for others: in how many of them somebody stands."""
    for table, filled in receipt.row_places.items():
        rows = receipt.tables[table]["accepted"]
        each = ", ".join(f"{role} {count:,}" for role, count in filled.items())
        yield f"Places of {table}: {sum(filled.values()):,} of {rows * len(filled):,} filled ({each} of {counted(rows, 'row')})."


def restated_lines(receipt: Receipt, made: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """One line per table the delivery changed in force, and one for identifiers, which no table shows."""
    if receipt.restates is None:
        return
    for table, counts in receipt.restates["tables"].items():
        what = "keys" if counts["keyed_by"] else "rows (no key)"
        changed = ", ".join(f"{counts[kind]:,} {kind}" for kind in ("added", "changed", "removed"))
        periods = counts["periods"]
        touched = ", ".join(periods) if len(periods) <= MOST_NAMED else f"{len(periods)} periods, {periods[0]} to {periods[-1]}"
        yield f"Restates {table}: {what} {changed}; {f'touches {touched}' if periods else 'nothing differs'}.{_made(table, made)}"
    if renamed := receipt.restates["persons_changed"]:
        yield f"Restates the identifiers of {counted(renamed, 'record')}, which no table in force shows."


def _made(table: str, made: dict[str, tuple[str, ...]]) -> str:
    """What follows from the table: how many models, and the marts by name."""
    models = made.get(table, ())
    marts = [model.partition("/")[2] for model in models if model.startswith("marts/")]
    return f" {len(models)} models follow, among them the marts {', '.join(marts)}." if marts else ""
