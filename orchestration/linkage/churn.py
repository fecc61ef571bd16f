"""What another model would change, before it does: everything linked with it aside, and compared. Counts only.

The home is read and nothing of it is written; the link aside stands, encrypted, among the vault's spill, and is removed.
"""

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.linkage.clusters import LEVELS, build_crosswalk, crosswalk_path
from orchestration.linkage.decisions import decisions_path
from orchestration.linkage.edges import score_edges
from orchestration.linkage.frequencies import COLUMNS, frequencies_path
from orchestration.linkage.ledger import LedgerCounts, held_path, ledger_path, nights_path, update_ledger
from orchestration.linkage.model import PersonModel
from orchestration.linkage.nodes import Mention, nodes_path, rows_path
from orchestration.places import Places
from orchestration.vault import Vault


@dataclass(frozen=True)
class Moved:
    """Records of one table, and how many of them would be another person's."""

    records: int
    moved: int


@dataclass(frozen=True)
class Churn:
    """What the next night would change under another model, over the records of the last link."""

    persons: dict[str, tuple[int, int]]  # level -> before, after
    records: int
    moved: int  # records whose person id changes
    merges: int  # persons made of records of two or more of today's
    splits: int  # of today's persons, those whose records part
    ids: LedgerCounts
    tables: dict[str, Moved]
    own_shares: bool  # whether names' shares are this home's, kept with the model's version

    def as_text(self) -> str:
        lines = [f"{'persons':<44}{'before':>12}{'after':>12}{'change':>12}"]
        lines += [f"  {level:<42}{a:>12,}{b:>12,}{b - a:>+12,}" for level, (a, b) in self.persons.items()]
        lines += [f"{'records whose person changes':<44}{'records':>12}{'changed':>12}{'share':>12}"]
        every = {"all": Moved(self.records, self.moved)} | self.tables
        lines += [f"  {name:<42}{m.records:>12,}{m.moved:>12,}{m.moved / max(m.records, 1):>12.2%}" for name, m in every.items()]
        ids = self.ids
        lines += [
            f"Merges: {self.merges:,} persons would be made of two or more of today's; splits: {self.splits:,} would part.",
            f"Person ids: {ids.minted:,} new, {ids.absorbed:,} absorbed, {ids.revived:,} living again, {ids.retired:,} retired.",
            "Names' shares: " + ("this home's own." if self.own_shares else "public counts."),
        ]
        return "\n".join(lines)


def churn(vault: Vault, places: Places, model: PersonModel, mentions: Sequence[Mention], at: datetime) -> Churn | None:
    """Tonight's nodes linked with `model` beside the last link; None where nobody is linked yet. Hold the home meanwhile."""
    if not (crosswalk_path(places).exists() and held_path(places).exists() and nodes_path(places).exists()):
        return None
    with _aside(vault, places, model) as aside:
        score_edges(vault, aside, model)
        build_crosswalk(vault, aside, model)
        ids = update_ledger(vault, aside, "preview", at, model.version, "preview of another model")
        with vault.guard("comparing two links"), vault.connect() as con:
            _read(con, vault, places, aside)
            records, moved = con.execute(f"select count(*), count(*) filter ({MOVED}) from both_links").fetchall()[0]
            merges, splits = _parted(con, "now", "was"), _parted(con, "was", "now")
            tables = _by_table(con, vault, mentions)
            persons = {level: (_persons(con, "crosswalk_was", level), _persons(con, "crosswalk_now", level)) for level in LEVELS}
    own = all(frequencies_path(places, model, column).exists() for column in COLUMNS)
    return Churn(persons, records, moved, merges, splits, ids, tables, own)


@contextmanager
def _aside(vault: Vault, places: Places, model: PersonModel) -> Iterator[Places]:
    """Places whose nodes, decisions and ledger are the home's, and whose link is yet to be made."""
    aside = Places(vault.folder / "tmp" / f"{os.getpid()}-{secrets.token_hex(4)}")  # emptied as spill is, when this process dies
    aside.identity.mkdir(parents=True, mode=0o700)
    read = [nodes_path, rows_path, decisions_path, ledger_path, held_path, nights_path]
    paths = [path(places) for path in read] + [frequencies_path(places, model, column) for column in COLUMNS]
    try:
        for path in filter(Path.exists, paths):  # replaced one day, never written over, so a link is a copy
            os.link(path, aside.identity / path.name)
        yield aside
    finally:
        shutil.rmtree(aside.home, ignore_errors=True)


def _read(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, aside: Places) -> None:
    """Temp tables: the two crosswalks over the records both know, and `both_links`: record_id, was, now (serials)."""
    for name, home in (("was", places), ("now", aside)):
        con.execute(f"create temp table held_{name} as select record_id, serial from {vault.scan(held_path(home))}"
                    " where until_night is null")  # fmt: skip
        con.execute(f"create temp table every_{name} as from {vault.scan(crosswalk_path(home))}")
    for name, other in (("was", "now"), ("now", "was")):
        con.execute(f"create temp table crosswalk_{name} as from every_{name} semi join every_{other} using (record_id)")
    con.execute("""
        create temp table both_links as
        select record_id, held_was.serial as was, held_now.serial as now
        from held_was inner join held_now using (record_id)
    """)


def _persons(con: duckdb.DuckDBPyConnection, crosswalk: str, level: str) -> int:
    return con.execute(f"select count(distinct {level}) from {crosswalk}").fetchall()[0][0]


def _parted(con: duckdb.DuckDBPyConnection, of: str, by: str) -> int:
    """Persons of one link whose records are two or more persons' in the other."""
    one = f"select {of} from both_links group by {of} having count(distinct {by}) > 1"
    return con.execute(f"select count(*) from ({one})").fetchall()[0][0]


def _by_table(con: duckdb.DuckDBPyConnection, vault: Vault, mentions: Sequence[Mention]) -> dict[str, Moved]:
    """The records of each table of the deliveries in force, and those that move; a record of two tables counts in both."""
    con.execute("create temp table told (table_name varchar, record_id varchar)")
    for path in dict.fromkeys(mention.path for mention in mentions):
        con.execute(f"insert into told select distinct table_name, record_id from {vault.scan(path)}")
    rows = con.execute(f"""
        select table_name, count(*), count(*) filter ({MOVED})
        from (select distinct * from told) inner join both_links using (record_id) group by table_name order by table_name
    """).fetchall()
    return {name: Moved(*counts) for name, *counts in rows}


MOVED = "where was <> now"
