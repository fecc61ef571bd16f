"""The repository as its files: what is tracked or would be, parsed once. What the guard tests walk."""

import ast
import subprocess
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
MODELS = REPOSITORY / "dbt_project" / "models"


@cache
def files() -> tuple[Path, ...]:
    """Every file of the checkout that git tracks or would take up, relative to it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    return tuple(sorted(Path(name) for name in set(listed) if name and (REPOSITORY / name).is_file()))


def files_in(folder: str, suffix: str) -> tuple[Path, ...]:
    """The files below a folder whose names end so."""
    return tuple(path for path in files() if path.is_relative_to(folder) and path.name.endswith(suffix))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax of a Python file."""
    return ast.parse(text(path), filename=str(path))


@cache
def text(path: Path) -> str:
    return (REPOSITORY / path).read_text(encoding="utf-8")
