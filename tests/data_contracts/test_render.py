"""What is rendered from contracts is the same every time, up to date, and in dbt's present forms."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from data_contracts import Service, Tie
from data_contracts.crossing import raw_columns
from data_contracts.dbt_attributes import attributes_model
from data_contracts.dbt_services import FOLDER, NAME, declared_months_model
from data_contracts.dbt_ties import FOLDER as TIES_FOLDER
from data_contracts.dbt_ties import NAME as TIES_NAME
from data_contracts.dbt_ties import declared_ties_model
from data_contracts.reader import read_contracts
from data_contracts.render import render, stale

ROOT = Path(__file__).parents[2]
CONTRACTS = read_contracts(ROOT / "data_contracts" / "sources")
TABLES = {table.name: (contract, table) for contract in CONTRACTS for table in contract.tables}


@pytest.fixture(scope="module")
def sources():
    texts = {name: text for name, text in render(CONTRACTS).items() if name.startswith("dbt_project/models/sources/")}
    pages = map(yaml.safe_load, texts.values())
    return {table["name"]: table for page in pages for table in page["sources"][0]["tables"]}


def test_rendered_files_are_up_to_date():
    assert stale(CONTRACTS, ROOT) == []


def test_a_file_that_was_edited_or_lost_is_stale(tmp_path):
    for name, text in render(CONTRACTS).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    edited, lost = tmp_path / "docs/dictionary/coc__hmis.md", tmp_path / "dbt_project/models/sources/labor.yml"
    assert stale(CONTRACTS, tmp_path) == []
    edited.write_text(edited.read_text() + "by hand\n")
    lost.unlink()
    assert sorted(stale(CONTRACTS, tmp_path)) == sorted([edited, lost])


def test_rendering_does_not_depend_on_the_order_of_contracts():
    assert render(CONTRACTS) == render(CONTRACTS[::-1])
    assert list(render(CONTRACTS)) == list(render(CONTRACTS[::-1]))


def test_every_file_says_what_renders_it():
    for text in render(CONTRACTS).values():
        assert "`twogen contracts render`" in "".join(text.splitlines()[:2])


def test_a_declared_service_is_gathered_from_its_staging_model_and_nothing_else_is():
    contract = next(c for c in CONTRACTS if c.feed == "labor__ui_wages")
    served = replace(contract.tables[0], service=Service("visits", (contract.tables[0].persons[0].role,)))
    name = f"{FOLDER}/{NAME}.sql"
    told = declared_months_model((replace(contract, tables=(served,)),))[name]
    assert told.count("ref(") == 1 and f"ref('stg_{served.name}')" in told and "'visits', 180" in told
    assert "where false" in declared_months_model((contract,))[name]


def test_a_service_to_several_persons_of_a_row_is_a_spell_of_each():
    contract = next(c for c in CONTRACTS if c.feed == "health__births")
    served = replace(contract.tables[0], service=Service("visits", ("mother", "child")))
    told = declared_months_model((replace(contract, tables=(served,)),))[f"{FOLDER}/{NAME}.sql"]
    assert told.count("ref(") == 1
    assert "'visits', 60, ['mother', 'child']" in told


def test_a_declared_tie_is_gathered_with_the_columns_staging_has_for_it_and_nothing_else_is():
    contract = next(c for c in CONTRACTS if c.feed == "labor__ui_wages")
    ties = (
        Tie("head_of_household", "person", "case", "QUARTER", relation_column="KIN"),
        Tie("parent", "child_1", "case", relation_column="KIN", void_column="VOID"),
    )
    tied = replace(contract.tables[0], ties=ties)
    name = f"{TIES_FOLDER}/{TIES_NAME}.sql"
    told = declared_ties_model((replace(contract, tables=(tied,)),))[name]
    assert told.count(f"ref('stg_{tied.name}')") == 2
    of_head = "{'relation_name': 'relationship_name', 'start_date': 'start_date'}"
    of_parent = "{'relation_name': 'parent_relation_name', 'is_void': 'is_void'}"
    assert f"'case', 'head_of_household', 'person',\n    {of_head}" in told
    assert f"'case', 'parent', 'child_1',\n    {of_parent}" in told
    assert "where false" in declared_ties_model((contract,))[name]


def test_every_table_in_force_is_a_source_with_the_columns_that_cross(sources):
    assert set(sources) == set(TABLES)
    for name, (_, table) in TABLES.items():
        told = [(c["name"], c["data_type"], c["description"]) for c in sources[name]["columns"]]
        assert told == [(raw.name, raw.type, raw.description) for raw in raw_columns(table)]


def test_a_source_knows_its_place_and_its_asset(sources):
    meta = sources["health__births"]["config"]["meta"]
    assert meta["external_location"] == ("read_parquet('{{ env_var('TWOGEN_HOME', '../var') }}/in_force/health__births.parquet')")
    assert meta["dagster"] == {"asset_key": ["in_force", "health__births"], "group": "raw/health"}
    assert meta["lag_days"] == 60
    assert "program" not in meta and sources["human_services__snap__member"]["config"]["meta"]["program"] == "snap"


def test_required_columns_and_single_keys_are_tested_in_dbt_too(sources):
    tests = {c["name"]: c.get("data_tests", []) for c in sources["coc__hmis__enrollment"]["columns"]}
    assert tests["EnrollmentID_key"] == ["unique"]
    assert tests["PersonalID_key"] == tests["MoveInDate"] == []
    ((filled,),) = ([test["filled"]["arguments"]["columns"]] for test in sources["coc__hmis__enrollment"]["data_tests"])
    assert {"delivery_id", "EnrollmentID_key", "PersonalID_key"} <= set(filled)
    assert "MoveInDate" not in filled


def test_no_value_list_or_identifier_is_a_source_column(sources):
    names = {column["name"] for table in sources.values() for column in table["columns"]}
    assert not names & {"SSN", "FirstName", "LastName", "DOB", "IDOB", "StateID", "MOM_SSN", "PersonalID"}


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.feed)
def test_a_dictionary_page_names_every_column_code_and_promise(contract):
    page = render(CONTRACTS)[f"docs/dictionary/{contract.feed}.md"]
    for table in contract.tables:
        assert f"## `{table.name}`" in page
        for column in table.columns:
            assert f"`{column.name}`" in page
            assert all(f"`{code}` {label}" in page for code, label in column.codes.items())
        assert all(f"`{rule.id}`" in page for rule in table.rules)


def test_the_cells_of_a_dictionary_page_are_not_cut_by_a_pattern_s_bars():
    for name, text in render(CONTRACTS).items():
        widths = {}
        for line in text.splitlines() if name.endswith(".md") else []:
            bars = line.replace("\\|", "").count("|")
            if set(line) <= set("| -") and bars:
                widths = {bars}
            assert not line.startswith("| `") or bars in widths, line


def test_whoever_a_table_names_is_heard_without_a_list_of_models():
    (sql,) = attributes_model(CONTRACTS).values()
    named = {name for name, (_, table) in TABLES.items() if table.persons}
    assert named == {line.split("'")[1].removeprefix("stg_") for line in sql.splitlines() if "ref(" in line}
    assert "'health', ['child', 'mother', 'father'], 'child', ['child'], ['child']" in sql  # one's own certificate of birth
    assert "['parent', 'child_1', 'child_2', 'child_3', 'child_4'], 'parent'" in sql  # one home, one language
    assert "['child', 'head_of_household'], 'child', ['child'], []" in sql  # the row is about whom it identifies
