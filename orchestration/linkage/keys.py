"""keys/person_keys.parquet, all that dbt ever learns of linkage: opaque keys, one row per record id."""

from dataclasses import dataclass

from orchestration.linkage.clusters import crosswalk_path
from orchestration.linkage.ledger import PERSON_ID, held_path
from orchestration.places import Places
from orchestration.vault import Vault


@dataclass(frozen=True)
class KeyCounts:
    """How many records and persons have keys, and how records are joined."""

    records: int
    persons: int
    records_by_band: dict[str, int]


def write_person_keys(vault: Vault, places: Places) -> KeyCounts:
    """Rows out: one per record id, with person_id (balanced, lasting), strict_id and lenient_id (good within one version).

    link_band: the most cautious level at which the record is joined to another (strict, balanced, lenient), or unlinked.
    """
    with vault.guard("writing person keys"), vault.connect() as con:
        con.execute(f"create temp table crosswalk as select * from {vault.scan(crosswalk_path(places))}")
        con.execute(
            f"create temp table held as select record_id, serial from {vault.scan(held_path(places))} where until_night is null"
        )
        con.execute(f"create temp table person_keys as {PERSON_KEYS}")
        places.person_keys.parent.mkdir(parents=True, exist_ok=True)
        part = places.person_keys.with_suffix(".part")
        con.execute(f"copy (select * from person_keys order by record_id) to '{part}' (format parquet, compression zstd)")
        part.replace(places.person_keys)
        records, persons = con.execute("select count(*), count(distinct person_id) from person_keys").fetchall()[0]
        bands = con.execute("select link_band, count(*) from person_keys group by link_band order by link_band").fetchall()
    return KeyCounts(records, persons, dict(bands))


PERSON_KEYS = f"""
    select
        crosswalk.record_id,
        {PERSON_ID.format(serial="held.serial")} as person_id,
        keyed_hash('twogen', 'strict', cautious.record_id) as strict_id,
        keyed_hash('twogen', 'lenient', bold.record_id) as lenient_id,
        case
            when count(*) over (partition by crosswalk.strict) > 1 then 'strict'
            when count(*) over (partition by crosswalk.balanced) > 1 then 'balanced'
            when count(*) over (partition by crosswalk.lenient) > 1 then 'lenient'
            else 'unlinked'
        end as link_band
    from crosswalk
    inner join held using (record_id)
    inner join crosswalk as cautious on cautious.record_no = crosswalk.strict
    inner join crosswalk as bold on bold.record_no = crosswalk.lenient
"""
