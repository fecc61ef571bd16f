"""A build larger than its memory goes by the home's disk, model after model."""

from tests.dbt.conftest import run_dbt, small_project

MUCH = """
{{ config(materialized="table", pre_hook="set memory_limit = '80MB'") }}
select number, hash(number) as key, repeat('x', 40) || number as text from range(1000000) as many(number)
order by key desc, text
"""


def test_models_after_one_that_spilled_are_built_too(tmp_path):
    """DuckDB lets nobody name its spill folder again once it has been used, and dbt opens a cursor for every model."""
    project = small_project(tmp_path / "project", {"much": MUCH, "more": MUCH + "-- {{ ref('much') }}"})
    home = tmp_path / "home"
    (home / "warehouse").mkdir(parents=True)
    built = run_dbt(home, "build", project=project)
    assert built.returncode == 0, built.output[-3000:]
