"""Child protection reports: the whole case system each month, each extract in the place of the one before."""

from data_contracts.contract import Contract
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.case_book import case_book, on
from orchestration.rehearsal.sending import DELIVERED_MONTHS, Sending, Written, snapshots, spoiled
from orchestration.rehearsal.streams import Streams


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Clients, reports, children, caregivers and allegations; a few old reports have a source that is no code."""
    book = case_book(streams.of("child welfare"), county, difficulty)
    old = county.reports.day < county.window.end_day - 31 * (DELIVERED_MONTHS + 1)
    spoiled(streams.of("broken reports"), book.objects["report"], "RptSrc", old, difficulty.broken_rows, b"77")

    def pictured(day: int) -> dict[str, Written]:
        return on(book, county, day)

    return snapshots(contract, county.window, "reports", pictured)
