"""One version, made aside, shown in one step.

Reads the warehouse and what the caller knows; writes published/<version>/ and turns published/current.
A kill at any moment leaves the last good version current.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from orchestration.errors import TwogenError
from orchestration.places import Places
from orchestration.publishing.copies import content_hash, copy_tables, judged_tables, published_tables, warehouse
from orchestration.publishing.gate import Evidence, gate
from orchestration.publishing.releases import RELEASE, Release, carry, next_release
from orchestration.publishing.retention import Pruned, prune
from orchestration.publishing.versions import (
    CURRENT,
    MANIFEST,
    current_version,
    file_facts,
    point_current_at,
    read_manifest,
    sync,
    version_name,
    versions,
)


class PublishFailed(TwogenError):
    """The version could not be made; what was current still is."""


@dataclass(frozen=True)
class Facts:
    """What a version stands on, as the caller knows it: plain values that go into the manifest as they are."""

    deliveries: tuple[dict[str, Any], ...]  # feed, delivery_id, sha256, contract_version, contract_sha256 …
    model_version: str
    code_version: str
    parameters: Mapping[str, Any] = field(default_factory=dict)  # name -> value: every parameter and setting it was built with
    definitions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # table -> card (version), parameters it hangs on


@dataclass(frozen=True)
class Published:
    """The version now current, its tables with their row counts, and whether it is new."""

    version: str
    path: Path
    tables: dict[str, int]
    is_new: bool
    pruned: Pruned

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def publish(
    places: Places,
    evidence: Evidence,
    facts: Facts,
    created_at: datetime,
    warehouse_file: str = "warehouse.duckdb",
) -> Published:
    """The version readers see from now on: a new one, or the current one when nothing in it would change.

    Raises: PublishRefused when the gate says no, and nothing changes.
    """
    places.published.mkdir(parents=True, exist_ok=True)
    _clear_what_a_kill_left(places)
    with _quietly(), warehouse(places.warehouse / warehouse_file) as con:
        tables = published_tables(con)
        gate(evidence, con, judged_tables(con))
        content = content_hash(con, tables, _footing(facts))
        version = _finished(places, content)
        is_new = version is None
        if version is None:
            version = version_name(created_at, content)
            before = _newest(places)
            release = next_release(con, tables, facts.definitions, version, before)
            manifest = {**_manifest(version, created_at, content, facts), RELEASE: release.manifest()}
            _make(con, tables, places.published / version, manifest, release, before)
    if current_version(places) != version:
        point_current_at(places, version)
    path = places.published / version
    counts = {name: table["rows"] for name, table in read_manifest(path)["tables"].items()}
    return Published(version, path, counts, is_new, prune(places))


def _footing(facts: Facts) -> str:
    """What makes two versions differ besides their rows. The code may change and mean the same: it is not in it."""
    deliveries = sorted(json.dumps(d, sort_keys=True, default=str) for d in facts.deliveries)
    return json.dumps([deliveries, facts.model_version, facts.parameters, facts.definitions], sort_keys=True)


def _finished(places: Places, content: str) -> str | None:
    """The newest version when it says exactly this already (also one a kill left finished but not yet current)."""
    newest = versions(places)[-1:]
    return next((v for v in newest if read_manifest(places.published / v)["content"] == content), None)


def _manifest(version: str, created_at: datetime, content: str, facts: Facts) -> dict[str, Any]:
    return {
        "version": version,
        "created_at": created_at.isoformat(),
        "content": content,
        "model_version": facts.model_version,
        "code_version": facts.code_version,
        "parameters": dict(facts.parameters),
        "cards": {table: said["card"] for table, said in facts.definitions.items()},
        "deliveries": list(facts.deliveries),
    }


def _newest(places: Places) -> Path | None:
    """The folder of the newest finished version, whose release is carried on until a reporting period closes."""
    finished = versions(places)
    return places.published / finished[-1] if finished else None


def _make(
    con: duckdb.DuckDBPyConnection,
    tables: dict[str, str],
    version: Path,
    manifest: dict[str, Any],
    release: Release,
    before: Path | None,
) -> None:
    """The whole version under its name, or nothing: built aside, manifest last, then renamed."""
    aside = version.with_name(f".building-{os.getpid()}")
    aside.mkdir()
    counts = copy_tables(con, tables, aside, release.made_anew)
    carry(release, before, aside)
    manifest["tables"] = {name: {"rows": rows} for name, rows in counts.items()}
    manifest["files"] = file_facts(aside)
    (aside / MANIFEST).write_text(json.dumps(manifest, indent=2, default=str) + "\n")
    for path in aside.rglob("*"):
        sync(path)
    aside.rename(version)
    sync(version.parent)


def _clear_what_a_kill_left(places: Places) -> None:
    for path in places.published.glob(".*"):
        if path.is_symlink() and path.name.startswith(f".{CURRENT}"):
            path.unlink()
        elif path.name.startswith((".building-", ".removing-")):
            shutil.rmtree(path)


@contextmanager
def _quietly() -> Iterator[None]:
    """DuckDB's own messages may quote a value; ours says what failed and nothing of the rows."""
    try:
        yield
    except duckdb.Error as error:
        kind = type(error).__name__
        raise PublishFailed(
            f"The version could not be made ({kind} from DuckDB); the last good version stays current. "
            "Check free disk space and that the warehouse is whole, then run again."
        ) from None
