"""A change of key: every sealed file and Parquet file encrypted anew, and no id changed.

The keyring is written first, with both data keys under the new text; a kill at any moment after that is made good at
the next open, since each file says, or shows, which data key it is under.
"""

import shutil
from pathlib import Path

import duckdb

from orchestration.vault import connections, parquet, sealing
from orchestration.vault.errors import VaultError, guard
from orchestration.vault.keyring import Keyring, write_keyring
from orchestration.vault.keys import derived_key


def begin(folder: Path, keyring: Keyring, new_text: str) -> Keyring:
    """The keyring with a new data key, opened by `new_text` alone; the files are still under the former one."""
    renewed = keyring.renewed()
    write_keyring(folder, renewed, new_text)
    return renewed


def finish(folder: Path, keyring: Keyring, text: str) -> Keyring:
    """Every file under the keyring's data key, and the former one forgotten."""
    reencrypt_folder(folder, folder / "tmp", keyring.former_key, keyring.data_key)
    settled = keyring.settled()
    write_keyring(folder, settled, text)
    return settled


def reencrypt_folder(folder: Path, tmp: Path, former_key: bytes, data_key: bytes) -> None:
    """Every file below `folder` that is under `former_key` is now under `data_key`."""
    for part in list(folder.rglob(".*.part")):
        shutil.rmtree(part) if part.is_dir() else part.unlink(missing_ok=True)
    for path in sorted(folder.rglob("*.sealed")):
        if not sealing.sealed_with(path, data_key):
            sealing.seal_chunks(sealing.unsealed_chunks(path, former_key), path, data_key)
    con = connections.open_connection(tmp, "1GB", 2)
    connections.add_parquet_key(con, connections.PARQUET_KEY, derived_key(data_key, "parquet"))
    connections.add_parquet_key(con, connections.FORMER_KEY, derived_key(former_key, "parquet"))
    for path in sorted(folder.rglob("*.parquet")):
        if not _opens_with(con, path, connections.PARQUET_KEY):
            with guard(f"encrypting {path.name} under the new key"):
                parquet.write(con, f"from {parquet.scan(path, connections.FORMER_KEY)}", path)
    con.close()


def _opens_with(con: duckdb.DuckDBPyConnection, path: Path, key_name: str) -> bool:
    """Whether the footer of an encrypted Parquet file opens with this key. Raises: VaultError when it has none."""
    with path.open("rb") as file:
        if file.read(4) != b"PARE":
            raise VaultError(f"{path.name} in the vault is not encrypted. Fix: remove it, and find out who wrote it.")
    try:
        con.execute(f"describe from {parquet.scan(path, key_name)}").fetchall()
    except duckdb.Error:
        return False
    return True
