"""What the dbt project has that a card may name: described models, variables, and where `parameter(...)` is called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_CALL = re.compile(r"""\bparameter\(\s*(?:(["'])(?P<name>\w+)\1\s*\))?""")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
MACRO = "macros/parameters.sql"  # rendered: the one place that calls nothing


@dataclass(frozen=True)
class Call:
    """One call of the macro `parameter`; without a name when it is not a plain word."""

    path: Path
    line: int
    name: str | None


@dataclass(frozen=True)
class Project:
    """The dbt project, as far as cards speak of it."""

    models: frozenset[str]  # models with a .yml of their own
    folders: frozenset[str]  # below models/marts
    variables: Mapping[str, Any]
    calls: tuple[Call, ...]


def read_project(folder: Path) -> Project:
    """The project in a folder. Raises: OSError when there is no dbt_project.yml."""
    described = frozenset(path.stem for path in (folder / "models").rglob("*.sql") if path.with_suffix(".yml").is_file())
    marts = folder / "models" / "marts"
    folders = frozenset(path.name for path in marts.iterdir() if path.is_dir()) if marts.is_dir() else frozenset()
    variables = yaml.safe_load((folder / "dbt_project.yml").read_text(encoding="utf-8")).get("vars") or {}
    sql = [path for part in ("models", "macros", "tests") for path in sorted((folder / part).rglob("*.sql"))]
    calls = tuple(call for path in sql if path != folder / MACRO for call in _calls(path))
    return Project(described, folders, variables, calls)


def _calls(path: Path) -> list[Call]:
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), path.read_text(encoding="utf-8"))
    return [Call(path, text.count("\n", 0, found.start()) + 1, found["name"]) for found in _CALL.finditer(text)]
