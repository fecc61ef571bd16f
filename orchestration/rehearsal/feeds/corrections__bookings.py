"""Jail bookings: each month those entered or released in it, so that a booking held over comes again when it ends."""

from collections.abc import Iterator

import numpy as np

from data_contracts.contract import Contract
from orchestration.rehearsal.days import first_day, month_text
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import Sent, packed
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.custody import DAY_MINUTES
from orchestration.rehearsal.records.bookings import LAST_MOMENT, BookingSheets, booking_sheets, stamped
from orchestration.rehearsal.sending import DELIVERED_MONTHS, Sending, Written, arrival, file_name, periods, spoiled
from orchestration.rehearsal.streams import Streams

ARRIVES_DAYS = 6
TYPED_MINUTES = 40  # after a booking or a release it is in the system


def sending(contract: Contract, county: County, streams: Streams, difficulty: Difficulty) -> Sending:
    """Bookings and charges; a few old ones have a race that is no code."""
    book = booking_sheets(streams.of("bookings"), county, difficulty)
    old = book.entry < (county.window.end_day - 31 * (DELIVERED_MONTHS + 1)) * DAY_MINUTES
    spoiled(streams.of("broken bookings"), book.booking.values, "race", old, difficulty.broken_rows, b"Z")
    there = book.entry < (county.window.end_day + 1) * DAY_MINUTES - TYPED_MINUTES
    return Sending(_files(contract, county, book), [("booking", book.booking.picked(there))], int(there.sum()))


def _files(contract: Contract, county: County, book: BookingSheets) -> Iterator[Sent]:
    for month, is_history in periods(county.window):
        first = 0 if is_history else first_day(month)
        name = file_name(contract, "bookings", month_text(month), history=is_history)
        objects = _known(book, first * DAY_MINUTES, first_day(month + 1) * DAY_MINUTES - TYPED_MINUTES)
        yield Sent(contract, name, packed(contract, objects), arrival(month, ARRIVES_DAYS))


def _known(book: BookingSheets, since: int, until: int) -> dict[str, dict[str, np.ndarray]]:
    """Bookings entered or released between two moments as they stood at the second, with all their charges."""
    since -= TYPED_MINUTES
    out = np.where(book.exit < until, book.exit, LAST_MOMENT)
    new = (book.entry < until) & ((book.entry >= since) | ((out >= since) & (out < LAST_MOMENT)))
    if not new.any():  # an agency does not send an empty file: it sends the last booking again
        new[np.flatnonzero(book.entry < until)[-1:]] = True
    changed = np.where(out < LAST_MOMENT, out, book.entry) + TYPED_MINUTES
    values = book.booking.values | {"jail_exit_date": stamped(out), "updated_date": stamped(changed)}
    return {"booking": Written(values).picked(new).values, "charge": book.charge.picked(new[book.of_booking]).values}
