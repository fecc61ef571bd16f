"""Which dbt models follow from a table in force, read from dbt's own manifest. No row is read here."""

import json
from collections.abc import Iterator, Mapping, Sequence

from orchestration.places import Places

SOURCE = "in_force"


def downstream(places: Places, tables: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Models made from each table, as `<stage>/<model>`, sorted; nothing before dbt was ever asked in this home."""
    path = places.parsed_models / "manifest.json"
    if not path.exists():
        return {}
    manifest = json.loads(path.read_text(encoding="utf-8"))
    sources = {node["name"]: name for name, node in manifest["sources"].items() if node["source_name"] == SOURCE}
    return {table: tuple(sorted(_models(manifest, sources[table]))) for table in tables if table in sources}


def _models(manifest: Mapping, source: str) -> Iterator[str]:
    seen, waiting = set(), [source]
    while waiting:
        for child in manifest["child_map"].get(waiting.pop(), []):
            node = manifest["nodes"].get(child)
            if node and node["resource_type"] == "model" and child not in seen:
                seen.add(child)
                waiting.append(child)
                yield f"{node['fqn'][1]}/{node['name']}"
