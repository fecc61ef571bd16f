"""The ties of parents and children a home stands by, against the true parents of a truth.

Reads the warehouse's links, rows in force, keys/ and vault nodes; counts and shares only.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from orchestration.errors import TwogenError
from orchestration.evaluation.evaluate import lay_out_truth
from orchestration.evaluation.family_report import FamilyEvaluation, Recall, Standing
from orchestration.evaluation.named_pairs import lay_out_named_pairs
from orchestration.evaluation.true_home import records_of
from orchestration.evaluation.truth import RecordIdSql
from orchestration.places import Places

FAMILIES = "families.parquet"  # of a truth folder: parent, child
LINKS = """
    select child_person_id, parent_person_id, link_type, is_resolved, confidence_band, feeds,
        coalesce(stands_by, if(link_type = 'birth_parent', 'birth certificate', 'other record')) as rests_on
    from fct_parent_child_links
"""


def evaluate_families(
    truth: Path, contracts: Sequence[Any], vault: Any, places: Places, record_id_sql: RecordIdSql
) -> FamilyEvaluation:
    """How many standing ties join a true parent and child, and how many true pairs that rows name together have one.

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
        con.execute(f"create temp table family as select parent::text as parent, child::text as child from '{pairs}'")
        con.execute(_NEAR)
        lay_out_named_pairs(con, contracts, places)
        _copy_links(con, warehouse)
        for statement in _JUDGED:
            con.execute(statement)
        return FamilyEvaluation(_standing(con), _recalls(con), _misses(con))


def _copy_links(con: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    """The warehouse's links beside the truth, so that the vault's connection opens no other database."""
    with duckdb.connect(str(warehouse), read_only=True) as other:
        con.register("links_read", other.execute(LINKS).fetchnumpy())
        con.execute("create temp table links as select * from links_read")
        con.unregister("links_read")


# A record is in reach when evidence could join it to another of its person's records, or it is the only one.
_NEAR = """
    create temp table near as
    select record_id, person from keys inner join known using (record_id)
    qualify count(*) over (partition by person, reach) > 1 or count(*) over (partition by person) = 1
"""

# A person is the one most of its records are of.
_JUDGED = (
    """
    create temp table who as
    select person_id, person from (
        select person_id, person, row_number() over (partition by person_id order by count(*) desc, person) as place
        from keys inner join known using (record_id) group by person_id, person
    ) where place = 1
    """,
    """
    create temp table judged as
    select links.*, c.person as child, p.person as parent, family.parent is not null as is_right
    from links inner join who as c on links.child_person_id = c.person_id
    inner join who as p on links.parent_person_id = p.person_id
    left join family on family.child = c.person and family.parent = p.person
    """,
    "create temp table found as select distinct child, parent from judged where is_resolved and is_right",
    """
    create temp table gathered as
    select distinct child, parent, unnest(string_split(feeds, ', ')) as source from judged
    """,
)


def _standing(con: duckdb.DuckDBPyConnection) -> list[Standing]:
    """Ties that stand, by what they rest on, and all of them."""
    rows = con.execute("""
        select rests_on, count(*), sum(is_right::int)
        from judged where is_resolved group by rollup(rests_on) order by rests_on nulls last
    """).fetchall()
    return [Standing(name or "all", ties, right) for name, ties, right in rows if ties]


def _recalls(con: duckdb.DuckDBPyConnection) -> list[Recall]:
    """True pairs that rows name together, by source and how it names them, then all that a row states, then all."""
    rows = con.execute("""
        with told as (
            from named
            union all select 'all', 'stated', is_stated, child, parent from named where is_stated
            union all select 'all', 'stated, or together on a row or a case', false, child, parent from named
        ),
        pairs as (select source, how, bool_or(is_stated) as is_stated, child, parent from told group by all)
        select pairs.source, how, count(*), count(gathered.child), count(found.child)
        from pairs left join found using (child, parent)
        left join gathered on (pairs.child, pairs.parent, pairs.source) = (gathered.child, gathered.parent, gathered.source)
        group by pairs.source, how order by pairs.source = 'all', pairs.source, bool_or(is_stated) desc, how
    """).fetchall()
    return [Recall(source, how, told, None if source == "all" else by_it, found) for source, how, told, by_it, found in rows]


def _misses(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Why true pairs that are named have no standing tie: how far their best tie came."""
    return dict(
        con.execute("""
            select best, count(*) from (
                select child, parent, coalesce(min(confidence_band), 'no tie') as best
                from (select distinct child, parent from named) anti join found using (child, parent)
                left join (select * from judged where link_type in ('birth_parent', 'parent')) using (child, parent)
                group by child, parent
            ) group by best order by best
        """).fetchall()
    )
