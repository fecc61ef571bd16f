"""Medicaid claims: monthly by payment, as gzips written in pieces, for a history of claims is long."""

import gzip
from collections.abc import Iterator
from io import BytesIO

import numpy as np

from data_contracts.contract import Contract
from orchestration.rehearsal.days import month_of, month_text
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import CHUNK, Sent, rendered
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.records.claims import Claims, claims, written_claims
from orchestration.rehearsal.records.members import Members, members
from orchestration.rehearsal.sending import Sending, arrival, file_name, periods, spoiled
from orchestration.rehearsal.streams import Streams

ARRIVES_DAYS = 11


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Claims of the members the eligibility feed lists; nobody is named here, so no record is of its own."""
    known = members(streams, county, difficulty)
    book = claims(streams.of("claims"), county, known)
    broken = streams.of("broken claims"), difficulty.broken_rows
    return Sending(_files(contract, county, book, known, broken), [], len(book))


def _files(contract: Contract, county: County, book: Claims, known: Members, broken) -> Iterator[Sent]:
    month = month_of(book.paid)  # ascending
    for period, is_history in periods(county.window):
        first, last = 0 if is_history else np.searchsorted(month, period), np.searchsorted(month, period, side="right")
        content = _packed(contract, book, known, range(int(first), int(last)), broken if is_history else None)
        yield Sent(contract, file_name(contract, "claims", month_text(period), history=is_history), content, _arrives(period))


def _arrives(month: int) -> int:
    return arrival(month, ARRIVES_DAYS)


def _packed(contract: Contract, book: Claims, known: Members, rows: range, broken) -> bytes:
    """A header, then the rows piece by piece; in a history a few have an impossible procedure."""
    (table,) = contract.tables
    buffer = BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=2, mtime=0) as packed:
        for at in range(rows.start, max(rows.stop, rows.start + 1), CHUNK):
            values = written_claims(book, known, slice(at, min(at + CHUNK, rows.stop)))
            if broken is not None:
                rng, rate = broken
                spoiled(rng, values, "hcpcs_code", values["hcpcs_code"] != b"", rate, b"#")
            text = rendered(table, values)
            packed.write(text if at == rows.start else text[text.index(b"\n") + 1 :])
    return buffer.getvalue()
