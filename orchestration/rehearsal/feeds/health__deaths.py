"""Death certificates: monthly by registration."""

from data_contracts.contract import Contract
from orchestration.rehearsal.days import month_of
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.deaths import certificates
from orchestration.rehearsal.sending import DELIVERED_MONTHS, Sending, monthly, spoiled
from orchestration.rehearsal.streams import Streams


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Certificates with a few impossible sexes among the old ones."""
    rows, registered = certificates(streams.of("death certificates"), county, difficulty)
    old = month_of(registered) < county.window.end - DELIVERED_MONTHS
    spoiled(streams.of("broken death certificates"), rows.values, "SEX", old, difficulty.broken_rows, b"Z")
    return monthly(contract, county.window, "deaths", {"deaths": rows}, {"deaths": registered})
