"""Change of key, backup and restore: nothing lost, no id changed, whatever is cut off."""

import pytest

from orchestration.vault import Vault, VaultError, VaultLocked, rekeying, sealing
from orchestration.vault import backup as archives

OLD, NEW = "a key for tests", "the new key"


@pytest.fixture
def filled(vault, folder):
    con = vault.connect()
    for feed in ("a__x", "b__y"):
        vault.write(con, f"select '{feed}' as f, 7 as n", folder / "deliveries" / feed / "1" / "rows.parquet")
        vault.seal(feed.encode(), folder / "deliveries" / feed / "1" / "received.sealed")
    vault.write(con, "select 1 as serial", folder / "identity" / "ledger.parquet")
    return vault


def contents(vault):
    con = vault.connect()
    rows = [con.execute(f"from {vault.scan(p)}").fetchall() for p in sorted(vault.folder.rglob("*.parquet"))]
    sealed = [vault.unseal(p) for p in sorted(vault.folder.rglob("received.sealed"))]
    return rows, sealed, con.execute("select keyed_hash('s', 'k', 'v')").fetchall()


def test_rekey_changes_every_file_and_no_content_and_no_id(filled, folder):
    before, files = contents(filled), {p: p.read_bytes() for p in folder.rglob("*.*") if p.is_file()}
    filled.rekey(NEW)
    assert contents(filled) == before == contents(Vault.open(folder, NEW))
    assert all(p.read_bytes() != content for p, content in files.items() if p.suffix in (".parquet", ".sealed", ".json"))
    with pytest.raises(VaultLocked):
        Vault.open(folder, OLD)


@pytest.mark.parametrize("writes", range(8))
def test_rekey_that_is_killed_is_finished_at_the_next_open(filled, folder, monkeypatch, writes):
    before, left = contents(filled), [writes]

    def until_killed(write):
        def writing(*args):
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            return write(*args)

        return writing

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(sealing, "seal_chunks", until_killed(sealing.seal_chunks))
        patched.setattr(rekeying.parquet, "write", until_killed(rekeying.parquet.write))
        patched.setattr(rekeying, "write_keyring", until_killed(rekeying.write_keyring))
        filled.rekey(NEW)
    key = OLD if writes == 0 else NEW
    assert contents(Vault.open(folder, key)) == before
    assert Vault.open(folder, key)._keyring.former_key is None


def test_backup_shows_nothing_and_restores_ids_and_ledger_into_an_empty_home(filled, tmp_path):
    filled.backup(tmp_path / "safe" / "vault.backup")
    assert b"ledger" not in (tmp_path / "safe" / "vault.backup").read_bytes()
    other = Vault.open(tmp_path / "other", OLD)
    assert contents(other)[2] != contents(filled)[2]
    other.restore(tmp_path / "safe" / "vault.backup")
    for again in (other, Vault.open(tmp_path / "other", OLD)):
        rows, _, hashed = contents(again)
        assert rows == [[(1,)]] and hashed == contents(filled)[2]


def test_backup_from_before_a_rekey_is_restored_with_its_own_key(filled, folder, tmp_path):
    filled.backup(tmp_path / "vault.backup")
    filled.rekey(NEW)
    filled.write(filled.connect(), "select 2 as serial", folder / "identity" / "ledger.parquet")
    with pytest.raises(VaultLocked):
        filled.restore(tmp_path / "vault.backup")
    filled.restore(tmp_path / "vault.backup", OLD)
    assert contents(Vault.open(folder, NEW))[0][-1] == [(1,)]


def test_restore_refuses_another_vaults_ids_over_received_rows(filled, tmp_path):
    stranger = Vault.open(tmp_path / "stranger", OLD)
    stranger.backup(tmp_path / "stranger.backup")
    before = contents(filled)
    with pytest.raises(VaultError, match="another id secret"):
        filled.restore(tmp_path / "stranger.backup")
    assert contents(Vault.open(filled.folder, OLD)) == before


def test_restore_refuses_what_is_no_backup(filled, tmp_path):
    (tmp_path / "x").write_bytes(b"something else\n")
    with pytest.raises(VaultError, match="not a backup"):
        filled.restore(tmp_path / "x")


@pytest.mark.parametrize("renames", [0, 1])
def test_restore_that_is_killed_between_renames_is_finished_at_the_next_open(filled, folder, tmp_path, renames):
    filled.backup(tmp_path / "vault.backup")
    filled.write(filled.connect(), "select 2 as serial", folder / "identity" / "ledger.parquet")
    staged = folder / archives.RESTORED
    (folder / archives.IDENTITY).replace(staged)  # as a whole restore stands before its last renames
    filled.write(filled.connect(), "select 1 as serial", staged / "ledger.parquet")
    (folder / archives.REPLACED).mkdir()
    if renames == 0:
        (folder / archives.IDENTITY).mkdir()
    vault = Vault.open(folder, OLD)
    assert vault.connect().execute(f"from {vault.scan(folder / 'identity' / 'ledger.parquet')}").fetchall() == [(1,)]
    assert not staged.exists() and not (folder / archives.REPLACED).exists()
