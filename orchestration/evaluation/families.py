"""The ties of parents and children a home stands by, against the true parents of a truth.

Reads the warehouse's links and ties, keys/ and vault nodes; counts and shares only.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from orchestration.errors import TwogenError
from orchestration.evaluation.evaluate import lay_out_truth
from orchestration.evaluation.family_report import FamilyEvaluation, Recall, Standing
from orchestration.evaluation.true_home import records_of
from orchestration.evaluation.truth import RecordIdSql
from orchestration.places import Places

FAMILIES = "families.parquet"  # of a truth folder: parent, child
LINKS = """
    select child_person_id, parent_person_id, link_type, is_resolved, confidence_band,
        coalesce(stands_by, if(link_type = 'birth_parent', 'birth certificate', 'other record')) as rests_on
    from fct_parent_child_links
"""
GATHERED = """
    select is_explicit or implied_by = 'applicant' as is_stated, child_person_id, parent_person_id
    from int_parent_child_ties__gathered where link_type in ('birth_parent', 'parent')
"""


def evaluate_families(
    truth: Path, contracts: Sequence[Any], vault: Any, places: Places, record_id_sql: RecordIdSql
) -> FamilyEvaluation:
    """How many standing ties join a true parent and child, and how many true pairs that are told have one.

    truth: a folder with records.parquet (as for `link evaluate`) and families.parquet (parent, child).
    Raises: TwogenError when the truth or the warehouse is not there.
    """
    pairs, warehouse = truth / FAMILIES, places.warehouse / "warehouse.duckdb"
    if not pairs.is_file():
        raise TwogenError(f"{pairs} is not there. Fix: name a truth folder with {FAMILIES} (parent, child) in it.")
    if not warehouse.is_file():
        raise TwogenError("Nothing has been built here yet, so there are no ties to grade. Fix: run `twogen nightly` first.")
    with vault.guard(f"grading families against {truth.name}"), vault.connect() as con:
        lay_out_truth(con, records_of(truth), contracts, vault, places, record_id_sql)
        con.execute(f"create temp table keys as select record_id, person_id from read_parquet('{places.person_keys}')")
        con.execute(f"create temp table family as select parent, child from read_parquet('{pairs}')")
        _copy(con, warehouse, {"links": LINKS, "gathered": GATHERED})
        for statement in _JUDGED:
            con.execute(statement)
        return FamilyEvaluation(_standing(con), _recalls(con), _misses(con))


def _copy(con: duckdb.DuckDBPyConnection, warehouse: Path, tables: dict[str, str]) -> None:
    """Tables of the warehouse beside the truth, so that the vault's connection opens no other file."""
    with duckdb.connect(str(warehouse), read_only=True) as other:
        for name, query in tables.items():
            columns = other.execute(query).fetchnumpy()
            con.register(f"{name}_read", columns)
            con.execute(f"create temp table {name} as select * from {name}_read")
            con.unregister(f"{name}_read")


# A person is the one most of its records are of. A record is in reach when evidence could join it to another of its
# person's records, or it is the only one.
_JUDGED = (
    """
    create temp table who as
    select person_id, person from (
        select person_id, person, row_number() over (partition by person_id order by count(*) desc, person) as place
        from keys inner join known using (record_id) group by person_id, person
    ) where place = 1
    """,
    """
    create temp table near as
    select person_id, bool_or(in_reach > 1 or in_person = 1) as is_reached
    from (
        select keys.person_id, count(*) over (partition by person, reach) as in_reach,
            count(*) over (partition by person) as in_person
        from keys inner join known using (record_id)
    )
    group by person_id
    """,
    """
    create temp table judged as
    select links.*, c.person as child, p.person as parent, family.parent is not null as is_right
    from links inner join who as c on links.child_person_id = c.person_id
    inner join who as p on links.parent_person_id = p.person_id
    left join family on family.child = c.person and family.parent = p.person
    """,
    """
    create temp table told_pairs as
    select c.person as child, p.person as parent, bool_or(is_stated) as is_stated
    from gathered inner join who as c on gathered.child_person_id = c.person_id
    inner join who as p on gathered.parent_person_id = p.person_id
    inner join near as rc on gathered.child_person_id = rc.person_id and rc.is_reached
    inner join near as rp on gathered.parent_person_id = rp.person_id and rp.is_reached
    inner join family on family.child = c.person and family.parent = p.person
    group by c.person, p.person
    """,
    "create temp table found as select distinct child, parent from judged where is_resolved and is_right",
)


def _standing(con: duckdb.DuckDBPyConnection) -> list[Standing]:
    """Ties that stand, by what they rest on, and all of them."""
    rows = con.execute("""
        select rests_on, count(*), sum(is_right::int)
        from judged where is_resolved group by rollup(rests_on) order by rests_on nulls last
    """).fetchall()
    return [Standing(name or "all", ties, right) for name, ties, right in rows if ties]


def _recalls(con: duckdb.DuckDBPyConnection) -> list[Recall]:
    """True pairs that a row states, and those a row states or a household implies."""
    rows = con.execute("""
        select is_stated, count(*), count(found.child)
        from told_pairs left join found using (child, parent) group by is_stated order by is_stated desc
    """).fetchall()
    stated = [(told, found) for is_stated, told, found in rows if is_stated]
    both = [(sum(row[1] for row in rows), sum(row[2] for row in rows))]
    names = ("stated by a row", "stated, or implied by a household")
    return [Recall(name, *counts) for name, counts in zip(names, [*(stated or [(0, 0)]), *both], strict=True)]


def _misses(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Why true pairs that are told have no standing tie: how far their best tie came."""
    return dict(
        con.execute("""
            select best, count(*) from (
                select child, parent, coalesce(min(confidence_band), 'no tie') as best
                from told_pairs anti join found using (child, parent)
                left join (select * from judged where link_type in ('birth_parent', 'parent')) using (child, parent)
                group by child, parent
            ) group by best order by best
        """).fetchall()
    )
