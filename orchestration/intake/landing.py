"""Landing: files an agency left that match its contract and have no receipt, sealed into the vault."""

import logging
import stat
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

from data_contracts.contract import Contract
from orchestration.intake.checksums import Checksums
from orchestration.intake.delivery import Landed, named, sealed_path
from orchestration.intake.pauses import pause_in_force
from orchestration.intake.periods import Span, span_of_name
from orchestration.intake.receipts import Receipt, all_receipts, receipts
from orchestration.intake.unreadable import counted
from orchestration.intake.uploads import UNFINISHED, is_marker, is_whole, still_written
from orchestration.places import Places
from orchestration.vault import Vault
from orchestration.vault.errors import guard

log = logging.getLogger(__name__)


def land(contract: Contract, places: Places, vault: Vault, received_at: datetime) -> list[Landed]:
    """Deliveries to judge, in the order of arrival, each with a sealed copy in the vault.

    New files, and rejected deliveries whose contract has another text by now; none while the feed is paused. A file that is
    still being written is left for the next time; one whose checksum is known is not read again.
    """
    if pause_in_force(places, contract.feed):
        return []
    with guard(f"landing {named(contract)}"):
        checksums = Checksums(places, contract.feed)
        waiting = _unreceipted(contract, places, checksums)
        checksums.remember()
        unfinished = still_written(path for path, _ in waiting)
        whole = [(path, found) for path, found in waiting if path not in unfinished]
        new = [_seal(contract, path, found, places, vault, received_at) for path, found in whole]
        landed = [one for one in new if one] + list(_to_judge_again(contract, places, received_at))
    return sorted(landed, key=lambda one: (one.arrived_at, one.file_name))


def waiting_files(contract: Contract, places: Places) -> list[Path]:
    """Files in the landing area that the next run will take. Nothing is written."""
    if pause_in_force(places, contract.feed):
        return []
    return [path for path, _ in _unreceipted(contract, places, Checksums(places, contract.feed))]


def receipted_files(contract: Contract, places: Places, checksums: Checksums) -> list[tuple[Path, Receipt]]:
    """Files in the landing area whose content has a receipt, each with it."""
    known = {(r.sha256, r.period, r.is_history): r for r in receipts(places, contract.feed)}
    found = []
    for path, (spoken_for, is_history) in _promised_files(contract, places):
        receipt = known.get((checksums.sha256(path), spoken_for.text, is_history))
        if receipt:
            found.append((path, receipt))
    return found


def unknown_files(contracts: Sequence[Contract], places: Places) -> list[str]:
    """One line per agency folder with files that no contract promises, or several, or that point elsewhere: no names."""
    notes = []
    for folder in sorted(p for p in places.landing.glob("*") if p.is_dir()):
        promised = [c for c in contracts if c.agency == folder.name]
        files = [p for p in sorted(folder.rglob("*")) if not p.is_dir() and not UNFINISHED.fullmatch(p.name)]
        strays = [p for p in files if not _is_own_file(p, places)]
        unknown = [p for p in files if p not in strays and not _is_promised(p, folder, promised)]
        if unknown:
            rest = "that no contract of the agency promises; not read. Fix: name them as the contract says"
            notes.append(f"landing/{folder.name}: {counted(len(unknown), 'file')} {rest}, or remove them.")
        shared = [p for p in files if p.parent == folder and sum(span_of_name(c, p.name) is not None for c in promised) > 1]
        if shared:
            rest = "that several contracts of the agency promise; each reads them. Fix: tell the contracts' file patterns apart"
            notes.append(f"landing/{folder.name}: {counted(len(shared), 'file')} {rest}.")
        if strays:
            rest = "out of the landing area or are no plain files; refused. Fix: put the files themselves there"
            notes.append(f"landing/{folder.name}: {counted(len(strays), 'link leads', 'links lead')} {rest}.")
    return notes


def _is_promised(path: Path, folder: Path, contracts: Sequence[Contract]) -> bool:
    return path.parent == folder and any(span_of_name(c, path.name) or is_marker(c, path.name) for c in contracts)


def _is_own_file(path: Path, places: Places) -> bool:
    """A plain file that stands in the landing area itself: no link out of it, no pipe, no device."""
    stands_here = path.resolve().is_relative_to(places.landing.resolve())
    return stands_here and path.exists() and stat.S_ISREG(path.stat().st_mode)


def _unreceipted(contract: Contract, places: Places, checksums: Checksums) -> list[tuple[Path, tuple[Span, bool, str]]]:
    """Matching files whose content has no receipt, with span, whether history, and checksum; one per content and span.

    The same bytes under another period's name are another promise: a month in which nothing changed, or the file that
    was rejected for its name and is now named as it should be.
    """
    judged = all_receipts(places, contract.feed)
    known = {(r.sha256, r.period, r.is_history) for r in judged}
    waiting, again = [], 0
    for path, (found, is_history) in _promised_files(contract, places):
        sha256 = checksums.sha256(path)
        if sha256 is None:
            continue
        content = (sha256, found.text, is_history)
        if content not in known:
            waiting.append((path, (found, is_history, sha256)))
        elif path.name not in {r.file_name for r in judged if r.sha256 == sha256}:
            again += 1
        known.add(content)
    if again:
        log.info("%s: %d files hold what another file delivered; ignored", contract.feed, again)
    return waiting


def _promised_files(contract: Contract, places: Places) -> Iterator[tuple[Path, tuple[Span, bool]]]:
    folder = places.landing / contract.agency
    paths = sorted(folder.iterdir(), key=lambda p: p.name) if folder.is_dir() else []
    names = {path.name for path in paths}
    for path in paths:
        found = span_of_name(contract, path.name) if is_whole(contract, path.name, names) else None
        if found and _is_own_file(path, places):
            yield path, found


def _seal(
    contract: Contract, path: Path, found: tuple[Span, bool, str], places: Places, vault: Vault, received_at: datetime
) -> Landed | None:
    """The file sealed under its checksum; None when it changed or went on the way."""
    span, is_history, sha256 = found
    delivery_id = f"{'to-' if is_history else ''}{span.text}_{sha256[:12]}"
    try:
        arrived_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        sealed = vault.seal_file(path, sealed_path(places, contract.feed, delivery_id))
    except FileNotFoundError:
        return None
    if sealed.sha256 != sha256:
        sealed_path(places, contract.feed, delivery_id).unlink()
        return None
    return Landed(
        feed=contract.feed,
        delivery_id=delivery_id,
        period=span.text,
        is_history=is_history,
        file_name=path.name,
        sha256=sha256,
        bytes=sealed.bytes,
        arrived_at=arrived_at,
        received_at=received_at,
        source=path,
    )


def _to_judge_again(contract: Contract, places: Places, received_at: datetime) -> Iterator[Landed]:
    """Rejected deliveries that no one has judged under the contract's present text."""
    judged = {(r.delivery_id, r.contract_sha256) for r in all_receipts(places, contract.feed)}
    for receipt in receipts(places, contract.feed):
        is_judged = receipt.is_accepted or (receipt.delivery_id, contract.sha256) in judged
        if not is_judged and sealed_path(places, contract.feed, receipt.delivery_id).exists():
            said = {field.name: getattr(receipt, field.name, None) for field in fields(Landed)}
            yield Landed(**said | {"received_at": received_at, "source": None, "is_rejudgement": True})
