"""One run at a time in one home."""

import os
import signal
import subprocess
import sys
import time

import pytest

from orchestration.components.run_lock import RunLocked, run_lock
from orchestration.places import Places

HOLD = """
import sys, time
from pathlib import Path
from orchestration.components.run_lock import run_lock
from orchestration.places import Places
with run_lock(Places(Path(sys.argv[1])), "the first run"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline().strip() == "held"
    yield process
    process.kill()
    process.wait()


def test_a_second_run_says_who_runs(tmp_path, holder):
    with pytest.raises(RunLocked, match="the first run"), run_lock(Places(tmp_path), "second", patience_seconds=0):
        pass


def test_a_second_run_waits_and_then_goes_on_when_the_first_is_killed(tmp_path, holder):
    said = []
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with run_lock(Places(tmp_path), "second", patience_seconds=10, log=said.append):
        assert "second" in Places(tmp_path).run_lock.read_text()


def test_a_second_run_waits_while_the_first_holds(tmp_path, holder):
    began = time.monotonic()
    with pytest.raises(RunLocked), run_lock(Places(tmp_path), "second", patience_seconds=1.5):
        pass
    assert time.monotonic() - began >= 1.5


def test_the_lock_is_free_again_after_the_block(tmp_path):
    with run_lock(Places(tmp_path), "first"):
        pass
    with run_lock(Places(tmp_path), "second", patience_seconds=0):
        pass
