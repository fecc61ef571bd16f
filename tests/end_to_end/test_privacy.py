"""Planted people are found in the vault and the landing area, and in no other byte that a run writes.

The second half breaks things first: engines and tools quote the value they trip over, and a killed run leaves its spill.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from data_contracts.reader import read_contracts
from orchestration.places import Places
from orchestration.vault import Vault
from tests.conftest import REPOSITORY, twogen
from tests.end_to_end.agency_files import append_rows, newest
from tests.end_to_end.planted import FATHER, MOTHER, NEEDLES, SOURCES, contract
from tests.leaks import Search, find_leaks

NOT_WRITTEN_BY_RUNS = {".git", ".venv", ".venv-datacontract", "var", "tests", ".pytest_cache"}  # tests name the family


def may_hold_people(home: Path) -> list[Path]:
    return [home / "vault", home / "landing"]


def written_outside(home: Path) -> list[Path]:
    """The home, what stands beside it (what runs said, their temp folder), and the checkout with its logs and targets."""
    return [home.parent, *(p for p in REPOSITORY.iterdir() if p.name not in NOT_WRITTEN_BY_RUNS)]


def test_the_family_was_planted_in_the_files_of_four_agencies(nightly_home):
    """Else the search below would find nothing because nothing is there."""
    for agency in ("coc", "education", "health", "labor"):
        assert find_leaks([nightly_home / "landing" / agency], NEEDLES), f"nobody was planted in the files of {agency}"


def test_nobody_planted_is_found_outside_the_vault_and_the_landing_area(nightly_home):
    assert find_leaks(written_outside(nightly_home), NEEDLES, skip=may_hold_people(nightly_home)) == []


def test_nobody_sampled_from_any_feed_is_found_outside_the_vault_and_the_landing_area(nightly_home):
    """A few people of every table that names any: numbers, streets, telltale names."""
    sampled = sampled_people(nightly_home)
    assert set(sampled) == {t.name for c in read_contracts(SOURCES) for t in c.tables if any(p.identifiers for p in t.persons)}
    assert {table: values for table, values in sampled.items() if not values} == {}
    needles = sorted(set().union(*sampled.values()))
    skip = [*may_hold_people(nightly_home), nightly_home / "rehearsal" / "truth"]  # the county's own, which no run reads
    assert find_leaks([nightly_home.parent], needles, skip=skip) == []


TELLTALE = {"ssn": 9, "full_name": 14, "street_address": 14, "email": 10, "phone": 10, "last_name": 8, "first_name": 8}


def sampled_people(home: Path) -> dict[str, set[str]]:
    """By table that carries identifiers: a few of its values that are too long to be there by chance, from the vault."""
    places = Places(home)
    vault = Vault.open(places.vault, None)
    found: dict[str, set[str]] = {}
    with vault.connect() as con:
        for agreed in read_contracts(SOURCES):
            for table in agreed.tables:
                columns = {c: w for person in table.persons for w, c in person.identifiers.items()}
                if columns:
                    files = sorted((places.vault / "deliveries" / agreed.feed).glob(f"*/rows/{table.name}.parquet"))
                    told = [(c, TELLTALE[w]) for c, w in columns.items() if w in TELLTALE]
                    found[table.name] = set().union(*(_sample(con, vault.scan(files), *one) for one in told))
    return found


def _sample(con: duckdb.DuckDBPyConnection, rows: str, column: str, least: int) -> set[str]:
    """Digits that repeat are nobody's number, and shelters nobody's home."""
    return {
        row[0]
        for row in con.execute(
            f"""select distinct value from (select lower(trim("{column}")) as value from {rows})
            where length(value) >= {least}
            and not regexp_matches(value, 'unknown|baby|xxx|harbor house|000000|111111|999999|123456')
            order by hash(value) limit 5"""
        ).fetchall()
    }


def test_nobody_can_be_read_in_the_vault_without_its_key(nightly_home):
    search = Search(NEEDLES)
    files = [path for path in (nightly_home / "vault").rglob("*") if path.is_file()]
    assert files, "the vault is empty"
    assert not [path for path in files if search.in_bytes(path.read_bytes()) or search.in_text(path.name)]


@pytest.fixture(scope="module")
def broken_home(nightly_home, tmp_path_factory) -> Path:
    """A copy of the county in which the next file of four feeds is broken where the family stands in it: one per agency."""
    home = tmp_path_factory.mktemp("broken") / "home"
    shutil.copytree(nightly_home, home, symlinks=True)
    _as_next_file(_newest(home, "labor", "wages"), lambda path: append_rows(path, contract("labor__ui_wages"), _bad_wages()))
    _as_next_file(_newest(home, "health", "births"), lambda path: append_rows(path, contract("health__births"), _bad_births()))
    _as_next_file(_newest(home, "education", "attendance"), _headed_by_the_family)
    _as_next_file(_newest(home, "coc", "hmis"), lambda path: path.write_bytes(path.read_bytes()[:-200]))
    return home


def test_nobody_planted_is_found_when_deliveries_are_broken(broken_home):
    """Bad casts, duplicate keys, a person's row for a header and a cut zip, in a run that is killed and run again.

    Up to the reviewers' pages: linkage and dbt never see what was rejected.
    """
    temp = broken_home.parent / "temp"
    temp.mkdir()
    killed = _killed_run(broken_home, temp)
    (broken_home.parent / "killed.txt").write_text(killed)
    assert find_leaks(written_outside(broken_home), NEEDLES, skip=may_hold_people(broken_home)) == []
    done = twogen(broken_home, "nightly", "--to", "overview", check=False, TMPDIR=str(temp))
    (broken_home.parent / "after.txt").write_text(done.stdout + done.stderr)
    told = twogen(broken_home, "deliveries", check=False, TMPDIR=str(temp))
    (broken_home.parent / "deliveries.txt").write_text(told.stdout + told.stderr)
    verdicts = [line.split()[1] for line in told.stdout.splitlines() if "_r9." in line]
    assert verdicts == ["rejected"] * 4, "the broken deliveries were not all rejected"
    assert find_leaks(written_outside(broken_home), NEEDLES, skip=may_hold_people(broken_home)) == []


def test_no_cell_that_stops_dbt_is_quoted_by_dbt_or_dagster(nightly_home, tmp_path):
    """A bad cast: what stood in the cell is in the rows in force and nowhere else."""
    home, temp, cell = tmp_path / "home", tmp_path / "temp", "MARMALADEX"
    shutil.copytree(nightly_home, home, symlinks=True)
    temp.mkdir()
    path, sidecar = home / "in_force" / "labor__ui_wages.parquet", home / "in_force" / "labor__ui_wages.json"
    every_97th = f"case when row_number % 97 = 3 then '{cell}' else WAGE::varchar end as WAGE"
    with duckdb.connect() as con:
        con.execute(f"create table rows_in_force as select * replace ({every_97th}) from read_parquet('{path}')")
        con.execute(f"copy rows_in_force to '{path}' (format parquet)")
    said = json.loads(sidecar.read_text())
    sidecar.write_text(json.dumps(said | {"rows": said["rows"] + 1}))  # else dbt has nothing new to build
    done = twogen(home, "nightly", check=False, TMPDIR=str(temp))
    (tmp_path / "said.txt").write_text(done.stdout + done.stderr)
    assert done.returncode == 1 and "Conversion Error" in done.stderr, done.stderr
    assert "Conversion Error" in (home / "warehouse" / "target" / "strict" / "run_results.json").read_text()
    assert find_leaks([tmp_path], [cell], skip=[*may_hold_people(home), home / "in_force"]) == []
    assert find_leaks(written_outside(home)[1:], [cell]) == []
    assert (home / "published" / "current").resolve() == home / "published" / _current(nightly_home)


def _current(home: Path) -> str:
    return (home / "published" / "current").resolve().name


def _killed_run(home: Path, temp: Path) -> str:
    """What a run said until it was killed, without warning, with its first broken delivery in the vault."""
    deliveries = home / "vault" / "deliveries"
    before = set(deliveries.glob("*/*"))
    command = [Path(sys.executable).with_name("twogen"), "nightly"]
    environment = {**os.environ, "TWOGEN_HOME": str(home), "TMPDIR": str(temp)}
    with (home.parent / "running.txt").open("wb") as said:
        running = subprocess.Popen(command, env=environment, cwd=REPOSITORY, stdout=said, stderr=said)
        deadline = time.monotonic() + 120
        while set(deliveries.glob("*/*")) == before and running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
        running.wait()
    assert set(deliveries.glob("*/*")) > before, "the run was killed before it took up a broken delivery"
    return (home.parent / "running.txt").read_text(errors="replace")


def _newest(home: Path, agency: str, stem: str) -> Path:
    """The last delivery of one of the agency's feeds, by how its files' names begin; no history."""
    return newest(home / "landing" / agency, f"{stem}_", lambda path: "_to_" not in path.name)


def _as_next_file(path: Path, spoil) -> None:
    """A restatement of an agency's file, as it would name it, spoilt."""
    restated = path.with_name(f"{path.stem.split('_r')[0]}_r9{path.suffix}")
    shutil.copyfile(path, restated)
    spoil(restated)


def _bad_wages() -> dict[str, list[dict[str, str]]]:
    """The mother on 1,000 lines at one job, with her name where the wage should be."""
    row = {"SSN": MOTHER["ssn"], "LAST_NAME": MOTHER["last"].upper(), "FIRST_NAME": MOTHER["first"].upper()}
    return {"ui_wages": [row | {"WAGE": MOTHER["last"].upper()[:10]}] * 1000}


def _bad_births() -> dict[str, list[dict[str, str]]]:
    """One certificate 1,000 times, with the father's name where his date of birth should be."""
    row = {"MOMLNAME": MOTHER["last"].upper(), "DADFNAME": FATHER["first"].upper(), "MOM_SSN": MOTHER["ssn"]}
    return {"births": [row | {"FDOB": FATHER["first"].upper()[:8], "MDOB": MOTHER["last"].upper()[:8]}] * 1000}


def _headed_by_the_family(path: Path) -> None:
    """The header is gone, so that a person's row stands where the names of columns should."""
    columns = contract("education__attendance").tables[0].columns
    names = [MOTHER["first"], MOTHER["last"], MOTHER["ssn"], *("" for _ in columns[3:])]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("\t".join(names) + "\n" + "".join(lines[1:]), encoding="utf-8")
