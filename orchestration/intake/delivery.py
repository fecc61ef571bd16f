"""A delivery on its way: landed, then parsed; and where its parts stand in the vault and in raw."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data_contracts.contract import Contract
from orchestration.places import Places


@dataclass(frozen=True)
class Landed:
    """A received file on its way to a receipt."""

    feed: str
    delivery_id: str  # "<period>_<checksum>", a historical load "to-<period>_<checksum>"
    period: str
    is_history: bool
    file_name: str
    sha256: str
    bytes: int
    arrived_at: datetime  # UTC; when the agency put it there, by the file's own time
    received_at: datetime  # UTC; when this run took it
    source: Path | None  # the file in the landing area; None once that was cleared
    is_rejudgement: bool = False  # it was rejected before, under another text of the contract, or could not be judged
    first_received_at: datetime | None = None  # UTC; when a run first saw it, if that was an earlier one


@dataclass(frozen=True)
class Parsed:
    """A delivery's rows as judged: typed, with the received text beside them."""

    tables: dict[str, Path]  # table name -> encrypted Parquet
    rows: dict[str, int]
    unpromised_members: int = 0  # files of the zip that the contract does not name; they were not read


def id_of(period: str, is_history: bool, sha256: str) -> str:
    """A delivery's id: the same content for the same period is one delivery, whichever way it came."""
    return f"{'to-' if is_history else ''}{period}_{sha256[:12]}"


def named(contract: Contract) -> str:
    """How a feed is named to a person: with the version that speaks."""
    return f"{contract.feed} (contract {contract.version})"


def sealed_path(places: Places, feed: str, delivery_id: str) -> Path:
    return places.delivery(feed, delivery_id) / "received.sealed"


def rows_path(places: Places, feed: str, delivery_id: str, table: str) -> Path:
    return places.delivery(feed, delivery_id) / "rows" / f"{table}.parquet"


def quarantine_path(places: Places, feed: str, delivery_id: str, table: str) -> Path:
    return places.delivery(feed, delivery_id) / "quarantine" / f"{table}.parquet"


def persons_path(places: Places, feed: str, delivery_id: str) -> Path:
    """The persons a delivery's accepted rows mention; there is none when its contract identifies nobody."""
    return places.delivery(feed, delivery_id) / "persons.parquet"


def raw_path(places: Places, table: str, delivery_id: str) -> Path:
    return places.raw / table / f"{delivery_id}.parquet"
