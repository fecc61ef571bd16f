"""A night in which nothing changed starts no dbt; one that finds its warehouse written to trusts none of it."""

import os
import shutil

import duckdb
import pytest

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


@pytest.fixture
def night(nightly_home, tmp_path):
    """A whole night in a copy of the home: what it says, and how often dbt was started."""
    home = shutil.copytree(nightly_home, tmp_path / "home", symlinks=True)
    (tmp_path / "counter").mkdir()
    (tmp_path / "counter" / "sitecustomize.py").write_text(COUNTER)

    def run() -> tuple[str, int]:
        (starts := tmp_path / "starts.txt").write_text("")
        path = os.pathsep.join([str(tmp_path / "counter"), *filter(None, [os.environ.get("PYTHONPATH")])])
        said = twogen(home, "nightly", PYTHONPATH=path, DBT_STARTS=str(starts)).stdout
        return said, len(starts.read_text().splitlines())

    run.home = home
    return run


def test_a_second_night_starts_no_dbt_unless_somebody_wrote_to_the_warehouse(night):
    before = content(night.home)
    said, starts = night()
    assert (starts, content(night.home)) == (0, before)
    assert "wrote to warehouse.duckdb" not in said
    with duckdb.connect(night.home / "warehouse" / "warehouse.duckdb") as con:
        con.execute("update rpt_q13_systems_used set people_count = 4000 where people_count is not null")
    said, starts = night()
    assert starts > 0, "the counter counts nothing"
    assert "Somebody wrote to warehouse.duckdb" in said and "twogen measures rival" in said
    assert content(night.home) == before, "what was written by hand was published"
