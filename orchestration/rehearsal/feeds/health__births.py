"""Birth certificates: monthly by registration; the month before last comes a month late."""

from collections.abc import Iterator

import numpy as np

from data_contracts.contract import Contract
from orchestration.rehearsal.days import month_text
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import Sent, packed
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.births import Certificates, certificates
from orchestration.rehearsal.sending import (
    DELIVERED_MONTHS,
    Sending,
    Written,
    arrival,
    file_name,
    months_delivered,
    picked,
    spoiled,
)
from orchestration.rehearsal.streams import Streams

ARRIVES_DAYS = 9
LATE_DAYS = 29  # how long after its due date the late file comes


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Certificates with a few impossible dates and sexes among the old ones."""
    book = certificates(streams.of("certificates"), county, difficulty)
    rng, old = streams.of("broken certificates"), book.month < county.window.end - DELIVERED_MONTHS
    spoiled(rng, book.values, "DOR", old, difficulty.broken_rows, b"19991301")
    spoiled(rng, book.values, "ISEX", old, difficulty.broken_rows, b"Z")
    (table,) = contract.tables
    return Sending(_files(contract, county, book), [(table.object_name, Written(book.values, book.persons))], len(book.month))


def _files(contract: Contract, county: County, book: Certificates) -> Iterator[Sent]:
    history = county.window.end - DELIVERED_MONTHS
    yield _file(contract, book, book.month <= history, history, ARRIVES_DAYS, history=True)
    for month in months_delivered(county.window):
        late = month == county.window.end - 1
        days = contract.delivery.due_days + LATE_DAYS if late else ARRIVES_DAYS
        yield _file(contract, book, book.month == month, month, days, history=False)


def _file(contract: Contract, book: Certificates, rows: np.ndarray, month: int, days: int, *, history: bool) -> Sent:
    name = file_name(contract, "births", month_text(month), history=history)
    return Sent(
        contract, name, packed(contract, {contract.tables[0].object_name: picked(book.values, rows)}), arrival(month, days)
    )
