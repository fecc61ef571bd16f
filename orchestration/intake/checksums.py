"""Checksums of files in the landing area, remembered while a file's size, times and inode stay the same.

So that a look at the landing area (the sensor's, every half minute) does not read it whole.
"""

import hashlib
import json
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
        self._seen[path.name] = [before, digest]
        return digest

    def remember(self) -> None:
        """The files seen this time, for the next; cleared ones are forgotten."""
        if self._seen != self._known:
            write_text(self._path, json.dumps(self._seen))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
