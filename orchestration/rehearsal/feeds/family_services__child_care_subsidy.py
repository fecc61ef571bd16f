"""Child care subsidy: the receipts of each month, with a few impossible months and types of care among the old ones."""

from data_contracts.contract import Contract
from orchestration.rehearsal.days import days_of
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.child_care import receipts
from orchestration.rehearsal.sending import DELIVERED_MONTHS, Sending, monthly, spoiled
from orchestration.rehearsal.streams import Streams


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Months are known when they are over."""
    (table,) = contract.tables
    written = receipts(streams.of("child care receipts"), county, difficulty)
    month = county.child_care.month
    rng, old = streams.of("broken child care receipts"), month < county.window.end - DELIVERED_MONTHS
    spoiled(rng, written.values, "ReportMonth", old, difficulty.broken_rows, b"19991301")
    spoiled(rng, written.values, "Child1CareType", old, difficulty.broken_rows, b"99")
    objects, known = {table.object_name: written}, {table.object_name: days_of(month)}
    return monthly(contract, county.window, "child_care_subsidy", objects, known)
