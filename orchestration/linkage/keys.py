"""keys/person_keys.parquet: opaque keys, one row per record id. With person_redirects.parquet, all dbt ever learns of linkage."""

from dataclasses import dataclass

import duckdb

from orchestration.errors import TwogenError
from orchestration.linkage.clusters import crosswalk_path
from orchestration.linkage.ledger_files import read_ledger
from orchestration.linkage.redirects import write_person_redirects
from orchestration.places import Places
from orchestration.vault import Vault


@dataclass(frozen=True)
class KeyCounts:
    """How many records and persons have keys, how many person ids have ended, and how records are joined."""

    records: int
    persons: int
    redirects: int
    records_by_band: dict[str, int]


def write_person_keys(vault: Vault, places: Places) -> KeyCounts:
    """Rows out: one per record id, with person_id (balanced, lasting), strict_id and lenient_id (good within one version).

    A strict or lenient person of the same records as the balanced one has its id. link_band: the most cautious level at
    which the record is joined to another (strict, balanced, lenient), or unlinked. Written with it, from the same ledger:
    person_redirects.
    Raises: TwogenError when the ledger is not that of the crosswalk.
    """
    with vault.guard("writing person keys"), vault.connect() as con:
        read_ledger(con, vault, places)
        con.execute(f"create temp table crosswalk as select * from {vault.scan(crosswalk_path(places))}")
        con.execute(_CLUSTERS)
        _refuse_without_person(con)
        places.person_keys.parent.mkdir(parents=True, exist_ok=True)
        part = places.person_keys.with_suffix(".part")
        con.execute(f"copy ({_PERSON_KEYS}) to '{part}' (format parquet, compression zstd, compression_level 1)")
        persons = con.execute("select count(*) from clusters").fetchall()[0][0]
        bands = con.execute(
            f"select link_band, count(*) from read_parquet('{part}') group by link_band order by link_band"
        ).fetchall()
        redirects = write_person_redirects(con, places)
        part.replace(places.person_keys)
    return KeyCounts(sum(records for _, records in bands), persons, redirects, dict(bands))


def _refuse_without_person(con: duckdb.DuckDBPyConnection) -> None:
    strangers = con.execute("select count(*) from clusters where person_id is null").fetchall()[0][0]
    if strangers:
        raise TwogenError(
            f"person_keys: {strangers} persons of the crosswalk have no id in the ledger, so no keys were written; the last "
            "ones stand. Fix: run the ledger first (`twogen nightly --to person_keys`)."
        )


_CLUSTERS = """
    create temp table clusters as
    with sizes as (select balanced, count(*) as records from crosswalk group by balanced),
    named as (
        select crosswalk.balanced, ledger.person_id from crosswalk
        inner join held using (record_id)
        inner join ledger on ledger.serial = held.serial and event = 'minted'
        where record_no = balanced and until_night is null
    )
    from sizes left join named using (balanced);
""" + "".join(
    f"""
    create temp table {level}_clusters as
    with sizes as (select {level}, any_value(balanced) as balanced, count(*) as records from crosswalk group by {level}),
    others as (
        select {level}, sizes.records from sizes inner join clusters using (balanced) where sizes.records <> clusters.records
    )
    select others.*, keyed_hash('twogen', '{level}', record_id) as {level}_id
    from others inner join crosswalk on record_no = others.{level};
"""
    for level in ("strict", "lenient")
)
# A strict or lenient cluster that is not in its table holds the records of the balanced one.
_PERSON_KEYS = """
    select
        record_id, person_id, coalesce(strict_id, person_id) as strict_id, coalesce(lenient_id, person_id) as lenient_id,
        case
            when coalesce(strict_clusters.records, clusters.records) > 1 then 'strict'
            when clusters.records > 1 then 'balanced'
            when lenient_clusters.records > 1 then 'lenient'
            else 'unlinked'
        end as link_band
    from crosswalk
    inner join clusters using (balanced)
    left join strict_clusters using (strict)
    left join lenient_clusters using (lenient)
    order by record_id
"""
