"""Checksums of files in the landing area, remembered while a file's size, times and inode stay the same.

So that a look at the landing area (the sensor's, every half minute) does not read it whole. And when each file first came:
the same content under the same name, with the same time of its file.
"""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

from orchestration.intake.receipts import write_text
from orchestration.places import Places


def signature(path: Path) -> list[int]:
    """Numbers that change when a file is written, replaced or touched."""
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]


class Checksums:
    """The known checksums of one feed's files, kept in receipts/landing/<feed>.json."""

    def __init__(self, places: Places, feed: str):
        self._path = places.receipts / "landing" / f"{feed}.json"
        known = json.loads(self._path.read_text(encoding="utf-8")) if self._path.exists() else {}
        self._known: dict[str, list] = known
        self._seen: dict[str, list] = {}

    def sha256(self, path: Path) -> str | None:
        """A file's checksum; None when it was still being written, or is gone."""
        try:
            before = signature(path)
            known = self._known.get(path.name)
            digest = known[1] if known and known[0] == before else _digest(path)
            if signature(path) != before:
                return None
        except FileNotFoundError:
            return None
        self._seen[path.name] = [before, digest, _first_seen(known, before, digest)]
        return digest

    def first_seen(self, path: Path) -> datetime | None:
        """When a file whose checksum was asked for first came; None when it was never remembered."""
        said = self._seen[path.name][2]
        return datetime.fromisoformat(said) if said else None

    def mark_seen(self, path: Path, at: datetime) -> None:
        self._seen[path.name][2] = at.isoformat()

    def forget(self, path: Path) -> None:
        """Should it come again, it is a new arrival."""
        del self._seen[path.name]

    def remember(self) -> None:
        """The files seen this time, for the next; cleared ones are forgotten."""
        if self._seen != self._known:
            write_text(self._path, json.dumps(self._seen))


def _first_seen(known: list | None, now: list[int], digest: str) -> str | None:
    """What was remembered of the same content under the same time; before it was, the file's own time stands for it."""
    if known is None or (known[1], known[0][1]) != (digest, now[1]):
        return None
    return known[2] if len(known) > 2 else datetime.fromtimestamp(now[1] / 1e9, UTC).isoformat()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
