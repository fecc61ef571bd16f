"""dbt's commands as a night gives them: a manifest that is never stale, and an environment without the key.

What the models say is dbt's business (`dbt_project/`); nothing here reads a row.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dagster_dbt import DbtCliResource, DbtProject
from packaging.version import Version

from orchestration.components import step_receipts
from orchestration.components.dbt_words import keep_counts, not_whole
from orchestration.errors import TwogenError
from orchestration.places import Places
from orchestration.settings import PROJECT_ROOT, read_settings

PROJECT = PROJECT_ROOT / "dbt_project"
DBT = Path(sys.prefix) / "bin" / "dbt"
TOLD = ["-m", "orchestration.components.dbt_told"]  # Python's arguments; not imported: dbt stays out of the night's own process


class DbtFailed(TwogenError):
    """dbt stopped: over a model's text, or over rows, of which then nothing is said."""


class InstalledDbt(DbtCliResource):
    """dbt as it is installed beside us, without the five seconds of every night in which Dagster asks what nobody needs."""

    @property
    def _cli_version(self) -> Version:
        return Version(version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> None:
        """None: Dagster would look into the warehouse with it for rows and columns, which we count ourselves."""


def target_of(places: Places) -> Path:
    return places.warehouse / "target"


def memory_limit() -> str:
    """What a night's dbt may hold in memory before it spills: a third of the machine's, and never less than 2 GB."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{max(2000, machine // 3 // 1_000_000)}MB"


@contextlib.contextmanager
def dbt_environment(places: Places) -> Iterator[None]:
    """The process's environment as dbt may see it: the home named, telemetry and log file off, secrets taken out."""
    before = dict(os.environ)
    for name in [name for name in before if name == "TWOGEN_KEY" or name.startswith("TWOGEN_SECRET_")]:
        os.environ.pop(name)
    os.environ.update(
        TWOGEN_HOME=str(places.home),
        DBT_PROFILES_DIR=str(PROJECT),
        DBT_TARGET="build",  # of profiles.yml; without it, by hand, dbt builds in a file of its own
        DBT_SEND_ANONYMOUS_USAGE_STATS="false",
        DBT_LOG_LEVEL_FILE="none",  # its log file quotes the values an engine trips over
        DBT_MEMORY_LIMIT=memory_limit(),
    )
    if (parsed := places.parsed_models / "partial_parse.msgpack").exists():
        os.environ["DBT_PARTIAL_PARSE_FILE_PATH"] = str(parsed)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def project() -> DbtProject:
    """The dbt project with a manifest of the models as they stand now; parsed only when a file has changed."""
    parsed = (places := read_settings().places).parsed_models
    parsed.mkdir(parents=True, exist_ok=True)
    mark, written = step_receipts.code_of("dbt_project"), parsed / "manifest.of"
    with (parsed / "manifest.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the code server and the daemon may load at the same moment
        if not (parsed / "manifest.json").exists() or not written.exists() or written.read_text() != mark:
            written.unlink(missing_ok=True)  # it vouches for no manifest that is half written
            run_dbt(places, "parse", "--target-path", str(parsed))
            written.write_text(mark)
    return DbtProject(PROJECT, target_path=parsed, profiles_dir=PROJECT)


def run_dbt(places: Places, *arguments: str) -> None:
    """One dbt command from a shell, quiet unless it fails.

    Only for commands that read no rows (parse, docs): what dbt says of them speaks of models, never of people.
    Raises: DbtFailed with dbt's own last lines.
    """
    command = [str(DBT), "--quiet", *arguments, "--project-dir", str(PROJECT)]
    with dbt_environment(places):
        os.environ["DBT_LOG_PATH"] = str(target_of(places))
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        raise DbtFailed(f"dbt {arguments[0]} failed:\n" + (done.stdout + done.stderr)[-2000:])


def run_models(places: Places, target: Path, what: str, *arguments: str) -> str:
    """The models the arguments select, in the home's warehouse; no test is asked. Returned: what is not whole, "" when all is.

    `target`: dbt's own folder for it. No row is told, only names, kinds and counts. Raises: DbtFailed when dbt never began.
    """
    (target / "run_results.json").unlink(missing_ok=True)  # of another run: it would vouch for one that never began
    command = [DBT, "--log-level", "none", "run", *arguments, "--target-path", target, "--project-dir", PROJECT]
    run_unheard(places, target, command)
    return not_whole(results_in(target, what))


def run_unheard(places: Places, target: Path, command: Sequence[str | Path]) -> None:
    """A command that has dbt read rows, in dbt's environment. Its words may quote a row, so they are kept nowhere."""
    for folder in (target, places.warehouse):
        folder.mkdir(parents=True, exist_ok=True)
    with dbt_environment(places), (places.warehouse / "dbt.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the command holds it too: one that outlives a killed night is waited for
        os.environ["DBT_LOG_PATH"] = str(target)
        subprocess.run(command, capture_output=True, check=False, pass_fds=[lock.fileno()])  # noqa: S603 - our own words


def results_in(target: Path, what: str) -> dict[str, Any]:
    """The results a run left in its folder, in names, kinds and counts. Raises: DbtFailed when dbt never began."""
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(target / "run")  # what was run, once more; the compiled models say the same
    if not (results := target / "run_results.json").exists():
        raise DbtFailed(f"dbt could not begin to build {what}, so nothing was built. Fix: `dbt parse` says why.")
    return keep_counts(results)
