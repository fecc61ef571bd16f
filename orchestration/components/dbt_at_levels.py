"""Models at link levels other than the balanced one, all in one dbt process: what was parsed once serves every level.

dbt parses a project anew for each value of a variable, though a level changes only where models stand and what their SQL
says once it is compiled. `link_levels` starts this as a command, without the key; what dbt says here nobody reads.
"""

import sys
from pathlib import Path

from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest

SILENT = ["--log-level", "none"]
# Cells and what they are made of (`measure_cells` gives its model the tag), and of their tests the one that hangs on the level.
CELLS = ["--select", "+tag:cells,resource_type:model", "test_name:cells_add_up", "--indirect-selection", "empty"]


def build_at_levels(project: Path, parsed: Path, target: Path, levels: list[str]) -> None:
    """Each level's results in `target/<level>`; a level that failed is the last. `parsed`: dbt's folder of the balanced level."""
    where = ["--project-dir", str(project)]
    found = dbtRunner().invoke([*SILENT, "--no-write-json", "parse", *where, "--target-path", str(parsed)]).result
    for level in levels if found else []:
        said = ["--vars", f"{{link_level: {level}}}", "--target-path", str(target / level)]
        if not dbtRunner(at_level(found, level)).invoke([*SILENT, "build", *CELLS, *where, *said]).success:
            return


def at_level(parsed: Manifest, level: str) -> Manifest:
    """A copy in which every model stands in the level's schema, where the macro `generate_schema_name` would put it."""
    manifest = parsed.deepcopy()  # dbt keeps what it compiles in the manifest
    for node in manifest.nodes.values():
        if node.resource_type == "model":
            node.schema, node.relation_name = level, f'"{node.database}"."{level}"."{node.alias}"'
    return manifest


if __name__ == "__main__":
    build_at_levels(*map(Path, sys.argv[1:4]), sys.argv[4:])
