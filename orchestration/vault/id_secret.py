"""The id secret behind record and person ids: random, made once with the vault, and carried by every backup."""

import secrets
from pathlib import Path

from orchestration.vault import sealing
from orchestration.vault.errors import VaultLocked

FILE = Path("identity") / "id_secret.sealed"


def find_id_secret(folder: Path, data_key: bytes, may_make: bool = False) -> bytes:
    """The vault's id secret. Raises: VaultLocked when it is gone, since a new one would change every id."""
    path = folder / FILE
    if path.exists():
        return b"".join(sealing.unsealed_chunks(path, data_key))
    if not may_make:
        raise VaultLocked(
            f"The vault's id secret ({FILE}) is missing. A new one would give every person another id, so none was "
            "made. Fix: restore a backup of this vault."
        )
    secret = secrets.token_bytes(32)
    sealing.seal_chunks([secret], path, data_key)
    return secret
