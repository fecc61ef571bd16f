"""Landing: files an agency left that match its contract, with no receipt yet or sent again, sealed into the vault."""

import logging
import stat
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

from data_contracts.contract import Contract
from orchestration.intake.checksums import Checksums
from orchestration.intake.delivery import Landed, id_of, named, sealed_path
from orchestration.intake.pauses import pause_in_force
from orchestration.intake.periods import Span, span_of_name
from orchestration.intake.receipts import Receipt, all_receipts, arrival, latest, receipts
from orchestration.intake.sent_again import first_received, new_arrivals, placed_in_time
from orchestration.intake.unreadable import counted
from orchestration.intake.uploads import UNFINISHED, is_marker, is_whole, still_written
from orchestration.places import Places
from orchestration.vault import Vault
from orchestration.vault.errors import guard

log = logging.getLogger(__name__)


def land(contract: Contract, places: Places, vault: Vault, received_at: datetime) -> list[Landed]:
    """Deliveries to judge, in the order of arrival, each with a sealed copy in the vault.

    New files, known ones that were sent again, and rejected deliveries whose contract has another text by now or that could
    not be judged; none while the feed is paused. A file that is still being written is left for the next time; one whose
    checksum is known is not read again.
    """
    if pause_in_force(places, contract.feed):
        return []
    with guard(f"landing {named(contract)}"):
        checksums, every = Checksums(places, contract.feed), all_receipts(places, contract.feed)
        known = latest(every)
        found = _standing(contract, places, checksums, every, received_at)
        checksums.remember()
        waiting = new_arrivals(found, known)
        _tell_ignored(contract, found, [*every, *waiting])
        unfinished = still_written(one.source for one in waiting)
        new = [_sealed(one, places, vault, known) for one in waiting if one.source not in unfinished]
        landed = [one for one in new if one] + list(_to_judge_again(contract, places, every, known, received_at))
    return sorted(landed, key=arrival)


def waiting_files(contract: Contract, places: Places) -> list[Path]:
    """Files in the landing area that the next run will take. Nothing is written."""
    if pause_in_force(places, contract.feed):
        return []
    every = all_receipts(places, contract.feed)
    found = _standing(contract, places, Checksums(places, contract.feed), every, datetime.now(UTC))
    return [one.source for one in new_arrivals(found, latest(every))]


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


def _standing(
    contract: Contract, places: Places, checksums: Checksums, every: Sequence[Receipt], received_at: datetime
) -> list[Landed]:
    """Every whole file that the contract promises, with its checksum and the time it first came; nothing is sealed yet.

    The same bytes under another period's name are another promise: a month in which nothing changed, or the file that
    was rejected for its name and is now named as it should be.
    """
    left, found = first_received(contract, every), []
    for path, (span, is_history) in _promised_files(contract, places):
        sha256 = checksums.sha256(path)
        if sha256 is None:
            continue
        try:
            stat_ = path.stat()
        except FileNotFoundError:
            continue
        one = Landed(
            feed=contract.feed,
            delivery_id=id_of(span.text, is_history, sha256),
            period=span.text,
            is_history=is_history,
            file_name=path.name,
            sha256=sha256,
            bytes=stat_.st_size,
            arrived_at=datetime.fromtimestamp(stat_.st_mtime, UTC),
            received_at=received_at,
            source=path,
        )
        found.append(placed_in_time(one, checksums.first_seen(path), left))
        checksums.mark_seen(path, found[-1].first_received_at)
    return found


def _tell_ignored(contract: Contract, found: Sequence[Landed], taken: Sequence[Receipt | Landed]) -> None:
    """How many files hold what another file delivered."""
    told = {(one.sha256, one.file_name) for one in taken}
    if again := sum((one.sha256, one.file_name) not in told for one in found):
        log.info("%s: %d files hold what another file delivered; ignored", contract.feed, again)


def _promised_files(contract: Contract, places: Places) -> Iterator[tuple[Path, tuple[Span, bool]]]:
    folder = places.landing / contract.agency
    paths = sorted(folder.iterdir(), key=lambda p: p.name) if folder.is_dir() else []
    names = {path.name for path in paths}
    for path in paths:
        found = span_of_name(contract, path.name) if is_whole(contract, path.name, names) else None
        if found and _is_own_file(path, places):
            yield path, found


def _sealed(landed: Landed, places: Places, vault: Vault, known: Sequence[Receipt]) -> Landed | None:
    """The file with its sealed copy in the vault; None when it changed or went on the way."""
    path = sealed_path(places, landed.feed, landed.delivery_id)
    if path.exists() and any(one.delivery_id == landed.delivery_id for one in known):
        return landed  # sent again: what was received then is kept
    try:
        sealed = vault.seal_file(landed.source, path)
    except FileNotFoundError:
        return None
    if sealed.sha256 != landed.sha256:
        path.unlink()
        return None
    return replace(landed, bytes=sealed.bytes)


def _to_judge_again(
    contract: Contract, places: Places, every: Sequence[Receipt], known: Sequence[Receipt], received_at: datetime
) -> Iterator[Landed]:
    """Rejected deliveries that no one has judged under the contract's present text, and those that could not be judged."""
    judged = {(r.delivery_id, r.contract_sha256) for r in every}
    for receipt in known:
        is_judged = receipt.is_accepted or ((receipt.delivery_id, contract.sha256) in judged and not receipt.is_unjudged)
        if not is_judged and sealed_path(places, contract.feed, receipt.delivery_id).exists():
            said = {field.name: getattr(receipt, field.name, None) for field in fields(Landed)}
            yield Landed(**said | {"received_at": received_at, "source": None, "is_rejudgement": True})
