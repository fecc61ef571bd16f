"""Sealed files: AES-256-GCM in chunks of a megabyte, so that a file of any size is neither read whole nor cut unseen.

Format: magic, id of the data key, salt, then chunks. Each file has its own key; a chunk's nonce is its number and
whether it is the last, so that chunks cannot be dropped, swapped or appended.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from orchestration.vault import whole_files
from orchestration.vault.errors import VaultError
from orchestration.vault.keys import derived_key

MAGIC = b"TWOGEN\x00\x01"
CHUNK, TAG, SALT = 2**20, 16, 16


@dataclass(frozen=True)
class Sealed:
    """What went into a sealed file: the checksum and length of the plain bytes."""

    sha256: str
    bytes: int


def key_id(data_key: bytes) -> bytes:
    """Eight bytes that tell which data key sealed a file, and nothing of the key."""
    return derived_key(data_key, "key id")[:8]


def seal_chunks(chunks: Iterable[bytes], path: Path, data_key: bytes) -> Sealed:
    """A sealed file of the bytes in `chunks`, whole or not there."""
    checksum, length, part = hashlib.sha256(), 0, whole_files.aside(path)
    salt = secrets.token_bytes(SALT)
    cipher = AESGCM(derived_key(data_key, "sealed file", salt))
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(MAGIC + key_id(data_key) + salt)
        for number, (chunk, is_last) in enumerate(_even(chunks)):
            checksum.update(chunk)
            length += len(chunk)
            out.write(cipher.encrypt(_nonce(number, is_last), chunk, MAGIC))
    whole_files.put_in_place(part, path)
    return Sealed(checksum.hexdigest(), length)


def unsealed_chunks(path: Path, data_key: bytes) -> Iterator[bytes]:
    """The plain bytes of a sealed file. Raises: VaultError when it is damaged, cut short or under another key."""
    with path.open("rb") as file:
        head = file.read(len(MAGIC) + 8 + SALT)
        if head[:8] != MAGIC or head[8:16] != key_id(data_key):
            raise VaultError(f"{path.name} is not a file that this vault sealed. Fix: restore it from a backup.")
        cipher = AESGCM(derived_key(data_key, "sealed file", head[16:]))
        for number, (chunk, is_last) in enumerate(_with_last(_reads(file, CHUNK + TAG))):
            try:
                yield cipher.decrypt(_nonce(number, is_last), chunk, MAGIC)
            except InvalidTag:
                raise VaultError(
                    f"{path.name} was damaged or cut short after it was sealed (chunk {number + 1}). Fix: restore it."
                ) from None


def sealed_with(path: Path, data_key: bytes) -> bool:
    """Whether this data key sealed the file."""
    with path.open("rb") as file:
        return file.read(len(MAGIC) + 8) == MAGIC + key_id(data_key)


def file_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from _reads(file, CHUNK)


def _reads(file: BinaryIO, size: int) -> Iterator[bytes]:
    while chunk := file.read(size):
        yield chunk


def _even(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The same bytes in chunks of CHUNK, the last marked; an empty input is one empty last chunk."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) > CHUNK:
            yield bytes(held[:CHUNK]), False
            del held[:CHUNK]
    yield bytes(held), True


def _with_last(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    held = next(chunks, b"")
    for chunk in chunks:
        yield held, False
        held = chunk
    yield held, True


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
