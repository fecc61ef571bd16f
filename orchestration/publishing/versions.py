"""Versions on disk: their names, their manifests, and the link that says which is current.

A version's name sorts by time and ends in a hash of its content. Reads and writes published/ only.
"""

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from orchestration.places import Places

MANIFEST = "manifest.json"
CURRENT = "current"


def version_name(created_at: datetime, content: str) -> str:
    """A name that sorts by time and tells content apart: `20261124T021500Z-0f3a9c1b2d4e`."""
    if created_at.utcoffset() is None or created_at.utcoffset().total_seconds():
        raise ValueError("created_at must be in UTC")
    return f"{created_at:%Y%m%dT%H%M%SZ}-{content[:12]}"


def versions(places: Places) -> list[str]:
    """Finished versions, oldest first: folders with a manifest."""
    return sorted(path.parent.name for path in places.published.glob(f"[0-9]*/{MANIFEST}"))


def current_version(places: Places) -> str | None:
    """The version readers see, or None before the first."""
    link = places.published / CURRENT
    return link.readlink().name if link.is_symlink() else None


def read_manifest(version: Path) -> dict[str, Any]:
    """What a version says of itself."""
    return json.loads((version / MANIFEST).read_text())


def file_facts(version: Path) -> dict[str, dict[str, Any]]:
    """Bytes and SHA-256 of every file of a version but its manifest, by path inside it."""
    facts = {}
    for path in sorted(p for p in version.rglob("*") if p.is_file() and p.name != MANIFEST):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        facts[path.relative_to(version).as_posix()] = {"bytes": path.stat().st_size, "sha256": digest}
    return facts


def spoiled_files(version: Path) -> list[str]:
    """Files missing, added or altered since the version was made; none for a version to be trusted."""
    said, found = read_manifest(version)["files"], file_facts(version)
    return sorted(path for path in said.keys() | found.keys() if said.get(path) != found.get(path))


def point_current_at(places: Places, version: str) -> None:
    """`published/current` leads to the version, in one step: no reader ever finds the link missing or half made."""
    aside = places.published / f".{CURRENT}-{os.getpid()}"
    aside.unlink(missing_ok=True)
    aside.symlink_to(version, target_is_directory=True)
    aside.replace(places.published / CURRENT)
    sync(places.published)


def sync(path: Path) -> None:
    """The folder or file is on disk when this returns, whatever happens to the power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
