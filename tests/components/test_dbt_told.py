"""What a night hears of dbt is what dbt's own command would say, and debug lines are not said."""

import json

from dagster_dbt import DbtCliResource
from dbt_common.events.base_types import EventLevel, msg_from_base_event
from dbt_common.events.types import Note

from orchestration.components.dbt_commands import InstalledDbt
from orchestration.components.dbt_told import tell


def test_an_event_is_one_line_of_json_and_a_debug_event_none(capsys):
    for level in (EventLevel.DEBUG, EventLevel.INFO, EventLevel.ERROR):
        tell(msg_from_base_event(Note(msg=f"two\nlines {level.value}"), level=level))
    said = [json.loads(line)["info"] for line in capsys.readouterr().out.splitlines()]
    assert [(one["level"], one["msg"]) for one in said] == [("info", "two\nlines info"), ("error", "two\nlines error")]


def test_what_is_left_out_of_dagsters_resource_is_still_there_to_be_left_out():
    """`InstalledDbt` overrides what is Dagster's own business; a new Dagster is taken only once this passes."""
    left_out = {name for name in vars(InstalledDbt) if name in ("_cli_version", "_initialize_dbt_core_adapter")}
    assert left_out == left_out & vars(DbtCliResource).keys() and len(left_out) == 2
