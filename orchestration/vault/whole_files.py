"""Files of the vault that appear whole or not at all: written aside, then renamed; one lock for changes of key."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def aside(path: Path) -> Path:
    """Where a file is written until it is whole; the leftover of a killed run has the same name and is overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path.with_name(f".{path.name}.part")


def put_in_place(part: Path, path: Path) -> None:
    """The finished file under its own name, on disk before its name changes."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(path)


def write_bytes(path: Path, content: bytes) -> None:
    """`content` at `path`, readable by its owner alone."""
    part = aside(path)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
    put_in_place(part, path)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else opens this vault, or changes its key, until the block ends."""
    with (folder / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
