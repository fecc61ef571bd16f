"""Water accounts: a full picture each month, each of which replaces the one before."""

from data_contracts.contract import Contract
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.water import Ledger
from orchestration.rehearsal.sending import Sending, Written, snapshots
from orchestration.rehearsal.streams import Streams


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Accounts and troubles as entered by the end of each month."""
    ledger = Ledger(streams, county, difficulty)

    def on(day: int) -> dict[str, Written]:
        return {"Account": ledger.accounts(day), "Status": ledger.statuses(day)}

    return snapshots(contract, county.window, "water", on)
