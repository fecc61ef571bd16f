"""Received bytes as clean UTF-8 text lines, or the reason why they are not what the contract says."""

import codecs
from collections import deque
from collections.abc import Iterator

from orchestration.intake.containers import Refuse
from orchestration.intake.unreadable import counted

UTF8_MARK, UTF16_MARKS = codecs.BOM_UTF8, (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DOS_END = b"\x1a"  # what DOS and some mainframe tools still write after the last record
LONGEST_LINE = 2**20  # bytes
DECODED_AT_ONCE = 2**20  # bytes


def clean_text(content: bytes, encoding: str, refuse: Refuse) -> bytes:
    """The content in UTF-8, its lines ended by a line feed each, without byte-order mark or blank lines at its end.

    Raises: DeliveryUnreadable for UTF-16, NUL bytes, another encoding than promised, odd line ends, an empty file.
    """
    encoding = codecs.lookup(encoding).name
    refuse_wide(content, encoding, refuse)
    text = as_utf8(content.removeprefix(UTF8_MARK), encoding, refuse).removesuffix(DOS_END)
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n")
        if lone := text.count(b"\r"):
            message = f"{counted(lone, 'carriage return stands', 'carriage returns stand')} alone, without a line feed."
            raise refuse("file.line_ends", lone, message, "End every line with a line feed (or both), and no field with one.")
    if not text or text.isspace():
        raise refuse("file.empty", 1, "the file holds no record.", "Send the file again with its content.")
    if not text.endswith(b"\n") or text.endswith(b"\n\n"):  # a copy only where one is needed: texts may be large
        text = text.rstrip(b"\n") + b"\n"
    _refuse_endless(text, refuse)
    return text


def refuse_wide(content: bytes, encoding: str, refuse: Refuse) -> None:
    """UTF-16 and binary files, which no later check would name so well."""
    nuls = content.count(b"\0")
    promised = f"Export it as {encoding.upper()}, as the contract says (in Excel: 'CSV UTF-8')."
    if content.startswith(UTF16_MARKS) or nuls > len(content) // 4:
        raise refuse("file.encoding", 1, f"the file is UTF-16, not {encoding} as promised.", promised)
    if nuls:
        lines = sum(b"\0" in line for line in content.split(b"\n"))
        message = f"{counted(lines, 'line holds', 'lines hold')} NUL bytes, so this is not plain text."
        raise refuse("file.encoding", lines, message, "Send plain text; the transfer or the export damaged the file.")
    if content.startswith(UTF8_MARK) and encoding != "utf-8":
        raise refuse("file.encoding", 1, f"the file is marked as UTF-8, not {encoding} as promised.", promised)


def as_utf8(content: bytes, encoding: str, refuse: Refuse) -> bytes:
    """The content in UTF-8. Raises: DeliveryUnreadable when it is not in the encoding promised."""
    if content.isascii():
        return content
    if encoding != "utf-8" and _decodes(content, "utf-8"):
        # No real text in a one-byte encoding also happens to be valid UTF-8.
        lines = sum(not line.isascii() for line in content.split(b"\n"))
        message = f"{counted(lines, 'line is', 'lines are')} in UTF-8, not {encoding} as promised."
        raise refuse("file.encoding", lines, message, f"Export it as {encoding}.")
    if _decodes(content, encoding):
        return content if encoding == "utf-8" else b"".join(part.encode("utf-8") for part in _decoded(content, encoding))
    lines = sum(not _decodes(line, encoding) for line in content.split(b"\n"))
    message = f"{counted(lines, 'line is', 'lines are')} not valid {encoding}, as promised."
    raise refuse("file.encoding", lines, message, f"Export it as {encoding}, not in another code page.")


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        deque(_decoded(content, encoding), maxlen=0)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(content: bytes, encoding: str) -> Iterator[str]:
    """The text, a megabyte at a time: decoded whole, a letter beyond ASCII makes it two or four times as large."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(content), DECODED_AT_ONCE):
        yield decoder.decode(content[start : start + DECODED_AT_ONCE])
    yield decoder.decode(b"", final=True)


def _refuse_endless(text: bytes, refuse: Refuse) -> None:
    start = 0
    while len(text) - start > LONGEST_LINE:
        end = text.rfind(b"\n", start, start + LONGEST_LINE + 1)
        if end < 0:
            message = f"a line is longer than {LONGEST_LINE:,} bytes, so this is not the layout promised."
            raise refuse("file.layout", 1, message, "Send text with one record per line.")
        start = end + 1
