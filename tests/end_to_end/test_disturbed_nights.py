"""Nights that are disturbed end as one that was not: two at once, killed in the middle, repeated as of a date."""

import hashlib
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import killed_at, twogen
from tests.end_to_end.nights import KEY, begun, content, copied, county, deliveries, differences, differences_before_dbt, night
from tests.turns import parsed_once

PATIENCE = 600  # seconds; a loaded machine is slow, and that is not what is tested
# What has just appeared when the night is killed: the first receipt, nodes, ledger, a warehouse.
MILESTONES = ("receipts/*__*/*.json", "vault/identity/nodes.parquet", "vault/identity/held.parquet", "warehouse/*.duckdb")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    return county(tmp_path_factory.mktemp("nights") / "home")


@pytest.fixture(scope="module")
def undisturbed(prepared) -> Path:
    home = copied(prepared, prepared.parent / "undisturbed")
    night(home)
    return home


def bytes_of(home: Path) -> dict[str, str]:
    """The checksum of every file, by its path."""
    files = [path for path in sorted(home.rglob("*")) if path.is_file()]
    return {str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def run_twice_at_once(home: Path, *arguments: str) -> None:
    with parsed_once(home) as path:
        runs = [begun(path, *arguments), begun(path, *arguments)]
        said = [run.communicate(timeout=PATIENCE)[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], "\n".join(said)
    assert any("waiting for another run to end" in text for text in said)


def test_two_runs_at_once_wait_for_one_another_and_take_no_file_twice(prepared, undisturbed):
    """On files nobody has taken, up to what dbt reads; whole nights at once: the next test."""
    home = copied(prepared, prepared.parent / "together")
    run_twice_at_once(home, "--to", "person_keys")
    assert deliveries(home) == deliveries(undisturbed)
    assert differences_before_dbt(home, undisturbed) == {}


def test_a_night_killed_again_and_again_and_then_run_twice_at_once_ends_as_if_it_had_not_been(prepared, undisturbed):
    home, chance = copied(prepared, prepared.parent / "killed"), random.Random(20261124)
    for milestone in MILESTONES:
        with parsed_once(home) as path:
            killed_at(begun(path), home, milestone, PATIENCE, further=chance.uniform(0, 0.3))
        assert not (home / "published" / "current").exists()
    run_twice_at_once(home)
    assert deliveries(home) == deliveries(undisturbed)
    assert differences(home, undisturbed) == {} and content(home) == content(undisturbed)
    assert not [path for path in home.rglob(".*.part") if "landing" not in path.parts]


@pytest.fixture(scope="module")
def second_night(undisturbed) -> tuple[Path, str]:
    """The home a night later, with files restated in between; and a moment between the two nights."""
    home = copied(undisturbed, undisturbed.parent / "later")
    between = datetime.now(UTC).isoformat()
    landing = home / "landing"
    for path in (newest(landing / "labor", "wages_*q?.txt"), newest(landing / "health", "births_20*.txt")):
        lines = path.read_bytes().splitlines(keepends=True)
        path.with_stem(f"{path.stem}_r7").write_bytes(b"".join(lines[: max(1, len(lines) // 2)]))
    night(home, "--to", "person_keys")
    return home, between


def newest(folder: Path, pattern: str) -> Path:
    return sorted(folder.glob(pattern))[-1]


def test_a_home_as_of_the_first_night_equals_what_was_published_then(undisturbed, second_night, tmp_path):
    home, between = second_night
    before, other = bytes_of(home), tmp_path / "other"
    said = night(home, "--as-of", between, "--home", str(other))
    assert f"{len(deliveries(undisturbed))} deliveries were known" in said
    assert bytes_of(home) == before, "the home itself was changed"
    assert deliveries(home) != deliveries(other) == deliveries(undisturbed)
    assert differences(other, undisturbed) == {} and content(other) == content(undisturbed)


def test_the_second_night_did_change_what_is_in_force(undisturbed, second_night):
    """A test of the test: without it, an as-of that ignored its date would pass."""
    home, _ = second_night
    keys = "keys/person_keys.parquet"
    assert (home / keys).read_bytes() != (undisturbed / keys).read_bytes()
    said = twogen(home, "deliveries", "labor__ui_wages", TWOGEN_KEY=KEY).stdout
    assert "Restates labor__ui_wages: rows (no key) 0 added, 0 changed" in said and "models follow, among them" in said


def test_a_paused_source_is_left_alone_by_the_night_and_said_to_be(undisturbed, tmp_path):
    home = copied(undisturbed, tmp_path / "paused")
    twogen(home, "deliveries", "pause", "labor__ui_wages", "--reason", "a new system", "--by", "s.teward")
    path = newest(home / "landing" / "labor", "wages_*q?.txt")
    path.with_stem(f"{path.stem}_r7").write_bytes(path.read_bytes()[: 87 * 3])
    said = night(home, "--to", "in_force/labor__ui_wages")
    assert "Paused by s.teward since" in said and "a new system" in said
    assert deliveries(home) == deliveries(undisturbed)
    assert twogen(home, "deliveries").stdout.startswith("20") and "PAUSED  labor__ui_wages" in twogen(home, "deliveries").stdout
    assert twogen(home, "deliveries", "pause", "labor__ui_wages", "--reason", "again", check=False).returncode == 1
    twogen(home, "deliveries", "resume", "labor__ui_wages")
    night(home, "--to", "in_force/labor__ui_wages")
    assert len(deliveries(home)) == len(deliveries(undisturbed)) + 1
