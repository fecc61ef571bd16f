"""What a night did to a person taken back, by reviewers' decisions only: the next night's link and ledger do the rest.

A merge undone is a cannot-link between every two records that were two persons the night before; a split undone is a chain of
must-links through the records that were one. Where decisions made since brought it about, those are withdrawn instead.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, pairwise

import duckdb

from orchestration.errors import TwogenError
from orchestration.linkage.decisions import Decision, add_decisions_of, decide_all, in_utc
from orchestration.linkage.ledger_files import night_of, read_ledger
from orchestration.places import Places
from orchestration.vault import Vault

Pair = tuple[str, str]


@dataclass(frozen=True)
class Standing:
    """A record and the serial numbers of the persons that held it: before, after, and now; None when nobody did."""

    record_id: str
    before: int | None
    after: int | None
    now: int | None


@dataclass(frozen=True)
class Undone:
    """How many decisions were written, by kind."""

    cannot_link: int
    must_link: int
    withdrawn: int


def undo(vault: Vault, places: Places, person_id: str, on: date, reason: str, by: str, at: datetime) -> Undone:
    """Decisions by which the person's records stand again as before the nights of a day (UTC); other persons' are not touched.

    Raises: TwogenError when the id is unknown, or nothing of that day is left to undo. Nothing is written then.
    """
    if not reason.strip():
        raise TwogenError("The reason is blank; nothing was written. Fix: say why, naming no person a row is about.")
    with vault.guard("undoing what a night did to a person"), vault.session() as con:
        read_ledger(con, vault, places)
        found = con.execute("select serial from ledger where person_id = $1 and event = 'minted'", [person_id]).fetchall()
        if not found:
            raise TwogenError(f"{person_id} is no person id of this ledger; nothing was written. Fix: `twogen link resolve`.")
        begin = datetime.combine(on, time.min, UTC)
        nights = [night_of(con, moment - timedelta(microseconds=1)) for moment in (begin, begin + timedelta(days=1))]
        standings = [Standing(*row) for row in con.execute(_STANDINGS, [*nights, found[0][0]]).fetchall()]
        made = _decisions_since(con, vault, places, nights[0])
    written = wanted(standings, found[0][0], made)
    if not written:
        raise TwogenError(
            f"Nothing that happened to {person_id} on {on} is left to undo; nothing was written. Fix: "
            f"`twogen link resolve {person_id}` names the days; what was undone already takes effect with the next night."
        )
    decide_all(vault, places, written, reason, by, at)
    kinds = [decision for _, decision in written]
    return Undone(*(kinds.count(kind) for kind in ("cannot_link", "must_link", "withdrawn")))


def wanted(standings: Sequence[Standing], serial: int, made: dict[Pair, str]) -> list[Decision]:
    """The decisions that bring back how records stood before, as far as it still stands otherwise; pure.

    made: decisions in force that were made after that, by pair (smaller record first).
    """
    joined, parted = defaultdict(list), defaultdict(list)
    present = sorted((s for s in standings if None not in (s.before, s.now)), key=lambda s: s.record_id)
    for a, b in combinations(present, 2):
        if not any(serial in (s.before, s.after) for s in (a, b)) or None in (a.after, b.after):
            continue
        if a.before != b.before and a.after == b.after and a.now == b.now:
            joined[a.after].append((a.record_id, b.record_id))
        if a.before == b.before and a.after != b.after and a.now != b.now:
            parted[a.before].append((a.record_id, b.record_id))
    written: list[Decision] = []
    for person, pairs in sorted(joined.items()):
        members = [s.record_id for s in standings if s.after == person]
        written += _withdrawn(members, made, "must_link") or _still(pairs, made, "cannot_link")
    for person, _ in sorted(parted.items()):
        members = [s.record_id for s in present if s.before == person]
        written += _withdrawn(members, made, "cannot_link") or _still(pairwise(members), made, "must_link")
    return written


def _withdrawn(members: Iterable[str], made: dict[Pair, str], decision: str) -> list[Decision]:
    return [(pair, "withdrawn") for pair in combinations(sorted(members), 2) if made.get(pair) == decision]


def _still(pairs: Iterable[Pair], made: dict[Pair, str], decision: str) -> list[Decision]:
    """The decision for each pair that has none like it."""
    return [(pair, decision) for pair in pairs if made.get(pair) != decision]


def _decisions_since(con: duckdb.DuckDBPyConnection, vault: Vault, places: Places, night: int) -> dict[Pair, str]:
    """The decisions in force that were made after the night."""
    add_decisions_of(con, vault, places)
    began = con.execute("select max(happened_at) from moments where night <= $1", [night]).fetchall()[0][0]
    since = [began or in_utc(datetime.min)]
    rows = con.execute("select record_a, record_b, decision from in_force where decided_at > $1", since).fetchall()
    return {(a, b): decision for a, b, decision in rows}


# Every record of a person that shared a record with this one on either side of the day; $1 and $2 are the nights around it.
_STANDINGS = """
    with before as (select record_id, serial from held where since_night <= $1 and coalesce(until_night > $1, true)),
    after as (select record_id, serial from held where since_night <= $2 and coalesce(until_night > $2, true)),
    own as (select record_id from before where serial = $3 union select record_id from after where serial = $3),
    near as (
        select record_id from before where serial in (select serial from before semi join own using (record_id))
        union select record_id from after where serial in (select serial from after semi join own using (record_id))
    )
    select record_id, before.serial, after.serial, now.serial
    from near
    left join before using (record_id)
    left join after using (record_id)
    left join (select record_id, serial from held where until_night is null) as now using (record_id)
    order by record_id
"""
