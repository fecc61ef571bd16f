"""One seed, one county, to the byte and to the second."""

from pathlib import Path

import pytest

from orchestration.errors import TwogenError
from orchestration.rehearsal import write_county
from tests.rehearsal.conftest import SMALL


def everything(home: Path) -> dict[str, tuple[bytes, float]]:
    files = {path.relative_to(home).as_posix(): path for path in home.rglob("*") if path.is_file()}
    return {name: (path.read_bytes(), path.stat().st_mtime if "landing" in name else 0) for name, path in files.items()}


def test_county_is_the_same_when_its_numbers_are(small, tmp_path):
    again = write_county(tmp_path, **SMALL)
    assert again == small.counts
    assert everything(tmp_path) == everything(small.places.home)


@pytest.mark.parametrize("change", [{"seed": 8}, {"people": 2_001}, {"months": 35}])
def test_county_is_another_when_a_number_differs(small, tmp_path, change):
    write_county(tmp_path, **(SMALL | change))
    first, other = everything(small.places.home), everything(tmp_path)
    assert first.keys() == other.keys()
    same = [name for name in first if first[name][0] == other[name][0]]
    assert same == ["rehearsal/truth/effects.json"]


def test_county_is_not_written_over_files(small):
    before = everything(small.places.home)
    with pytest.raises(TwogenError, match="already holds files"):
        write_county(small.places.home, **SMALL)
    assert everything(small.places.home) == before


@pytest.mark.parametrize(("end", "months"), [("2026-13", 36), ("October", 36), ("2026-10", 11)])
def test_county_refuses_a_span_it_cannot_live_in(tmp_path, end, months):
    with pytest.raises(TwogenError):
        write_county(tmp_path, people=2_000, months=months, seed=1, end=end)
    assert not list(tmp_path.iterdir())


def test_every_delivered_month_has_births_even_in_a_hamlet(tmp_path):
    write_county(tmp_path, people=500, months=12, seed=3, end="2026-12")
    files = list((tmp_path / "landing" / "health").glob("births_20*.txt"))
    assert len(files) == 3
    assert all(path.stat().st_size >= 4001 for path in files)
