"""Whose rows may differ from those of the last build: who stands on a row or a key that changed, and whoever they are tied to.

Two records are tied when a row in force names both, or when rows of theirs share a number (of a case, a household, a report)
that no contract calls shared by strangers; records of one person are tied. Opaque ids only, in the schema `changed` of the
warehouse's own file, until they are swept away.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.components.model_reach import Ids
from orchestration.errors import TwogenError

MOST = 0.25  # of the people; beyond it a part takes about as long as the whole
ASIDE = "aside"  # the schema in which a part is built
PLACE = {"delivery_id", "row_number"}  # where a row stood in which file: a snapshot sent again is no news


@dataclass(frozen=True)
class Level:
    """Where a link level's models stand, and its person in person_keys."""

    name: str
    schema: str
    person: str


class BuildWhole(TwogenError):
    """Why tonight's warehouse is built whole and not in part; no fault of anyone's."""


def tables_in(home: Path) -> set[Path]:
    """What stands in force and in keys/, as paths below the folder."""
    return {path.relative_to(home) for folder in ("in_force", "keys") for path in (home / folder).glob("*.parquet")}


def find_changes(con: duckdb.DuckDBPyConnection, before: Path, now: Path, ids: Mapping[str, Ids]) -> set[str]:
    """Tables `changed.record`, `changed.number` and `changed.shared` (id): what stands on rows that only one folder holds.

    `before`, `now`: folders with in_force/ and keys/. `changed.shared` is of tables that name nobody otherwise. Returned: the
    tables with such rows. Raises: BuildWhole.
    """
    con.execute("drop schema if exists changed cascade; create schema changed")
    con.execute(";".join(f"create table changed.{name} (id varchar)" for name in ("record", "number", "shared")))
    if (files := _sources(now, ids)) != _sources(before, ids):
        raise BuildWhole("there are other tables in force than at the last build")
    return {file.stem for file in files if _differs(con, before / file, now / file, ids[file.stem])}


def lay_ties(con: duckdb.DuckDBPyConnection, now: Path, ids: Mapping[str, Ids]) -> None:
    """Table `changed.tie` (one, other): ids that stand on one row. Whoever has a shared number that changed, has changed."""
    con.execute("create table changed.tie (one varchar, other varchar)")
    for file in _sources(now, ids):
        own = _quoted(ids[file.stem].records + ids[file.stem].numbers)
        if len(own) > 1:
            con.execute(
                f"insert into changed.tie select distinct * from (select coalesce({', '.join(own)}) as one, "
                f"unnest([{', '.join(own)}]) as other from '{now / file}') where one <> other"
            )
        if own and (shared := _quoted(ids[file.stem].shared)):
            con.execute(
                f"insert into changed.number select distinct unnest([{', '.join(own)}]) from '{now / file}' "
                f"where {any_in(shared, 'changed.shared')}"
            )


def touch(con: duckdb.DuckDBPyConnection, before: Path, now: Path, level: Level) -> None:
    """Table `changed.touched` (id): every id of a record, a number or a person whose rows may differ at the level.

    Raises: BuildWhole when it is too many of the people.
    """
    keys = "select record_id as id, {person} as person_id from '{home}/keys/person_keys.parquet'"
    con.execute(
        f"create or replace temp table keys as {keys.format(person=level.person, home=now)}; create or replace temp table "
        f"all_keys as from keys union {keys.format(person=level.person, home=before)}"
    )
    con.execute(
        "create or replace table changed.touched as select id from changed.record union select id from changed.number "
        "union select person_id from all_keys semi join changed.record using (id)"
    )
    con.execute(
        "create or replace temp table tie as from changed.tie union all select person_id, id from keys; "
        "create or replace temp table reached as from changed.touched"
    )
    people = _count(con, "from (select distinct person_id from keys)")
    while _count(con, "from reached"):
        touched = _count(con, "from (select distinct person_id as id from keys) semi join changed.touched using (id)")
        if touched > MOST * people:
            raise BuildWhole(f"rows of {touched:,} of {people:,} people changed, or of people they are tied to")
        con.execute(
            "create or replace temp table reached as select distinct id from ("
            "select other as id from tie semi join reached on tie.one = reached.id union all "
            "select one from tie semi join reached on tie.other = reached.id) anti join changed.touched using (id) "
            "where id is not null"
        )
        con.execute("insert into changed.touched from reached")


def cut_out(con: duckdb.DuckDBPyConnection, now: Path, part: Path, ids: Mapping[str, Ids]) -> None:
    """The rows of those touched in a folder of their own, and whole what names nobody."""
    for file in _sources(now, ids):
        (part / file).parent.mkdir(parents=True, exist_ok=True)
        own = _quoted(ids[file.stem].records + ids[file.stem].numbers)
        touched = f"where {any_in(own, 'changed.touched')}" if own else ""
        con.execute(f"copy (from '{now / file}' {touched}) to '{part / file}' (format parquet)")


def sweep(con: duckdb.DuckDBPyConnection, part: Path) -> None:
    """Nothing of a renewal is left, of one that was killed either."""
    shutil.rmtree(part, ignore_errors=True)
    con.execute(f"drop schema if exists changed cascade; drop schema if exists {ASIDE} cascade")


def _sources(home: Path, ids: Mapping[str, Ids]) -> list[Path]:
    """What dbt reads; of a feed whose contract is no more a table may still stand in force."""
    return sorted(file for file in tables_in(home) if file.stem in ids)


def _differs(con: duckdb.DuckDBPyConnection, before: Path, now: Path, ids: Ids) -> bool:
    """Whether the files hold different rows, compared by a hash of 64 bits; the ids on those rows are added to `changed`."""
    if before.samefile(now):
        return False
    if (columns := _columns(con, now)) != _columns(con, before):
        raise BuildWhole(f"{now.stem} has other columns than at the last build")
    row_hash = f"hash({', '.join(_quoted([name for name in columns if name not in PLACE]))})"
    con.execute(
        "create or replace temp table differing as select row_hash from ("
        f"select {row_hash} as row_hash, 1 as side from '{now}' union all select {row_hash}, -1 from '{before}') "
        "group by row_hash having sum(side) <> 0"
    )
    if not _count(con, "from differing"):
        return False
    own, shared = _quoted(ids.records + ids.numbers), _quoted(ids.shared)
    if not own + shared:
        return True
    con.execute(
        f"create or replace temp table rows_differing as select {', '.join(own + shared)} "
        f"from read_parquet(['{now}', '{before}']) where {row_hash} in (from differing)"
    )
    if _count(con, f"from rows_differing where coalesce({', '.join(own or shared)}) is null"):
        raise BuildWhole(f"rows of {now.stem} changed that name nobody")
    of_nobody = [] if own else shared
    for into, named in (("record", _quoted(ids.records)), ("number", _quoted(ids.numbers)), ("shared", of_nobody)):
        if named:
            unnested = f"select unnest([{', '.join(named)}]) as id from rows_differing"
            con.execute(f"insert into changed.{into} select distinct id from ({unnested}) where id is not null")
    return True


def any_in(columns: Sequence[str], table: str) -> str:
    """SQL: whether one of the columns holds an id of the table. Never null, or `not` would be no answer."""
    return "(" + " or ".join(f"coalesce({name} in (from {table}), false)" for name in columns) + ")"


def _columns(con: duckdb.DuckDBPyConnection, file: Path) -> list[str]:
    return [name for name, *_ in con.execute(f"describe from '{file}'").fetchall()]


def _quoted(names: Sequence[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def _count(con: duckdb.DuckDBPyConnection, rows: str) -> int:
    return con.execute(f"select count(*) {rows}").fetchall()[0][0]
