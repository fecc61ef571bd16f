"""A crosswalk of invented record ids, with no people behind it: all that the ledger sees of a county."""

from pathlib import Path

from orchestration.linkage.clusters import crosswalk_path
from orchestration.places import Places
from orchestration.vault import Vault

SHARE_NEW = 0.01  # of records, on the later night; one person in a thousand merges then, and one splits
# Persons of 2.9 records; one in ten is two at the strict level, a few are one with another at the lenient level.
_CROSSWALK = """
    with drawn as (
        select
            range::integer as record_no, left(sha256(range::varchar), 32) as record_id, range > $2 as is_new,
            hash(range) % 1000 as chance, case when $3 then hash(range + 0.5) % 1000 else 500 end as turn
        from range(1, $1 + 1)
    ),
    begun as (
        select *, case when turn = 0 then chance >= 350 when turn = 1 then false when is_new then true else chance < 350 end
            or record_no = 1 as begins
        from drawn
    ),
    old as (select *, max(case when begins then record_no end) over (order by record_no) as person from begun where not is_new),
    come as (
        select begun.*, case when begun.chance < 500 then begun.record_no else old.person end as person
        from begun inner join old on old.record_no = 1 + hash(begun.record_id) % $2 where begun.is_new
    ),
    everyone as (from old union all from come),
    cautious as (
        select *, case when person % 10 = 0 then max(record_no) over (partition by person) end as last from everyone
    )
    select
        record_no, record_id, person as component,
        case when record_no = last then record_no else person end as strict, person as balanced,
        case when person % 20 = 0 then person - 10 * (person % 40 = 0 and person - 10 in (select person from old))::integer
            else person end as lenient
    from cautious
"""


def write_crosswalk(home: Path, records: int, is_first: bool) -> None:
    """As build_crosswalk leaves it: on the first night all but the last hundredth of the records, later all."""
    places = Places(home)
    vault, old = Vault.open(places.vault, "a key for benchmarks"), int(records * (1 - SHARE_NEW))
    with vault.connect() as con:
        con.execute(f"create temp table crosswalk as {_CROSSWALK}", [old if is_first else records, old, not is_first])
        vault.write(con, "from crosswalk", crosswalk_path(places))
