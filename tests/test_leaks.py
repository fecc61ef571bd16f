"""A test of the test: a person planted in any kind of file is found there, and nobody is found where nobody is."""

import gzip
import io
import sqlite3
import tarfile
import zipfile
import zlib
from pathlib import Path

import duckdb
import pytest

from tests.leaks import find_leaks, forms

NAME, SSN = "Quillfeather", "528419037"
NEEDLES = (NAME, SSN)
TEXT = f"row 7: {NAME.upper()} is unreadable"


def text(path: Path) -> None:
    path.write_text(TEXT)


def utf_16(path: Path) -> None:
    path.write_text(TEXT, encoding="utf-16")


def gzipped(path: Path) -> None:
    path.write_bytes(gzip.compress(TEXT.encode()))


def zlibbed(path: Path) -> None:
    path.write_bytes(zlib.compress(TEXT.encode()))


def zipped_twice(path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Client.csv", TEXT)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("hmis.zip", inner.getvalue())


def tarred(path: Path) -> None:
    with tarfile.open(path, "w") as archive:
        member = tarfile.TarInfo("log")
        member.size = len(TEXT)
        archive.addfile(member, io.BytesIO(TEXT.encode()))


def named(path: Path) -> None:
    path.with_name(f"{NAME}.txt").write_text("nobody")


def parquet(path: Path) -> None:
    """Compressed, in a nested column, among rows enough that no page or statistic shows it plainly."""
    duckdb.sql(f"select {{'said': ['x' || range, if(range = 777, '{TEXT}', 'y')]}} as cell from range(1000)").write_parquet(
        str(path), compression="zstd"
    )


def parquet_number(path: Path) -> None:
    duckdb.sql(f"select if(range = 777, {SSN}, range) as wage from range(1000)").write_parquet(str(path))


def parquet_column(path: Path) -> None:
    duckdb.sql(f'select 1 as "{NAME}"').write_parquet(str(path))


def duck_table(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("create schema marts")
        con.execute(f"create table marts.t as select if(range = 777, '{TEXT}', 'x' || range) as s from range(5000)")


def duck_view(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute(f"create view v as select '{TEXT}' as s")


def sqlite_text(path: Path) -> None:
    with sqlite3.connect(path) as con:
        con.execute("create table event_logs(id int, event text)")
        con.execute("insert into event_logs values (1, ?)", [TEXT])


def sqlite_compressed(path: Path) -> None:
    """As Dagster stores snapshots."""
    with sqlite3.connect(path) as con:
        con.execute("create table snapshots(body blob)")
        con.execute("insert into snapshots values (?)", [zlib.compress(TEXT.encode())])


PLANTERS = (
    text, utf_16, gzipped, zlibbed, zipped_twice, tarred, named, parquet, parquet_number, parquet_column, duck_table,
    duck_view, sqlite_text, sqlite_compressed,
)  # fmt: skip


@pytest.mark.parametrize("plant", PLANTERS, ids=lambda plant: plant.__name__)
def test_a_planted_person_is_found(tmp_path, plant):
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    plant(folder / "somewhere")
    leaks = find_leaks([tmp_path], NEEDLES)
    assert leaks
    assert all(str(folder) in line and (NAME in line or SSN in line) for line in leaks)


def test_nobody_is_found_where_nobody_is(tmp_path):
    (tmp_path / "log").write_text("5 rows of health__births break FILENO.required")
    duckdb.sql("select md5(range::varchar) as id, range as n from range(10000)").write_parquet(str(tmp_path / "keys"))
    assert find_leaks([tmp_path], NEEDLES) == []


def test_folders_left_out_are_not_entered(tmp_path):
    (tmp_path / "vault").mkdir()
    text(tmp_path / "vault" / "rows")
    text(tmp_path / "log")
    assert find_leaks([tmp_path], NEEDLES, skip=[tmp_path / "vault"]) == [f"{tmp_path}/log: {NAME}"]


@pytest.mark.parametrize("written", ["528-41-9037", "528 41 9037", "528.41.9037", "528419037"])
def test_an_ssn_is_found_however_it_is_written(tmp_path, written):
    (tmp_path / "log").write_text(f"<td>{written}</td>")
    assert find_leaks([tmp_path], NEEDLES) == [f"{tmp_path}/log: {SSN}"]


def test_a_telephone_number_is_looked_for_however_it_is_written():
    assert {"7015550143", "(701) 555-0143", "701-555-0143"} <= forms("701-555-0143")


@pytest.mark.parametrize("needles", [(), ("Ann",)])
def test_needles_that_find_nothing_or_anything_are_refused(tmp_path, needles):
    with pytest.raises(ValueError, match="five characters"):
        find_leaks([tmp_path], needles)


@pytest.mark.parametrize("magic", [b"PAR1", b"PARE", b"\x1f\x8b", b"PK\x03\x04", b"SQLite format 3\0", b"12345678DUCK"])
def test_a_file_that_cannot_be_searched_is_an_error(tmp_path, magic):
    (tmp_path / "broken").write_bytes(magic + b"nonsense" * 64)
    with pytest.raises(Exception, match=r"."):
        find_leaks([tmp_path], NEEDLES)
