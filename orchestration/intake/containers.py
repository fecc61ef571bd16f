"""A delivery's bytes taken apart: the file itself, what a gzip holds, or the members of a zip, in memory only."""

import io
import zipfile
import zlib
from collections.abc import Callable

from data_contracts.contract import Contract, Table
from orchestration.intake.unreadable import DeliveryUnreadable, counted

MOST_UNPACKED = 2 * 2**30  # bytes of all promised members together
MOST_TIMES_SMALLER = 200  # no text an agency keeps packs better than this; a zip bomb does
SMALL = 2**20  # bytes below which a ratio says nothing

GZIP = b"\x1f\x8b"
MARKS = {b"PK\x03\x04": "zip", GZIP: "gzip"}

Refuse = Callable[..., DeliveryUnreadable]
Part = tuple[tuple[Table, ...], bytes]  # tables, and the bytes their rows stand in
SEND_AGAIN = "Make the zip again from the whole export, test it, and send it again."


def parts(contract: Contract, content: bytes, refuse: Refuse) -> tuple[list[Part], int]:
    """The bytes of a delivery with the tables that stand in them, and how many members nobody promised (not read).

    Raises: DeliveryUnreadable for an empty or truncated file, a missing member, an archive made to harm.
    """
    if not content:
        raise refuse("file.empty", 1, "the file is empty.", "Send the file again with its content.")
    match contract.delivery.container:
        case "zip":
            return _zip_parts(contract, content, refuse)
        case "gzip":
            return [(contract.tables, gunzipped(content, refuse))], 0
    for mark, name in MARKS.items():
        if content.startswith(mark):
            raise refuse("file.layout", 1, f"the file is a {name}, not the plain file promised.", "Unpack it before sending.")
    return [(contract.tables, content)], 0


def _zip_parts(contract: Contract, content: bytes, refuse: Refuse) -> tuple[list[Part], int]:
    with _opened(content, refuse) as archive:
        members = _members(archive, refuse)
        promised = {table.member.name: table for table in contract.tables}
        missing = [name for name in promised if name not in members]
        if missing:
            message = f"{counted(len(missing), 'member is', 'members are')} missing from the zip ({', '.join(missing)})."
            raise refuse("file.members", len(missing), message, f"Put {', '.join(missing)} into the zip, so named.")
        _guard_sizes([members[name] for name in promised], refuse)
        found: list[Part] = []
        for name, table in promised.items():
            member = _read(archive, members[name], refuse)
            found.append(((table,), gunzipped(member, refuse, name) if name.endswith(".gz") else member))
    return found, len(members) - len(promised)


def most_unpacked(packed: int) -> int:
    """The bytes that so many packed ones may become before the file counts as made to harm."""
    return min(MOST_UNPACKED, max(SMALL, MOST_TIMES_SMALLER * packed))


def gunzipped(content: bytes, refuse: Refuse, name: str = "the file") -> bytes:
    """What a gzip holds, all its members joined. Raises: DeliveryUnreadable when it is damaged, or made to harm."""
    if not content.startswith(GZIP):
        raise refuse("file.gzip", 1, f"{name} is not the gzip promised.", SEND_AGAIN.replace("zip", "gzip"))
    most = most_unpacked(len(content))
    unpacked, is_whole = bytearray(), False
    while content.startswith(GZIP) and len(unpacked) <= most:
        inflater = zlib.decompressobj(wbits=31)
        try:
            unpacked += inflater.decompress(content, most + 1 - len(unpacked))
        except zlib.error:
            is_whole = False
            break
        is_whole, content = inflater.eof, inflater.unused_data
    if len(unpacked) > most:
        message = f"{name} unpacks to more than {MOST_TIMES_SMALLER} times the size, or to more than"
        message += f" {MOST_UNPACKED // 2**30} GiB; no more of it was unpacked."
        raise refuse("file.gzip", 1, message, "Send an ordinary gzip, split by period if it is so large.")
    if not is_whole or content.strip(b"\0"):
        raise refuse("file.gzip", 1, f"{name} is cut short or damaged.", SEND_AGAIN.replace("zip", "gzip"))
    return bytes(unpacked)


def _opened(content: bytes, refuse: Refuse) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        is_zip = content.startswith(b"PK\x03\x04")
        message = "the zip is cut short or damaged." if is_zip else "the file is not the zip promised."
    raise refuse("file.zip", 1, message, SEND_AGAIN)


def _members(archive: zipfile.ZipFile, refuse: Refuse) -> dict[str, zipfile.ZipInfo]:
    """Members by name. A name with a path, or given twice, is refused: nothing in a delivery says where to write."""
    files = [info for info in archive.infolist() if not info.is_dir()]
    paths = [i for i in files if i.filename != i.orig_filename or any(mark in i.filename for mark in ("/", "\\", ":", ".."))]
    twice = len(files) - len({info.filename for info in files})
    if paths or twice:
        message = f"{counted(len(paths), 'member has a path', 'members have a path')} in the name, {twice} are there twice."
        raise refuse("file.members", len(paths) + twice, message, "Put each file once into the zip, without a folder.")
    return {info.filename: info for info in files}


def _guard_sizes(members: list[zipfile.ZipInfo], refuse: Refuse) -> None:
    inflated = [m for m in members if m.file_size > max(SMALL, MOST_TIMES_SMALLER * max(m.compress_size, 1))]
    if inflated or sum(m.file_size for m in members) > MOST_UNPACKED:
        message = (
            f"{counted(len(inflated), 'member unpacks', 'members unpack')} to more than {MOST_TIMES_SMALLER} times the "
            f"size, or all to more than {MOST_UNPACKED // 2**30} GiB; nothing was unpacked."
        )
        raise refuse("file.zip", max(len(inflated), 1), message, "Send an ordinary zip, split by period if it is so large.")
    locked = [m for m in members if m.flag_bits & 0x1]
    if locked:
        message = f"{counted(len(locked), 'member is', 'members are')} locked with a password."
        raise refuse("file.zip", len(locked), message, "Send the zip without a password, over the agreed secure channel.")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, refuse: Refuse) -> bytes:
    """A member's bytes, checked against the zip's own checksum."""
    try:
        with archive.open(member) as file:
            content = file.read(member.file_size + 1)
            if len(content) == member.file_size:
                return content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        pass
    raise refuse("file.zip", 1, f"{member.filename} inside the zip is cut short or damaged.", SEND_AGAIN)
