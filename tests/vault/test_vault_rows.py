"""What stands on disk is unreadable, and what is read back is what was written."""

import hashlib
import hmac
import os
import time

import duckdb
import pytest

from orchestration.vault import Vault, VaultError
from orchestration.vault.sealing import CHUNK, MAGIC

SECRET = "PLANTED-999-70-1234"


def bytes_below(folder):
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def test_keyed_hash_is_pythons_hmac_for_any_text(vault):
    con = vault.connect()
    for value in ["1", "", "O'Brien|ñ", "x" * 200]:
        expected = hmac.new(vault._id_secret, f"health|child|{value}".encode(), hashlib.sha256).hexdigest()[:32]
        assert con.execute("select keyed_hash('health', 'child', $1)", [value]).fetchall() == [(expected,)]
    assert con.execute("select keyed_hash('health', 'child', null)").fetchall() == [(None,)]


def test_keyed_hash_differs_by_kind_and_by_vault(vault, tmp_path):
    con = vault.connect()
    other = Vault.open(tmp_path / "other", "a key for tests").connect()
    query = "select keyed_hash('health', 'child', 'x'), keyed_hash('health', 'mother', 'x')"
    hashes = con.execute(query).fetchall()[0] + other.execute(query).fetchall()[0]
    assert len(set(hashes)) == 4


def test_keyed_hash_is_quick_enough_for_millions(vault):
    con = vault.connect()
    start = time.perf_counter()
    con.execute("select count(distinct keyed_hash('s', 'k', i::varchar)) from range(200000) t(i)").fetchall()
    assert time.perf_counter() - start < 5


def test_written_rows_are_encrypted_and_read_back_in_order(vault, folder):
    con = vault.connect()
    path = folder / "deliveries" / "f" / "1" / "rows.parquet"
    assert vault.write(con, f"select i, '{SECRET}' || i as s from range(1000) t(i)", path) == 1000
    assert SECRET.encode() not in bytes_below(folder)
    assert path.read_bytes()[:4] == b"PARE"
    read = vault.connect().execute(f"select i, s from {vault.scan(path)}").fetchall()
    assert read == [(i, f"{SECRET}{i}") for i in range(1000)]
    assert not list(folder.rglob("*.part"))


def test_scan_reads_several_files_as_one(vault, folder):
    con = vault.connect()
    paths = [folder / f"it's {i}.parquet" for i in range(2)]
    for i, path in enumerate(paths):
        vault.write(con, f"select {i} as i", path)
    assert con.execute(f"select sum(i), count(*) from {vault.scan(paths)}").fetchall() == [(1, 2)]


def test_failed_write_leaves_the_former_file(vault, folder):
    con = vault.connect()
    path = folder / "rows.parquet"
    vault.write(con, "select 1 as a", path)
    with pytest.raises(VaultError), vault.guard("writing"):
        vault.write(con, "select ('x' || i)::int as a from range(9) t(i)", path)
    assert con.execute(f"from {vault.scan(path)}").fetchall() == [(1,)]


def test_rows_of_another_vault_cannot_be_read(vault, folder, tmp_path):
    vault.write(vault.connect(), "select 1 as a", folder / "rows.parquet")
    other = Vault.open(tmp_path / "other", "a key for tests")
    with pytest.raises(duckdb.Error):
        other.connect().execute(f"from {other.scan(folder / 'rows.parquet')}").fetchall()


def test_spill_is_encrypted_and_stays_in_the_vault(vault, folder):
    con = vault.connect(memory_limit="60MB")
    con.execute(f"create table t as select i, '{SECRET}' || i as s, md5(i::varchar) as m from range(1500000) t(i)")
    spilled = list((folder / "tmp").rglob("*.tmp"))
    assert spilled and sum(p.stat().st_size for p in spilled) > 10_000_000
    assert all(SECRET.encode() not in p.read_bytes() for p in spilled)
    con.close()


def test_spill_of_a_killed_run_is_emptied_and_that_of_a_living_one_kept(vault, folder):
    dead, alive = folder / "tmp" / "999999999-ab", folder / "tmp" / f"{os.getpid()}-ab"
    for spill in (dead, alive):
        spill.mkdir(parents=True)
        (spill / "duckdb_temp_storage.tmp").write_bytes(b"x")
    Vault.open(folder, "a key for tests")
    assert not dead.exists() and alive.exists()


def test_connection_fetches_nothing(vault):
    con = vault.connect()
    settings = dict(con.execute("select name, value from duckdb_settings()").fetchall())
    assert settings["autoinstall_known_extensions"] == "false"
    assert settings["temp_file_encryption"] == "true"
    with pytest.raises(duckdb.Error):
        con.execute("load spatial")


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_sealed_file_is_read_back_whole(vault, folder, tmp_path, length):
    content = os.urandom(length)
    source = tmp_path / "received.txt"
    source.write_bytes(content)
    sealed = vault.seal_file(source, folder / "received.sealed")
    assert (sealed.sha256, sealed.bytes) == (hashlib.sha256(content).hexdigest(), length)
    assert vault.unseal(folder / "received.sealed") == content


@pytest.mark.parametrize("harm", ["cut at a chunk", "cut inside a chunk", "flipped", "swapped", "appended", "foreign"])
def test_sealed_file_that_was_harmed_is_refused(vault, folder, harm):
    path = folder / "received.sealed"
    vault.seal(os.urandom(3 * CHUNK), path)
    whole, head, step = path.read_bytes(), 32, CHUNK + 16
    chunks = [whole[head + i * step : head + (i + 1) * step] for i in range(3)]
    path.write_bytes(
        {
            "cut at a chunk": whole[: head + 2 * step],
            "cut inside a chunk": whole[:-5],
            "flipped": whole[:100] + bytes([whole[100] ^ 1]) + whole[101:],
            "swapped": whole[:head] + chunks[1] + chunks[0] + chunks[2],
            "appended": whole + chunks[0],
            "foreign": MAGIC + b"12345678" + whole[16:],
        }[harm]
    )
    with pytest.raises(VaultError):
        vault.unseal(path)


def test_guard_keeps_values_out_of_errors_and_names_the_work(vault):
    con = vault.connect()
    with pytest.raises(VaultError) as caught, vault.guard("typing births (contract 1.0.0)"):
        con.execute(f"select cast('{SECRET}' as integer)").fetchall()
    error = caught.value
    assert "typing births (contract 1.0.0)" in str(error) and "ConversionException" in str(error)
    assert "tests/vault/test_vault_rows.py:" in str(error)
    chain = [error, error.__cause__, error.__context__]
    assert all(SECRET not in f"{e!r}{e}" for e in chain)


def test_guard_lets_our_own_errors_through(vault):
    with pytest.raises(VaultError, match=r"^ours$"), vault.guard("anything"):
        raise VaultError("ours")
