"""Three counties: a small one written to disk once, and two larger ones kept in memory, whose rates can be measured."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from data_contracts.contract import Contract
from data_contracts.reader import read_contracts
from orchestration.places import Places
from orchestration.rehearsal import CountyCounts, Difficulty, write_county
from orchestration.rehearsal.days import window
from orchestration.rehearsal.lives.county import County, lived
from orchestration.rehearsal.records import attendance, births, hmis, wages
from orchestration.rehearsal.streams import Streams

SOURCES = Path(__file__).parents[2] / "data_contracts" / "sources"
SMALL = {"people": 2_000, "months": 36, "seed": 7, "end": "2026-10"}


@dataclass(frozen=True)
class Written:
    places: Places
    counts: CountyCounts


@dataclass(frozen=True)
class Told:
    """A county and what its agencies wrote of it, before any file."""

    county: County
    births: births.Certificates
    hmis: hmis.Hmis
    wages: wages.WageRecords
    school: attendance.Register


@pytest.fixture(scope="session")
def contracts() -> dict[str, Contract]:
    return {contract.feed: contract for contract in read_contracts(SOURCES)}


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> Written:
    home = tmp_path_factory.mktemp("small_county")
    return Written(Places(home), write_county(home, **SMALL))


@pytest.fixture(scope="session")
def large() -> County:
    """Large enough that a planted factor can be told from luck."""
    return lived(Streams((5, 60_000, 120, 0)), window("2026-10", 120), 60_000, 0.02)


def told(difficulty: Difficulty, people: int = 20_000) -> Told:
    streams, span = Streams((11, people, 60, 0)), window("2026-10", 60)
    county = lived(streams, span, people, difficulty.ssn_borrowed)
    return Told(
        county,
        births.certificates(streams.of("certificates"), county, difficulty),
        hmis.hmis(streams.of("hmis"), county, difficulty),
        wages.wage_records(streams.of("wages"), county, difficulty),
        attendance.register(streams.of("attendance"), county, difficulty),
    )


@pytest.fixture(scope="session")
def usual() -> Told:
    return told(Difficulty())
