"""The ledger on disk, three tables of identity/: `ledger` (changes of ids), `nights` (when each was), `held` (whose records).

`held` is written last and counts: rows of a night it does not know are those of a killed run, and are not read.
"""

from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.linkage.decisions import in_utc
from orchestration.places import Places
from orchestration.vault import Vault
from orchestration.vault.backup import RESTORED_AT

PERSON_ID = "keyed_hash('twogen', 'person', {serial}::varchar)"  # never of an identifier
COLUMNS = {
    "ledger": """
        night integer, happened_at timestamp, event varchar, serial bigint, person_id varchar, other_serial bigint,
        other_person_id varchar, records integer, reason varchar, run_id varchar, model_version varchar
    """,
    "nights": "night integer, happened_at timestamp, run_id varchar, model_version varchar",
    "held": "record_id varchar, serial bigint, since_night integer, until_night integer",  # until: the night it no longer was
}


def ledger_path(places: Places) -> Path:
    return places.identity / "ledger.parquet"


def held_path(places: Places) -> Path:
    return places.identity / "held.parquet"


def nights_path(places: Places) -> Path:
    """When each night was that changed what a person holds; most of them change no id and leave no row in the ledger."""
    return places.identity / "nights.parquet"


def read_ledger(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places) -> int:
    """The last whole night; and temp views `ledger`, `nights` and `held` of what was known after it, empty before the first, and
    `moments` (night, happened_at).
    """
    held = _source(con, vault, held_path(places), "held")
    con.execute(f"create temp view held as {held}")
    last = con.execute("select coalesce(greatest(max(since_night), max(until_night)), 0) from held").fetchall()[0][0]
    for name, path in (("ledger", ledger_path(places)), ("nights", nights_path(places))):
        con.execute(f"create temp view {name} as {_source(con, vault, path, name)} where night <= {last}")
    con.execute(
        "create temp view moments as select night, happened_at from nights union all select night, happened_at from ledger"
    )
    return last


def _source(con: duckdb.DuckDBPyConnection, vault: Vault, path: Path, name: str) -> str:
    """A select of the file's rows; of an empty table when there is none."""
    if path.exists():
        return f"select * from {vault.scan(path)}"
    con.execute(f"create temp table no_{name} ({COLUMNS[name]})")
    return f"select * from no_{name}"


def highest_serial(con: duckdb.DuckDBPyConnection, places: Places) -> int:
    """No serial above it was ever given, not even between a backup and the moment it was restored.

    Ids are given far slower than one a microsecond, so after a restore they go on from that moment's microseconds.
    """
    given = con.execute("select coalesce(max(serial), 0) from held").fetchall()[0][0]
    return max(given, restored_at(places))


def restored_at(places: Places) -> int:
    """Microseconds since 1970 of the last restore, as the vault left them beside what it restored; 0 when there was none."""
    path = _restored_path(places)
    return int(path.read_text(encoding="ascii")) if path.exists() else 0


def _restored_path(places: Places) -> Path:
    return places.identity / RESTORED_AT


def night_of(con: duckdb.DuckDBPyConnection, until: datetime) -> int:
    """The last night up to a moment; 0 before the first."""
    return con.execute("select coalesce(max(night), 0) from moments where happened_at <= $1", [in_utc(until)]).fetchall()[0][0]


def copy_ledger(vault: Vault, places: Places, to: Places, until: datetime) -> None:
    """The ledger as it was known at a moment, in another home under the same key: later nights never happened there."""
    with vault.guard("copying the person ledger"), vault.connect() as con:
        read_ledger(con, vault, places)
        night = night_of(con, until)
        vault.write(con, f"select * from nights where night <= {night}", nights_path(to))
        vault.write(con, f"select * from ledger where night <= {night}", ledger_path(to))
        ended = f"case when until_night <= {night} then until_night end"
        vault.write(con, f"select * replace ({ended} as until_night) from held where since_night <= {night}", held_path(to))
    if 0 < restored_at(places) <= until.timestamp() * 1e6:
        _restored_path(to).write_text(str(restored_at(places)), encoding="ascii")
