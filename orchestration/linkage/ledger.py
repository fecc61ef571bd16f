"""The person ledger: every id ever given, and every change a row. Only the balanced level has one.

A night looks closely only at clusters and ids that do not match record for record; what it keeps is in ledger_files.py.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

import duckdb

from orchestration.linkage.clusters import crosswalk_path
from orchestration.linkage.decisions import in_utc
from orchestration.linkage.ledger_files import PERSON_ID, held_path, highest_serial, ledger_path, nights_path, read_ledger
from orchestration.linkage.reuse import Shared, assign
from orchestration.places import Places
from orchestration.vault import Vault


@dataclass(frozen=True)
class LedgerCounts:
    """Tonight's changes of person ids, and how many ids live."""

    persons: int
    minted: int
    revived: int
    absorbed: int
    split: int
    retired: int


def update_ledger(
    vault: Vault, places: Places, run_id: str, at: datetime, model_version: str, reason: str = "nightly link"
) -> LedgerCounts:
    """Ids for tonight's balanced clusters; a crosswalk in which nobody's records changed writes nothing."""
    with vault.guard("updating the person ledger"), vault.connect() as con:
        night = read_ledger(con, vault, places) + 1
        con.execute(
            f"create temp table crosswalk as select record_id, balanced as cluster from {vault.scan(crosswalk_path(places))}"
        )
        con.execute(_SHARED)
        tally = _decide(con, places)
        persons, differ = con.execute(
            "select (select count(distinct cluster) from shared), (select count(*) from changed)"
        ).fetchall()[0]
        if differ or not held_path(places).exists():
            _write(con, vault, places, (night, in_utc(at), reason, run_id, model_version))
    return LedgerCounts(persons, *(tally.get(event, 0) for event in ("minted", "revived", "absorbed", "split", "retired")))


def _decide(con: duckdb.DuckDBPyConnection, places: Places) -> dict[str, int]:
    """Temp tables `events`, tonight's changes; `tonight` and `ending`: who holds the records of changed clusters, and whose
    spells end. Returns the number of changes by event.
    """
    con.execute(_MOVED)
    former = [Shared(*row) for row in con.execute(_FORMER).fetchall()]
    con.execute("create temp table restoring as select unnest($1::integer[]) as cluster", [[shared.cluster for shared in former]])
    con.execute(_NEWCOMERS)
    newcomers = con.execute("select cluster from newcomers order by cluster").fetchnumpy()["cluster"]
    rows = con.execute("from changed anti join newcomers using (cluster) order by all").fetchall()
    sizes: dict[int, int] = defaultdict(int)
    for cluster, _, records, _ in rows:
        if cluster is not None:
            sizes[cluster] += records
    live = [Shared(*row) for row in rows if row[0] is not None and row[1] is not None]
    alive = {serial for _, serial, *_ in rows if serial is not None}
    first = highest_serial(con, places) + 1
    owner, changes = assign(dict(sizes), live, former, alive, first, newcomers)
    con.execute("create temp table owners (cluster integer, serial bigint)")
    _fill(con, "owners", list(owner.items()))
    con.execute("create temp table events (event varchar, serial bigint, other bigint, records integer)")
    _fill(con, "events", [(c.event, c.serial, c.other, c.records) for c in changes])
    con.execute(_MINTED.format(first=first))
    con.execute(_SPELLS)
    return dict(con.execute("select event, count(*) from events group by event").fetchall())


# How many records each cluster of tonight shares with each living id; a new record has no id, a gone one no cluster.
_SHARED = """
    create temp table shared as
    select cluster, serial, count(*)::integer as records, min(since_night) as since_night
    from crosswalk full join (from held where until_night is null) using (record_id)
    group by cluster, serial;
    create temp table changed as
    from shared
    qualify cluster is null or serial is null
        or count(*) over (partition by cluster) > 1 or count(*) over (partition by serial) > 1
"""
_MOVED = "create temp table moved as select record_id, cluster from crosswalk semi join changed using (cluster)"
# Ids that ended before, and clusters of tonight that hold all of what such an id held last and nothing another id held then.
_FORMER = """
    with candidates as (
        select serial, max(until_night) as night from held
        where serial in (select serial from held semi join moved using (record_id) where until_night is not null)
        group by serial having bool_and(until_night is not null)
    ),
    held_last as (
        select record_id, serial, night from held inner join candidates using (serial) where until_night = night
    ),
    there as (select serial, night, cluster, since.since_night from held_last
              inner join crosswalk using (record_id)
              inner join (select serial, min(since_night) as since_night from held group by serial) as since using (serial)),
    whole as (select serial, night, min(cluster) as cluster, count(*)::integer as records, min(since_night) as since_night
              from there group by serial, night having count(distinct cluster) = 1),
    strangers as (
        select whole.serial from whole
        inner join moved using (cluster)
        inner join held using (record_id)
        where held.since_night < whole.night and (held.until_night is null or held.until_night >= whole.night)
            and held.serial <> whole.serial
    )
    select cluster, serial, records, since_night from whole
    where cluster in (select cluster from changed) and serial not in (select serial from strangers)
    order by all
"""
# Of new records alone, and restoring nothing: most of a first night, and most of what is new on any other.
_NEWCOMERS = """
    create temp table newcomers as
    select cluster, any_value(records) as records from changed anti join restoring using (cluster)
    where cluster is not null group by cluster having count(serial) = 0
"""
# Between the new ids that assign gave, in the order of all clusters that get one.
_MINTED = """
    insert into owners
    select cluster, serial from (
        select cluster, records, {first} - 1 + row_number() over (order by cluster) as serial from (
            select cluster, records from newcomers
            union all
            select cluster, null from owners where serial >= {first}
        )
    ) where records is not null;
    insert into events select 'minted', serial, null, records from newcomers inner join owners using (cluster)
"""
_SPELLS = """
    create temp table tonight as select record_id, serial from moved inner join owners using (cluster);
    create temp table ending as
    select record_id from held semi join changed using (serial) anti join tonight using (record_id, serial)
    where until_night is null
"""
_HELD = """
    select
        held.record_id, serial, since_night,
        case when until_night is null and ending.record_id is not null then {night} else until_night end as until_night
    from held left join ending using (record_id)
    union all
    select record_id, serial, {night}, null from (
        from tonight anti join (from held where until_night is null) using (record_id, serial) order by record_id
    )
"""


def _fill(con: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    """The rows in the table, by columns, since a row at a time is slow."""
    if rows:
        columns = [list(values) for values in zip(*rows, strict=True)]
        unnested = ", ".join(f"unnest(${i + 1})" for i in range(len(columns)))
        con.execute(f"insert into {table} select {unnested}", columns)


def _write(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, of: tuple) -> None:
    """The three tables with tonight's rows behind those of other nights, `held` last."""
    night, at, reason, run_id, model_version = of
    con.execute(
        f"create temp table of_tonight as select $1::integer, $2::timestamp, event, serial, {PERSON_ID.format(serial='serial')},"
        f" other, {PERSON_ID.format(serial='other')}, records, $3, $4, $5 from events order by serial, event, other",
        [night, at, reason, run_id, model_version],
    )
    con.execute("create temp table this_night as select $1, $2::timestamp, $3, $4", [night, at, run_id, model_version])
    vault.write(con, "select * from nights union all select * from this_night", nights_path(places))
    vault.write(con, "select * from ledger union all select * from of_tonight", ledger_path(places))
    vault.write(con, _HELD.format(night=night), held_path(places))
