"""Failing files dropped in by hand: each gets one paragraph a person can act on, nothing is lost, the run goes on."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import twogen
from tests.end_to_end.agency_files import newest
from tests.end_to_end.planted import NEEDLES, SOURCES, contract


@pytest.fixture(scope="module")
def home(nightly_home, tmp_path_factory) -> Path:
    """A copy of the county, with one failing file of each sort in its landing area, after one more night.

    Up to the reviewers' pages; that a night with a rejected source is published too, the county's first night shows.
    """
    copy = tmp_path_factory.mktemp("by_hand") / "home"
    shutil.copytree(nightly_home, copy, symlinks=True)
    landing = copy / "landing"
    header = "\t".join(column.name for column in contract("education__attendance").tables[0].columns)
    good = newest(landing / "education", "attendance_2", lambda p: p.read_text(encoding="utf-8").startswith(header))
    lines = good.read_text(encoding="utf-8").splitlines()
    missing = "\n".join("\t".join(line.split("\t")[:-1]) for line in lines) + "\n"
    bad = {
        "education/attendance_2027-FALL_asof_2027-01.txt": missing.encode(),
        "education/attendance_2027-FALL_asof_2027-02.txt": ("\n".join(lines) + "\n").encode("utf-16"),
        "education/attendance_2027-FALL_asof_2027-03.txt": b"",
        "labor/wages_2026q4.txt": missing.encode(),
    }
    for name, content in bad.items():
        (landing / name).write_bytes(content)
    whole = newest(landing / "coc", "hmis_").read_bytes()
    (landing / "coc" / "hmis_2026-11.zip").write_bytes(whole[: len(whole) // 2])
    done = twogen(copy, "nightly", "--to", "overview")
    (copy.parent / "said.txt").write_text(done.stdout + done.stderr)
    return copy


def receipt(home: Path, feed: str, file_name: str) -> dict:
    found = [json.loads(path.read_text()) for path in (home / "receipts" / feed).glob("*.json")]
    (one,) = [r for r in found if r["file_name"] == file_name]
    return one


@pytest.mark.parametrize(
    ("feed", "file_name", "rule", "fix_says"),
    [
        ("education__attendance", "attendance_2027-FALL_asof_2027-01.txt", "file.columns", "ZipCode"),
        ("education__attendance", "attendance_2027-FALL_asof_2027-02.txt", "file.encoding", "utf-8"),
        ("education__attendance", "attendance_2027-FALL_asof_2027-03.txt", "file.empty", "again"),
        ("labor__ui_wages", "wages_2026q4.txt", "file.record_length", "86"),
        ("coc__hmis", "hmis_2026-11.zip", "file.zip", "again"),
    ],
)
def test_a_failing_file_is_rejected_with_feed_version_rule_count_and_fix(home, feed, file_name, rule, fix_says):
    got = receipt(home, feed, file_name)
    assert got["verdict"] == "rejected"
    assert f"{feed} (contract {contract(feed).version}): rejected. Rule {rule}" in got["message"]
    assert "Fix: " in got["message"] and fix_says.lower() in got["message"].lower()
    assert any(character.isdigit() for character in got["message"].split("Rule")[1])
    assert (home / "landing" / contract(feed).agency / file_name).exists(), "the agency's file is still there"
    assert (home / "vault" / "deliveries" / feed / got["delivery_id"]).exists(), "and so is the vault's copy"


def test_the_run_goes_on_and_says_which_sources_are_stale(home):
    said = (home.parent / "said.txt").read_text()
    assert said.count("STALE") >= 3
    assert (home / "published" / "current" / "manifest.json").exists()
    assert not [needle for needle in NEEDLES if needle.lower() in said.lower()]


def test_what_was_in_force_stays(home, nightly_home):
    for table in ("education__attendance", "labor__ui_wages", "coc__hmis__client"):
        name = f"in_force/{table}.parquet"
        assert (home / name).read_bytes() == (nightly_home / name).read_bytes()


def test_without_the_key_the_run_fails_in_one_paragraph_and_loses_nothing(nightly_home, tmp_path):
    copy = tmp_path / "home"
    shutil.copytree(nightly_home, copy, symlinks=True)
    before = sorted((p.relative_to(copy), p.stat().st_size) for p in (copy / "vault").rglob("*.parquet"))
    for environment in ({"XDG_CONFIG_HOME": str(tmp_path / "nothing"), "TWOGEN_KEY": ""}, {"TWOGEN_KEY": "not the key"}):
        done = twogen(copy, "nightly", check=False, **environment)
        assert done.returncode == 1
        assert "key" in done.stderr.lower() and "Fix:" in done.stderr
        assert "Traceback" not in done.stderr
    assert sorted((p.relative_to(copy), p.stat().st_size) for p in (copy / "vault").rglob("*.parquet")) == before
    assert (copy / "published" / "current" / "manifest.json").exists()


def test_an_unknown_contract_key_is_named_with_its_line_and_the_nearest_word(tmp_path):
    folder = tmp_path / "contracts"
    shutil.copytree(SOURCES, folder)
    path = folder / "labor__ui_wages.odcs.yaml"
    path.write_text(path.read_text().replace("requried", "required").replace("required: true", "requierd: true", 1))
    done = twogen(tmp_path / "home", "contracts", "lint", check=False, TWOGEN_CONTRACTS=str(folder))
    assert done.returncode == 1
    assert "labor__ui_wages.odcs.yaml:" in done.stderr and "required" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_asset_nobody_has_is_refused(nightly_home):
    done = twogen(nightly_home, "nightly", "--to", "crosswalks", check=False)
    assert done.returncode == 1 and "crosswalk" in done.stderr
