"""Kindergarten readiness: the results of each month of release, with a few scores off the scale among the old ones."""

from data_contracts.contract import Contract
from orchestration.rehearsal.days import month_of
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.results import readiness_results
from orchestration.rehearsal.sending import DELIVERED_MONTHS, Sending, monthly, spoiled
from orchestration.rehearsal.streams import Streams


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Most results come in autumn; a month without any has a file with a header only."""
    (table,) = contract.tables
    written, released = readiness_results(streams.of("readiness results"), county, difficulty)
    rng, old = streams.of("broken readiness results"), month_of(released) < county.window.end - DELIVERED_MONTHS
    spoiled(rng, written.values, "Mathematics", old, difficulty.broken_rows, b"999")
    return monthly(contract, county.window, "readiness", {table.object_name: written}, {table.object_name: released})
