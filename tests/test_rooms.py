"""Is it still our design? Imports, sizes, names and dbt edges against the twin of DESIGN.md section 1."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tree import REPOSITORY, files, files_in, parsed, text

FLOOR = {"orchestration.errors", "orchestration.places"}  # decision 1: every room but data_contracts
EVERY_ROOM = {
    "data_contracts",
    "expectations",
    "orchestration.vault",
    "orchestration.intake",
    "orchestration.linkage",
    "orchestration.cards",
    "orchestration.publishing",
    "orchestration.reports",
    "orchestration.rehearsal",
}
PYDANTIC = {"pydantic", "pydantic_core"}
DBT = {"dbt", "dbt_common"}  # decision 16
DAGSTER = {"dagster", "dagster_dbt", *DBT, *PYDANTIC}
# The row `components/`, `defs/`: Dagster's part of the house, with the module that loads them and the settings.
CONDUCTOR = (
    FLOOR
    | EVERY_ROOM
    | DAGSTER
    | {
        "orchestration.components",
        "orchestration.defs",
        "orchestration.definitions",
        "orchestration.settings",
        "duckdb",
        "packaging",  # what Dagster takes for dbt's version
    }
)

# DESIGN.md section 1, the column "May import". A room may always import itself and the standard library.
# great_expectations asks its questions through sqlalchemy, for which expectations/ brings the dialect.
MAY_IMPORT = {
    "data_contracts": {"yaml", *PYDANTIC, "open_data_contract_standard"},
    "expectations": FLOOR | {"data_contracts", "orchestration.vault", "great_expectations", "sqlalchemy", "duckdb"},
    "orchestration.vault": FLOOR | {"duckdb", "cryptography"},
    "orchestration.intake": FLOOR | {"data_contracts", "orchestration.vault", "duckdb", "fsspec", "psycopg"},  # decision 6
    "orchestration.linkage": FLOOR | {"data_contracts", "orchestration.vault", "splink", "duckdb", "numpy", "scipy", "nicknames"},
    "orchestration.cards": FLOOR | {"data_contracts", "yaml", "jinja2", *PYDANTIC},  # decision 13: its reader of lines and words
    "orchestration.publishing": FLOOR | {"duckdb"},
    "orchestration.reports": FLOOR | {"jinja2", "altair", "duckdb"},
    "orchestration.evaluation": FLOOR | {"scipy", "statsmodels", "duckdb", "numpy"},
    "orchestration.rehearsal": FLOOR | {"numpy", "duckdb", "data_contracts"},
    "orchestration.settings": FLOOR,
    "orchestration.components": CONDUCTOR,
    "orchestration.defs": CONDUCTOR,
    "orchestration.definitions": CONDUCTOR,
    "orchestration.cli": CONDUCTOR | {"typer", "orchestration.evaluation"},  # no other room imports evaluation
    "orchestration.errors": set(),
    "orchestration.places": set(),
}
STDLIB = set(sys.stdlib_module_names)
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
SOURCES = [path for folder in ("data_contracts", "expectations", "orchestration") for path in files_in(folder, ".py")]
NAMELESS_ROOMS = ("orchestration/components", "orchestration/defs", "expectations")  # no agency's name in their code


def module_name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """The room a module of ours stands in, or the package it belongs to otherwise."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "orchestration" else parts[0]


def imports(path: Path) -> set[str]:
    """Every module a file imports, at its top or inside a function; relative imports made absolute."""
    package = list(path.parent.parts)
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            stem = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*stem, *([node.module] if node.module else [])])
            names = {f"{base}.{alias.name}" for alias in node.names}
            found |= names if base == "orchestration" else {base}
    return found


def functions(path: Path):
    return [n for n in ast.walk(parsed(path)) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_module_imports_only_what_its_room_may(path):
    room = room_of(module_name(path))
    if room == "orchestration":  # the package's own __init__
        assert not imports(path)
        return
    assert room in MAY_IMPORT, f"{path} stands in no room of DESIGN.md section 1"
    strangers = {name for name in imports(path) if room_of(name) not in STDLIB | MAY_IMPORT[room] | {room}}
    assert not strangers, f"{room} may not import {', '.join(sorted(strangers))}"


def test_every_room_of_the_design_is_in_the_tree():
    """A row of the table that no file answers to is a typo in the table."""
    there = {room_of(module_name(path)) for path in SOURCES}
    assert set(MAY_IMPORT) - there <= {"orchestration.evaluation"}


def test_data_contracts_touches_no_data_and_no_engine():
    engines = {"duckdb", "dagster", "great_expectations", "splink", "pandas", "pyarrow", "orchestration"}
    for path in files_in("data_contracts", ".py"):
        assert not {name.split(".")[0] for name in imports(path)} & engines, path


def test_only_settings_reads_our_environment_variables():
    readers = {str(p) for p in SOURCES for node in ast.walk(parsed(p)) if _reads_our_environment(node)}
    assert readers <= {"orchestration/settings.py"}


def test_only_what_is_started_as_a_command_imports_dbt():
    """Decision 16: what builds the link levels, and what a night listens to."""
    importers = {path.name for path in SOURCES if DBT & {name.split(".")[0] for name in imports(path)}}
    assert importers == {"dbt_at_levels.py", "dbt_told.py"}


def _reads_our_environment(node: ast.AST) -> bool:
    """`os.environ["TWOGEN_…"]`, `os.environ.get("TWOGEN_…")` or `os.getenv("TWOGEN_…")`."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        where, key = node.value, node.slice
    elif isinstance(node, ast.Call) and node.args:
        where, key = node.func, node.args[0]
        if ast.unparse(where) not in ("os.environ.get", "environ.get", "os.getenv", "getenv"):
            return False
    else:
        return False
    named = isinstance(key, ast.Constant) and str(key.value).startswith("TWOGEN_")
    return named and any(word in ast.unparse(where) for word in ("environ", "getenv"))


@pytest.mark.parametrize("path", [p for p in files() if p.suffix == ".py"], ids=str)
def test_a_module_fits_a_few_screens(path):
    lines = len(text(path).splitlines())
    assert lines <= 400, f"{path} has {lines} lines"
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(path) if f.end_lineno - f.lineno >= 60}
    assert not long, f"functions of more than 60 lines in {path}: {long}"


@pytest.mark.parametrize("path", files_in("dbt_project", ".sql"), ids=str)
def test_a_model_fits_a_few_screens(path):
    assert len(text(path).splitlines()) <= 150


def test_nothing_is_named_vaguely():
    vague = {str(p) for p in files() if {part.split(".")[0] for part in p.parts} & VAGUE}
    assert not vague


def test_functions_are_not_named_for_effort():
    bad = re.compile(r"^_?(process|handle|do|run_all|manage|perform)(_|$)")
    assert not [f"{p}:{f.lineno} {f.name}" for p in SOURCES for f in functions(p) if bad.match(f.name)]


def test_rooms_that_serve_every_agency_name_none():
    feeds = [path.name.split(".")[0] for path in files_in("data_contracts/sources", ".odcs.yaml")]
    assert feeds, "no contract, so nothing to look for"
    rooms = {path.name for path in (REPOSITORY / "orchestration").iterdir()}  # a room's own name names no agency
    named_in_feeds = {word for feed in feeds for word in feed.split("__")} - rooms
    words = "|".join(sorted(named_in_feeds))
    named = re.compile(rf"(?<![A-Za-z])({words})(?![A-Za-z])")
    for room in NAMELESS_ROOMS:
        for path in [p for p in files() if p.is_relative_to(room) and p.suffix in (".py", ".yaml", ".yml")]:
            assert not named.search(text(path)), f"{path} names {named.search(text(path))[0]}"


@pytest.fixture(scope="session")
def dbt_models(tmp_path_factory) -> dict[str, dict]:
    """dbt's manifest of the project as it stands: each model with what it depends on."""
    target = tmp_path_factory.mktemp("dbt")
    command = ["parse", "--project-dir", "dbt_project", "--profiles-dir", "dbt_project", "--no-partial-parse"]
    done = subprocess.run(
        [Path(sys.executable).with_name("dbt"), *command, "--target-path", target, "--log-path", target],
        cwd=REPOSITORY,
        env={**os.environ, "TWOGEN_HOME": str(target)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:]
    nodes = json.loads((target / "manifest.json").read_text())["nodes"]
    return {name: node for name, node in nodes.items() if node["resource_type"] == "model"}


def stage(model: dict) -> str:
    """A model's stage: its folder below models/, except that reports are known by their names."""
    return "rpt" if model["name"].startswith("rpt_") else model["path"].split("/")[0]


MAY_READ = {
    "staging": {"source"},
    "intermediate": {"staging", "intermediate", "seed"},
    "marts": {"intermediate", "marts", "seed"},
    "rpt": {"marts", "rpt"},
}


def test_dbt_models_read_only_the_stage_before_theirs(dbt_models):
    wrong = []
    for model in dbt_models.values():
        assert stage(model) in MAY_READ, f"{model['path']} stands in no stage"
        for read in model["depends_on"]["nodes"]:
            kind = stage(dbt_models[read]) if read in dbt_models else read.split(".")[0]
            # DESIGN.md 8: staging left-joins person_keys once per role, and nothing else.
            is_person_keys = read.endswith("person_keys") and stage(model) == "staging"
            if kind not in MAY_READ[stage(model)] and not is_person_keys:
                wrong.append(f"{model['name']} ({stage(model)}) reads {read}")
    assert not wrong, "\n".join(wrong)


def test_every_stage_has_models(dbt_models):
    assert {stage(model) for model in dbt_models.values()} == set(MAY_READ)


def test_an_import_is_found_wherever_it_stands(tmp_path):
    """A test of the test: at the top, inside a function, from the package, relative, and under another name."""
    source = "import splink as s\ndef f():\n    from dagster import asset\nfrom orchestration import vault\nfrom . import x\n"
    (tmp_path / "module.py").write_text(source)
    found = imports(tmp_path / "module.py")
    assert {"splink", "dagster", "orchestration.vault"} <= found
    assert len(found) == 4


@pytest.mark.parametrize(
    ("expression", "reads"),
    [
        ('os.environ["TWOGEN_HOME"]', True),
        ('os.environ.get("TWOGEN_KEY", "")', True),
        ('os.getenv("TWOGEN_HOME")', True),
        ('os.environ["HOME"]', False),
        ('settings["TWOGEN_HOME"]', False),
    ],
)
def test_a_read_of_our_environment_is_seen(expression, reads):
    assert any(_reads_our_environment(node) for node in ast.walk(ast.parse(expression))) == reads
