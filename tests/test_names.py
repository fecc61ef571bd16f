"""A feed has one name and keeps it everywhere; a model says its grain; a column's ending says its unit (STYLE.md 4)."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from data_contracts.reader import read_contracts
from tests.tree import REPOSITORY, files_in, text

CONTRACTS = read_contracts(REPOSITORY / "data_contracts" / "sources")
TABLES = {table.name: contract for contract in CONTRACTS for table in contract.tables}
MODELS = files_in("dbt_project/models", ".sql")
MODEL_NAME = {
    "staging": re.compile(r"stg_[a-z0-9_]+__[a-z0-9_]+"),
    "intermediate": re.compile(r"int_[a-z0-9_]+__[a-z0-9_]+"),
    "marts": re.compile(r"(dim|fct)_[a-z0-9_]+|rpt_[a-z0-9_]+"),
}
DOC_BLOCK = re.compile(r"\{% docs (\w+) %\}(.*?)\{% enddocs %\}", re.DOTALL)
IS_WORD = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
SHORTENED = {"amt", "cd", "cnt", "dob", "dt", "flag", "flg", "ind", "nbr", "num", "pct", "percent", "qty", "ts"}

# What an ending promises of the type, where the model's .yml states one.
WHOLE, EXACT = {"smallint", "integer", "bigint", "int", "hugeint", "tinyint"}, {"decimal", "numeric", "double", "float"}
TYPES_BY_ENDING = {
    r"_date|_month": {"date"},
    r"_at": {"timestamp", "timestamptz", "timestamp with time zone"},
    r"_usd": EXACT | WHOLE,
    r"_days|_months": WHOLE | EXACT,
    r"_count": WHOLE,
    r"_share": EXACT,
    r"_code|_name|_key_[a-z0-9]+": {"varchar", "text", "string"},
}
ENDINGS_BY_TYPE = {
    "date": r".*(_date|_month)",
    "timestamp": r".*_at",
    "boolean": r"(is|has|was|would)_.*|.*_(is|has|was)_.*",
}


def properties(model: Path) -> dict:
    """What a model's own .yml says of it."""
    said = yaml.safe_load(text(model.with_suffix(".yml"))).get("models", [])
    assert [entry["name"] for entry in said] == [model.stem], f"{model.with_suffix('.yml')} describes another model"
    return said[0]


def columns_with_types() -> list[tuple[str, str, str]]:
    """Model, column and base type, wherever a model's .yml states the type."""
    return [
        (model.stem, column["name"], str(column["data_type"]).lower().split("(")[0].strip())
        for model in MODELS
        for column in properties(model).get("columns", [])
        if "data_type" in column
    ]


def sources() -> dict[str, dict[str, list[str]]]:
    """The tables of each dbt source, by the file that declares it."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in files_in("dbt_project/models/sources", ".yml"):
        for source in yaml.safe_load(text(path))["sources"]:
            found.setdefault(path.stem, {})[source["name"]] = [table["name"] for table in source["tables"]]
    return found


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.feed)
def test_a_contract_is_named_for_its_feed(contract):
    assert contract.path.name == f"{contract.feed}.odcs.yaml"
    assert contract.feed.split("__")[0] == contract.agency
    assert re.fullmatch(r"[a-z0-9_]+?__[a-z0-9_]+", contract.feed)
    names = [table.name for table in contract.tables]
    one = len(names) == 1
    assert names == [contract.feed] if one else all(name.startswith(f"{contract.feed}__") for name in names)


def test_every_table_has_a_suite_and_every_suite_a_table():
    assert {path.stem for path in files_in("expectations/suites", ".json")} == set(TABLES)


def test_every_agencys_tables_are_its_dbt_source():
    by_agency: dict[str, list[str]] = {}
    for name, contract in TABLES.items():
        by_agency.setdefault(contract.agency, []).append(name)
    declared = sources()
    assert {agency: sorted(declared[agency]["in_force"]) for agency in by_agency} == {
        agency: sorted(names) for agency, names in by_agency.items()
    }


def test_every_table_has_a_staging_model_in_its_agencys_folder():
    staged = {model.as_posix() for model in files_in("dbt_project/models/staging", ".sql")}
    expected = {f"dbt_project/models/staging/{contract.agency}/stg_{name}.sql" for name, contract in TABLES.items()}
    assert expected <= staged
    others = {
        f"dbt_project/models/staging/{name}/stg_{name}__{table}.sql"
        for source in sources().values()
        for name, tables in source.items()
        for table in tables
        if name != "in_force"
    }
    assert staged - expected <= others, "a staging model stages no table of any source"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.stem)
def test_a_model_is_named_for_its_stage(model):
    stage = model.parts[2]
    assert MODEL_NAME[stage].fullmatch(model.stem), f"{model} is not named as a model of {stage} is"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.stem)
def test_a_model_states_its_grain_and_its_description_begins_with_it(model):
    first = text(model).splitlines()[0]
    assert first.startswith("-- One row per "), f"{model} does not begin with its grain"
    grain = re.split(r"[.:,;]", first.removeprefix("-- "))[0].strip()
    assert properties(model)["description"].startswith(grain), f"the description of {model.stem} has another grain"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.stem)
def test_every_column_of_a_model_is_described_and_named_in_words(model):
    columns = properties(model).get("columns", [])
    assert columns, f"{model.stem} describes no column"
    assert not [column["name"] for column in columns if not column.get("description")]
    twice = [name for name, times in Counter(column["name"] for column in columns).items() if times > 1]
    assert not twice, f"{model.stem} describes {twice} twice"
    for column in columns:
        assert IS_WORD.fullmatch(column["name"]), column["name"]
        assert not SHORTENED & set(column["name"].split("_")), f"{model.stem}.{column['name']} is abbreviated"


def description_of(column: dict) -> str:
    """With the blocks it names."""
    blocks = {name: said for path in files_in("dbt_project/models", ".md") for name, said in DOC_BLOCK.findall(text(path))}
    return re.sub(r"\{\{ doc\('(\w+)'\) \}\}", lambda named: blocks[named[1]], column["description"])


PUBLISHED = [model for model in MODELS if model.parts[2] == "marts"]


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.stem)
def test_every_published_column_says_what_null_means(model):
    silent = [column["name"] for column in properties(model)["columns"] if "null" not in description_of(column).lower()]
    assert not silent, f"{model.stem} does not say what null means, or that it never is: {silent}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.stem)
def test_every_model_tests_its_key(model):
    """A `unique` on a column, or a combination of columns."""
    said = properties(model)
    tests = [*said.get("data_tests", []), *(t for c in said.get("columns", []) for t in c.get("data_tests", []))]
    names = {name for test in tests for name in ([test] if isinstance(test, str) else test)}
    assert any("unique" in name for name in names), f"the key of {model.stem} is not tested"


def test_an_ending_and_a_type_say_the_same():
    typed = columns_with_types()
    assert typed, "no model states the type of any column"
    wrong = []
    for model, column, kind in typed:
        for ending, kinds in TYPES_BY_ENDING.items():
            if re.search(rf"({ending})$", column) and kind not in kinds:
                wrong.append(f"{model}.{column} is a {kind}")
        if kind in ENDINGS_BY_TYPE and not re.fullmatch(ENDINGS_BY_TYPE[kind], column):
            wrong.append(f"{model}.{column} is a {kind}")
    assert not wrong, "\n".join(wrong)


def test_one_column_name_has_one_type():
    """Same quantity and unit: same name. Different quantity: different name."""
    kinds: dict[str, set[str]] = {}
    for _, column, kind in columns_with_types():
        kinds.setdefault(column, set()).add(kind)
    assert not {column: sorted(found) for column, found in kinds.items() if len(found) > 1}


def test_singular_tests_of_dbt_are_sentences():
    singular = [path for path in files_in("dbt_project/tests", ".sql") if path.parent.name != "generic"]
    assert not [path.name for path in singular if not re.fullmatch(r"assert(_[a-z0-9]+){3,}\.sql", path.name)]


def test_python_tests_say_subject_and_behaviour():
    """`test_1` says nothing; a name of fewer than three words cannot."""
    short = re.compile(r"^def (test_[a-z0-9]+(?:_[a-z0-9]+)?)\(", re.MULTILINE)
    assert not [f"{p}: {name}" for p in files_in("tests", ".py") for name in short.findall(text(p))]
