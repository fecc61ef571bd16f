"""A build larger than its memory goes by the home's disk, model after model."""

import yaml

from tests.dbt.conftest import PROJECT, run_dbt

MUCH = """
{{ config(materialized="table", pre_hook="set memory_limit = '80MB'") }}
select number, hash(number) as key, repeat('x', 40) || number as text from range(1000000) as many(number)
order by key desc, text
"""


def test_models_after_one_that_spilled_are_built_too(tmp_path):
    """DuckDB lets nobody name its spill folder again once it has been used, and dbt opens a cursor for every model."""
    project, home = tmp_path / "project", tmp_path / "home"
    for folder in (project / "models", home / "warehouse"):
        folder.mkdir(parents=True)
    said = yaml.safe_load((PROJECT / "dbt_project.yml").read_text())
    kept = {key: said[key] for key in ("name", "version", "config-version", "profile", "flags")}
    (project / "dbt_project.yml").write_text(yaml.safe_dump(kept))
    (project / "models" / "much.sql").write_text(MUCH)
    (project / "models" / "more.sql").write_text(MUCH + "-- {{ ref('much') }}")
    built = run_dbt(home, "build", project=project)
    assert built.returncode == 0, built.output[-3000:]
