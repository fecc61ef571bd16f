"""Receipts: one immutable JSON per verdict on a delivery or return of it, in receipts/<feed>/. Counts, rules and fixes only."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from itertools import count
from pathlib import Path

from data_contracts.verdicts import Verdict
from orchestration.intake.delivery import Landed
from orchestration.places import Places


@dataclass(frozen=True)
class Receipt:
    """What came, what was found, and the verdict."""

    feed: str
    delivery_id: str
    period: str
    is_history: bool
    file_name: str
    sha256: str
    bytes: int
    arrived_at: datetime
    received_at: datetime
    contract_version: str
    contract_sha256: str
    verdict: Verdict
    message: str  # one paragraph for the steward
    tables: dict[str, dict[str, int]]  # table -> rows, quarantined, accepted
    rules: tuple[dict, ...]  # table, id, kind, severity, tolerance, rows, broken, rejects, message, fix
    restates: dict | None = None  # what it changed in force, in counts; None: it took no other delivery's place
    profile: dict[str, dict] = field(default_factory=dict)  # counts for history rules: table -> measure -> column -> count(s)
    first_received_at: datetime | None = None  # when the file first came, or was last sent again
    sent_again: int = 0  # how often, after another delivery of its period
    row_places: dict[str, dict[str, int]] = field(default_factory=dict)  # filled: table -> role without own number -> rows
    is_unjudged: bool = False  # rejected since a rule could not be put to its rows; tried again every night

    @property
    def is_accepted(self) -> bool:
        return self.verdict != "rejected"


def receipts(places: Places, feed: str) -> list[Receipt]:
    """The receipt in force of each delivery of a feed, in the order of arrival."""
    return latest(all_receipts(places, feed))


def latest(every: Iterable[Receipt]) -> list[Receipt]:
    """Of a feed's receipts the one in force of each delivery, in the order of arrival; the latest judgement counts."""
    last = {receipt.delivery_id: receipt for receipt in sorted(every, key=lambda r: (r.received_at, r.sent_again))}
    return sorted(last.values(), key=arrival)


def all_receipts(places: Places, feed: str) -> list[Receipt]:
    """Every receipt of a feed, superseded ones too."""
    return [_read(path) for path in sorted((places.receipts / feed).glob("*.json"))]


def copy_receipts(places: Places, to: Places, until: datetime) -> list[Receipt]:
    """The receipts in force at a moment, in another home with every contract text they name."""
    feeds = [path.name for path in sorted(places.receipts.glob("*__*")) if path.is_dir()]
    for feed in feeds:
        for path in sorted((places.receipts / feed).glob("*.json")):
            if (receipt := _read(path)).received_at <= until:
                write_text(to.receipts / feed / path.name, path.read_text(encoding="utf-8"))
                text = _contract_text(places, receipt).read_text(encoding="utf-8")
                write_text(_contract_text(to, receipt), text)
    return [receipt for feed in feeds for receipt in receipts(to, feed)]


def _contract_text(places: Places, receipt: Receipt) -> Path:
    return places.receipts / "contracts" / f"{receipt.contract_sha256}.odcs.yaml"


def arrival(one: Receipt | Landed) -> tuple[datetime, datetime, str]:
    """Deliveries of one period supersede one another in this order: when first received, then by the time of the file.

    A file's own time is the agency's word, and may lie in the future or be that of an older copy.
    """
    first = one.first_received_at or one.received_at
    return first, min(one.arrived_at, first), one.file_name


def write_receipt(receipt: Receipt, contract_text: str | None, places: Places) -> Path:
    """The receipt's file, which appears last of all that a delivery writes; and the contract's text by its hash.

    The text is None where an earlier receipt left it.
    """
    text_path = _contract_text(places, receipt)
    if contract_text is not None and not text_path.exists():
        write_text(text_path, contract_text)
    folder = places.receipts / receipt.feed
    path = next(path for path in _names(folder, receipt) if not path.exists())
    content = json.dumps(asdict(receipt), indent=1, ensure_ascii=False, default=datetime.isoformat)
    write_text(path, content + "\n")
    return path


def _names(folder: Path, receipt: Receipt) -> Iterator[Path]:
    """The names for a receipt, best first: no receipt takes another's place."""
    yield folder / f"{receipt.delivery_id}.json"
    yield folder / f"{receipt.delivery_id}.{receipt.contract_sha256[:8]}.json"
    yield from (folder / f"{receipt.delivery_id}.{receipt.contract_sha256[:8]}.{number}.json" for number in count(2))


def write_text(path: Path, text: str) -> None:
    """A text file, whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)


def _read(path: Path) -> Receipt:
    content = json.loads(path.read_text(encoding="utf-8"))
    content["first_received_at"] = content.get("first_received_at") or content["received_at"]  # receipts of before it was kept
    for name in ("arrived_at", "received_at", "first_received_at"):
        content[name] = datetime.fromisoformat(content[name])
    content["rules"] = tuple(content["rules"])
    return Receipt(**{one.name: content[one.name] for one in fields(Receipt) if one.name in content})
