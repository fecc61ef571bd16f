"""dbt in one process for all link levels: what was parsed once serves every level, and a part of the people as well.

dbt parses a project anew for each value of a variable, though a level changes only where models stand and what their SQL
says once it is compiled. `link_levels` starts this as a command, without the key; what dbt says here nobody reads.
"""

import sys
from collections.abc import Collection
from pathlib import Path

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest

SILENT = ["--log-level", "none"]
# Cells and what they are made of (`measure_cells` gives its model the tag), and of their tests the one that hangs on the level.
CELLS = ["--select", "+tag:cells,resource_type:model", "test_name:cells_add_up", "--indirect-selection", "empty"]
CHOSEN = "chosen_here"  # a tag no model of the project has


def build_at_levels(project: Path, parsed: Path, target: Path, levels: list[str]) -> None:
    """Each level's results in `target/<level>`; a level that failed is the last. `parsed`: dbt's folder of the balanced level."""
    found = parse(project, parsed)
    for level in levels if found else []:
        if not _built(in_schema(found, level), level, project, target / level, CELLS):
            return


def build_chosen(manifest: Manifest, level: str, chosen: Collection[str], project: Path, target: Path) -> bool:
    """Whether these nodes, by unique id, were built and passed; results in `target`. Others may open the warehouse afterwards."""
    for key in chosen:
        manifest.nodes[key].tags.append(CHOSEN)
    try:
        return _built(manifest, level, project, target, ["--select", f"tag:{CHOSEN}", "--indirect-selection", "empty"])
    finally:
        DuckDBConnectionManager.close_all_connections()


def parse(project: Path, parsed: Path) -> Manifest | None:
    """The project's manifest, from what dbt remembers in `parsed` of the last time; None when it does not parse."""
    command = [*SILENT, "--no-write-json", "parse", "--project-dir", str(project), "--target-path", str(parsed)]
    return dbtRunner().invoke(command).result


def in_schema(parsed: Manifest, schema: str) -> Manifest:
    """A copy in which every model stands in one schema; for a level's, where `generate_schema_name` would put it."""
    manifest = parsed.deepcopy()  # dbt keeps what it compiles in the manifest
    for node in manifest.nodes.values():
        if node.resource_type == "model":
            node.schema, node.relation_name = schema, f'"{node.database}"."{schema}"."{node.alias}"'
    return manifest


def _built(manifest: Manifest, level: str, project: Path, target: Path, selected: list[str]) -> bool:
    said = ["--project-dir", str(project), "--vars", f"{{link_level: {level}}}", "--target-path", str(target)]
    return dbtRunner(manifest).invoke([*SILENT, "build", *selected, *said]).success


if __name__ == "__main__":
    build_at_levels(*map(Path, sys.argv[1:4]), sys.argv[4:])
