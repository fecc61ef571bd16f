"""How a source as a whole writes: what a single value cannot say, the source's values together do.

Temp tables over `said`, which nodes.py lays out.
"""

import duckdb

from orchestration.linkage.standardise import digits

SEEN = 25  # records of a source, before a share of it is looked at
PAST = 0.1  # of a source's birth dates before 1901: it is of the past, and they are no typing errors
EATEN = 0.02  # of a source's SSNs with too few digits: a spreadsheet ate their leading zeros; typing drops fewer
WHOLE = {"ssn": (7, 9), "ssn_last4": (1, 4)}  # fewest and most digits, zeros eaten or not


def heed_habits(con: duckdb.DuckDBPyConnection) -> None:
    """Leading zeros of SSNs put back, in `said`; temp table `of_the_past`(table_name, role): sources of people long dead."""
    con.execute(f"""
        create temp table of_the_past as
        select table_name, role, true as is_of_the_past from said group by all
        having count(distinct birth_date) filter (year(birth_date) < 1901)
            > greatest({SEEN}, {PAST} * count(distinct birth_date))
    """)
    for column, (fewest, most) in WHOLE.items():
        number = digits(column)
        short = f"regexp_matches({number}, '^[0-9]{{{fewest},{most - 1}}}$')"
        con.execute(f"""
            update said set {column} = lpad({number}, {most}, '0') from (
                select table_name, role from said where regexp_matches({number}, '^[0-9]{{{fewest},{most}}}$') group by all
                having count(*) filter ({short}) > greatest({SEEN}, {EATEN} * count(*))
            ) as eaten where said.table_name = eaten.table_name and said.role = eaten.role and {short}
        """)
