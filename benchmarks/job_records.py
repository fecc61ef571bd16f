"""The delivery both sides of the benchmark `deliveries` take in: jobs of nobody, drawn by DuckDB, one in 200 rows broken."""

from pathlib import Path

import duckdb

from data_contracts.contract import Contract
from data_contracts.reader import read_contract

ROWS = 5_000_000
CONTRACT = Path(__file__).parent / "contract" / "labor__job_records.odcs.yaml"
FILE_NAME = "jobs_2026q3.csv"

DRAWN = """
    select
        lpad((hash(n // 2) % 900000000 + 1000000)::varchar, 9, '0') as "SSN",
        ['Ada', 'Grace', 'Mary', 'Alan', 'Kofi', 'Li', 'Noor', 'Ines'][1 + (hash(n // 2, 1) % 8)::int] as "FIRST_NAME",
        case when hash(n, 2) % 3 = 0 then chr((65 + hash(n // 2, 2) % 26)::int) else '' end as "MIDDLE_INITIAL",
        'Name' || (hash(n // 2, 3) % 50000) as "LAST_NAME",
        case when hash(n, 4) % 200 = 0 then 'XX' else '36' end as "STATE_FIPS",
        lpad((hash(n, 5) % 90000)::varchar, 10, '0') as "UI_ACCOUNT",
        lpad((hash(n, 6) % 30)::varchar, 5, '0') as "REPORTING_UNIT",
        lpad((hash(n, 5) % 90000 + 100000000)::varchar, 9, '0') as "EIN",
        '2026' as "YEAR",
        '3' as "QUARTER",
        (hash(n, 7) % 3000000 / 100)::decimal(10, 2)::varchar as "WAGE",
        case when hash(n, 8) % 200 = 0 then '9999' else (hash(n, 8) % 600)::varchar end as "HOURS",
        (110000 + hash(n, 9) % 800)::varchar as "NAICS",
        case when hash(n, 10) % 200 = 0 then '9' else ['1', '2', '3', '5'][1 + (hash(n, 10) % 4)::int] end as "OWNERSHIP",
        '36' || lpad((hash(n, 11) % 124)::varchar, 3, '0') as "COUNTY_FIPS",
        (date '1990-01-01' + (hash(n, 12) % 13000)::int)::varchar as "HIRE_DATE",
        ['Y', 'N'][1 + (hash(n, 13) % 2)::int] as "FULL_TIME",
        (111000 + hash(n, 14) % 840)::varchar as "OCCUPATION",
        'J' || n as "JOB_NUMBER",
        '2026-10-' || lpad((1 + hash(n, 15) % 28)::varchar, 2, '0') as "POSTED_DATE"
    from range({rows}) t(n)
"""


def contract() -> Contract:
    return read_contract(CONTRACT)


def write_file(landing: Path, rows: int = ROWS) -> Path:
    """The file as the agency leaves it."""
    path = landing / "labor" / FILE_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"memory_limit": "2GB"}) as con:
        con.execute(f"copy ({DRAWN.format(rows=rows)}) to '{path}' (format csv, header, delimiter ',')")
    return path
