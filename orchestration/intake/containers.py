"""A delivery's bytes taken apart: the file itself, or the members of a zip, in memory only."""

import io
import zipfile
import zlib
from collections.abc import Callable

from data_contracts.contract import Contract
from orchestration.intake.unreadable import DeliveryUnreadable, counted

MOST_UNPACKED = 2 * 2**30  # bytes of all promised members together
MOST_TIMES_SMALLER = 200  # no text an agency keeps packs better than this; a zip bomb does
SMALL = 2**20  # bytes below which a ratio says nothing

Refuse = Callable[..., DeliveryUnreadable]
SEND_AGAIN = "Make the zip again from the whole export, test it, and send it again."


def table_contents(contract: Contract, content: bytes, refuse: Refuse) -> tuple[dict[str, bytes], int]:
    """Bytes by table name, and how many members nobody promised (they are not read).

    Raises: DeliveryUnreadable for an empty or truncated file, a missing member, a zip made to harm.
    """
    if not content:
        raise refuse("file.empty", 1, "the file is empty.", "Send the file again with its content.")
    if contract.delivery.container == "file":
        if content[:4] == b"PK\x03\x04":
            raise refuse("file.layout", 1, "the file is a zip, not the plain text promised.", "Unpack it before sending.")
        return {contract.tables[0].name: content}, 0
    with _opened(content, refuse) as archive:
        members = _members(archive, refuse)
        promised = {table.member.name: table.name for table in contract.tables}
        missing = [name for name in promised if name not in members]
        if missing:
            message = f"{counted(len(missing), 'member is', 'members are')} missing from the zip ({', '.join(missing)})."
            raise refuse("file.members", len(missing), message, f"Put {', '.join(missing)} into the zip, so named.")
        _guard_sizes([members[name] for name in promised], refuse)
        contents = {table: _read(archive, members[name], refuse) for name, table in promised.items()}
    return contents, len(members) - len(promised)


def _opened(content: bytes, refuse: Refuse) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        is_zip = content[:4] == b"PK\x03\x04"
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
