"""Sessions of one vault share an engine and nothing else."""

import duckdb
import pytest


def databases(vault):
    with vault.session() as con:
        return [name for (name,) in con.execute("select database_name from duckdb_databases() where not internal").fetchall()]


def test_a_session_reads_and_writes_what_a_connection_does(vault, tmp_path):
    hashed = "select keyed_hash('health', 'child', '1') as h"
    with vault.session() as con:
        vault.write(con, hashed, tmp_path / "rows.parquet")
    with vault.connect() as con:
        assert con.execute(f"from {vault.scan(tmp_path / 'rows.parquet')}").fetchall() == con.execute(hashed).fetchall()


def test_sessions_do_not_see_each_others_tables(vault):
    with vault.session() as one, vault.session() as other:
        one.execute("create table rows as select 1 as a")
        one.execute("create temp table broken as select 1 as a")
        other.execute("create table rows as select 2 as a")
        assert one.execute("from rows").fetchall() == [(1,)]
        with pytest.raises(duckdb.CatalogException):
            other.execute("from broken")


def test_a_session_leaves_nothing_behind_even_when_it_fails(vault):
    before = len(databases(vault))
    with pytest.raises(ZeroDivisionError), vault.session() as con:
        con.execute("create table rows as from range(1000)")
        raise ZeroDivisionError
    with pytest.raises(duckdb.ConnectionException):
        con.execute("select 1")
    assert len(databases(vault)) == before


def test_a_session_after_a_change_of_key_reads_what_it_wrote(vault, tmp_path):
    path = vault.folder / "identity" / "rows.parquet"
    path.parent.mkdir(exist_ok=True)
    with vault.session() as con:
        vault.write(con, "select 1 as a", path)
    vault.rekey("another key for tests")
    with vault.session() as con:
        assert con.execute(f"from {vault.scan(path)}").fetchall() == [(1,)]
