"""Freshness: whether a feed's rows in force are what its agency promised to have delivered by today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data_contracts.contract import Contract
from orchestration.intake.pauses import Pause
from orchestration.intake.periods import Span, span
from orchestration.intake.receipts import Receipt, arrival
from orchestration.intake.unreadable import counted

MOST_TOLD = 3  # overdue periods


@dataclass(frozen=True)
class Freshness:
    """How a feed stands today."""

    is_stale: bool
    days_overdue: int  # of the oldest delivery promised and not accepted; 0 while none is due
    last_period: str | None  # the latest period accepted
    due_date: date | None  # when the next is promised by; None while nothing was accepted
    reason: str  # one sentence, two when the feed is paused
    is_paused: bool = False


def freshness(contract: Contract, receipts: Sequence[Receipt], today: date, pause: Pause | None = None) -> Freshness:
    """Stale when the newest delivery was rejected, a promised one is overdue, or nothing ever came."""
    standing = _standing(contract, receipts, today)
    return replace(standing, is_paused=True, reason=f"{pause.sentence} {standing.reason}") if pause else standing


def _standing(contract: Contract, receipts: Sequence[Receipt], today: date) -> Freshness:
    received = sorted(receipts, key=arrival)
    accepted = [receipt for receipt in received if receipt.is_accepted]
    is_rejected = bool(received) and not received[-1].is_accepted
    if not accepted:
        none_yet = "nothing of this feed is in force yet"
        reason = _rejection(received[-1], none_yet) if is_rejected else "Nothing was ever delivered."
        return Freshness(True, 0, None, None, reason)
    last = max(_span(contract, receipt) for receipt in accepted)
    due = _due(contract, last.next)
    promised = [*gaps(contract, accepted), last.next]
    late = {one: days for one in promised if (days := (today - _due(contract, one)).days) > 0}
    overdue = max(late.values(), default=0)
    reasons = [_rejection(received[-1])] if is_rejected else []
    reasons += [_overdue(contract, one, days) for one, days in late.items()][:MOST_TOLD]
    reasons = reasons or [_arrival(contract, accepted, last, due)]
    return Freshness(is_rejected or overdue > 0, overdue, last.text, due, " ".join(reasons))


def days_late(contract: Contract, period: str, arrived_on: date) -> int:
    """Days between the date a period's delivery was promised by and the date it came; 0 when it came in time."""
    promised = span(period, contract.delivery.period.unit)
    assert promised is not None, f"{contract.feed}: a delivery's period is no {contract.delivery.period.unit}"
    return max((arrived_on - _due(contract, promised)).days, 0)


def gaps(contract: Contract, accepted: Sequence[Receipt]) -> list[Span]:
    """Periods before the last that nothing accepted speaks for; a later snapshot or upsert makes good for an earlier one."""
    if contract.delivery.mode != "append":
        return []
    last = max(_span(contract, receipt) for receipt in accepted)
    own = {_span(contract, receipt) for receipt in accepted if not receipt.is_history}
    loaded = [_span(contract, receipt) for receipt in accepted if receipt.is_history]
    gaps, one = [], max(loaded) if loaded else min(own)
    while (one := one.next) < last:
        gaps += [] if one in own else [one]
    return gaps


def _overdue(contract: Contract, promised: Span, days: int) -> str:
    return f"The delivery for {promised.text} was due on {_due(contract, promised)} and is {counted(days, 'day')} overdue."


def _due(contract: Contract, promised: Span) -> date:
    return promised.end + timedelta(days=contract.delivery.due_days)


def _span(contract: Contract, receipt: Receipt) -> Span:
    found = span(receipt.period, contract.delivery.period.unit)
    assert found is not None, f"{contract.feed}: a receipt's period is no {contract.delivery.period.unit}"
    return found


def _rejection(receipt: Receipt, stays: str = "what was in force before stays in force") -> str:
    return f"The newest delivery, for {receipt.period}, was rejected; {stays}."


def _arrival(contract: Contract, accepted: Sequence[Receipt], last: Span, next_due: date) -> str:
    """When the latest period first came, and when the next is due."""
    first = next(r for r in accepted if _span(contract, r) == last)
    late = 0 if first.is_history else days_late(contract, last.text, first.arrived_at.date())
    came = f"came {counted(late, 'day')} late" if late else "is in force"
    return f"{last.text} {came}; the next delivery is due on {next_due}."
