"""Ambulance responses: monthly by the day of the response."""

from data_contracts.contract import Contract
from orchestration.rehearsal.days import month_of
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.ambulances import reports
from orchestration.rehearsal.sending import DELIVERED_MONTHS, Sending, monthly, spoiled
from orchestration.rehearsal.streams import Streams


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Reports with a few impossible sexes among the old ones."""
    rows, day = reports(streams.of("ambulances"), county, difficulty)
    old = month_of(day) < county.window.end - DELIVERED_MONTHS
    spoiled(streams.of("broken reports"), rows.values, "ePatient_25", old, difficulty.broken_rows, b"3")
    return monthly(contract, county.window, "responses", {"responses": rows}, {"responses": day})
