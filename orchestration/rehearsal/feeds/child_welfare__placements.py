"""Out-of-home care: every child ever removed, each month, as XML."""

from data_contracts.contract import Contract
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.care_file import care_file, on
from orchestration.rehearsal.records.case_book import case_book
from orchestration.rehearsal.sending import DELIVERED_MONTHS, Sending, Written, snapshots, spoiled
from orchestration.rehearsal.streams import Streams


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Children, parents, removals and placements as entered by the end of each month; a few old plans have no such goal."""
    book = case_book(streams.of("child welfare"), county, difficulty)  # the same as reports are written from
    file = care_file(streams.of("out-of-home care"), county, book, difficulty)
    old = county.removals.start < county.window.end_day - 31 * (DELIVERED_MONTHS + 4)
    spoiled(streams.of("broken plans"), file.objects["removal"].values, "planGoal", old, difficulty.broken_rows, b"7")

    def pictured(day: int) -> dict[str, Written]:
        return on(file, county, day)

    return snapshots(contract, county.window, "placements", pictured, days=12)
