"""Fetching: what lies on an agency's server and has no receipt, straight into the vault; landing is never touched."""

import json
import os
import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from data_contracts.contract import Contract
from orchestration.errors import TwogenError
from orchestration.intake import database, uploads
from orchestration.intake.delivery import Landed, sealed_path
from orchestration.intake.pauses import pause_in_force
from orchestration.intake.periods import Span, span_of_name
from orchestration.intake.receipts import all_receipts, write_text
from orchestration.intake.servers import RemoteFile, chunks, file_system, listed, unanswered
from orchestration.places import Places
from orchestration.vault import Sealed, Vault

Promised = dict[str, tuple[RemoteFile, Span, bool]]  # by name: with its span, and whether a historical load


def fetch(
    contract: Contract, places: Places, vault: Vault, secrets: Mapping[str, str], received_at: datetime
) -> list[Landed]:
    """Deliveries that were not known, each with a sealed copy in the vault; none for a feed that is left in
    landing, or paused, and none in a home that stands as of a moment.

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
    landed = []
    for file, span, is_history in new.values():
        sealed, part = _sealed_aside(vault, places, chunks(files, file.path))
        if sealed.bytes != file.size:  # it grew or shrank on the way
            part.unlink()
            continue
        is_known = memory.has_receipt(sealed)
        memory.remember(file, sealed)
        one = None if is_known else _landed(contract, file.name, span, is_history, sealed, file.modified_at, received_at)
        landed += _put_in_place(one, part, places)
    memory.write(set(promised))
    return landed


def _promised(contract: Contract, files: Iterable[RemoteFile]) -> Promised:
    """The whole files that the contract promises."""
    by_name = {file.name: file for file in files}
    found = {
        name: (file, span_of_name(contract, name)) for name, file in by_name.items() if uploads.is_whole(contract, name, by_name)
    }
    return {name: (file, *said) for name, (file, said) in found.items() if said}


def _fetch_rows(contract: Contract, places: Places, vault: Vault, secrets, received_at: datetime) -> list[Landed]:
    """A delivery per period whose rows in the database are not those of a delivery with a receipt."""
    known = {(receipt.sha256, receipt.period) for receipt in all_receipts(places, contract.feed)}
    landed = []
    with database.connected(contract, secrets) as rows:
        for span in rows.spans(received_at):
            sealed, part = _sealed_aside(vault, places, rows.of(span))
            name = f"{contract.delivery.server.folder} {span.text}"
            is_known = (sealed.sha256, span.text) in known
            one = None if is_known else _landed(contract, name, span, False, sealed, received_at, received_at)
            landed += _put_in_place(one, part, places)
    return landed


def _sealed_aside(vault: Vault, places: Places, content: Iterable[bytes]) -> tuple[Sealed, Path]:
    """The content sealed where a killed run's leavings are emptied; its checksum says where it belongs."""
    part = places.vault / "tmp" / f"{os.getpid()}-fetched.sealed"
    return vault.seal_chunks(content, part), part


def _put_in_place(one: Landed | None, part: Path, places: Places) -> list[Landed]:
    if one is None:
        part.unlink()
        return []
    path = sealed_path(places, one.feed, one.delivery_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part.replace(path)
    return [one]


def _landed(contract: Contract, name: str, span: Span, is_history: bool, sealed: Sealed, arrived_at, received_at) -> Landed:
    delivery_id = f"{'to-' if is_history else ''}{span.text}_{sealed.sha256[:12]}"
    return Landed(
        contract.feed, delivery_id, span.text, is_history, name, sealed.sha256, sealed.bytes, arrived_at, received_at, None
    )


class _Memory:
    """The files of a server that were fetched before, so that none is fetched twice while it stays the same."""

    def __init__(self, places: Places, contract: Contract):
        self._path = places.receipts / "landing" / f"{contract.feed}.server.json"
        self._known = json.loads(self._path.read_text(encoding="utf-8")) if self._path.exists() else {}
        self._before = dict(self._known)
        self._receipted = {receipt.sha256 for receipt in all_receipts(places, contract.feed)}

    def knows(self, file: RemoteFile) -> bool:
        """Whether exactly this file was fetched and has a receipt; a run may have been killed in between."""
        known = self._known.get(file.name)
        return known is not None and known[:2] == _signature(file) and known[2] in self._receipted

    def has_receipt(self, sealed: Sealed) -> bool:
        """Whether the content has a receipt, or was fetched under another name tonight."""
        return sealed.sha256 in self._receipted

    def remember(self, file: RemoteFile, sealed: Sealed) -> None:
        self._known[file.name] = [*_signature(file), sealed.sha256]
        self._receipted.add(sealed.sha256)

    def write(self, there: set[str]) -> None:
        """For the next night; files that are gone are forgotten."""
        known = {name: said for name, said in self._known.items() if name in there}
        if known != self._before:
            write_text(self._path, json.dumps(known))


def _signature(file: RemoteFile) -> list:
    return [file.size, file.modified_at.isoformat()]
