"""When what leaves the building changes: once a calendar quarter that every feed in use has told whole is over.

Between two such days a version carries the release before it unchanged, so that nobody can subtract one night from the
next. Reads dim_source_coverage and the manifest before; writes the release folder it is given.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration.publishing.leaks import RELEASED_PREFIX
from orchestration.publishing.versions import read_manifest, spoiled_files

COVERAGE = "dim_source_coverage"
RELEASE = "release"
UNDEFINED: Mapping[str, Any] = {"card": "no card", "parameters": {}}


@dataclass(frozen=True)
class Release:
    """One release: the quarter it closes (None: none is over yet), and of each report its definition and the version it is of."""

    period: str | None
    reports: Mapping[str, Mapping[str, Any]]
    made_anew: frozenset[str]

    @property
    def carried(self) -> frozenset[str]:
        return frozenset(self.reports) - self.made_anew

    def manifest(self) -> dict[str, Any]:
        return {"period": self.period, "reports": {name: dict(said) for name, said in sorted(self.reports.items())}}


def closed_quarter(con: duckdb.DuckDBPyConnection, tables: Mapping[str, str]) -> str | None:
    """The last calendar quarter, as 2026Q3, that no feed in use can still change; None when no feed has told one whole.

    A stale feed of which nothing was accepted for a quarter is left out: a source that stopped sending must not hold back
    what others can say for ever. One rejected file does not count its feed out.
    """
    if COVERAGE not in tables:
        return None
    found = con.execute(
        "select cast(date_trunc('quarter', min(reportable_through_date) + interval 1 day) as date) - 1 "
        f"from {tables[COVERAGE]} where reportable_through_date is not null and (coverage_note is null or "
        f"last_accepted_date >= (select max(last_accepted_date) - interval 3 month from {tables[COVERAGE]}))"
    ).fetchall()[0][0]
    return f"{found.year}Q{(found.month + 2) // 3}" if found else None


def next_release(
    con: duckdb.DuckDBPyConnection,
    tables: Mapping[str, str],
    definitions: Mapping[str, Mapping[str, Any]],
    version: str,
    before: Path | None,
) -> Release:
    """What the version's release holds: everything anew when a quarter closed, else what is new or defined anew.

    `definitions`: report -> the version of its card and the parameters it hangs on. A report whose files are not as the
    manifest before says is made anew, and with it the others of its question: what is made of a report agrees with it.
    """
    period = closed_quarter(con, tables)
    said_of = {name: definitions.get(name, UNDEFINED) for name in tables if _leaves(name)}
    marks = {name: _mark(con, tables[name], said) for name, said in said_of.items()}
    said = read_manifest(before).get(RELEASE) if before else None
    if said is None or (period or "") > (said["period"] or ""):
        kept: Mapping[str, Mapping[str, Any]] = {}
    else:
        period, spoiled = said["period"], _spoiled_reports(before)
        kept = {name: past for name, past in said["reports"].items() if marks.get(name) == past["definition"]}
        kept = {name: past for name, past in kept.items() if name not in spoiled}
        renewed = {_question(name) for name in marks if name not in kept}
        kept = {name: past for name, past in kept.items() if _question(name) not in renewed}
    fresh = {
        name: {"definition": mark, "parameters": said_of[name]["parameters"], "version": version}
        for name, mark in marks.items()
        if name not in kept
    }
    return Release(period, {**kept, **fresh}, frozenset(fresh))


def carry(release: Release, before: Path | None, folder: Path) -> None:
    """Every file of a report that is not made anew, as it was in the version before."""
    for name in sorted(release.carried):
        for path in sorted((before / RELEASE).glob(f"{name}.*")):
            shutil.copyfile(path, folder / RELEASE / path.name)


def _spoiled_reports(version: Path) -> set[str]:
    """Reports with a file missing or altered; what somebody put beside them spoils none."""
    said = read_manifest(version)["files"]
    return {Path(path).name.split(".")[0] for path in spoiled_files(version) if path in said and path.startswith(f"{RELEASE}/")}


def _question(name: str) -> str:
    """q2 of rpt_q2_contrasts."""
    return name.removeprefix(RELEASED_PREFIX).split("_")[0]


def _leaves(name: str) -> bool:
    return name.startswith(RELEASED_PREFIX)


def _mark(con: duckdb.DuckDBPyConnection, relation: str, said: Mapping[str, Any]) -> str:
    """A report's definition in a word: its card's version and a hash of its columns and of the parameters it hangs on."""
    columns = con.execute(f"select column_name, column_type from (describe {relation})").fetchall()
    hashed = json.dumps([columns, said["parameters"]], sort_keys=True)
    return f"{said['card']} {hashlib.sha256(hashed.encode()).hexdigest()[:12]}"
