"""A known delivery sent again: in force again by its rows of then, which are neither read nor judged a second time."""

from dataclasses import replace

from data_contracts.contract import Contract
from orchestration.intake.delivery import Landed, named, raw_path
from orchestration.intake.receipts import Receipt, arrival, receipts, write_receipt
from orchestration.intake.restatement import restatement
from orchestration.intake.retention import removed
from orchestration.intake.unreadable import counted
from orchestration.places import Places
from orchestration.vault import Vault


def bring_back(landed: Landed, contract: Contract, places: Places, vault: Vault) -> Receipt | None:
    """The receipt of an accepted delivery that was sent again; None when it must be judged: new, rejected, or removed since."""
    own = next((one for one in receipts(places, contract.feed) if one.delivery_id == landed.delivery_id), None)
    if own is None or landed.is_rejudgement or not own.is_accepted:
        return None
    there = all(raw_path(places, table, own.delivery_id).exists() for table in own.tables)
    if own.delivery_id in removed(places, own.feed) or not there:  # a night killed while it read one anew leaves no rows
        return None
    receipt = replace(
        own,
        file_name=landed.file_name,
        arrived_at=landed.arrived_at,
        received_at=landed.received_at,
        first_received_at=landed.first_received_at,
        sent_again=own.sent_again + 1,
        message=_message(own, contract),
    )
    with vault.guard(f"bringing back a delivery of {named(contract)}"), vault.connect() as con:
        receipt = replace(receipt, restates=restatement(con, contract, receipt, places, vault))
    write_receipt(receipt, None, places)
    return receipt


def _message(own: Receipt, contract: Contract) -> str:
    rows = counted(sum(table["accepted"] for table in own.tables.values()), "row is", "rows are")
    first = arrival(own)[0]
    return (
        f"{named(contract)}: {own.verdict.replace('_', ' ')}. Known by checksum, and sent again after another delivery for "
        f"{own.period}: its {rows} in force again, as first received on {first:%Y-%m-%d}. Nothing was read or judged again."
    )
