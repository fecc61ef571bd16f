"""What a process killed in the middle of spilling leaves on disk: nothing that can be read, and nothing for long."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from orchestration.vault import Vault

KEY, NAME = "a key for tests", "Quillfeather"
SORTS_MORE_THAN_FITS = f"""
import sys
from pathlib import Path
from orchestration.vault import Vault
con = Vault.open(Path(sys.argv[1]), "{KEY}").connect(memory_limit="60MB", threads=1)
con.execute("create table people as select '{NAME}' || hash(i) || repeat('{NAME}', 5) as name from range(6000000) t(i)")
con.execute("create table sorted as from people order by name")
"""


def test_spill_of_a_killed_process_shows_no_row_and_is_gone_at_the_next_start(folder):
    Vault.open(folder, KEY)
    running = subprocess.Popen([sys.executable, "-c", SORTS_MORE_THAN_FITS, str(folder)])
    deadline = time.monotonic() + 60
    while spilt(folder) < 4 * 2**20 and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    left = [path for path in (folder / "tmp").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in left) >= 4 * 2**20, "nothing was spilt before the kill"
    assert not [path for path in left if NAME.encode() in path.read_bytes()]
    Vault.open(folder, KEY)
    assert not list((folder / "tmp").iterdir())


def spilt(folder: Path) -> int:
    total = 0
    for path in (folder / "tmp").rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # DuckDB drops a spill file as soon as it is read back
            continue
    return total
