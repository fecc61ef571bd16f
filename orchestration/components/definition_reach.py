"""Which parameters and settings a table's rows hang on, as dbt's manifest tells; no list is kept. Nothing here reads a row."""

import re
from collections.abc import Mapping
from typing import Any

ASKED = re.compile(r"""\b(?:parameter|var)\(\s*["'](\w+)["']""")


def definitions_of(manifest: Mapping[str, Any], cards: Mapping[str, str], in_use: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """By table: the version of its card, and of what is in use the parameters and settings its SQL asks for anywhere above it.

    `cards`: table -> the version of its card.
    """
    models = {node["name"]: key for key, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    asked = {table: _asked_above(manifest, models[table]) for table in cards}
    return {
        table: {"card": version, "parameters": {name: value for name, value in in_use.items() if name in asked[table]}}
        for table, version in cards.items()
    }


def _asked_above(manifest: Mapping[str, Any], model: str) -> set[str]:
    """Names asked for by the model, by every model it stands on, and by every macro they call."""
    asked, seen, waiting = set(), set(), [model]
    while waiting:
        key = waiting.pop()
        part = manifest["nodes"].get(key) or manifest["macros"].get(key)
        if key in seen or part is None:  # met already, or a source
            continue
        seen.add(key)
        asked |= {*ASKED.findall(part.get("raw_code") or part.get("macro_sql") or "")}
        waiting += [*part["depends_on"].get("nodes", ()), *part["depends_on"]["macros"]]
    return asked
