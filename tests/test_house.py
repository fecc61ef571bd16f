"""The house is clean: pinned and hashed, nothing calls out, nothing of one machine, nothing heavy, nothing secret."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from orchestration.components.dagster_home import DAGSTER_YAML
from tests.tree import REPOSITORY, files, text

LOCKS = tuple(path for path in files() if path.match("requirements*.lock"))
MEGABYTE = 2**20
ADDRESS = re.compile(r"https?://|file:|git\+|--index-url|--extra-index-url|--find-links|--trusted-host| @ ")
# A home folder, this machine's work folder, or a temp folder with something in it.
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:home/[a-z]|Users/[A-Za-z]|root/|work/[a-z]|tmp/[A-Za-z0-9_-]+)")
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|xox[bp]-[0-9A-Za-z-]{20}")
GUARDS = {"tests/test_house.py"}  # writes the patterns down


def requirements(lock: Path) -> dict[str, str]:
    """Each requirement of a lock with all its lines: `name==version` and its hashes."""
    logical = re.sub(r"\\\n\s*", " ", text(lock))
    lines = [line.strip() for line in logical.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return {re.split(r"[=\[;\s]", line)[0].lower().replace("_", "-"): line for line in lines}


def is_text(path: Path) -> bool:
    return b"\0" not in (REPOSITORY / path).read_bytes()[:8192]


def test_there_are_locks():
    assert {"requirements.lock", "requirements-test.lock"} <= {path.name for path in LOCKS}


@pytest.mark.parametrize("lock", LOCKS, ids=str)
def test_every_requirement_is_pinned_and_hashed(lock):
    found = requirements(lock)
    assert len(found) > 3
    pinned = re.compile(r"[A-Za-z0-9._-]+(\[[a-z0-9,._-]+\])?==[^\s;]+( ?;[^#]+?)?( --hash=sha256:[0-9a-f]{64})+")
    assert not {name for name, line in found.items() if not pinned.fullmatch(re.sub(r"\s+", " ", line))}


@pytest.mark.parametrize("lock", LOCKS, ids=str)
def test_no_lock_holds_an_address_or_a_path_of_one_machine(lock):
    assert not [line for line in text(lock).splitlines() if ADDRESS.search(line) or MACHINE_PATH.search(line)]


def test_every_dependency_of_the_project_is_in_its_lock():
    project = tomllib.loads(text(Path("pyproject.toml")))["project"]
    wanted = {
        "requirements.lock": project["dependencies"],
        "requirements-test.lock": project["optional-dependencies"]["test"],
    }
    locked = {lock.name: requirements(lock) for lock in LOCKS}
    both = locked["requirements.lock"] | locked["requirements-test.lock"]
    for lock, dependencies in wanted.items():
        names = {re.split(r"[=<>!~\[;\s]", entry)[0].lower().replace("_", "-") for entry in dependencies}
        assert not names - set(locked[lock] if lock == "requirements.lock" else both), lock


def test_the_two_locks_agree():
    run, test = requirements(Path("requirements.lock")), requirements(Path("requirements-test.lock"))
    version = re.compile(r"==([^\s;]+)")
    different = {n for n in run.keys() & test.keys() if version.search(run[n])[1] != version.search(test[n])[1]}
    assert not different


def test_no_file_names_a_place_on_one_machine():
    named = []
    for path in files():
        if path.as_posix() in GUARDS or path in LOCKS or not is_text(path):
            continue
        found = MACHINE_PATH.search(text(path))
        if found:
            named.append(f"{path}: {found[0]}")
    assert not named, "\n".join(named)


def test_no_file_is_heavier_than_a_megabyte():
    assert not {str(path) for path in files() if (REPOSITORY / path).stat().st_size > MEGABYTE}


def test_no_file_holds_a_secret():
    suspects = [p for p in files() if p.as_posix() not in GUARDS and is_text(p) and SECRET.search(text(p))]
    assert not suspects


def test_dbt_calls_nobody():
    flags = yaml.safe_load(text(Path("dbt_project/dbt_project.yml")))["flags"]
    assert flags["send_anonymous_usage_stats"] is False
    assert flags["version_check"] is False


def test_dagster_calls_nobody_and_asks_for_nothing():
    settings = yaml.safe_load(DAGSTER_YAML)
    assert settings["telemetry"] == {"enabled": False}
    assert settings["nux"] == {"enabled": False}


def test_great_expectations_calls_nobody(monkeypatch):
    monkeypatch.delenv("GX_ANALYTICS_ENABLED", raising=False)
    from expectations import gx

    gx.context.cache_clear()
    try:
        assert gx.context().variables.config.analytics_enabled is False
    finally:
        gx.context.cache_clear()


def test_pages_load_nothing_from_elsewhere():
    """Templates and scripts of ours name no other host: reports must work where there is no internet."""
    loaded = re.compile(r"""(?:src|href)\s*=\s*["']https?://|@import\s+["']?https?://|fetch\(["']https?://""")
    pages = [path for path in files() if path.suffix in (".html", ".j2", ".jinja", ".css", ".js")]
    assert not [str(path) for path in pages if loaded.search(text(path))]


@pytest.mark.parametrize("path", ["README.md", "LICENSE", "THIRD_PARTY_NOTICES.md", "CHANGELOG.md", "Makefile", ".ci/run"])
def test_the_front_of_the_house_is_there(path):
    assert (REPOSITORY / path).stat().st_size > 0


@pytest.mark.parametrize("path", [p for p in files() if p.parent == Path("docs/decisions")], ids=str)
def test_a_decision_says_status_context_and_what_gets_harder(path):
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name)
    said = text(path)
    assert re.search(r"^Status: \w+, 20\d\d-\d\d-\d\d$", said, re.MULTILINE)
    assert all(f"\n{part}:" in said for part in ("Context", "Decision", "Harder"))


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(p.name[:4]) for p in files() if p.parent == Path("docs/decisions"))
    assert numbers == list(range(1, len(numbers) + 1))
