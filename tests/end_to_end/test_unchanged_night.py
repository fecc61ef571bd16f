"""A night in which nothing changed starts no dbt."""

import os
import shutil
import subprocess
import sys

from tests.conftest import twogen
from tests.end_to_end.nights import content

# Python reads this at the start of every process of ours: whoever loads dbt's commands, in whichever of them, leaves a line.
COUNTER = """
import os, sys

def note(event, arguments):
    if event == "import" and arguments[0] == "dbt.cli.main":
        with open(os.environ["DBT_STARTS"], "a") as starts:
            starts.write(" ".join(sys.argv) + "\\n")

sys.addaudithook(note)
"""


def test_a_second_night_starts_no_dbt(nightly_home, tmp_path):
    home = shutil.copytree(nightly_home, tmp_path / "home", symlinks=True)
    (tmp_path / "counter").mkdir()
    (tmp_path / "counter" / "sitecustomize.py").write_text(COUNTER)
    (starts := tmp_path / "starts.txt").write_text("")
    path = os.pathsep.join([str(tmp_path / "counter"), *filter(None, [os.environ.get("PYTHONPATH")])])
    counted, before = {"PYTHONPATH": path, "DBT_STARTS": str(starts)}, content(home)
    twogen(home, "nightly", **counted)
    assert (starts.read_text(), content(home)) == ("", before)
    subprocess.run([sys.executable, "-c", "import dbt.cli.main"], env={**os.environ, **counted}, check=True)
    assert starts.read_text(), "the counter counts nothing"
