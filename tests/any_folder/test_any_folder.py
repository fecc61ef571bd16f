"""A folder of contracts nobody has seen is linked and graded from a shell: no code, no dbt model, no dbt run."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

from orchestration.linkage.model import SHIPPED_MODEL
from tests.any_folder.extracts import write_state
from tests.conftest import twogen

CONTRACTS = Path(__file__).resolve().parent / "contracts"


def say(home: Path, *arguments: str, contracts: Path = CONTRACTS, check: bool = True) -> subprocess.CompletedProcess:
    """The command in the home of the made-up state."""
    return twogen(home, *arguments, check=check, TWOGEN_CONTRACTS=str(contracts))


def keys(home: Path, said: str) -> list[tuple]:
    with duckdb.connect() as con:
        return con.execute(f"select {said} from read_parquet('{home / 'keys' / 'person_keys.parquet'}')").fetchall()


@pytest.fixture(scope="module")
def state(tmp_path_factory) -> Path:
    """A home after one night up to the crosswalk."""
    home = tmp_path_factory.mktemp("any_folder") / "home"
    write_state(home / "landing", home / "truth.csv")
    (home / "night.txt").write_text(say(home, "nightly", "--to", "crosswalk").stdout)
    return home


def test_the_crosswalk_comes_with_keys_for_every_record(state):
    said, told = (state / "night.txt").read_text(), (state / "truth.csv").read_text().splitlines()[1:]
    assert "5 accepted, 0 accepted with errors, 0 rejected" in said
    assert keys(state, "count(*), count(distinct record_id)") == [(len(told), len(told))]
    assert f"{len(told):,} records" in said


def test_no_model_was_built(state):
    assert not (state / "warehouse" / "warehouse.duckdb").exists()
    assert not (state / "published").exists()


def test_an_agency_that_never_delivered_is_named_and_stops_nobody(state):
    (line,) = [line for line in (state / "night.txt").read_text().splitlines() if "ferries__passes" in line]
    assert "Nothing was ever delivered" in line


def test_it_is_graded_right_after(state):
    said = say(state, "link", "evaluate", "--truth", str(state / "truth.csv"), "--json", str(state / "graded.json")).stdout
    graded = json.loads((state / "graded.json").read_text())["levels"]["balanced"]
    assert graded["precision"] >= 0.99
    assert graded["recall_reachable"] >= 0.95
    assert graded["falsely_merged"] <= 0.01
    assert "adult" in said and "child" in said


def test_a_night_without_news_changes_no_key(state):
    before = keys(state, "*")
    assert "0 new tonight" in say(state, "nightly", "--to", "person_crosswalk").stdout
    assert keys(state, "*") == before


def test_a_name_no_asset_has_meets_the_nearest_one(state):
    done = say(state, "nightly", "--to", "croswalk", check=False)
    assert done.returncode == 1
    assert "did you mean linkage/person_crosswalk?" in done.stderr


def test_a_model_of_another_version_links_nothing_and_says_so(state, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(state, home, symlinks=True)
    model = json.loads(SHIPPED_MODEL.read_text()) | {"standardiser": "0.1", "version": "0.1.0"}
    (home / "receipts" / "models" / "pinned.json").write_text(json.dumps(model))
    done = say(home, "nightly", "--to", "crosswalk", check=False)
    assert done.returncode == 1
    assert "standardiser 0.1" in done.stderr and "Nothing was linked" in done.stderr and "Fix:" in done.stderr
    assert "Traceback" not in done.stderr
    assert keys(home, "*") == keys(state, "*")


def test_one_feed_alone_is_linked_with_itself(state, tmp_path):
    contracts, home = tmp_path / "contracts", tmp_path / "home"
    contracts.mkdir()
    shutil.copy(CONTRACTS / "libraries__cards.odcs.yaml", contracts)
    shutil.copytree(state / "landing" / "libraries", home / "landing" / "libraries")
    shutil.copytree(state / "warehouse", home / "warehouse")  # what dbt parsed, which is the same with other contracts
    say(home, "nightly", "--to", "crosswalk", contracts=contracts)
    truth = [line for line in (state / "truth.csv").read_text().splitlines() if line.startswith(("table,", "libraries"))]
    (home / "truth.csv").write_text(os.linesep.join(truth))
    say(home, "link", "evaluate", "--truth", str(home / "truth.csv"), "--json", str(home / "g.json"), contracts=contracts)
    graded = json.loads((home / "g.json").read_text())["levels"]["balanced"]
    assert graded["precision"] >= 0.95 and graded["recall_reachable"] >= 0.9


def test_a_folder_in_which_nobody_delivered_says_what_to_do(state, tmp_path):
    shutil.copytree(state / "warehouse", tmp_path / "home" / "warehouse")
    done = say(tmp_path / "home", "nightly", "--to", "crosswalk", check=False)
    assert done.returncode == 1
    assert "nobody to link. Fix: deliver one." in done.stderr
    graded = say(tmp_path / "home", "link", "evaluate", "--truth", "nowhere.csv", check=False)
    assert graded.returncode == 1
    assert "Nothing has been linked here yet" in graded.stderr
