"""A bare script that takes in one delivery of job records: the work of a night on it, without a house around it.

Checksum and sealed copy, text read and cast, thirty counts, keyed hashes, and the same files written. Its SQL is written
for this one file: no contract, no verdict, no other layout. `python -m benchmarks.bare_delivery FILE OUT`.
"""

import hashlib
import json
import secrets
import shutil
import sys
from importlib.resources import files
from pathlib import Path

import duckdb
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchmarks.clock import timed

TEXTS = [
    "SSN", "FIRST_NAME", "MIDDLE_INITIAL", "LAST_NAME", "STATE_FIPS", "UI_ACCOUNT", "REPORTING_UNIT", "EIN", "YEAR", "QUARTER",
    "WAGE", "HOURS", "NAICS", "OWNERSHIP", "COUNTY_FIPS", "HIRE_DATE", "FULL_TIME", "OCCUPATION", "JOB_NUMBER", "POSTED_DATE",
]  # fmt: skip
PLAIN = (
    "STATE_FIPS, REPORTING_UNIT, YEAR, QUARTER, WAGE, HOURS, NAICS, OWNERSHIP, COUNTY_FIPS, HIRE_DATE, FULL_TIME, OCCUPATION, "
    "POSTED_DATE"
)
WHOLE = "case when regexp_full_match({0}, '[+-]?[0-9]+') then try_cast({0} as bigint) end"
NUMBER = r"case when regexp_full_match({0}, '[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)') then try_cast({0} as decimal(18,4)) end"
DATE = "try_strptime({0}, '%Y-%m-%d')::date"
CASTS = {"YEAR": WHOLE, "QUARTER": WHOLE, "WAGE": NUMBER, "HOURS": WHOLE, "HIRE_DATE": DATE, "POSTED_DATE": DATE}
PATTERNS = {
    "SSN": "[0-9]{9}", "STATE_FIPS": "[0-9]{2}", "UI_ACCOUNT": "[0-9]{10}", "REPORTING_UNIT": "[0-9]{5}", "EIN": "[0-9]{9}",
    "NAICS": "[0-9]{6}", "COUNTY_FIPS": "[0-9]{5}", "OCCUPATION": "[0-9]{6}",
}  # fmt: skip
CODES = {"OWNERSHIP": "'1', '2', '3', '5'", "FULL_TIME": "'Y', 'N'"}
REQUIRED = ("SSN", "LAST_NAME", "UI_ACCOUNT", "YEAR__text", "QUARTER__text", "WAGE__text", "JOB_NUMBER")

WRONG = [f"{name} is null" for name in REQUIRED]
WRONG += [f"not regexp_full_match({name}, '{pattern}')" for name, pattern in PATTERNS.items()]
WRONG += [f"{name} not in ({codes})" for name, codes in CODES.items()]
WRONG += [f"{name}__text is not null and {name} is null" for name in CASTS]
WRONG += ["WAGE < 0", "HOURS < 0", "HOURS > 2208", "HIRE_DATE < date '1940-01-01'"]
WRONG += ["JOB_NUMBER in (select JOB_NUMBER from judged group by 1 having count(*) > 1)"]
WRONG += ["YEAR || '-' || QUARTER is distinct from '2026-3'"]

HASH = """
    create macro keyed(system, kind, value) as left(sha256(getvariable('outer_pad') || unhex(sha256(
        getvariable('inner_pad') || encode(concat(system, '|', kind, '|', value))))), 32)
"""
NAME = "coalesce(regexp_replace(upper(strip_accents({0})), '[^A-Z0-9]', '', 'g'), '')"
WORKER = f"keyed('labor', 'worker', SSN || '|' || {NAME.format('LAST_NAME')} || '|' || {NAME.format('FIRST_NAME')})"


def take_in(file: Path, out: Path) -> dict[str, int]:
    """The counts of one delivery; sealed copy, judged rows, persons, raw rows and rows in force written."""
    sha256 = seal(file, out / "sealed")
    con = connect(out / "spill")
    columns = ", ".join(f"'{name}': 'varchar'" for name in TEXTS)
    trimmed = ", ".join(f"nullif(trim({name}), '') as {name}" for name in TEXTS)
    cast = ", ".join(f"{CASTS[n].format(n)} as {n}, {n} as {n}__text" if n in CASTS else n for n in TEXTS)
    read = f"from read_csv('{file}', columns={{{columns}}}, header=true, auto_detect=false, delim=',', quote='\"')"
    write(con, f"select row_number() over () as row_number, {cast} from (select {trimmed} {read})", out / "rows.parquet", True)
    con.execute(f"create view judged as from read_parquet('{out}/rows.parquet', encryption_config={{footer_key: 'k'}})")
    counted = ", ".join(f"count(*) filter (where {wrong})" for wrong in WRONG)
    rows, *broken = con.execute(f"select count(*), {counted} from judged").fetchall()[0]
    words = "FIRST_NAME, MIDDLE_INITIAL, LAST_NAME, SSN"
    persons = f"select {WORKER} as record_id, min(row_number) as row_number, {words} from judged group by record_id, {words}"
    write(con, persons, out / "persons.parquet", True)
    keys = "keyed('labor', 'employer_account', UI_ACCOUNT) as account, keyed('irs', 'employer', EIN) as ein"
    raw = f"select {WORKER} as record_id, row_number, {keys}, keyed('labor', 'job', JOB_NUMBER) as job, {PLAIN}"
    write(con, f"{raw} from judged", out / "raw.parquet", False)
    shutil.copyfile(out / "raw.parquet", out / "in_force.parquet")
    receipt = {"sha256": sha256, "rows": rows, "rules": len(WRONG) + 1, "broken": sum(broken)}
    (out / "receipt.json").write_text(json.dumps(receipt))
    return receipt


def seal(file: Path, to: Path) -> str:
    """The file's checksum, and an encrypted copy of it."""
    checksum, cipher = hashlib.sha256(), AESGCM(secrets.token_bytes(32))
    with file.open("rb") as source, to.open("wb") as sealed:
        for number, chunk in enumerate(iter(lambda: source.read(2**20), b"")):
            checksum.update(chunk)
            sealed.write(cipher.encrypt(number.to_bytes(12, "big"), chunk, None))
    return checksum.hexdigest()


def connect(spill: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(config={"memory_limit": "1GB", "threads": 2, "temp_directory": str(spill)})
    con.execute(f"load '{files('duckdb_extension_httpfs')}/extensions/v{duckdb.__version__}/httpfs.duckdb_extension'")
    con.execute("pragma add_parquet_key('k', 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=')")
    for name, byte in (("inner", 0x36), ("outer", 0x5C)):
        con.execute(f"set variable {name}_pad = $1", [bytes(b ^ byte for b in secrets.token_bytes(32).ljust(64, b"\0"))])
    con.execute(HASH)
    return con


def write(con: duckdb.DuckDBPyConnection, select: str, path: Path, is_encrypted: bool) -> None:
    key = ", encryption_config {footer_key: 'k'}" if is_encrypted else ""
    con.execute(f"copy ({select}) to '{path}' (format parquet, compression zstd{key})")


if __name__ == "__main__":
    timed(lambda: take_in(Path(sys.argv[1]), Path(sys.argv[2])))
