"""A home as it was known at a moment, beside the one that lives on: what `nightly --as-of` then rebuilds.

Receipts up to the moment with their raw rows and vault parts (linked, since none of them ever changes), the ledger, the
decisions, the model and the pauses of then. Nothing lands there, and nothing is judged again.
"""

import json
import os
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from data_contracts import Contract
from orchestration.components.model_in_use import pin_model
from orchestration.components.run_lock import run_lock
from orchestration.errors import TwogenError
from orchestration.intake import in_force_deliveries, removed
from orchestration.intake.pauses import copy_pauses
from orchestration.intake.receipts import Receipt, copy_receipts, write_text
from orchestration.linkage.decisions import copy_decisions
from orchestration.linkage.ledger_files import copy_ledger, held_path
from orchestration.places import Places
from orchestration.vault import Vault

KEYS = ("keyring.json", "identity/id_secret.sealed")


def moment(text: str, now: datetime) -> datetime:
    """The moment a text names: a date means the end of that day, UTC. Raises: TwogenError for anything else, or the future."""
    try:
        at = datetime.fromisoformat(text)
        at = datetime.combine(date.fromisoformat(text), time.max) if len(text) == len("2026-01-01") else at
    except ValueError:
        raise TwogenError("--as-of is no date. Fix: YYYY-MM-DD, or a moment such as 2026-11-24T06:00:00.") from None
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    if at.date() > now.date():
        raise TwogenError("--as-of lies in the future, so nothing is known of it. Nothing was done.")
    return min(at, now)


def home_as_of(places: Places, other: Places, until: datetime, contracts: Sequence[Contract], vault: Vault) -> int:
    """How many deliveries the other home holds. The home itself is only read, and held still while it is.

    Raises: TwogenError when the other home is not empty, or a delivery in force then was removed under its retention.
    """
    _refuse_other(places, other)
    aside = Places(other.home.with_name(f".{other.home.name}.part"))
    shutil.rmtree(aside.home, ignore_errors=True)
    with run_lock(places, f"twogen nightly --as-of {until:%Y-%m-%d}", log=print):
        shares = [path.relative_to(places.vault) for path in places.identity.glob("frequencies_*.parquet")]
        for name in (*KEYS, *shares):  # names' shares go with a model's version, and never change
            _link(places.vault / name, aside.vault / name)
        known = copy_receipts(places, aside, until)
        _refuse_removed(places, aside, contracts)
        for receipt in known:
            _link_parts(receipt, places, aside)
        copy_pauses(places, aside, until)
        if held_path(places).exists():
            copy_ledger(vault, places, aside, until)
        copy_decisions(vault, places, aside, until)
        pin_model(places, aside, until)
    write_text(aside.as_of, json.dumps({"as_of": until.isoformat(), "home": str(places.home)}, indent=1) + "\n")
    aside.vault.chmod(0o700)
    if other.home.exists():
        other.home.rmdir()
    aside.home.rename(other.home)
    return len(known)


def _refuse_other(places: Places, other: Places) -> None:
    here, there = places.home.resolve(), other.home.resolve()
    if there.is_relative_to(here) or here.is_relative_to(there):
        raise TwogenError("--home is this home, or one stands inside the other. Nothing was done. Fix: name another folder.")
    if there.exists() and (not there.is_dir() or any(there.iterdir())):
        raise TwogenError(f"{other.home} is not empty. Nothing was done. Fix: name a new folder.")
    there.parent.mkdir(parents=True, exist_ok=True)


def _refuse_removed(places: Places, aside: Places, contracts: Sequence[Contract]) -> None:
    for contract in contracts:
        gone = removed(places, contract.feed)
        lacking = [r.delivery_id for r in in_force_deliveries(contract, aside) if r.delivery_id in gone]
        if lacking:
            raise TwogenError(
                f"{contract.feed}: {len(lacking)} deliveries in force then were removed since, as the contract's retention "
                f"says ({lacking[0]} first), so that night cannot be repeated. Nothing was done."
            )


def _link_parts(receipt: Receipt, places: Places, aside: Places) -> None:
    """Vault parts and raw rows of an accepted delivery. A rejected one has none here, so no one judges it again."""
    if not receipt.is_accepted:
        return
    folder = places.delivery(receipt.feed, receipt.delivery_id)
    raw = [places.raw / table / f"{receipt.delivery_id}.parquet" for table in receipt.tables]
    for path in [*(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")), *filter(Path.exists, raw)]:
        _link(path, aside.home / path.relative_to(places.home))


def _link(source: Path, target: Path) -> None:
    """The same bytes under another name: files of a home are replaced, never written over."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)
