"""Who must be asked before a record that cannot speak for itself joins anybody: SQL over the nodes and edges to solve."""

import duckdb

from orchestration.linkage.judging import SPEAKS

HARDLY = 10  # bits; who is a thousand times less likely than the likeliest is not asked


def add_witnesses(con: duckdb.DuckDBPyConnection) -> None:
    """Temp tables `silent`(record_no): records with neither birth date nor SSN; `witnesses`(record_no, witness, by_name).

    Of a record without a given name: everyone named it has an edge to that is not far weaker than its best; an SSN, or the birth
    date and roof of a newborn, says who someone is only where all it speaks of are one person. Of a record with edges by names
    alone: whom it has them to, silent ones left out; a name alone says who someone is only where all of that name are one person.
    Of a silent record: whoever it is about as likely to be as the likeliest, since a father and a son of one name live under one
    roof.
    """
    con.execute(f"""
        create temp table silent as
        select record_no from nodes group by record_no having bool_and(not {SPEAKS.format("")})
    """)
    con.execute(f"""
        create temp table witnesses as
        with unnamed as (select record_no from nodes group by record_no having bool_and(first_std is null)),
        linked as (
            select record_l as a, record_r as b, by_name, weight from edges union all
            select record_r, record_l, by_name, weight from edges
        )
        select a as record_no, b as witness, false as by_name from linked
        where a in (select record_no from unnamed) and b not in (select record_no from unnamed)
        qualify weight > max(weight) over (partition by a) - {HARDLY}
        union all
        select a, b, true from linked where by_name and b not in (select record_no from silent)
        union all
        select a, b, false from linked where a in (select record_no from silent) and b not in (select record_no from silent)
        qualify not by_name and weight > max(weight) over (partition by a) - 3
    """)
