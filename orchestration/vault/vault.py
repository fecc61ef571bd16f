"""The vault as other rooms hold it: opened once with a key, then asked for connections, files and hashes."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb

from orchestration.vault import backup, connections, errors, parquet, rekeying, sealing, sessions, whole_files
from orchestration.vault.errors import VaultLocked
from orchestration.vault.id_secret import FILE as ID_SECRET
from orchestration.vault.id_secret import find_id_secret
from orchestration.vault.keyring import FILE, Keyring, read_keyring, write_keyring
from orchestration.vault.keys import KeyText, derived_key, find_key


class Vault:
    """An open vault. Made by `Vault.open`; holds its keys in memory and shows none of them."""

    def __init__(self, folder: Path, key: KeyText, keyring: Keyring, id_secret: bytes):
        self.folder = folder
        self.key_was_made = key.was_made
        self.key_source = key.source
        self._key, self._keyring, self._id_secret = key, keyring, id_secret
        self._shared: dict[bytes, duckdb.DuckDBPyConnection] = {}  # by data key: a change of key closes the old one's door

    @classmethod
    def open(cls, folder: Path, key: str | None) -> "Vault":
        """The vault at `folder`, made on first use; what a killed process left (spill, half a change of key) is settled.

        Raises: VaultLocked when the key is lost, blank or wrong, or parts of the vault are missing.
        """
        connections.forbid_core_dumps()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        with whole_files.locked(folder):
            connections.empty_spill(folder / "tmp")
            found = find_key(key, vault_exists=(folder / FILE).exists())
            backup.finish_restore(folder)
            keyring = _find_keyring(folder, found)
            if keyring.former_key:
                keyring = rekeying.finish(folder, keyring, found.text)
            return cls(folder, found, keyring, find_id_secret(folder, keyring.data_key))

    def connect(self, memory_limit: str = "2GB", threads: int = 2) -> duckdb.DuckDBPyConnection:
        """An in-memory DuckDB that reads and writes the vault's Parquet and knows `keyed_hash(system, kind, value)`."""
        con = connections.open_connection(self.folder / "tmp", memory_limit, threads)
        connections.add_parquet_key(con, connections.PARQUET_KEY, derived_key(self._keyring.data_key, "parquet"))
        connections.add_keyed_hash(con, self._id_secret)
        return con

    def session(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """The same, on one DuckDB that all sessions of this vault share: for the many short works of a night."""
        shared = self._shared.get(self._keyring.data_key)
        if shared is None:
            shared = self._shared[self._keyring.data_key] = self.connect(sessions.MEMORY_LIMIT)
        return sessions.session(shared, self._id_secret)

    def guard(self, doing: str) -> AbstractContextManager[None]:
        """Foreign exceptions inside are raised again as VaultError, without their text."""
        return errors.guard(doing)

    def scan(self, path: Path | Sequence[Path]) -> str:
        """SQL table expression over encrypted Parquet."""
        return parquet.scan(path)

    def write(self, con: duckdb.DuckDBPyConnection, select_sql: str, path: Path) -> int:
        """Rows written to `path` as encrypted Parquet, aside and renamed. Call it inside a `guard`."""
        return parquet.write(con, select_sql, path)

    def seal_file(self, src: Path, dst: Path) -> sealing.Sealed:
        """`src` sealed at `dst`; the checksum and length of exactly the bytes that were sealed."""
        return sealing.seal_chunks(sealing.file_chunks(src), dst, self._keyring.data_key)

    def seal(self, content: bytes, dst: Path) -> sealing.Sealed:
        return sealing.seal_chunks([content], dst, self._keyring.data_key)

    def seal_chunks(self, chunks: Iterable[bytes], dst: Path) -> sealing.Sealed:
        """The same of bytes that come in pieces, so that no more than one piece is held."""
        return sealing.seal_chunks(chunks, dst, self._keyring.data_key)

    def unseal(self, path: Path) -> bytes:
        """The plain bytes of a sealed file, in memory."""
        plain = io.BytesIO()  # holds it once; joining pieces would hold it twice
        plain.writelines(self.unsealed_chunks(path))
        return plain.getvalue()

    def unsealed_chunks(self, path: Path) -> Iterator[bytes]:
        """The same, a megabyte at a time."""
        return sealing.unsealed_chunks(path, self._keyring.data_key)

    def rekey(self, new_key: str) -> None:
        """Everything encrypted anew under `new_key`, ids unchanged; from the first moment only `new_key` opens it."""
        new = find_key(new_key, vault_exists=True)
        with whole_files.locked(self.folder):
            self._keyring = rekeying.begin(self.folder, self._keyring, new.text)
            self._keyring = rekeying.finish(self.folder, self._keyring, new.text)
        self._key, self.key_source = new, new.source

    def backup(self, dest: Path) -> None:
        """One encrypted archive of the identity folder at `dest`: id secret, ledger, decisions. The key opens it."""
        with whole_files.locked(self.folder):
            backup.write_archive(self.folder, dest, self._keyring, self._key.text)

    def restore(self, src: Path, key: str | None = None) -> None:
        """The identity folder as the archive holds it; `key` is the archive's, when it was closed with another."""
        archive_key = find_key(key, vault_exists=True) if key else self._key
        with whole_files.locked(self.folder):
            backup.restore_archive(src, self.folder, archive_key, self._keyring)
            self._id_secret = find_id_secret(self.folder, self._keyring.data_key)


def _find_keyring(folder: Path, key: KeyText) -> Keyring:
    """The vault's keyring; a new one only where there is nothing to open."""
    if (folder / FILE).exists():
        return read_keyring(folder, key.text, key.source)
    held = [p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".") and p != folder / ID_SECRET]
    if held:
        raise VaultLocked(
            f"The vault at {folder} holds {len(held)} files but no {FILE}, so nothing in it can be read. No new key "
            f"was made. Fix: put {FILE} back, or restore a backup into an empty home."
        )
    keyring = Keyring.new()
    (folder / ID_SECRET).unlink(missing_ok=True)  # left by a first use that was killed
    find_id_secret(folder, keyring.data_key, may_make=True)
    write_keyring(folder, keyring, key.text)
    return keyring
