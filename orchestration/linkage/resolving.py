"""What became of a person id: the one to use for it, and everything the ledger tells of it. Ids, dates and counts, no rows."""

from dataclasses import dataclass
from datetime import datetime

import duckdb

from orchestration.linkage.ledger_files import night_of, read_ledger
from orchestration.places import Places
from orchestration.vault import Vault


@dataclass(frozen=True)
class Event:
    """One row of the ledger."""

    happened_at: datetime
    event: str
    person_id: str
    other_person_id: str | None
    records: int
    reason: str
    run_id: str
    model_version: str

    def as_sentence(self) -> str:
        told = {
            "minted": f"{self.person_id} was given to a person of {self.records} records",
            "revived": f"{self.person_id} lives again: its {self.records} records are one person of their own once more",
            "absorbed": f"{self.person_id} ended: its records, {self.records} of them, went to {self.other_person_id}",
            "split": f"{self.records} records of {self.person_id} went to {self.other_person_id}",
            "retired": f"{self.person_id} ended: none of its records is in force",
        }
        return f"{self.happened_at:%Y-%m-%d} {told[self.event]} ({self.reason}, run {self.run_id}, model {self.model_version})"


@dataclass(frozen=True)
class Resolution:
    """The id to use for an id, whether that one is `alive`, `retired` (its records are gone) or `unknown`, and what happened."""

    person_id: str
    state: str
    history: tuple[Event, ...] = ()

    def as_text(self, asked: str) -> str:
        if self.state == "unknown":
            return f"{asked} is unknown: this ledger never gave it by then."
        came = "" if self.person_id == asked else f"{asked} was absorbed; use {self.person_id}. "
        state = "is alive" if self.state == "alive" else "is retired: none of its records is in force"
        return "\n".join([f"{came}{self.person_id} {state}.", *(event.as_sentence() for event in self.history)])


def resolve(vault: Vault, places: Places, person_id: str, as_of: datetime) -> Resolution:
    """Who an id stood for on a date: itself, or the id that had absorbed it by then. Always an answer.

    After a split an id stands for the person that keeps it; its history says which ids the other records went to.
    """
    with vault.guard("resolving a person id"), vault.session() as con:
        read_ledger(con, vault, places)
        night, chain = night_of(con, as_of), [person_id]
        while (last := _last_event(con, chain[-1], night)) and last[0] == "absorbed" and last[1] not in chain:
            chain.append(last[1])
        if not last:
            return Resolution(person_id, "unknown")
        history = con.execute(_HISTORY, [night, chain, chain[-1]]).fetchall()
    state = "retired" if last[0] == "retired" else "alive"
    return Resolution(chain[-1], state, tuple(Event(*row) for row in history))


def _last_event(con: duckdb.DuckDBPyConnection, person_id: str, night: int) -> tuple[str, str | None] | None:
    """The last thing that gave, ended or revived an id, and the id it went to. A split does none of these."""
    found = con.execute(
        "select event, other_person_id from ledger where person_id = $1 and night <= $2 and event <> 'split'"
        " order by night desc limit 1",
        [person_id, night],
    ).fetchall()
    return found[0] if found else None


_HISTORY = """
    select happened_at, event, person_id, other_person_id, records, reason, run_id, model_version from ledger
    where night <= $1 and (person_id in (select unnest($2)) or other_person_id = $3)
    order by night, serial, event, other_serial
"""
