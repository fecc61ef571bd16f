"""Backup and restore of what cannot be made again: id secret, ledger and decisions, in one archive under the key.

An archive is the keyring's line, then a sealed tar of the identity folder, whose files stay encrypted inside it.
"""

import io
import shutil
import tarfile
import tempfile
import time
from pathlib import Path

from orchestration.vault import sealing, whole_files
from orchestration.vault.errors import VaultError
from orchestration.vault.id_secret import FILE as ID_SECRET
from orchestration.vault.keyring import Keyring, unwrapped
from orchestration.vault.keys import KeyText
from orchestration.vault.rekeying import reencrypt_folder

HEAD = b"TWOGEN BACKUP 1\n"
IDENTITY, RESTORED, REPLACED = "identity", "identity.restored", "identity.replaced"
RESTORED_AT = "restored_at"  # microseconds since 1970: what was given after the backup is given again by nobody


def write_archive(folder: Path, dest: Path, keyring: Keyring, text: str) -> None:
    """The identity folder at `dest`, in one file that only the key opens."""
    (folder / "tmp").mkdir(exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder / "tmp") as work:
        sealed, tar_path = Path(work, "tar.sealed"), Path(work, "identity.tar")
        with tarfile.open(tar_path, "w") as tar:  # its members are encrypted already
            for path in sorted((folder / IDENTITY).rglob("*")):
                if path.is_file() and not path.name.startswith("."):
                    tar.add(path, path.relative_to(folder / IDENTITY).as_posix(), recursive=False)
        sealing.seal_chunks(sealing.file_chunks(tar_path), sealed, keyring.data_key)
        part = whole_files.aside(dest)
        with part.open("wb") as out, sealed.open("rb") as content:
            out.write(HEAD + keyring.wrapped(text) + b"\n")
            shutil.copyfileobj(content, out)
    part.chmod(0o600)
    whole_files.put_in_place(part, dest)


def restore_archive(src: Path, folder: Path, key: KeyText, keyring: Keyring) -> None:
    """The archive's identity folder in place of the vault's, under the vault's own data key, with the moment it was restored.

    Raises: VaultLocked when `key` is not the archive's; VaultError when rows made with another id secret stand here.
    """
    staged = folder / f".{RESTORED}.part"
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(mode=0o700)
    archived = _unpack(src, staged, key)
    reencrypt_folder(staged, folder / "tmp", archived.data_key, keyring.data_key)
    _refuse_other_secret(staged, folder, keyring)
    whole_files.write_bytes(staged / RESTORED_AT, str(time.time_ns() // 1000).encode())
    staged.replace(folder / RESTORED)
    finish_restore(folder)


def finish_restore(folder: Path) -> None:
    """A restore that is whole takes the place of the identity folder; also after a kill between the renames."""
    if (folder / RESTORED).exists():
        if (folder / IDENTITY).exists():
            shutil.rmtree(folder / REPLACED, ignore_errors=True)
            (folder / IDENTITY).replace(folder / REPLACED)
        (folder / RESTORED).replace(folder / IDENTITY)
    shutil.rmtree(folder / REPLACED, ignore_errors=True)


def _unpack(src: Path, staged: Path, key: KeyText) -> Keyring:
    with src.open("rb") as archive:
        if archive.readline() != HEAD:
            raise VaultError(f"{src.name} is not a backup of a Twogen vault. Fix: give the file that `backup` wrote.")
        keyring = unwrapped(archive.readline(), key.text, key.source)
        sealed = staged / ".tar.sealed"
        with sealed.open("wb") as out:
            shutil.copyfileobj(archive, out)
    content = b"".join(sealing.unsealed_chunks(sealed, keyring.data_key))
    sealed.unlink()
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        tar.extractall(staged, filter="data")
    return keyring


def _refuse_other_secret(staged: Path, folder: Path, keyring: Keyring) -> None:
    """Rows already received carry ids made with this vault's secret; another would orphan them all."""
    if not any((folder / "deliveries").glob("*/*")):
        return
    here, there = folder / ID_SECRET, staged / ID_SECRET.name
    if list(sealing.unsealed_chunks(here, keyring.data_key)) != list(sealing.unsealed_chunks(there, keyring.data_key)):
        raise VaultError(
            "The backup was made with another id secret than the rows this vault has received, so their ids would no "
            "longer match. Nothing was changed. Fix: restore it into an empty home and land the files again."
        )
