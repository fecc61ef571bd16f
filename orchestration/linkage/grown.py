"""Who was a child on a day on which another was grown, and so is someone else, unless an SSN and the name agree."""

import duckdb

YOUNGEST = 14  # years; who holds an account, earns a wage or has a child is older


def part_children(con: duckdb.DuckDBPyConnection) -> None:
    """No edge, in `edges`, between a record of somebody grown and one of somebody who was a child then, but where they have one
    SSN and no other given name. Needs `nodes`.

    So of a father and a son of one name under one roof nobody asks the son whose account it is. It is no reason to refuse a whole
    cluster, in which one birth date may be mistyped.
    """
    con.execute(f"""
        delete from edges where (other_name or not coalesce(same_ssn, false)) and (record_l, record_r) in (
            with grown as (select distinct record_no, adult_on from nodes where adult_on is not null),
            of_grown as (
                select record_l, record_r, record_r as other, adult_on from edges inner join grown on record_no = record_l
                union all
                select record_l, record_r, record_l, adult_on from edges inner join grown on record_no = record_r
            )
            select record_l, record_r from of_grown as grown inner join nodes as child on child.record_no = other
            group by record_l, record_r, other, grown.adult_on
            having min(child.birth_date) > grown.adult_on - interval {YOUNGEST} year
        )
    """)
