"""dbt itself, on a home made in the test: no key, no network, nothing outside the test's folder."""

import functools
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from orchestration.components.dbt_commands import memory_limit
from orchestration.components.link_levels import build_levels
from orchestration.places import Places
from tests.conftest import made_once, shared_folder
from tests.dbt.family import COVERED, PEOPLE, REDIRECTS, TABLES
from tests.dbt.loaded import LoadedDbt
from tests.dbt.rows_in_force import write_in_force, write_person_keys
from tests.turns import PARSED, TURNS, in_its_turn, parsed_once

REPO = Path(__file__).parents[2]
PROJECT = REPO / "dbt_project"


@dataclass(frozen=True)
class Build:
    """What a dbt command left behind."""

    home: Path
    returncode: int
    output: str

    @property
    def target(self) -> Path:
        return self.home / "target"

    @property
    def statuses(self) -> dict[str, str]:
        results = json.loads((self.target / "run_results.json").read_text())["results"]
        return {result["unique_id"]: result["status"] for result in results}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self._warehouse() as con:
            return con.execute(query).fetchall()

    def records(self, query: str) -> list[dict[str, Any]]:
        """The rows by the names of their columns."""
        with self._warehouse() as con:
            return records_of(con.execute(query))

    def _warehouse(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(self.home / "warehouse" / "warehouse.duckdb", read_only=True)


def records_of(found: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def run_dbt(home: Path, *arguments: str, project: Path = PROJECT) -> Build:
    """One dbt command on a home, in a process of its own.

    All homes of this process have their turn under one path, and what was parsed there serves them all, with other variables
    too: as in a night (`dbt_at_levels`), they change what is compiled.
    """
    here, said = in_its_turn(home), TURNS / "said.txt"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TWOGEN_", "DBT_"))}
    code = _loaded_dbt().run(
        [*arguments, "--project-dir", str(project), "--profiles-dir", str(PROJECT)],
        {
            **environment, "TWOGEN_HOME": str(here), "DBT_TARGET": "build", "DBT_TARGET_PATH": str(home / "target"),
            "DBT_LOG_PATH": str(home / "logs"), "DBT_MEMORY_LIMIT": memory_limit(),
        },
        project,
        None if project != PROJECT or {"parse", "docs"} & set(arguments) else PARSED,
        said,
    )  # fmt: skip
    return Build(home, code, said.read_text())


@functools.cache
def _loaded_dbt() -> LoadedDbt:
    return LoadedDbt()


def small_project(folder: Path, models: dict[str, str], /, **settings: Any) -> Path:
    """A dbt project of a few models that is set up as ours is; `settings`: more of dbt_project.yml."""
    said = yaml.safe_load((PROJECT / "dbt_project.yml").read_text())
    kept = {key: said[key] for key in ("name", "version", "config-version", "profile", "flags", "vars")}
    kept["vars"] = kept["vars"] | settings.pop("vars", {})
    (folder / "models").mkdir(parents=True)
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(kept | settings))
    for name, sql in models.items():
        (folder / "models" / f"{name}.sql").write_text(sql)
    return folder


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The whole project built and tested on one family (tests/dbt/family.py), as a night does it: other levels first."""
    home = shared_folder(tmp_path_factory) / "family"
    with made_once(home, "said.json") as said:
        if not said.exists():
            write_in_force(home, TABLES, COVERED)
            write_person_keys(home, PEOPLE, REDIRECTS)
            with parsed_once(home) as here:
                build_levels(Places(here))
            built = run_dbt(home, "build")
            said.write_text(json.dumps([built.returncode, built.output]))
    return Build(home, *json.loads(said.read_text()))


@pytest.fixture(scope="session")
def report_of(build: Build) -> Callable[[duckdb.DuckDBPyConnection], list[dict[str, Any]]]:
    """Runs the report's compiled SQL on a connection whose `warehouse` holds other cells."""
    compiled = build.target / "compiled/twogen/models/marts/q13_service_systems/rpt_q13_systems_used.sql"
    sql = compiled.read_text()

    def run(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
        return records_of(con.execute(sql))

    return run
