"""Zips made in memory, as an agency would pack its members, and as no agency should."""

import io
import struct
import zipfile


def archive(*members: tuple[str, bytes | str]) -> bytes:
    """A zip of members, names as given."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return packed.getvalue()


def zipped(**members: str) -> bytes:
    """A zip of CSV members, names without their ending."""
    return archive(*((f"{name}.csv", text) for name, text in members.items()))


def locked(packed: bytes) -> bytes:
    """The zip with the mark of encryption on every member."""
    changed = bytearray(packed)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(mark)
        while start >= 0:
            (flags,) = struct.unpack_from("<H", changed, start + offset)
            struct.pack_into("<H", changed, start + offset, flags | 1)
            start = changed.find(mark, start + 4)
    return bytes(changed)
