"""A vault in a temporary home, and a config folder that is not the user's."""

import pytest

from orchestration.vault import Vault


@pytest.fixture(autouse=True)
def config_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "home" / "vault"


@pytest.fixture
def vault(folder):
    return Vault.open(folder, "a key for tests")
