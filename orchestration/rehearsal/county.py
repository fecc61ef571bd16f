"""Writes the whole rehearsal: lives, records, files in landing/, and the truth apart."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import data_contracts
from data_contracts.contract import Contract
from data_contracts.reader import read_contracts
from orchestration.errors import TwogenError
from orchestration.places import Places
from orchestration.rehearsal import deliveries, truth
from orchestration.rehearsal.days import first_day, window
from orchestration.rehearsal.deliveries import Books
from orchestration.rehearsal.difficulty import Difficulty
from orchestration.rehearsal.files import Sent, fits_contract
from orchestration.rehearsal.lives.county import County, lived
from orchestration.rehearsal.records import attendance, births, hmis, wages
from orchestration.rehearsal.records.amendments import broken, restated
from orchestration.rehearsal.streams import Streams

USUAL = Difficulty()
FEEDS = ("health__births", "coc__hmis", "labor__ui_wages", "education__attendance")


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
) -> CountyCounts:
    """Writes a county of about `people` people, watched for `months` months up to `end` (YYYY-MM).

    Into landing/ and rehearsal/truth/; the same numbers give the same bytes.
    Raises: TwogenError when landing/ already holds files.
    """
    places, span = Places(Path(home)), window(end, months)
    _refuse_to_overwrite(places.landing)
    agreed = _agreed(contracts or Path(data_contracts.__file__).parent / "sources")
    streams = Streams((seed, people, months, span.end))
    county = lived(streams, span, people, difficulty.ssn_borrowed)
    books = _books(streams, county, difficulty)
    sizes = [_leave(places.landing, sent) for sent in _files(agreed, county, books)]
    records = _write_truth(places.truth, agreed, county, books)
    return CountyCounts(len(county.people), len(sizes), sum(sizes), records, _rows(books))


def _refuse_to_overwrite(landing: Path) -> None:
    if landing.exists() and any(path.is_file() for path in landing.rglob("*")):
        raise TwogenError(
            f"The landing area {landing} already holds files, and no rehearsal county is written over them; "
            "empty it first or choose another home."
        )


def _agreed(folder: Path) -> dict[str, Contract]:
    agreed = {contract.feed: contract for contract in read_contracts(folder)}
    missing = [feed for feed in FEEDS if feed not in agreed]
    if missing:
        raise TwogenError(f"The rehearsal county writes four feeds by their contracts; {', '.join(missing)} is not in {folder}.")
    return {feed: agreed[feed] for feed in FEEDS}


def _books(streams: Streams, county: County, difficulty: Difficulty) -> Books:
    rng = streams.of
    births_ = births.certificates(rng("certificates"), county, difficulty)
    hmis_ = hmis.hmis(rng("hmis"), county, difficulty)
    wages_ = wages.wage_records(rng("wages"), county, difficulty)
    school = attendance.register(rng("attendance"), county, difficulty)
    broken(rng("broken rows"), difficulty.broken_rows, county, births_, wages_, school)
    last = deliveries.last_quarter(county.window)
    return Books(births_, hmis_, wages_, school, restated(rng("restated"), wages_, last))


def _files(agreed: dict[str, Contract], county: County, books: Books) -> Iterator[Sent]:
    yield from deliveries.birth_files(agreed["health__births"], county, books.births)
    yield from deliveries.hmis_files(agreed["coc__hmis"], county, books.hmis)
    yield from deliveries.wage_files(agreed["labor__ui_wages"], county, books.wages, books.restated)
    yield from deliveries.attendance_files(agreed["education__attendance"], county, books.school)


def _leave(landing: Path, sent: Sent) -> int:
    """Writes a file where its agency leaves it, at the time it arrives."""
    if not fits_contract(sent.contract, sent.name):
        raise TwogenError(
            f"{sent.contract.feed} v{sent.contract.version}: the rehearsal county's file {sent.name} fits neither file "
            "pattern of the contract; change the pattern or the name in orchestration/rehearsal/deliveries.py."
        )
    folder = landing / sent.contract.agency
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / sent.name
    path.write_bytes(sent.content)
    os.utime(path, (sent.arrives, sent.arrives))
    return len(sent.content)


def _write_truth(folder: Path, agreed: dict[str, Contract], county: County, books: Books) -> dict[str, int]:
    folder.mkdir(parents=True, exist_ok=True)
    records = truth.RecordTruth(county)
    last_day = first_day(county.window.end + 1) - 1
    clients, client_persons = hmis.snapshot(books.hmis, last_day)
    sent = books.wages.quarter <= deliveries.last_quarter(county.window)
    sources = (
        ("health__births", books.births.values, books.births.persons),
        ("coc__hmis", clients["Client"], {"person": client_persons}),
        (
            "labor__ui_wages",
            deliveries.picked(books.wages.values, sent),
            {"person": books.wages.persons["person"][sent]},
        ),
        ("labor__ui_wages", books.restated.values, {"person": books.restated.persons}),
        ("education__attendance", books.school.values, books.school.persons),
    )
    for feed, values, persons in sources:
        records.add(_table_of_people(agreed[feed]), values, persons)
    rows = records.rows()
    truth.write_table(rows, folder / "records.parquet")
    truth.write_table(truth.people_rows(county), folder / "people.parquet")
    truth.write_table(truth.family_rows(county), folder / "families.parquet")
    truth.write_effects(folder / "effects.json")
    return dict(Counter(f"{table}.{role}" for table, role in zip(rows["table"].tolist(), rows["role"].tolist(), strict=True)))


def _table_of_people(contract: Contract):
    return next(table for table in contract.tables if any(person.identifiers for person in table.persons))


def _rows(books: Books) -> dict[str, int]:
    return {
        "health__births": len(books.births.month),
        "coc__hmis": len(books.hmis.client),
        "labor__ui_wages": len(books.wages.quarter),
        "education__attendance": len(books.school.rows),
    }
