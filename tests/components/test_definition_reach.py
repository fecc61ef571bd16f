"""A report's definition is every parameter and setting its SQL asks for, however far above it."""

import json

from orchestration.cards import definition_in_use
from orchestration.components.dbt_commands import PROJECT
from orchestration.components.definition_reach import definitions_of


def part(code: str, nodes: tuple[str, ...] = (), macros: tuple[str, ...] = (), kind: str = "model", name: str = "") -> dict:
    depends_on = {"nodes": list(nodes), "macros": list(macros)}
    return {"name": name, "resource_type": kind, "raw_code": code, "macro_sql": code, "depends_on": depends_on}


def test_a_table_hangs_on_what_models_and_macros_above_it_ask_for_and_on_nothing_else():
    manifest = {
        "nodes": {
            "model.rpt": part("select 1", ("model.int", "source.births"), name="rpt_q9"),
            "model.int": part("{{ parameter('q9_days') }}", macros=("macro.spells",), name="int_q9"),
            "model.other": part('{{ parameter("q9_years") }}', name="fct_other"),
        },
        "macros": {
            "macro.spells": part("{{ gaps() }}", macros=("macro.gaps",)),
            "macro.gaps": part('{% if var( "least_gap") %}', macros=("macro.spells",)),
        },
    }
    in_use = {"q9_days": 90, "q9_years": 2, "least_gap": 1}
    found = definitions_of(manifest, {"rpt_q9": "1.2.0"}, in_use)
    assert found == {"rpt_q9": {"card": "1.2.0", "parameters": {"q9_days": 90, "least_gap": 1}}}


def test_the_published_manifest_says_what_it_was_built_with(nightly_home):
    """Every parameter of a card is found above some table of a card, or no release is renewed for it."""
    manifest = json.loads((nightly_home / "published" / "current" / "manifest.json").read_text())
    assert manifest["parameters"] == definition_in_use(PROJECT)
    assert (manifest["parameters"]["family_definition"], manifest["parameters"]["q2_gap_months"]) == ("birth_parents", 1)
    reports = {name: said["parameters"] for name, said in manifest["release"]["reports"].items()}
    of_cards = {name for name in manifest["parameters"] if name.startswith("q")}
    assert of_cards <= {name for parameters in reports.values() for name in parameters}
    assert {"q2_gap_months", "q1_ready_score", "family_definition"} <= reports["rpt_q2_child_care_subsidy"].keys()
    assert not {name for name in reports["rpt_q13_systems_used"] if name.startswith(("q1_", "q2_", "q3_"))}
