"""An agency nobody has seen, added with a contract, `render` and a staging model only: no Python, no list, no old model."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.conftest import REPOSITORY
from tests.end_to_end.planted import CHILD, STREET, ZIP, iso

ADDED = Path(__file__).resolve().parent / "new_agency"
TABLE = "transit__reduced_fares"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A copy of what git tracks or would track, with the agency's contract and staging model put in."""
    copy = tmp_path_factory.mktemp("adopter") / "checkout"
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in listed:
        if (REPOSITORY / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, copy / name)
    shutil.copy(ADDED / f"{TABLE}.odcs.yaml", copy / "data_contracts" / "sources")
    staging = copy / "dbt_project" / "models" / "staging" / "transit"
    staging.mkdir()
    for suffix in ("sql", "yml"):
        shutil.copy(ADDED / f"stg_{TABLE}.{suffix}", staging)
    return copy


def run(checkout: Path, home: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", *arguments],
        cwd=checkout, env={**os.environ, "TWOGEN_HOME": str(home), "PYTHONPATH": str(checkout)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def home(checkout, nightly_home, tmp_path_factory) -> Path:
    """The county after one more night, in which the new agency delivered two good rows and a broken one."""
    copy = tmp_path_factory.mktemp("adopter_home") / "home"
    shutil.copytree(nightly_home, copy, symlinks=True)
    landing = copy / "landing" / "transit"
    landing.mkdir()
    born = iso(CHILD["born"])
    (landing / "fares_2026-10.csv").write_text(
        "card_no,rider,born,street,zip,issued,expires,fare\n"
        f'C-1,"{CHILD["last"]}, {CHILD["first"]}",{born},{STREET},{ZIP},2026-01-05,2026-07-01,half\n'
        'C-2,"Vandersloot, Peregrine",1951-06-30,12 Alder Row,58301,2026-03-01,,half\n'
    )
    assert "sound" in run(checkout, copy, "contracts", "lint")
    run(checkout, copy, "contracts", "render")
    run(checkout, copy, "contracts", "render", "--check")
    (copy.parent / "said.txt").write_text(run(checkout, copy, "nightly"))
    return copy


@pytest.fixture(scope="module")
def marts(home):
    with duckdb.connect(str(home / "published" / "current" / "marts.duckdb"), read_only=True) as con:
        yield con


def test_nothing_but_the_agencys_own_and_rendered_files_changed(checkout, home):
    theirs = {
        f"data_contracts/sources/{TABLE}.odcs.yaml",
        f"dbt_project/models/staging/transit/stg_{TABLE}.sql",
        f"dbt_project/models/staging/transit/stg_{TABLE}.yml",
    }
    names = [
        p.relative_to(checkout)
        for p in checkout.rglob("*")
        if p.is_file() and not {"__pycache__", "target", "logs"} & set(p.parts)
    ]
    changed = {
        str(name)
        for name in names
        if not (REPOSITORY / name).exists() or (REPOSITORY / name).read_bytes() != (checkout / name).read_bytes()
    }
    rendered = {
        name
        for name in changed - theirs
        if "twogen contracts render" in (checkout / name).read_text() or name.startswith("expectations/suites/")
    }
    assert changed == theirs | rendered


def test_the_agency_is_in_the_summary(home):
    assert TABLE in (home.parent / "said.txt").read_text()


def test_its_rider_is_the_child_the_other_agencies_know(marts):
    systems = marts.execute(
        "select list_sort(list_distinct(list(agency))) from fct_person_months where person_id in"
        " (select person_id from fct_person_months where agency = 'transit') group by person_id order by 1 desc"
    ).fetchall()
    assert ["coc", "education", "health", "transit"] in [row[0] for row in systems]


def test_its_spells_are_months_of_the_spine(marts):
    months = marts.execute(
        "select person_id, count(*), min(service_month), max(service_month) from fct_person_months"
        " where agency = 'transit' and program = 'reduced_fares' group by 1 order by 2"
    ).fetchall()
    closed = [row for row in months if str(row[3]) == "2026-06-01"]
    assert len(closed) == 1 and closed[0][1] == 6 and str(closed[0][2]) == "2026-01-01"


def test_a_file_that_breaks_its_contract_is_rejected(checkout, home):
    (home / "landing" / "transit" / "fares_2026-11.csv").write_text("card_no,rider\nC-3,nobody\n")
    said = run(checkout, home, "nightly")
    assert "transit__reduced_fares (contract 1.0.0): rejected. Rule file.columns" in said
