"""Which records of a person could be joined at all, by what stands on them.

Two records of one person are reachable when both carry a full SSN, or both a name with a birth date, an address, a telephone or
an e-mail; and so on from record to record (LINKAGE.md). UI wages carry SSN and name only, so half of all true pairs hang
on an SSN somewhere else.
"""

import duckdb
import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

KINDS = ("has_ssn", "has_birth", "has_home", "has_phone", "has_email")
EVIDENCE = """
    select record_id, bool_or(ssn is not null) as has_ssn,
        bool_or(is_named and birth_date is not null) as has_birth, bool_or(is_named and home_std is not null) as has_home,
        bool_or(is_named and phone is not null) as has_phone, bool_or(is_named and email is not null) as has_email
    from (select *, first_std is not null and last_std is not null as is_named from nodes)
    group by record_id
"""


def add_reach(con: duckdb.DuckDBPyConnection) -> None:
    """Temp table `reach`(record_id, reach): records of one person with the same number are reachable from each other.

    Needs `nodes` and `truth`.
    """
    rows = con.execute(f"""
        select record_id, (dense_rank() over (order by person) - 1)::bigint as person,
            {", ".join(f"coalesce({kind}, false) as {kind}" for kind in KINDS)}
        from truth left join ({EVIDENCE}) using (record_id) order by record_id
    """).fetchnumpy()
    con.register("reached", {"record_id": rows["record_id"], "reach": reachable(rows)})
    con.execute("create temp table reach as select record_id::varchar as record_id, reach from reached")


def reachable(rows: dict[str, np.ndarray]) -> np.ndarray:
    """The component of each record in the graph of records and of (person, kind of evidence)."""
    count, person = len(rows["person"]), rows["person"].astype(np.int64)
    records, hubs = [], []
    for kind, flag in enumerate(KINDS):
        there = np.flatnonzero(rows[flag].astype(bool))
        records.append(there)
        hubs.append(count + person[there] * len(KINDS) + kind)
    a, b = np.concatenate(records), np.concatenate(hubs)
    size = count + len(KINDS) * (int(person.max(initial=-1)) + 1)
    _, label = connected_components(coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(size, size)), directed=False)
    return label[:count]
