"""The person ledger: every id ever given, every change a row, in identity/ledger.parquet and identity/held.parquet.

A person id is a keyed hash of its serial number, never of an identifier. Only the balanced level has a ledger.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.linkage.clusters import crosswalk_path
from orchestration.linkage.decisions import in_utc
from orchestration.linkage.reuse import Change, Shared, assign
from orchestration.places import Places
from orchestration.vault import Vault

PERSON_ID = "keyed_hash('twogen', 'person', {serial}::varchar)"
LEDGER_COLUMNS = """
    night integer, happened_at timestamp, event varchar, serial integer, person_id varchar, other_serial integer,
    other_person_id varchar, records integer, reason varchar, run_id varchar, model_version varchar
"""
NIGHT_COLUMNS = "night integer, happened_at timestamp, run_id varchar, model_version varchar"
HELD_COLUMNS = "record_id varchar, serial integer, since_night integer, until_night integer"  # until: the night it no longer was


@dataclass(frozen=True)
class LedgerCounts:
    """Tonight's changes of person ids, and how many ids live."""

    persons: int
    minted: int
    revived: int
    absorbed: int
    split: int
    retired: int


def ledger_path(places: Places) -> Path:
    return places.identity / "ledger.parquet"


def held_path(places: Places) -> Path:
    return places.identity / "held.parquet"


def nights_path(places: Places) -> Path:
    """When each night was that changed what a person holds; most of them change no id and leave no row in the ledger."""
    return places.identity / "nights.parquet"


def update_ledger(
    vault: Vault, places: Places, run_id: str, at: datetime, model_version: str, reason: str = "nightly link"
) -> LedgerCounts:
    """Ids for tonight's balanced clusters; an unchanged crosswalk adds no row.

    `held` is written last and counts: ledger rows of a night it does not know are those of a killed run, and are made again.
    """
    with vault.guard("updating the person ledger"), vault.connect() as con:
        _load(con, vault, places)
        con.execute(
            f"create temp table crosswalk as select record_id, balanced as cluster from {vault.scan(crosswalk_path(places))}"
        )
        owner, changes, night = _decide(con)
        con.execute("create temp table owners (cluster integer, serial integer)")
        _fill(con, "owners", list(owner.items()))
        con.execute("create temp table tonight as select record_id, serial from crosswalk inner join owners using (cluster)")
        con.execute(_CLOSE_SPELLS, [night])
        con.execute(_OPEN_SPELLS, [night])
        _add_changes(con, changes, (night, in_utc(at), reason, run_id, model_version))
        con.execute("insert into nights values ($1, $2, $3, $4)", [night, in_utc(at), run_id, model_version])
        _write(con, vault, places)
    tally = Counter(change.event for change in changes)
    events = ("minted", "revived", "absorbed", "split", "retired")
    return LedgerCounts(len(owner), *(tally[event] for event in events))


def copy_ledger(vault: Vault, places: Places, to: Places, until: datetime) -> None:
    """The ledger as it was known at a moment, in another home under the same key: later nights never happened there."""
    with vault.guard("copying the person ledger"), vault.connect() as con:
        _load(con, vault, places)
        known = "select night from nights where happened_at <= $1 union all select night from ledger where happened_at <= $1"
        night = con.execute(f"select coalesce(max(night), 0) from ({known})", [in_utc(until)]).fetchall()[0][0]
        for table, since in (("ledger", "night"), ("nights", "night"), ("held", "since_night")):
            con.execute(f"delete from {table} where {since} > $1", [night])
        con.execute("update held set until_night = null where until_night > $1", [night])
        _write(con, vault, to)


def _write(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places) -> None:
    vault.write(con, "select * from nights order by night", nights_path(places))
    vault.write(con, "select * from ledger order by night, serial, event, other_serial", ledger_path(places))
    vault.write(con, "select * from held order by record_id, since_night", held_path(places))


def _load(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places) -> None:
    columns = {"ledger": LEDGER_COLUMNS, "nights": NIGHT_COLUMNS, "held": HELD_COLUMNS}
    paths = {"ledger": ledger_path(places), "nights": nights_path(places), "held": held_path(places)}
    for name, path in paths.items():
        con.execute(f"create temp table {name} ({columns[name]})")
        if path.exists():
            con.execute(f"insert into {name} from {vault.scan(path)}")
    last = "(select coalesce(max(greatest(since_night, coalesce(until_night, 0))), 0) from held)"
    for name in ("ledger", "nights"):
        con.execute(f"delete from {name} where night > {last}")


def _decide(con: duckdb.DuckDBPyConnection) -> tuple[dict[int, int], list[Change], int]:
    sizes = dict(con.execute("select cluster, count(*) from crosswalk group by cluster").fetchall())
    live = [Shared(*row) for row in con.execute(_LIVE).fetchall()]
    former = [Shared(*row) for row in con.execute(_FORMER).fetchall()]
    alive = [row[0] for row in con.execute("select distinct serial from held where until_night is null").fetchall()]
    last_serial, last_night = con.execute(
        "select coalesce(max(serial), 0), greatest(coalesce(max(since_night), 0), coalesce(max(until_night), 0)) from held"
    ).fetchall()[0]
    owner, changes = assign(sizes, live, former, alive, last_serial + 1)
    return owner, changes, last_night + 1


_LIVE = """
    select cluster, serial, count(*) from crosswalk inner join held using (record_id) where until_night is null group by all
"""
# Ids absorbed before, and clusters of tonight that hold all of what such an id held last and nothing another id held then.
_FORMER = """
    with ended as (
        select serial, max(until_night) as night from held group by serial having bool_and(until_night is not null)
    ),
    held_last as (
        select held.record_id, serial, ended.night from held inner join ended using (serial) where held.until_night = ended.night
    ),
    there as (select held_last.*, cluster from held_last inner join crosswalk using (record_id)),
    whole as (select serial, night, min(cluster) as cluster, count(*) as records from there
              group by serial, night having count(distinct cluster) = 1),
    strangers as (
        select whole.serial, count(*) as others from whole
        inner join crosswalk using (cluster)
        inner join held using (record_id)
        where held.since_night < whole.night and (held.until_night is null or held.until_night >= whole.night)
            and held.serial <> whole.serial
        group by whole.serial
    )
    select cluster, serial, records from whole left join strangers using (serial) where strangers.others is null
"""
_CLOSE_SPELLS = """
    update held set until_night = $1
    where until_night is null and not exists (
        select 1 from tonight where tonight.record_id = held.record_id and tonight.serial = held.serial
    )
"""
_OPEN_SPELLS = """
    insert into held
    select record_id, serial, $1, null from tonight
    where not exists (
        select 1 from held where held.record_id = tonight.record_id and held.serial = tonight.serial and until_night is null
    )
"""


def _fill(con: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    """The rows in the table, by columns, since a row at a time is slow."""
    if rows:
        columns = {f"c{i}": list(values) for i, values in enumerate(zip(*rows, strict=True))}
        unnested = ", ".join(f"unnest(${i + 1})" for i in range(len(columns)))
        con.execute(f"insert into {table} select {unnested}", list(columns.values()))


def _add_changes(con: duckdb.DuckDBPyConnection, changes: list[Change], of: tuple) -> None:
    con.execute("create temp table changed (event varchar, serial integer, other integer, records integer)")
    _fill(con, "changed", [(c.event, c.serial, c.other, c.records) for c in changes])
    night, at, reason, run_id, model_version = of
    con.execute(
        f"insert into ledger select $1, $2, event, serial, {PERSON_ID.format(serial='serial')}, other,"
        f" {PERSON_ID.format(serial='other')}, records, $3, $4, $5 from changed",
        [night, at, reason, run_id, model_version],
    )


@dataclass(frozen=True)
class Resolution:
    """The id to use for an id, and whether it is alive: `alive`, `retired` (all records expunged) or `unknown`."""

    person_id: str
    state: str


def resolve(vault: Vault, places: Places, person_id: str, as_of: datetime) -> Resolution:
    """Who an id stood for on a date: itself, or the id that had absorbed it by then. Always an answer."""
    with vault.guard("resolving a person id"), vault.connect() as con:
        _load(con, vault, places)
        seen: set[str] = set()
        while person_id not in seen:
            seen.add(person_id)
            last = con.execute(
                "select event, other_person_id from ledger where person_id = $1 and happened_at <= $2 and event <> 'split'"
                " order by night desc limit 1",
                [person_id, in_utc(as_of)],
            ).fetchall()
            if not last:
                return Resolution(person_id, "unknown")
            event, other = last[0]
            if event != "absorbed":
                return Resolution(person_id, "retired" if event == "retired" else "alive")
            person_id = other
        return Resolution(person_id, "unknown")
