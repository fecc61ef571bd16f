"""The keyring file: the random data key that encrypts everything, wrapped under the key's text.

While a change of key is under way it also holds the former data key, so that every file stays readable.
"""

import json
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from orchestration.vault import whole_files
from orchestration.vault.errors import VaultLocked
from orchestration.vault.keys import wrapping_key

FILE = "keyring.json"
PURPOSE = b"twogen keyring 1"


@dataclass(frozen=True)
class Keyring:
    """The data key, and during a change of key the one before it."""

    data_key: bytes = field(repr=False)
    former_key: bytes | None = field(repr=False, default=None)

    @classmethod
    def new(cls) -> "Keyring":
        return cls(secrets.token_bytes(32))

    def renewed(self) -> "Keyring":
        """A new data key, with this one as the former."""
        return Keyring(secrets.token_bytes(32), self.data_key)

    def settled(self) -> "Keyring":
        return replace(self, former_key=None)

    def wrapped(self, text: str) -> bytes:
        """The keyring file's content, which only `text` opens."""
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        inside = json.dumps([self.data_key.hex(), self.former_key and self.former_key.hex()]).encode()
        sealed = AESGCM(wrapping_key(text, salt)).encrypt(nonce, inside, PURPOSE)
        return json.dumps({"format": 1, "salt": salt.hex(), "nonce": nonce.hex(), "keys": sealed.hex()}).encode()


def unwrapped(content: bytes, text: str, source: str) -> Keyring:
    """The keyring in `content`. Raises: VaultLocked when it is damaged, or `text` is not its key."""
    try:
        wrapped = json.loads(content)
        salt, nonce, sealed = (bytes.fromhex(wrapped[name]) for name in ("salt", "nonce", "keys"))
    except (ValueError, KeyError, TypeError):
        raise VaultLocked("The vault's keyring is damaged. Fix: put keyring.json back, or restore a backup.") from None
    try:
        data_key, former_key = json.loads(AESGCM(wrapping_key(text, salt)).decrypt(nonce, sealed, PURPOSE))
    except InvalidTag:
        raise VaultLocked(
            f"The vault is locked: the key in {source} is not the one it was closed with. Nothing was changed. Fix: "
            "set TWOGEN_KEY to the vault's key (after a `rekey`, the new one)."
        ) from None
    return Keyring(bytes.fromhex(data_key), former_key and bytes.fromhex(former_key))


def read_keyring(folder: Path, text: str, source: str) -> Keyring:
    return unwrapped((folder / FILE).read_bytes(), text, source)


def write_keyring(folder: Path, keyring: Keyring, text: str) -> None:
    whole_files.write_bytes(folder / FILE, keyring.wrapped(text))
