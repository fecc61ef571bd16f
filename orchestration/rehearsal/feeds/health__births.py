"""Birth certificates: monthly by registration; the month before last comes a month late."""

from collections.abc import Iterator
from dataclasses import replace

from data_contracts.contract import Contract
from orchestration.rehearsal.days import Window, month_of, month_text
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import Sent
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.births import certificates
from orchestration.rehearsal.sending import DELIVERED_MONTHS, Sending, Written, arrival, file_name, monthly, spoiled
from orchestration.rehearsal.streams import Streams

STEM = "births"
LATE_DAYS = 29  # how long after its due date the late file comes


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Certificates with a few impossible dates and sexes among the old ones."""
    book = certificates(streams.of("certificates"), county, difficulty)
    rng, old = streams.of("broken certificates"), month_of(book.registered) < county.window.end - DELIVERED_MONTHS
    spoiled(rng, book.values, "DOR", old, difficulty.broken_rows, b"19991301")
    spoiled(rng, book.values, "ISEX", old, difficulty.broken_rows, b"Z")
    name = contract.tables[0].object_name
    usual = monthly(contract, county.window, STEM, {name: Written(book.values, book.persons)}, {name: book.registered})
    return replace(usual, files=_one_late(usual.files, contract, county.window))


def _one_late(files: Iterator[Sent], contract: Contract, window: Window) -> Iterator[Sent]:
    late = window.end - 1
    name = file_name(contract, STEM, month_text(late), history=False)
    for sent in files:
        yield replace(sent, arrives=arrival(late, contract.delivery.due_days + LATE_DAYS)) if sent.name == name else sent
