"""Fetching: what lies on an agency's server, new or sent again, straight into the vault; landing is never touched."""

import json
import os
import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from data_contracts.contract import Contract
from orchestration.errors import TwogenError
from orchestration.intake import database, uploads
from orchestration.intake.delivery import Landed, id_of, sealed_path
from orchestration.intake.pauses import pause_in_force
from orchestration.intake.periods import Span, span_of_name
from orchestration.intake.receipts import all_receipts, receipts, write_text
from orchestration.intake.sent_again import first_received, new_arrivals, placed_in_time
from orchestration.intake.servers import RemoteFile, chunks, file_system, listed, unanswered
from orchestration.places import Places
from orchestration.vault import Sealed, Vault

Promised = dict[str, tuple[RemoteFile, Span, bool]]  # by name: with its span, and whether a historical load


def fetch(contract: Contract, places: Places, vault: Vault, secrets: Mapping[str, str], received_at: datetime) -> list[Landed]:
    """New deliveries and known ones that were sent again, each with a sealed copy in the vault; none for a feed that is
    left in landing, or paused, and none in a home that stands as of a moment.

    Raises: NotFetched when a secret is missing, or the server does not answer as it should.
    """
    kind = contract.delivery.server.kind
    if kind == "local" or pause_in_force(places, contract.feed) or places.as_of.exists():
        return []
    fetch_from = _fetch_rows if kind == "postgres" else _fetch_files
    try:
        return fetch_from(contract, places, vault, secrets, received_at)
    except TwogenError:
        raise
    except Exception as error:
        failed = type(error).__name__
    raise unanswered(contract, failed)  # outside, so that the failure's own text is not chained to it


def _fetch_files(contract: Contract, places: Places, vault: Vault, secrets, received_at: datetime) -> list[Landed]:
    files = file_system(contract, secrets)
    memory = _Memory(places, contract)
    promised = _promised(contract, listed(contract, files))
    new = {name: one for name, one in promised.items() if not memory.knows(one[0])}
    if new and contract.delivery.server.kind != "s3":  # an object in S3 is whole or not there
        time.sleep(uploads.QUIET_SECONDS)
        later = _promised(contract, listed(contract, files))
        new = {name: one for name, one in new.items() if later.get(name) == one}
    landed = [memory.landed(*one, received_at) for one in promised.values() if memory.knows(one[0])]
    for file, span, is_history in new.values():
        sealed, part = _sealed_aside(vault, places, chunks(files, file.path))
        if sealed.bytes != file.size:  # it grew or shrank on the way
            part.unlink()
            continue
        one = _landed(contract, file.name, span, is_history, sealed, file.modified_at, received_at)
        landed.append(memory.placed(file, one))
        _put_in_place(one, part, places)
    memory.write(set(promised))
    return new_arrivals(landed, receipts(places, contract.feed))


def _promised(contract: Contract, files: Iterable[RemoteFile]) -> Promised:
    """The whole files that the contract promises."""
    by_name = {file.name: file for file in files}
    found = {
        name: (file, span_of_name(contract, name)) for name, file in by_name.items() if uploads.is_whole(contract, name, by_name)
    }
    return {name: (file, *said) for name, (file, said) in found.items() if said}


def _fetch_rows(contract: Contract, places: Places, vault: Vault, secrets, received_at: datetime) -> list[Landed]:
    """A delivery per period whose rows in the database are not those of the last delivery for it."""
    last = {receipt.period: receipt for receipt in receipts(places, contract.feed) if not receipt.is_history}
    landed = []
    with database.connected(contract, secrets) as rows:
        for span in rows.spans(received_at):
            sealed, part = _sealed_aside(vault, places, rows.of(span))
            name = f"{contract.delivery.server.folder} {span.text}"
            one = _landed(contract, name, span, False, sealed, received_at, received_at)
            if (before := last.get(span.text)) and before.delivery_id == one.delivery_id:
                part.unlink()
                continue
            _put_in_place(one, part, places)
            landed.append(one)
    return landed


def _sealed_aside(vault: Vault, places: Places, content: Iterable[bytes]) -> tuple[Sealed, Path]:
    """The content sealed where a killed run's leavings are emptied; its checksum says where it belongs."""
    part = places.vault / "tmp" / f"{os.getpid()}-fetched.sealed"
    return vault.seal_chunks(content, part), part


def _put_in_place(one: Landed, part: Path, places: Places) -> None:
    """The sealed copy where it belongs; what was received before stays as it is."""
    path = sealed_path(places, one.feed, one.delivery_id)
    if path.exists():
        part.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part.replace(path)


def _landed(contract: Contract, name: str, span: Span, is_history: bool, sealed: Sealed, arrived_at, received_at) -> Landed:
    return Landed(
        feed=contract.feed,
        delivery_id=id_of(span.text, is_history, sealed.sha256),
        period=span.text,
        is_history=is_history,
        file_name=name,
        sha256=sealed.sha256,
        bytes=sealed.bytes,
        arrived_at=arrived_at,
        received_at=received_at,
        source=None,
    )


class _Memory:
    """The files of a server that were fetched before, so that none is fetched twice while it stays the same; and when."""

    def __init__(self, places: Places, contract: Contract):
        every = all_receipts(places, contract.feed)
        self._contract, self._left = contract, first_received(contract, every)
        self._path = places.receipts / "landing" / f"{contract.feed}.server.json"
        self._known = json.loads(self._path.read_text(encoding="utf-8")) if self._path.exists() else {}
        self._before = dict(self._known)
        self._receipted = {receipt.sha256 for receipt in every}

    def knows(self, file: RemoteFile) -> bool:
        """Whether exactly this file was fetched and has a receipt; a run may have been killed in between."""
        known = self._known.get(file.name)
        return known is not None and known[:2] == _signature(file) and known[2] in self._receipted

    def landed(self, file: RemoteFile, span: Span, is_history: bool, received_at: datetime) -> Landed:
        """A known file as it was fetched then."""
        sealed = Sealed(self._known[file.name][2], file.size)
        return self.placed(file, _landed(self._contract, file.name, span, is_history, sealed, file.modified_at, received_at))

    def placed(self, file: RemoteFile, one: Landed) -> Landed:
        """A file with the time it was first fetched, which is remembered."""
        known = self._known.get(file.name)
        is_same = known is not None and known[:3] == [*_signature(file), one.sha256]
        seen_at = datetime.fromisoformat(known[3]) if is_same else None
        placed = placed_in_time(one, seen_at, self._left)
        self._known[file.name] = [*_signature(file), one.sha256, placed.first_received_at.isoformat()]
        return placed

    def write(self, there: set[str]) -> None:
        """For the next night; files that are gone are forgotten."""
        known = {name: said for name, said in self._known.items() if name in there}
        if known != self._before:
            write_text(self._path, json.dumps(known))


def _signature(file: RemoteFile) -> list:
    return [file.size, file.modified_at.isoformat()]
