"""The measures of every question from two warehouses (as linked and with true persons), side by side on one connection.

Reads two warehouses; which questions there are is what both have tables of.
"""

import re
from collections.abc import Mapping, Sequence

import duckdb

from orchestration.errors import TwogenError
from orchestration.places import Places

# What dbt builds for a comparison, with all it stands on.
MODELS = (
    "fct_q*_cells",
    "int_q*_outcomes__gathered",
    "fct_parent_child_links",
)
_CELLS = re.compile(r"fct_(q\d+)_cells")


def attach(con: duckdb.DuckDBPyConnection, sides: Mapping[str, Places]) -> None:
    """Both warehouses, read-only, under their names. Raises: TwogenError when the home's own was not built."""
    for name, places in sides.items():
        file = places.warehouse / "warehouse.duckdb"
        if not file.exists():
            raise TwogenError(f"No warehouse stands in {places.home}. Fix: run `twogen nightly` first.")
        con.execute(f"attach '{file}' as {name} (read_only)")


def lay_out_figures(con: duckdb.DuckDBPyConnection, sides: Sequence[str]) -> list[str]:
    """Temp tables `figures` and `units` of two sides, the home's own first; the questions both have.

    figures: one row per side, question, measure and exposure, with people, unanswered, value, matched value and the effective
    number of the matched. units: one row per side, question, measure, exposure and cohort member, with the answer as text.
    Raises: TwogenError when the home's warehouse lacks a question's tables.
    """
    tables = {side: _tables(con, side) for side in sides}
    wanted = {name for name in tables[sides[1]] if _CELLS.fullmatch(name)}
    if missing := sorted(wanted - tables[sides[0]]):
        raise TwogenError(f"The warehouse here lacks {', '.join(missing)}. Fix: run `twogen nightly` with today's code first.")
    questions = sorted((m[1] for name in wanted if (m := _CELLS.fullmatch(name))), key=lambda q: int(q[1:]))
    figures = [_cells(side, question) for side in tables for question in questions]
    units = [_members(con, side, question) for side in tables for question in questions]
    for name, parts in (("told", figures), ("units", units)):
        con.execute(f"create temp table {name} as " + " union all by name ".join(f"(from ({part}))" for part in parts))
    con.execute(_EFFECTIVE)
    return questions


_EFFECTIVE = """
    create temp table figures as
    select told.*, effective from told left join (
        select side, question, measure, exposure, sum(known_weight) ** 2 / nullif(sum(known_weight ** 2), 0) as effective
        from units group by all
    ) using (side, question, measure, exposure)
"""


def _tables(con: duckdb.DuckDBPyConnection, side: str) -> set[str]:
    rows = con.execute(
        "select table_name from information_schema.tables where table_catalog = $1 and table_schema = 'main'", [side]
    ).fetchall()
    return {name for (name,) in rows}


def _cells(side: str, question: str) -> str:
    """A question's cells of everyone: the numbers its report is made of, before any is hidden."""
    known, met = "filter (answer = 'known')", "filter (answer = 'yes')"
    return f"""
        with sums as (
            select
                measure_name, exposure_value, measure_kind = 'share' as is_share,
                max(people_count) {known} as people, max(people_count) filter (answer = 'all') as everyone,
                max(case when measure_kind = 'share' then people_count end) {met} as met, max(value_sum) {known} as total,
                max(matched_weight) {known} as weight, max(matched_weight) {met} as met_weight,
                max(matched_value_sum) {known} as matched_total
            from {side}.main.fct_{question}_cells where subgroup_name = 'all'
            group by measure_name, exposure_value, measure_kind
        )
        select
            '{side}' as side, '{question}' as question, measure_name as measure, exposure_value as exposure, is_share, people,
            everyone - people as unanswered, case when is_share then met else total end::double / nullif(people, 0) as value,
            case when is_share then met_weight else matched_total end::double / nullif(weight, 0) as matched_value
        from sums
    """


def _members(con: duckdb.DuckDBPyConnection, side: str, question: str) -> str:
    return f"""
        select
            '{side}' as side, '{question}' as question, measure_name as measure, exposure_value as exposure, person_id,
            coalesce(
                null_reason, case when is_met then 'yes' when not is_met then 'no' end, value_number::decimal(14, 2)::varchar
            ) as answer,
            case when null_reason is null then match_weight::double end as known_weight
        from {side}.main.int_{question}_outcomes__gathered
    """
