"""The report of Q13 on cells made in the test."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import duckdb

from tests.dbt.attacker import Cell, total_of

COUNTS = ("people_count", "people_count_strict", "people_count_lenient")
SCHEMAS = ("main", "strict", "lenient")
COLUMNS = {
    "calendar_year": "integer", "subgroup_name": "varchar", "subgroup_value": "varchar", "systems_category": "varchar",
    "systems_parent": "varchar", "people_count": "integer", "protected_count": "integer", "null_reason": "varchar",
}  # fmt: skip


def report_by_year(
    report_of: Callable,
    truth: dict[int, dict[str, Counter]],
    places: Iterable[Cell],
    families: dict[int, dict[str, Counter]] | None = None,
) -> dict[int, list[dict[str, Any]]]:
    """The report as it would leave. `truth`: year -> link level -> exact cells; `places`: cells there are, empty or not.

    `families`: the same, of how many families they are; when not told, everyone is one.
    """
    places, families = list(places), families or truth
    with duckdb.connect() as con:
        con.execute("attach ':memory:' as warehouse")
        for count, schema in zip(COUNTS, SCHEMAS, strict=True):
            cells = [
                (year, *place, total_of(place[2]), levels[count][place], families[year][count][place], None)
                for year, levels in truth.items()
                for place in places
            ]
            columns = [[cell[i] for cell in cells] for i in range(len(COLUMNS))]
            listed = ", ".join(f"unnest(${i}::{type_}[]) as {name}" for i, (name, type_) in enumerate(COLUMNS.items(), 1))
            con.execute(f"create schema if not exists warehouse.{schema}")
            con.execute(f"create table warehouse.{schema}.fct_year_systems_used as select {listed}", columns)
        years = defaultdict(list)
        for row in report_of(con):
            years[row["calendar_year"]].append(row)
    return years
