"""Writes the whole rehearsal: lives, records, files in landing/, and the truth apart."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import data_contracts
from data_contracts.contract import Contract
from data_contracts.reader import read_contracts
from orchestration.errors import TwogenError
from orchestration.places import Places
from orchestration.rehearsal import truth
from orchestration.rehearsal.days import window
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.feeds import feeds_written, sending_of
from orchestration.rehearsal.files import Sent, fits_contract
from orchestration.rehearsal.lives.county import County, lived
from orchestration.rehearsal.streams import Streams

USUAL = Difficulty()


@dataclass(frozen=True)
class CountyCounts:
    """What was written."""

    people: int
    files: int
    bytes: int
    records: dict[str, int]  # distinct records by table and role
    rows: dict[str, int]  # rows by feed, over all files


def write_county(
    home: Path,
    people: int = 20_000,
    months: int = 120,
    seed: int = 1,
    *,
    end: str,
    difficulty: Difficulty = USUAL,
    contracts: Path | None = None,
    feeds: Sequence[str] = (),
) -> CountyCounts:
    """Writes a county of about `people` people, watched for `months` months up to `end` (YYYY-MM).

    Into landing/ and rehearsal/truth/; the same numbers give the same bytes. `feeds`: which agencies' files come (all).
    Raises: TwogenError when landing/ already holds files, or no contract is there for a feed asked for.
    """
    places, span = Places(Path(home)), window(end, months)
    _refuse_to_overwrite(places.landing)
    agreed = _agreed(contracts or Path(data_contracts.__file__).parent / "sources", feeds)
    streams = Streams((seed, people, months, span.end))
    county = lived(streams, span, people, difficulty.ssn_borrowed)
    records, sizes, rows = truth.RecordTruth(county), [], {}
    for contract in agreed:
        sending = sending_of(contract.feed)(contract, county, streams, difficulty)
        sizes += [_leave(places.landing, sent) for sent in sending.files]
        for name, written in sending.people:
            records.add(contract.table(name), written.values, written.persons)
        rows[contract.feed] = sending.rows
    return CountyCounts(len(county.people), len(sizes), sum(sizes), _write_truth(places.truth, county, records), rows)


def _refuse_to_overwrite(landing: Path) -> None:
    if landing.exists() and any(path.is_file() for path in landing.rglob("*")):
        raise TwogenError(
            f"The landing area {landing} already holds files, and no rehearsal county is written over them; "
            "empty it first or choose another home."
        )


def _agreed(folder: Path, feeds: Sequence[str]) -> list[Contract]:
    """The contracts of the feeds to write, in order of name; contracts the county knows nothing of are left alone."""
    agreed = {contract.feed: contract for contract in read_contracts(folder)}
    wanted = feeds or feeds_written()
    missing = sorted(set(wanted) - set(agreed))
    unknown = sorted(set(wanted) - set(feeds_written()))
    if missing or unknown:
        raise TwogenError(
            f"The rehearsal county writes files by their contracts: {', '.join(missing or unknown)} "
            + (f"has none in {folder}." if missing else "is no feed it can write.")
        )
    return [agreed[feed] for feed in sorted(wanted)]


def _leave(landing: Path, sent: Sent) -> int:
    """Writes a file where its agency leaves it, at the time it arrives."""
    if not fits_contract(sent.contract, sent.name):
        raise TwogenError(
            f"{sent.contract.feed} v{sent.contract.version}: the rehearsal county's file {sent.name} fits neither file "
            "pattern of the contract; change the pattern or the name in orchestration/rehearsal/feeds/."
        )
    folder = landing / sent.contract.agency
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / sent.name
    path.write_bytes(sent.content)
    os.utime(path, (sent.arrives, sent.arrives))
    return len(sent.content)


def _write_truth(folder: Path, county: County, records: truth.RecordTruth) -> dict[str, int]:
    folder.mkdir(parents=True, exist_ok=True)
    rows, counts = records.rows()
    truth.write_table(rows, folder / "records.parquet")
    truth.write_table(truth.people_rows(county), folder / "people.parquet")
    truth.write_table(truth.family_rows(county), folder / "families.parquet")
    truth.write_effects(folder / "effects.json")
    return counts
