"""Which of the files that stand somewhere say something new: a content never judged, or a known one that was sent again.

Deliveries of one period supersede one another in the order of arrival: when they were first received, then by the time of
their file. The last thing an agency sent for a period is what it means.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from data_contracts.contract import Contract
from orchestration.intake.delivery import Landed
from orchestration.intake.receipts import Receipt, arrival

Known = Receipt | Landed


def says_anew(landed: Landed, known: Sequence[Known]) -> bool:
    """Whether a file was sent after all that is known of its content, and is not the agency's last word already.

    A rejected file that is sent again, some later night, asks for another verdict.
    """
    own = next((one for one in known if one.delivery_id == landed.delivery_id), None)
    if own is None:
        return True
    if arrival(landed) <= arrival(own):
        return False
    before = [one for one in known if _is_of_same_period(one, landed) and arrival(one) < arrival(landed)]
    if max(before, key=arrival).delivery_id != landed.delivery_id:
        return True
    return isinstance(own, Receipt) and not own.is_accepted and arrival(landed)[0] > arrival(own)[0]


def new_arrivals(found: Sequence[Landed], known: Sequence[Receipt]) -> list[Landed]:
    """Of the files found tonight those that say something new, in the order of arrival."""
    taken: list[Known] = list(known)
    new = []
    for landed in sorted(found, key=arrival):
        if says_anew(landed, taken):
            new.append(landed)
            taken = [one for one in taken if one.delivery_id != landed.delivery_id] + [landed]
    return new


def first_received(contract: Contract, every: Iterable[Receipt]) -> dict[tuple[str, str], list[Receipt]]:
    """The receipts that files left, by delivery and file name: when they first came, where it is remembered nowhere else."""
    if contract.delivery.clear_landing:  # a file that is there again was sent again
        return {}
    found: dict[tuple[str, str], list[Receipt]] = {}
    for receipt in every:
        found.setdefault((receipt.delivery_id, receipt.file_name), []).append(receipt)
    return found


def placed_in_time(landed: Landed, seen_at: datetime | None, left: dict[tuple[str, str], list[Receipt]]) -> Landed:
    """The file with the time it was first received, and its own time not after that."""
    same = [
        arrival(receipt)[0]
        for receipt in left.get((landed.delivery_id, landed.file_name), [])
        if receipt.arrived_at == min(landed.arrived_at, arrival(receipt)[0])
    ]
    first = seen_at or min(same, default=landed.received_at)
    return replace(landed, first_received_at=first, arrived_at=min(landed.arrived_at, first))


def _is_of_same_period(one: Known, landed: Landed) -> bool:
    """A historical load is superseded by any later one, whatever period it ends with."""
    return one.is_history == landed.is_history and (landed.is_history or one.period == landed.period)
