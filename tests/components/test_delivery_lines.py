"""What a steward reads of a restatement: what changed, where, and which marts follow from it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from orchestration.components.deliver import FeedNight
from orchestration.components.delivery_lines import delivery_lines, restated_lines
from orchestration.components.downstream import downstream
from orchestration.components.feeds import restated
from orchestration.intake import freshness, pause
from orchestration.places import Places
from tests.intake.conftest import ROLL, county, roll, roll_row  # noqa: F401 - a fixture

MADE = {"school__roll": ("staging/stg_roll", "marts/dim_person", "marts/rpt_q1")}


def manifest(places: Places) -> None:
    """A manifest in dbt's form: source, staging, two marts, a test, and a model of another source."""
    models = {"stg_roll": "staging", "dim_person": "marts", "rpt_q1": "marts", "stg_other": "staging"}
    nodes = {
        f"model.twogen.{name}": {"resource_type": "model", "name": name, "fqn": ["twogen", stage, name]}
        for name, stage in models.items()
    }
    nodes["test.twogen.unique"] = {"resource_type": "test", "name": "unique", "fqn": ["twogen", "marts", "unique"]}
    sources = {f"source.twogen.in_force.{t}": {"name": t, "source_name": "in_force"} for t in ("school__roll", "coc__other")}
    children = {
        "source.twogen.in_force.school__roll": ["model.twogen.stg_roll"],
        "model.twogen.stg_roll": ["model.twogen.dim_person", "test.twogen.unique"],
        "model.twogen.dim_person": ["model.twogen.rpt_q1"],
        "source.twogen.in_force.coc__other": ["model.twogen.stg_other"],
    }
    path = places.parsed_models / "manifest.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"nodes": nodes, "sources": sources, "child_map": children}))


def test_models_downstream_of_a_table_are_read_from_dbts_manifest(tmp_path):
    places = Places(tmp_path)
    assert downstream(places, ["school__roll"]) == {}
    manifest(places)
    assert downstream(places, ["school__roll", "unknown"]) == {
        "school__roll": ("marts/dim_person", "marts/rpt_q1", "staging/stg_roll")
    }


def test_a_restatement_is_told_in_counts_with_the_marts_that_follow(county):  # noqa: F811
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row("1"), roll_row("2")))
    county.deliver(ROLL, "roll_2026-08_r1.txt", roll(roll_row("1"), roll_row("3", days="4"), roll_row("5")))
    manifest(county.places)
    pause(county.places, ROLL.feed, "s.teward", datetime(2026, 11, 24, tzinfo=UTC), "a new system")
    lines = list(delivery_lines(ROLL, county.places))
    assert lines[0].startswith("PAUSED  school__roll: Paused by s.teward since 2026-11-24: a new system.")
    assert [line for line in lines if "Restates" in line] == [
        "    Restates school__roll: rows (no key) 2 added, 0 changed, 1 removed; touches 2026-08. 3 models follow, among "
        "them the marts dim_person, rpt_q1."
    ]


def test_many_periods_are_told_by_the_first_and_the_last(county):  # noqa: F811
    receipt = county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row()))
    counts = {"keyed_by": ["PUPIL"], "added": 1, "changed": 2, "removed": 1000}
    told = {"tables": {"school__roll": counts | {"periods": [f"2026-0{n}" for n in range(1, 8)]}}, "persons_changed": 1}
    assert list(restated_lines(replace(receipt, restates=told), {})) == [
        "Restates school__roll: keys 1 added, 2 changed, 1,000 removed; touches 7 periods, 2026-01 to 2026-07.",
        "Restates the identifiers of 1 record, which no table in force shows.",
    ]


def test_dagster_shows_the_counts_of_tonight_and_nothing_when_nothing_was_restated(county):  # noqa: F811
    first = county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row("1"), roll_row("2")))
    second = county.deliver(ROLL, "roll_2026-08_r1.txt", roll(roll_row("1")))
    night = FeedNight(ROLL, (first,), (first,), {}, freshness(ROLL, [first], date(2026, 9, 20)), county.places.home, {}, {})
    assert restated(night, ROLL.tables[0]) == {}
    assert restated(replace(night, new=(first, second), downstream=MADE), ROLL.tables[0]) == {
        "keys_added_tonight": 0, "keys_changed_tonight": 0, "keys_removed_tonight": 1, "periods_restated_tonight": 1,
        "marts_downstream": "dim_person, rpt_q1",
    }  # fmt: skip
