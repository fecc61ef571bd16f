"""Who may open the vault: key given, made, lost, blank or wrong."""

import stat
import subprocess
import sys
import threading

import pytest

from orchestration.vault import Vault, VaultLocked
from orchestration.vault.keyring import Keyring, unwrapped


def test_vault_makes_a_key_for_its_owner_alone_when_none_is_given(folder, config_folder):
    vault = Vault.open(folder, None)
    key_file = config_folder / "twogen" / "key"
    assert vault.key_was_made and vault.key_source == str(key_file)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert not key_file.is_relative_to(folder.parent)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not Vault.open(folder, None).key_was_made


def test_vault_folder_is_closed_to_others_again_when_someone_opened_it(vault, folder):
    folder.chmod(0o755)
    Vault.open(folder, "a key for tests")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_vault_says_what_to_do_when_its_key_is_lost(folder, config_folder):
    Vault.open(folder, None)
    (config_folder / "twogen" / "key").unlink()
    with pytest.raises(VaultLocked, match=r"no key file at .* Fix: set TWOGEN_KEY"):
        Vault.open(folder, None)
    assert not (config_folder / "twogen" / "key").exists()


def test_vault_stays_locked_when_the_key_is_wrong_and_shows_neither_key(vault, folder):
    with pytest.raises(VaultLocked, match="not the one it was closed with") as caught:
        Vault.open(folder, "another key")
    assert "another key" not in str(caught.value) and "a key for tests" not in str(caught.value)
    assert "a key for tests" not in repr(vault.__dict__)


@pytest.mark.parametrize("blank", ["", "  "])
def test_vault_refuses_a_blank_key(folder, blank):
    with pytest.raises(VaultLocked, match="blank"):
        Vault.open(folder, blank)


def test_vault_refuses_a_new_keyring_when_files_stand_without_one(vault, folder, tmp_path):
    vault.seal(b"x", folder / "deliveries" / "f" / "1" / "received.sealed")
    (folder / "keyring.json").unlink()
    with pytest.raises(VaultLocked, match=r"1 files but no keyring\.json"):
        Vault.open(folder, "a key for tests")


def test_vault_refuses_a_new_id_secret_when_the_old_one_is_gone(vault, folder):
    (folder / "identity" / "id_secret.sealed").unlink()
    with pytest.raises(VaultLocked, match="id secret"):
        Vault.open(folder, "a key for tests")


def test_vault_says_so_when_its_keyring_is_damaged(vault, folder):
    (folder / "keyring.json").write_bytes(b'{"format": 1, "salt":')
    with pytest.raises(VaultLocked, match="damaged"):
        Vault.open(folder, "a key for tests")


def test_first_use_that_was_killed_before_the_keyring_starts_again(vault, folder):
    (folder / "keyring.json").unlink()
    (folder / ".keyring.json.part").write_bytes(b"half")
    assert Vault.open(folder, "a key for tests").connect()


def test_two_first_uses_at_once_agree_on_key_and_id_secret(folder):
    vaults = []
    threads = [threading.Thread(target=lambda: vaults.append(Vault.open(folder, None))) for _ in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert len({v._id_secret for v in vaults}) == 1 and sum(v.key_was_made for v in vaults) == 1


def test_keyring_of_any_text_opens_with_that_text_alone():
    keyring = Keyring.new()
    for text in ["k", "schlüssel 🔑", "x" * 500]:
        assert unwrapped(keyring.wrapped(text), text, "test") == keyring
        with pytest.raises(VaultLocked):
            unwrapped(keyring.wrapped(text), text + " ", "test")


def test_core_dumps_are_off_once_a_vault_is_open(folder):
    script = (
        "import resource, sys; from pathlib import Path; from orchestration.vault import Vault;"
        "Vault.open(Path(sys.argv[1]), 'k'); print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    out = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "(0, 0)"
