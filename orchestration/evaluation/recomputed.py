"""Headline measures worked out a second time, from the rows in force and the truth alone, without dbt or any of its models.

The same models on true persons repeat whatever a model does wrongly; these say each definition again, from its card and by its
defaults, in the few lines of `definitions_anew`. Counts and means only.
"""

from collections.abc import Sequence
from pathlib import Path
from string import Formatter
from typing import Any

import duckdb

from orchestration.evaluation.definitions_anew import ANEW
from orchestration.evaluation.measure_lines import Figure
from orchestration.evaluation.named_pairs import lay_out_named_pairs
from orchestration.places import Places

FAMILIES, PEOPLE = "families.parquet", "people.parquet"  # of a truth folder


def recompute(true: Places, truth: Path, contracts: Sequence[Any]) -> dict[tuple[str, str, str], Figure]:
    """(question, measure, exposure) -> people with an answer and share or mean, by true persons and true families.

    `true`: a home whose keys are the truth's. A measure one of whose tables never came is left out; all are, where the truth
    tells no families.
    """
    if not ((truth / FAMILIES).is_file() and (truth / PEOPLE).is_file()):
        return {}
    tables = {path.stem: f"read_parquet('{path}')" for path in true.in_force.glob("*.parquet")}
    found = {}
    with duckdb.connect() as con:
        for statement in _KNOWN:
            con.execute(statement.format(keys=true.person_keys, truth=truth, coverage=tables["feed_coverage"]))
        lay_out_named_pairs(con, contracts, true)
        con.execute(_PARENTS)
        for question, sql in ANEW:
            if {field for _, field, *_ in Formatter().parse(sql) if field} <= tables.keys():
                for measure, exposure, people, value in con.execute(sql.format(**tables)).fetchall():
                    found[question, measure, exposure] = Figure(people, 0, value, None)
    return found


# Persons are named as in the true home's keys: by a hash of the truth's number.
_KNOWN = (
    "create temp table near as select record_id, person_id as person from read_parquet('{keys}')",
    """
    create temp table born as
    select md5('person ' || person) as person, birth_date, death_date from read_parquet('{truth}/people.parquet')
    """,
    """
    create temp table family as
    select md5('person ' || parent) as parent, md5('person ' || child) as child, kind
    from read_parquet('{truth}/families.parquet')
    """,
    """
    create temp table coverage as
    select feed, first_covered_date as first_day, last_covered_date as last_day,
        cast(last_covered_date - lag_days as date) as sure_day
    from {coverage}
    """,
)

# A family: the children of a mother; of a father, where rows in force name no mother. Of parents no row states nobody knows.
_PARENTS = """
    create temp table parents as
    select distinct child, parent, kind from named inner join family using (child, parent) where is_stated;

    create temp table children as
    select
        person, birth_date, least(birth_date + interval 18 year, coalesce(death_date, date '9999-12-31')) as grown_date,
        coalesce(
            max(parent) filter (kind = 'mother'), max(parent) filter (kind = 'father'), person
        ) as of_family
    from born left join parents on person = child group by person, birth_date, death_date
"""
