"""How far a row of each model reaches: a family's own rows, everyone's, or no person's. What a changed family leaves untouched.

Read from dbt's manifest and the columns that stand in the warehouse; no list of models is kept. Nothing here reads a row.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

ID = re.compile(r"(person_id|record_id|family_id|_key)$|_key_")  # of a person, a record or a family; a keyed number
NAMED_HERE = re.compile(r"(family_id|unit_key)$")  # no table in force has it: a model made it from people and numbers
OF_EVERYONE = "of_everyone"  # the tag of a model whose rows hang on people who are not tied to them


@dataclass(frozen=True)
class Ids:
    """Columns of a table in force by which its rows belong to people."""

    records: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()  # of a case, a household, a report
    shared: tuple[str, ...] = ()  # numbers that strangers have in common: the contract says which


@dataclass(frozen=True)
class Reach:
    """Models of one link level, each with its id columns, in an order in which dbt could build them."""

    of_nobody: Mapping[str, tuple[str, ...]]  # calendars, and what feeds as a whole speak for: nobody's rows are above them
    of_a_family: Mapping[str, tuple[str, ...]]  # a row hangs on those its ids are tied to, and on what is of nobody
    of_everyone: Mapping[str, tuple[str, ...]]  # weights of a comparison, counts of people, and all that is made of them


def ids_in(sources: Mapping[str, Any]) -> dict[str, Ids]:
    """By table in force or in keys/, from the manifest's sources."""
    return {source.name: _ids(source.columns) for source in sources.values()}


def reach_of(manifest: Any, columns: Mapping[str, Sequence[str]]) -> Reach:
    """`columns`: of the models that stand at the level, by name; the manifest's others are left out."""
    nodes = {key: node for key, node in manifest.nodes.items() if node.resource_type == "model" and node.name in columns}
    tables = {key: ids_in({key: source})[source.name] for key, source in manifest.sources.items()}
    parents = {key: sorted(set(node.depends_on.nodes) & (nodes.keys() | tables.keys())) for key, node in sorted(nodes.items())}
    kinds = {key: "of_a_family" if ids.records or ids.numbers else "of_nobody" for key, ids in tables.items()}
    found: dict[str, dict[str, tuple[str, ...]]] = {"of_nobody": {}, "of_a_family": {}, OF_EVERYONE: {}}
    for key in (key for key in TopologicalSorter(parents).static_order() if key in nodes):
        ids = tuple(name for name in columns[nodes[key].name] if ID.search(name))
        above = {kinds[parent] for parent in parents[key]}
        if above <= {"of_nobody"} and OF_EVERYONE not in nodes[key].tags:
            kinds[key] = "of_nobody"
        else:
            is_apart = ids and OF_EVERYONE not in {*nodes[key].tags, *above}
            kinds[key] = "of_a_family" if is_apart else OF_EVERYONE
        found[kinds[key]][nodes[key].name] = ids
    return Reach(**found)


def read_by_families(manifest: Any, reach: Reach) -> set[str]:
    """Names of the models that a family's rows are made with; what a table is made of can change them only through the table."""
    models = {key: node for key, node in manifest.nodes.items() if node.resource_type == "model"}
    met = [key for key, node in models.items() if node.name in reach.of_a_family]
    read: set[str] = set()
    while met:
        above = {key for child in met for key in models[child].depends_on.nodes if key in models} - read
        read |= above
        met = [key for key in above if models[key].config.materialized != "table"]
    return {models[key].name for key in read}


def tests_within(nodes: Mapping[str, Any], models: set[str]) -> set[str]:
    """Unique ids of the tests that read nothing but these models, and whose failure stops a night.

    A test that only warns is told with its count, so it has to see every row.
    """
    names = {key: node.name for key, node in nodes.items() if node.resource_type == "model"}
    return {
        key
        for key, node in nodes.items()
        if node.resource_type == "test"
        and node.config.severity.lower() == "error"
        and node.depends_on.nodes
        and all(names.get(parent) in models for parent in node.depends_on.nodes)
    }


def _ids(columns: Mapping[str, Any]) -> Ids:
    records = tuple(name for name in columns if name.endswith("record_id"))
    people = () if records else tuple(name for name in columns if name.endswith("person_id"))  # of ids that ended
    keys = {name: bool(column.config.meta.get("shared")) for name, column in columns.items() if name.endswith("_key")}
    own, shared = (tuple(name for name, is_shared in keys.items() if is_shared is wanted) for wanted in (False, True))
    return Ids(records, own + people, shared)
