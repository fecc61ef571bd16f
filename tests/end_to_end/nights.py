"""A small county before its first night, copies of it, and what a night leaves in a home, row for row."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb

from orchestration.places import Places
from orchestration.vault import Vault
from tests.conftest import REPOSITORY, twogen

KEY = "a key for tests only"
FEEDS = ("coc__hmis", "education__attendance", "health__births", "labor__ui_wages")  # few, so that nights are short


def county(home: Path) -> Path:
    """Files of a few hundred people from four agencies, and a vault whose id secret every copy of the home shares."""
    feeds = [word for feed in FEEDS for word in ("--feed", feed)]
    twogen(home, "rehearse", "--people", "500", "--months", "12", "--seed", "5", *feeds)
    Vault.open(Places(home).vault, KEY)
    return home


def copied(home: Path, to: Path) -> Path:
    shutil.copytree(home, to, symlinks=True)
    return to


def night(home: Path, *arguments: str) -> str:
    """What a whole night says."""
    return twogen(home, "nightly", *arguments, TWOGEN_KEY=KEY).stdout


def begun(home: Path, *arguments: str) -> subprocess.Popen:
    """A night under way, as a process of its own."""
    return subprocess.Popen(
        [Path(sys.prefix) / "bin" / "twogen", "nightly", *arguments],
        cwd=REPOSITORY,
        env={**os.environ, "TWOGEN_HOME": str(home), "TWOGEN_KEY": KEY},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def published_tables(home: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted((home / "published" / "current").rglob("*.parquet"))}


def differences(one: Path, other: Path) -> dict[str, int]:
    """Rows by table that stand in one home and not in the other: in force, keys and redirects, everything published."""
    here, there = published_tables(one), published_tables(other)
    assert here.keys() == there.keys() and here, "other tables are published"
    return _rows_apart({name: (here[name], there[name]) for name in here}) | differences_before_dbt(one, other)


def differences_before_dbt(one: Path, other: Path) -> dict[str, int]:
    """The same of what dbt reads: in force, keys and redirects."""
    tables = {name: f"keys/{name}.parquet" for name in ("person_keys", "person_redirects")}
    tables |= {path.stem: f"in_force/{path.name}" for path in (one / "in_force").glob("*.parquet")}
    return _rows_apart({name: (one / path, other / path) for name, path in tables.items()})


def _rows_apart(pairs: dict[str, tuple[Path, Path]]) -> dict[str, int]:
    with duckdb.connect() as con:
        found = {name: con.execute(_DIFFERENCE.format(a, b)).fetchall()[0][0] for name, (a, b) in pairs.items()}
    return {name: rows for name, rows in found.items() if rows}


_DIFFERENCE = """
    select count(*) from (
        (from read_parquet('{0}') except all from read_parquet('{1}'))
        union all (from read_parquet('{1}') except all from read_parquet('{0}'))
    )
"""


def content(home: Path) -> str:
    """The hash of all that the current version says: rows, deliveries, contracts, model."""
    return json.loads((home / "published" / "current" / "manifest.json").read_text())["content"]


def deliveries(home: Path) -> list[tuple[str, str]]:
    """The file and the verdict of every receipt, feed by feed."""
    said = [json.loads(path.read_text()) for path in sorted((home / "receipts").glob("*__*/*.json"))]
    return [(receipt["file_name"], receipt["verdict"]) for receipt in said]
