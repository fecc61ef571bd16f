"""dbt, loaded once: a process in which our project is parsed once, and whose forks run one command each.

Loading dbt and reading what it parsed takes it four processor seconds, and the tests of this folder run it some sixty times.
Not here: which commands run on which homes (conftest.py).
"""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest

SETTINGS = ("--project-dir", "--profiles-dir")
MANIFEST = "manifest.pickle"


class LoadedDbt:
    """The process. One command at a time; it ends with its starter."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.dbt.loaded"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, arguments: list[str], environment: Mapping[str, str], folder: Path, parsed: Path | None, said: Path) -> int:
        """The command's return code; what it printed is in `said`.

        parsed   folder of what dbt remembers of the project; None: the command parses for itself
        """
        job = {"arguments": arguments, "environment": dict(environment), "folder": str(folder), "said": str(said)}
        print(json.dumps(job | {"parsed": parsed and str(parsed)}), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())


def serve() -> None:
    """Does nothing but load, so that no thread or lock of another command is in a fork."""
    answers = os.fdopen(os.dup(1), "w")  # what dbt prints goes into files
    known: dict[str, Manifest] = {}
    for line in sys.stdin:
        job = json.loads(line)
        os.chdir(job["folder"])
        os.environ.clear()
        os.environ.update(job["environment"])
        said = os.open(job["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1), os.dup2(said, 2), os.close(said)
        arguments, parsed = job["arguments"], job["parsed"]
        if parsed and parsed not in known and _forked(_parse, arguments, Path(parsed)) == 0:
            known[parsed] = pickle.loads((Path(parsed) / MANIFEST).read_bytes()).deepcopy()  # lays its lookups out anew
        print(_forked(_run, arguments, known.get(parsed)), file=answers, flush=True)


def _forked(task: Callable[..., bool], *facts: Any) -> int:
    if not (child := os.fork()):
        done = task(*facts)
        sys.stdout.flush()
        os._exit(0 if done else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _parse(arguments: list[str], target: Path) -> bool:
    options = [(name, value) for name, value in pairwise(arguments) if name in SETTINGS]
    found = dbtRunner().invoke(["--quiet", "--no-write-json", "parse", *sum(options, ()), "--target-path", str(target)])
    if found.success:
        (target / MANIFEST).write_bytes(pickle.dumps(found.result))
    return found.success


def _run(arguments: list[str], manifest: Manifest | None) -> bool:
    """Without a manifest the command parses for itself, and says what does not parse."""
    return dbtRunner(manifest).invoke(arguments).success


if __name__ == "__main__":
    serve()
