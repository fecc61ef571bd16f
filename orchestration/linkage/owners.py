"""What the records of one SSN say of edges that are doubtful by themselves: SQL over the edges to solve.

Whose a number is, where its given name is another's; and what other surname its owner bears.
"""

import duckdb


def part_borrowers(con: duckdb.DuckDBPyConnection) -> None:
    """No edge, in `edges`, that is under another given name, between two records of which one has a birth date and the other
    shares its SSN with a record of another birth date: that record's person owns the number, and the first borrowed it. Needs
    `nodes`.

    So a child treated under its mother's number is not its mother because she earns a wage under her own.
    """
    con.execute("""
        delete from edges where other_name and (record_l, record_r) in (
            with born as (select distinct record_no from nodes where birth_date is not null),
            sided as (
                select record_l as known, record_r as born, same_ssn, other_name from edges where same_ssn
                union all select record_r, record_l, same_ssn, other_name from edges where same_ssn
            ),
            of_known as (from sided semi join born on born.record_no = sided.born)
            select least(of_known.known, of_known.born), greatest(of_known.known, of_known.born)
            from of_known
            inner join of_known as owner on owner.known = of_known.known and not owner.other_name and owner.born <> of_known.born
            where of_known.other_name and (least(of_known.born, owner.born), greatest(of_known.born, owner.born)) not in (
                select record_l, record_r from edges
            )
        )
    """)


def trust_changed_surnames(con: duckdb.DuckDBPyConnection, balanced: float) -> None:
    """Edges that are thin for another surname weigh `balanced`, where a record that shares the SSN of the one bears the name of
    the other: that person has borne both surnames.
    """
    con.execute(f"""
        update edges set weight = greatest(weight, {balanced}) where is_thin and (record_l, record_r) in (
            with sided as (
                select record_l as one, record_r as other, same_ssn, by_name from edges
                union all select record_r, record_l, same_ssn, by_name from edges
            )
            select least(named.one, numbered.one), greatest(named.one, numbered.one)
            from sided as named inner join sided as numbered using (other)
            where named.by_name and numbered.same_ssn and named.one <> numbered.one
        )
    """)
