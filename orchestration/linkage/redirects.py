"""keys/person_redirects.parquet: one row per person id that ended, so that an analyst with an old id finds its person."""

import duckdb

from orchestration.places import Places


def write_person_redirects(con: duckdb.DuckDBPyConnection, places: Places) -> int:
    """How many ids have ended. `con`: a session of the vault in which the ledger is read.

    Rows out: one per ended id. former_person_id; person_id, the living id at the end of all redirects, null where none of the
    records is in force any more; ended_date, the night (UTC) the former id ended.
    """
    con.execute(_REDIRECTS)
    part = places.person_redirects.with_suffix(".part")
    part.parent.mkdir(parents=True, exist_ok=True)
    con.execute(f"copy (from redirects order by former_person_id) to '{part}' (format parquet, compression zstd)")
    part.replace(places.person_redirects)
    return con.execute("select count(*) from redirects").fetchall()[0][0]


# No ring: an id is only ever absorbed by one that lives on.
_REDIRECTS = """
    create temp table redirects as
    with recursive ended as (
        select person_id, other_person_id, event, happened_at from ledger where event in ('absorbed', 'retired', 'revived')
        qualify row_number() over (partition by serial order by night desc) = 1
    ),
    gone as (from ended where event <> 'revived'),
    steps as (
        select person_id, other_person_id as reached from gone
        union
        select steps.person_id, gone.other_person_id from steps inner join gone on gone.person_id = steps.reached
    )
    select gone.person_id as former_person_id, steps.reached as person_id, gone.happened_at::date as ended_date
    from gone inner join steps using (person_id)
    where steps.reached is null or steps.reached not in (select person_id from gone)
"""
