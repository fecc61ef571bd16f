"""The key's text: where it comes from, and the key material made of it.

The text is whatever `TWOGEN_KEY` holds. When it is unset, one is made once outside TWOGEN_HOME, for its owner only.
"""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from orchestration.vault.errors import VaultLocked

SCRYPT_COST = 2**14  # 16 MiB and some 40 ms, paid at every open


@dataclass(frozen=True)
class KeyText:
    """A key as a person holds it, and whether it was made just now."""

    text: str = field(repr=False)
    was_made: bool
    source: str  # "TWOGEN_KEY", or the key file's path: for messages


def key_file() -> Path:
    """The user's own key file, outside TWOGEN_HOME."""
    config = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(config).expanduser() / "twogen" / "key"


def find_key(given: str | None, vault_exists: bool) -> KeyText:
    """The key given, else the one in the key file, else a new one when there is no vault yet.

    Raises: VaultLocked when the key is blank, or was lost while the vault still stands.
    """
    path = key_file()
    if given is not None:
        if not given.strip():
            raise VaultLocked(
                "TWOGEN_KEY is set but blank, so the vault was not opened and no key was made. Fix: set it to the vault's "
                "key, or unset it to use the key file."
            )
        return KeyText(given, False, "TWOGEN_KEY")
    if path.exists():
        text = path.read_text(encoding="utf-8").strip()
        if text:
            return KeyText(text, False, str(path))
        raise VaultLocked(f"The key file {path} is empty. Fix: put the vault's key back into it, or set TWOGEN_KEY.")
    if vault_exists:
        raise VaultLocked(
            f"The vault is locked: TWOGEN_KEY is unset and there is no key file at {path}. No new key was made, since "
            "it could not open what is already there. Fix: set TWOGEN_KEY to the vault's key, or put the key file back."
        )
    return _make_key(path)


def _make_key(path: Path) -> KeyText:
    """A new random key in the key file, or the one another process put there first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".key.{os.getpid()}.part")
    text = secrets.token_urlsafe(32)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text + "\n")
    try:
        os.link(part, path)  # fails, rather than replaces, when another process was first
    except FileExistsError:
        return KeyText(path.read_text(encoding="utf-8").strip(), False, str(path))
    finally:
        part.unlink()
    return KeyText(text, True, str(path))


def wrapping_key(text: str, salt: bytes) -> bytes:
    """32 bytes that only this text and this salt give."""
    return Scrypt(salt=salt, length=32, n=SCRYPT_COST, r=8, p=1).derive(text.encode("utf-8"))


def derived_key(key: bytes, purpose: str, salt: bytes | None = None) -> bytes:
    """32 bytes for one purpose, from which neither `key` nor another purpose's key can be told."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"twogen " + purpose.encode()).derive(key)
