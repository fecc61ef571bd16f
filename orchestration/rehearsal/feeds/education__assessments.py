"""Tests: the results of each month of release, gzipped, with a few unreadable days and unknown levels among the old ones."""

from data_contracts.contract import Contract
from orchestration.rehearsal.days import month_of
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.results import assessment_results
from orchestration.rehearsal.sending import DELIVERED_MONTHS, Sending, monthly, spoiled
from orchestration.rehearsal.streams import Streams


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Benchmarks come by October, state tests by July, retests in August; a month without any has a header only."""
    (table,) = contract.tables
    written, released = assessment_results(streams.of("test results"), county, difficulty)
    rng, old = streams.of("broken test results"), month_of(released) < county.window.end - DELIVERED_MONTHS
    spoiled(rng, written.values, "AdministrationStartDate", old, difficulty.broken_rows, b"20211301")
    spoiled(rng, written.values, "PerformanceLevelIdentifier", old, difficulty.broken_rows, b"L9")
    return monthly(contract, county.window, "assessments", {table.object_name: written}, {table.object_name: released})
