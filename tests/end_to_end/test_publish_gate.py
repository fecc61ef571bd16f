"""A night trusts no table somebody wrote to; one whose tables are not sound fails aloud, and readers keep the version before."""

import shutil

import duckdb

from orchestration.components.warehouse import WRITTEN_TO
from tests.conftest import twogen
from tests.end_to_end.planted import NEEDLES
from tests.leaks import find_leaks


def test_what_somebody_wrote_to_is_built_anew_and_a_failing_dbt_test_leaves_the_published_version(nightly_home, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(nightly_home, home, symlinks=True)
    current = (home / "published" / "current").resolve().name
    wages = home / "in_force" / "labor__ui_wages.parquet"
    duckdb.sql(f"copy (select * replace (null::bigint as wage) from '{wages}') to '{wages}.aside' (format parquet)")
    (home / "in_force" / "labor__ui_wages.parquet.aside").replace(wages)
    with duckdb.connect(home / "warehouse" / "warehouse.duckdb") as con:  # or the night would find nothing to build
        con.execute("update rpt_q13_systems_used set people_count = 4000 where people_count is not null")
    done = twogen(home, "nightly", check=False)
    assert done.returncode == 1
    logged = [path for path in (home / "dagster").rglob("*") if path.is_file() and WRITTEN_TO.encode() in path.read_bytes()]
    assert logged, "the run's log in the Dagster page does not say why everything was built"
    assert "filled_in_force_labor__ui_wages" in done.stderr and "left out" in done.stderr
    assert "Traceback" not in done.stderr
    assert (home / "published" / "current").resolve().name == current
    assert not list((home / "published").glob(".building*"))
    assert '"fail"' in (home / "warehouse" / "build_results.json").read_text()
    (tmp_path / "said.txt").write_text(done.stdout + done.stderr)
    people_may_stand_in = [home / "vault", home / "landing"]
    assert find_leaks([tmp_path], NEEDLES, skip=people_may_stand_in) == [], "a failing test quoted one of its rows"
