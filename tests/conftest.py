"""Fixtures that are real and made once: a home after a whole nightly run, and the browser of this machine."""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.turns import parsed_once

REPOSITORY = Path(__file__).resolve().parent.parent
LEFT_OUT: list[str] = []
QUIET_BROWSER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole nights first, then what waits for servers: taken last, they would leave the processor with nothing to do."""
    first = {"end_to_end": 0, "ui": 1, "ways_in": 2}
    items.sort(key=lambda item: min((first[part] for part in item.path.parts if part in first), default=len(first)))


def twogen(home: Path, *arguments: str, check: bool = True, **environment: str) -> subprocess.CompletedProcess:
    """The command as a user runs it, on one home."""
    with parsed_once(home) if "nightly" in arguments else contextlib.nullcontext(home) as path:
        done = subprocess.run(
            [Path(sys.prefix) / "bin" / "twogen", *arguments],
            env={**os.environ, "TWOGEN_HOME": str(path), **environment},
            capture_output=True,
            text=True,
            cwd=REPOSITORY,
            check=False,
        )
        done.stdout, done.stderr = (said.replace(str(path), str(home)) for said in (done.stdout, done.stderr))
    if check and done.returncode:
        raise AssertionError(
            f"twogen {' '.join(arguments)} exited {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        )
    return done


def killed_at(
    run: subprocess.Popen, home: Path, milestone: str, patience: float, further: float = 0.0, every: float = 0.01
) -> str:
    """What a run said until it was killed, without warning, at a file of the milestone's pattern and a moment further.

    A run that never gets there is killed too, for its words could not be read before it ends. Units: seconds.
    """
    until = time.monotonic() + patience
    while not (is_there := any(home.glob(milestone))) and run.poll() is None and time.monotonic() < until:
        time.sleep(every)
    time.sleep(further if is_there else 0)
    run.kill()
    said = run.communicate()[0]
    assert is_there, f"{milestone} did not appear while the run went on: {said}"
    assert run.returncode == -signal.SIGKILL, said
    return said


@pytest.fixture(scope="session")
def nightly_home(tmp_path_factory) -> Path:
    """A small county with one family planted in the files of the agencies that know it, after one whole nightly run."""
    from tests.end_to_end.planted import plant_family

    home = shared_folder(tmp_path_factory) / "nightly_county" / "home"
    with made_once(home.parent, "nightly.txt") as said:
        if not said.exists():
            temporary = home.parent / "temp"
            temporary.mkdir(parents=True)
            twogen(home, "rehearse", "--people", "2000", "--months", "24", "--seed", "11")
            plant_family(home)
            done = twogen(home, "nightly", TMPDIR=str(temporary))
            said.write_text(done.stdout + done.stderr)
    return home


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder all workers of this test run have in common."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@contextlib.contextmanager
def made_once(folder: Path, last: str) -> Iterator[Path]:
    """The file of the folder that is written last: the first worker makes the folder, the others wait for it."""
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder / last


@pytest.fixture(scope="session")
def chromium() -> str:
    """The machine's own chromium; where there is none, the parts that need it are left out aloud."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        leave_out("the Dagster page and the reviewers' pages in a browser", "chromium")
    return found


def leave_out(part: str, needs: str) -> None:
    """Skips a test, and says at the end which part it was; where everything must be tested, fails it."""
    if os.environ.get("TWOGEN_TEST_EVERYTHING"):
        pytest.fail(f"no {needs} on this machine, and nothing may be left out here; see .ci/run")
    LEFT_OUT.append(f"{part} (needs {needs})")
    pytest.skip(f"no {needs} on this machine")


def pytest_terminal_summary(terminalreporter) -> None:
    for part in sorted(set(LEFT_OUT)):
        terminalreporter.write_line(f"LEFT OUT on this machine: {part}", yellow=True)
