"""Medicaid eligibility: full extracts, each of which replaces the one before."""

from data_contracts.contract import Contract
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.eligibility import Eligibility
from orchestration.rehearsal.sending import Sending, snapshots
from orchestration.rehearsal.streams import Streams


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Members, determinations and spells as known at the end of each month."""
    return snapshots(contract, county.window, "eligibility", Eligibility(streams, county, difficulty).on, days=10)
