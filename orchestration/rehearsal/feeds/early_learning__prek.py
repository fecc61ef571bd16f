"""Pre-kindergarten: the roster of each month, with a few impossible days and kinds of site among the old ones."""

from data_contracts.contract import Contract
from orchestration.rehearsal.days import days_of
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.early_learning import rosters
from orchestration.rehearsal.sending import DELIVERED_MONTHS, Sending, monthly, spoiled
from orchestration.rehearsal.streams import Streams


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Months are known when they are over."""
    (table,) = contract.tables
    written, month = rosters(streams.of("pre-k rosters"), county, difficulty)
    rng, old = streams.of("broken pre-k rosters"), month < county.window.end - DELIVERED_MONTHS
    spoiled(rng, written.values, "DaysEnrolled", old, difficulty.broken_rows, b"45")
    spoiled(rng, written.values, "SiteType", old, difficulty.broken_rows, b"??")
    return monthly(contract, county.window, "prek", {table.object_name: written}, {table.object_name: days_of(month)})
