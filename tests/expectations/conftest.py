"""A vault of the test's own."""

import pytest

from orchestration.vault import Vault


@pytest.fixture
def vault(tmp_path):
    return Vault.open(tmp_path / "vault", "a key for tests, of no use elsewhere")
