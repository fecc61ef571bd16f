"""Behavioral health treatment: full extracts, each of which replaces the one before."""

from data_contracts.contract import Contract
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.behavioral_health import BehavioralHealth
from orchestration.rehearsal.sending import Sending, snapshots
from orchestration.rehearsal.streams import Streams


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Clients, admissions and services as known at the end of each month."""
    book = BehavioralHealth(streams.of("behavioral health"), county, difficulty)
    return snapshots(contract, county.window, "services", book.on, days=12)
