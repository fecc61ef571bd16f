"""The models of a warehouse made anew for whoever changed since the last build, level by level; other people's rows stay.

A process of its own, without the key, started by `renewal`. What is of nobody must say what it said. Then, for each level:
rows in force of those touched are cut out into a small home, over which dbt builds and tests the models of a family in a
schema aside; their rows take the place of the old ones; then dbt builds and tests, whole, what is of everyone.
"""

import json
import os
import shutil
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import duckdb

from orchestration.components.changed_people import (
    ASIDE,
    BuildWhole,
    Level,
    any_in,
    cut_out,
    find_changes,
    lay_ties,
    sweep,
    touch,
)
from orchestration.components.dbt_at_levels import Manifest, build_chosen, in_schema, parse
from orchestration.components.dbt_words import keep_counts
from orchestration.components.model_reach import NAMED_HERE, Reach, ids_in, reach_of, read_by_families, tests_within
from orchestration.places import Places

LEVELS = (
    Level("strict", "strict", "strict_id"),
    Level("lenient", "lenient", "lenient_id"),
    Level("balanced", "main", "person_id"),
)
CELLS = "test.twogen.cells_add_up_"  # of the tests, the one that hangs on the level


class Renewal:
    """Of one home. dbt's results stand in `target/<level>/<part or rest>`."""

    def __init__(self, home: Path, project: Path, parsed: Path, target: Path) -> None:
        self.home, self.before, self.part = home, Places(home).built_from, Places(home).part
        self.project, self.target = project, target
        if (found := parse(project, parsed)) is None:
            raise BuildWhole("dbt does not parse the project")
        self.found, self.ids = found, ids_in(found.sources)

    def find_changes(self) -> None:
        """Raises: BuildWhole when every family's rows may hang on what changed: on a day that a feed speaks for, on an export."""
        with self._opened() as con:
            reach = reach_of(self.found, _columns(con, "main"))
            con.execute(f"drop schema if exists {ASIDE} cascade")
        self._build(LEVELS[-1], "first", in_schema(self.found, ASIDE), reach.of_nobody, ())
        with self._opened() as con:
            of_families = read_by_families(self.found, reach)
            read = [name for name in reach.of_nobody if name in of_families]
            _refuse([name for name in self._tables(read) if _differ(con, name)])
            changed = find_changes(con, self.before, self.home, self.ids)
            named = {name for name, ids in self.ids.items() if any(vars(ids).values())}
            _refuse(sorted((changed - named) & self._sources_of(read)))
            lay_ties(con, self.home, self.ids)

    def renew(self, level: Level) -> None:
        """Raises: BuildWhole when the level cannot be renewed, or is not whole when it was."""
        with self._opened() as con:
            reach = reach_of(self.found, _columns(con, level.schema))
            touch(con, self.before, self.home, level)
            cut_out(con, self.home, self.part, self.ids)
            con.execute(f"drop schema if exists {ASIDE} cascade")
        apart = {*reach.of_nobody, *reach.of_a_family}
        tests = {key for key, node in self.found.nodes.items() if node.resource_type == "test"}
        if level.name != "balanced":
            tests = {key for key in tests if key.startswith(CELLS)}
        inside = tests & tests_within(self.found.nodes, apart)
        self._build(level, "part", self._of_part(), apart, inside)
        with self._opened() as con:
            self._take_over(con, level, reach)
            con.execute(f"drop schema {ASIDE} cascade")
        self._build(level, "rest", in_schema(self.found, level.schema), reach.of_everyone, tests - inside)

    def clear(self) -> None:
        with self._opened() as con:
            sweep(con, self.part)

    def _of_part(self) -> Manifest:
        """The models aside, over the small home's rows."""
        manifest = in_schema(self.found, ASIDE)
        for source in manifest.sources.values():
            source.meta["external_location"] = source.meta["external_location"].replace(f"{self.home}/", f"{self.part}/")
        return manifest

    def _build(self, level: Level, step: str, manifest: Manifest, models: Collection[str], tests: Collection[str]) -> None:
        chosen = {key for key, node in manifest.nodes.items() if node.resource_type == "model" and node.name in models} | {*tests}
        target = self.target / level.name / step
        try:
            is_whole = build_chosen(manifest, level.name, chosen, self.project, target)
        finally:
            if (results := target / "run_results.json").exists():
                keep_counts(results)
            shutil.rmtree(target / "run", ignore_errors=True)
        if not is_whole:
            raise BuildWhole(f"the {level.name} level was not whole when it was renewed")

    def _take_over(self, con: duckdb.DuckDBPyConnection, level: Level, reach: Reach) -> None:
        for name in self._tables(reach.of_nobody):
            _replace(con, level, name, "true")
        for name in self._tables(reach.of_a_family):
            _exchange(con, level, name, reach.of_a_family[name])

    def _tables(self, models: Collection[str]) -> list[str]:
        kinds = {node.name: node.config.materialized for node in self.found.nodes.values() if node.resource_type == "model"}
        return [name for name in models if kinds[name] == "table"]

    def _sources_of(self, models: Collection[str]) -> set[str]:
        """Names of the tables that views among these models show."""
        views = {*models} - {*self._tables(models)}
        read = {parent for node in self.found.nodes.values() if node.name in views for parent in node.depends_on.nodes}
        return {source.name for key, source in self.found.sources.items() if key in read}

    def _opened(self) -> duckdb.DuckDBPyConnection:
        config = {"memory_limit": os.environ["DBT_MEMORY_LIMIT"], "threads": 2, "preserve_insertion_order": "false"}
        warehouse = Places(self.home).warehouse
        return duckdb.connect(warehouse / "warehouse.duckdb", config=config | {"temp_directory": str(warehouse / "spill")})


def _refuse(names: Sequence[str]) -> None:
    if names:
        raise BuildWhole(f"{', '.join(names)} changed, and with it every family's rows")


def _columns(con: duckdb.DuckDBPyConnection, schema: str) -> Mapping[str, Sequence[str]]:
    listed = con.execute(
        "select table_name, list(column_name order by ordinal_position) from information_schema.columns "
        "where table_schema = ? group by table_name",
        [schema],
    )
    return dict(listed.fetchall())


def _differ(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    here, there = f"from {LEVELS[-1].schema}.{name}", f"from {ASIDE}.{name}"
    both_ways = f"({here} except all {there}) union all ({there} except all {here})"
    return bool(con.execute(f"select count(*) from ({both_ways})").fetchall()[0][0])


def _exchange(con: duckdb.DuckDBPyConnection, level: Level, name: str, ids: Sequence[str]) -> None:
    """Rows of those touched go, and those aside come. What was named on the way (families, units) is touched as it is met."""
    touched, own = any_in(ids, "changed.touched"), [column for column in ids if not NAMED_HERE.search(column)]
    known = any_in(own or ids, "changed.touched")
    if con.execute(f"select count(*) from {ASIDE}.{name} where not {known}").fetchall()[0][0]:
        raise BuildWhole(f"{name} has rows of people who are not known to have changed")
    for named in (column for column in ids if own and column not in own):
        for rows in (f"{ASIDE}.{name}", f"{level.schema}.{name} where {touched}"):
            con.execute(
                f"insert into changed.touched select distinct id from (select {named} as id from {rows}) "
                "anti join changed.touched using (id) where id is not null"
            )
    _replace(con, level, name, touched)


def _replace(con: duckdb.DuckDBPyConnection, level: Level, name: str, rows: str) -> None:
    con.execute(
        f"begin; delete from {level.schema}.{name} where {rows}; "
        f"insert into {level.schema}.{name} by name from {ASIDE}.{name}; commit"
    )


def renew_all(renewal: Renewal) -> None:
    try:
        renewal.find_changes()
        for level in LEVELS:
            renewal.renew(level)
    finally:
        renewal.clear()


if __name__ == "__main__":
    where = [Path(argument) for argument in sys.argv[1:5]]
    reason = ""
    try:
        renew_all(Renewal(*where))
    except BuildWhole as said:
        reason = str(said)
    except Exception as error:  # its text may quote a row
        reason = f"the renewal stopped with {type(error).__name__}"
    (where[-1] / "said.json").write_text(json.dumps({"whole": reason}))
