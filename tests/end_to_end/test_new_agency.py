"""An agency nobody has seen, in three layouts: contracts, `render` and staging models only; no Python, no list, no old model."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.conftest import REPOSITORY
from tests.end_to_end.planted import CHILD, MOTHER, STREET, ZIP, iso
from tests.tree import files

ADDED = Path(__file__).resolve().parent / "new_agency"
FEEDS = ("transit__reduced_fares", "transit__school_passes", "transit__van_trips")  # CSV, XML, record types in fixed width
STAGED = ("transit__reduced_fares", "transit__school_passes", "transit__van_trips__trips")
THEIRS = {f"data_contracts/sources/{feed}.odcs.yaml" for feed in FEEDS} | {
    f"dbt_project/models/staging/transit/stg_{table}.{suffix}" for table in STAGED for suffix in ("sql", "yml")
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A copy of what git tracks or would track, with the agency's contract and staging model put in."""
    copy = tmp_path_factory.mktemp("adopter") / "checkout"
    for name in files():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(REPOSITORY / name, copy / name)
    for name in THEIRS:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ADDED / Path(name).name, copy / name)
    return copy


# Nobody signs for the first pupil; the second is tied to her mother by the agency's word alone.
SIGNER = (
    f'<signer number="S1" as="P" born="{MOTHER["born"]}"><first>{MOTHER["first"]}</first><last>{MOTHER["last"]}</last></signer>'
)


def run(checkout: Path, home: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", *arguments],
        cwd=checkout, env={**os.environ, "TWOGEN_HOME": str(home), "PYTHONPATH": str(checkout)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def vans(counted: int) -> str:
    """One trip of the mother's; the trailer says how many there are."""
    rider = f"{MOTHER['first']:<12}{MOTHER['last']:<20}{MOTHER['born']}"
    return f"HD20261103\nTR{'T1':<6}{'R7':<6}{rider}20261014\nZZ{counted:06d}\n"


@pytest.fixture(scope="module")
def home(checkout, nightly_home, tmp_path_factory) -> Path:
    """The county after one more night, in which the new agency delivered in its three layouts."""
    copy = tmp_path_factory.mktemp("adopter_home") / "home"
    shutil.copytree(nightly_home, copy, symlinks=True)
    landing = copy / "landing" / "transit"
    landing.mkdir()
    (landing / "fares_2026-10.csv").write_text(
        "card_no,rider,born,street,zip,issued,expires,fare\n"
        f'C-1,"{CHILD["last"]}, {CHILD["first"]}",{iso(CHILD["born"])},{STREET},{ZIP},2026-01-05,2026-07-01,half\n'
        'C-2,"Vandersloot, Peregrine",1951-06-30,12 Alder Row,58301,2026-03-01,,half\n'
    )
    (landing / "passes_2026-10.xml").write_text(
        f'<passes><school code="3001"><pass number="P1"><pupil born="{CHILD["born"]}"><first>{CHILD["first"]}</first>'
        f"<last>{CHILD['last']}</last><zip>{ZIP}</zip></pupil><begins>20250801</begins><ends>20260601</ends></pass>"
        f'<pass number="P2"><pupil born="20120405"><first>Ottoline</first><last>Quarrington</last><zip>{ZIP}</zip></pupil>'
        f"{SIGNER}<begins>20250801</begins><ends>20260601</ends></pass></school></passes>"
    )
    (landing / "vans_2026-10.txt").write_text(vans(1))
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
        for name in changed - THEIRS
        if "twogen contracts render" in (checkout / name).read_text() or name.startswith("expectations/suites/")
    }
    assert changed == THEIRS | rendered


def test_the_agency_is_in_the_summary(home):
    said = (home.parent / "said.txt").read_text()
    assert [feed for feed in FEEDS if feed not in said] == []


def test_its_rider_is_the_child_the_other_agencies_know(marts):
    systems = marts.execute(
        "select list_sort(list_distinct(list(agency))) from fct_person_month_programs where person_id in"
        " (select person_id from fct_person_month_programs where agency = 'transit') group by person_id order by 1 desc"
    ).fetchall()
    assert ["coc", "education", "health", "transit"] in [row[0] for row in systems]


def test_its_spells_are_months_of_the_spine(marts):
    months = marts.execute(
        "select program, person_id, count(*), min(service_month), max(service_month) from fct_person_month_programs"
        " where agency = 'transit' group by all"
    ).fetchall()
    spans = {(program, count, str(first)[:7], str(last)[:7]) for program, _, count, first, last in months}
    assert {
        ("reduced_fares", 6, "2026-01", "2026-06"),
        ("school_passes", 10, "2025-08", "2026-05"),
        ("van_trips", 1, "2026-10", "2026-10"),
    } <= spans


def test_it_is_a_system_of_q13_by_itself_and_takes_no_year_away(marts):
    """Its files begin within 2025 or later, so no year counts it yet, and every other system stays."""
    used = "select distinct feed, is_counted from fct_person_year_programs where agency = 'transit' order by 1"
    assert marts.execute(used).fetchall() == [(feed, False) for feed in sorted(FEEDS)]
    counted, left_out, reason = marts.execute(
        "select counted_systems, incomplete_feeds, null_reason from fct_q13_years where calendar_year = 2025"
    ).fetchall()[0]
    assert reason is None and len(counted.split("+")) > 5 and "transit" not in counted
    assert set(FEEDS) <= set(left_out.split(", "))


def test_the_card_and_the_pass_are_one_childs_and_the_trip_is_the_mothers(marts):
    who = dict(
        marts.execute(
            "select program, min(person_id) from fct_person_month_programs where agency = 'transit'"
            " and person_id in (select person_id from fct_person_month_programs where agency = 'education' or agency = 'labor')"
            " group by 1"
        ).fetchall()
    )
    assert who["reduced_fares"] == who["school_passes"] != who["van_trips"]


def test_its_tie_is_a_link_of_a_parent_and_a_child(marts):
    found = marts.execute(
        "select link_type, tie_kinds, is_explicit, is_resolved, cast(start_month as varchar) from fct_parent_child_links"
        " where feeds = 'transit__school_passes'"
    ).fetchall()
    assert found == [("parent", "guardianship", True, True, "2025-08-01")]
    signer = "select parent_person_id from fct_parent_child_links where feeds = 'transit__school_passes'"
    children = f"select count(distinct child_person_id) from fct_parent_child_links where parent_person_id in ({signer})"
    assert marts.execute(children).fetchall()[0][0] > 1, "the signer is the mother the birth certificate names"


def test_files_that_break_their_contracts_are_rejected(checkout, home):
    landing = home / "landing" / "transit"
    (landing / "fares_2026-11.csv").write_text("card_no,rider\nC-3,nobody\n")
    (landing / "passes_2026-11.xml").write_text("<passes><school code='3001'><pass number='P1'>")
    (landing / "vans_2026-11.txt").write_text(vans(9).replace("20261014", "20261114"))
    said = run(checkout, home, "nightly", "--to", "overview")
    for feed in FEEDS:
        assert f"{feed} (contract 1.0.0): rejected. Rule file." in said
