"""One run at a time in one home: an advisory lock on `run.lock` that dies with its process."""

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from orchestration.errors import TwogenError
from orchestration.places import Places

PATIENCE_SECONDS = 900
PAUSE_SECONDS = 1.0


class RunLocked(TwogenError):
    """Another run holds the home."""


@contextlib.contextmanager
def run_lock(places: Places, who: str, patience_seconds: float = PATIENCE_SECONDS, log=lambda _: None) -> Iterator[None]:
    """Hold the home for the length of the block.

    Raises: RunLocked when another run still holds it after `patience_seconds`.
    """
    places.home.mkdir(parents=True, exist_ok=True)
    with places.run_lock.open("a+") as handle:
        _wait_for(handle, places, patience_seconds, log)
        handle.seek(0)
        handle.truncate()
        json.dump({"who": who, "pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}, handle)
        handle.flush()
        try:
            yield
        finally:
            handle.seek(0)
            handle.truncate()
            fcntl.flock(handle, fcntl.LOCK_UN)


def _wait_for(handle, places: Places, patience_seconds: float, log) -> None:
    deadline = time.monotonic() + patience_seconds
    said = False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            holder = places.run_lock.read_text() or "an unnamed run"
            if time.monotonic() >= deadline:
                raise RunLocked(
                    f"Another run holds {places.run_lock}: {holder}. Nothing was changed. "
                    "Fix: wait for it to end, or stop that process; the lock frees itself when the process ends."
                ) from None
            if not said:
                log(f"waiting for another run to end: {holder}")
                said = True
            time.sleep(PAUSE_SECONDS)
