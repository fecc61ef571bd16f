"""A home beside a home in which each record is its true person's: what the same models say there is what they should say.

Holds keys and a link to the rows in force; no vault, no landing area, nothing to publish.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestration.errors import TwogenError
from orchestration.evaluation.truth import RecordIdSql, read_truth
from orchestration.places import Places

RECORDS = "records.parquet"  # of a truth folder


@dataclass(frozen=True)
class TrueKeys:
    """How many records the home has, of how many the truth tells the person, and how many persons that makes."""

    records: int
    told: int
    persons: int


def records_of(truth: Path) -> Path:
    """The file of a truth that says whose each record is: the truth itself, or its part of a folder."""
    path = truth / RECORDS if truth.is_dir() else truth
    if not path.is_file():
        raise TwogenError(f"{path} is not there. Fix: name a truth's file, or a folder with {RECORDS} in it.")
    return path


def write_true_home(
    truth: Path, contracts: Sequence[Any], vault: Any, places: Places, record_id_sql: RecordIdSql, home: Places
) -> TrueKeys:
    """Keys of `home` by the truth, at all three levels; a record the truth does not tell is a person of its own.

    Raises: TwogenError when nothing was linked here, or the truth tells none of this home's records.
    """
    if not places.person_keys.exists():
        raise TwogenError("Nothing has been linked here yet, so there is nothing to compare. Fix: run `twogen nightly` first.")
    _lay_out(places, home)
    with vault.guard(f"writing the keys of {truth.name}"), vault.connect() as con:
        read_truth(con, records_of(truth), contracts, record_id_sql)
        con.execute(f"copy ({_TRUE_KEYS.format(keys=places.person_keys)}) to '{home.person_keys}' (format parquet)")
        records, told, persons = con.execute(f"""
            select count(*), count(person), count(distinct person)
            from read_parquet('{places.person_keys}') left join told_of using (record_id)
        """).fetchall()[0]
        redirects = f"select * from read_parquet('{places.person_redirects}') limit 0"
        con.execute(f"copy ({redirects}) to '{home.person_redirects}' (format parquet)")
    if not told:
        raise TwogenError(f"{truth.name} tells none of the {records:,} records linked here. Fix: name this home's own truth.")
    return TrueKeys(records, told, persons)


def _lay_out(places: Places, home: Places) -> None:
    if home.home.exists() and any(home.home.iterdir()):
        raise TwogenError(f"{home.home} is not empty, so no home of the truth was made there. Fix: name a new folder.")
    for folder in (home.person_keys.parent, home.warehouse):
        folder.mkdir(parents=True)
    home.in_force.symlink_to(places.in_force, target_is_directory=True)


_TRUE_KEYS = """
    with named as (
        select record_id, coalesce(md5('person ' || person), md5('record ' || record_id)) as person_id
        from read_parquet('{keys}') left join told_of using (record_id)
    )
    select record_id, person_id, person_id as strict_id, person_id as lenient_id, 'strict' as link_band from named
"""
