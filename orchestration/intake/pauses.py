"""Pauses: one source held still by a person. Its new files stay in the landing area unread; what is in force stays.

Reads and writes receipts/pauses/<feed>.json: every pause the feed ever had, the last one last.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from orchestration.errors import TwogenError
from orchestration.intake.receipts import write_text
from orchestration.places import Places


@dataclass(frozen=True)
class Pause:
    """Who held a feed still, since when and why; and who let it go on, once someone has."""

    paused_by: str
    paused_at: datetime
    reason: str
    resumed_by: str | None = None
    resumed_at: datetime | None = None

    @property
    def sentence(self) -> str:
        return (
            f"Paused by {self.paused_by} since {self.paused_at:%Y-%m-%d}: {self.reason.rstrip('.')}. New files are left "
            "unread; what is in force stays in force."
        )


def pause(places: Places, feed: str, by: str, at: datetime, reason: str) -> Pause:
    """The feed's pause from now on. Raises: TwogenError when it is paused already, or no reason is given."""
    now = pause_in_force(places, feed)
    if now or not reason.strip():
        said = f"{feed} is paused already. {now.sentence}" if now else f"{feed}: a pause needs a reason."
        raise TwogenError(f"{said} Nothing was changed.")
    _write(places, feed, [*pauses(places, feed), begun := Pause(by, at, " ".join(reason.split()))])
    return begun


def resume(places: Places, feed: str, by: str, at: datetime) -> Pause:
    """The pause that ends now. Raises: TwogenError when the feed is not paused."""
    if pause_in_force(places, feed) is None:
        raise TwogenError(f"{feed} is not paused. Nothing was changed.")
    *former, last = pauses(places, feed)
    _write(places, feed, [*former, ended := replace(last, resumed_by=by, resumed_at=at)])
    return ended


def pause_in_force(places: Places, feed: str) -> Pause | None:
    """The pause that holds the feed still, or None when nothing does."""
    last = pauses(places, feed)[-1:]
    return last[0] if last and last[0].resumed_at is None else None


def pauses(places: Places, feed: str) -> list[Pause]:
    """Every pause of the feed, in time."""
    path = _path(places, feed)
    return [_read(said) for said in json.loads(path.read_text(encoding="utf-8"))] if path.exists() else []


def copy_pauses(places: Places, to: Places, until: datetime) -> None:
    """The pauses as they were known at a moment, in another home."""
    for path in sorted(places.receipts.glob("pauses/*.json")):
        known = [one for one in pauses(places, path.stem) if one.paused_at <= until]
        still = [replace(p, resumed_by=None, resumed_at=None) if p.resumed_at and p.resumed_at > until else p for p in known]
        if still:
            _write(to, path.stem, still)


def _path(places: Places, feed: str) -> Path:
    return places.receipts / "pauses" / f"{feed}.json"


def _write(places: Places, feed: str, known: list[Pause]) -> None:
    content = json.dumps([asdict(one) for one in known], indent=1, ensure_ascii=False, default=datetime.isoformat)
    write_text(_path(places, feed), content + "\n")


def _read(said: dict) -> Pause:
    times = {name: datetime.fromisoformat(said[name]) for name in ("paused_at", "resumed_at") if said[name]}
    return Pause(**said | times)
