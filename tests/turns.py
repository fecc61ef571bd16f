"""Homes of one process, one after the other under one path: dbt parses anew whatever it parsed for another path.

A parse takes a dozen processor seconds, and the tests run nights in some twenty homes.
"""

import atexit
import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from orchestration.places import Places

TURNS = Path(tempfile.mkdtemp(prefix="twogen-turns-"))
PARSED = TURNS / "parsed"  # dbt's folder of our project as parsed for that path
VOUCHED = "manifest.of"  # what a night leaves beside a manifest that is whole
atexit.register(shutil.rmtree, TURNS, ignore_errors=True)


def in_its_turn(home: Path) -> Path:
    """The path under which the home is found now, and others were before."""
    here = TURNS / "home"
    here.unlink(missing_ok=True)
    here.symlink_to(home, target_is_directory=True)
    return here


@contextlib.contextmanager
def parsed_once(home: Path) -> Iterator[Path]:
    """The home's path for what runs meanwhile: it finds what a night of another home parsed, and leaves it to the next."""
    home.mkdir(parents=True, exist_ok=True)
    parsed = Places(here := in_its_turn(home)).parsed_models
    shutil.rmtree(parsed, ignore_errors=True)  # a copied home's is of another path
    if PARSED.exists():
        shutil.copytree(PARSED, parsed)
    yield here
    if not (PARSED / VOUCHED).exists() and (parsed / VOUCHED).exists():
        shutil.copytree(parsed, PARSED, dirs_exist_ok=True)
