"""How words are written: arrays of Latin-1 bytes in, the same words in another dress out. No chance, no meaning."""

import numpy as np

_CODES = np.arange(256, dtype=np.uint8)


def _table(pairs: dict[str, str]) -> np.ndarray:
    table = _CODES.copy()
    for before, after in pairs.items():
        table[ord(before)] = ord(after)
    return table


_LOWER = "abcdefghijklmnopqrstuvwxyzáéíóúñüàèìòùâêîôûçãõäëïö"
_UPPER_TABLE = _table(dict(zip(_LOWER, _LOWER.upper(), strict=True)))
_PLAIN_TABLE = _table(dict(zip("áéíóúñüàèìòùâêîôûçãõäëïö", "aeiounuaeiouaeioucaoaeio", strict=True)))[
    _table(dict(zip("ÁÉÍÓÚÑÜÀÈÌÒÙÂÊÎÔÛÇÃÕÄËÏÖ", "AEIOUNUAEIOUAEIOUCAOAEIO", strict=True)))
]


def _translated(words: np.ndarray, table: np.ndarray) -> np.ndarray:
    words = np.ascontiguousarray(words)
    return table[words.view(np.uint8)].view(words.dtype).reshape(words.shape)


def upper(words: np.ndarray) -> np.ndarray:
    """Words in capitals, accented letters too."""
    return _translated(words, _UPPER_TABLE)


def plain(words: np.ndarray) -> np.ndarray:
    """Words without accents, as a system that knows A to Z writes them."""
    return _translated(words, _PLAIN_TABLE)


def without(words: np.ndarray, characters: bytes) -> np.ndarray:
    """Words with the given characters taken out and the rest closed up."""
    words = np.ascontiguousarray(words)
    letters = words.view(np.uint8).reshape(len(words), words.dtype.itemsize)
    kept = ~np.isin(letters, np.frombuffer(characters + b"\0", dtype=np.uint8))
    order = np.argsort(~kept, axis=1, kind="stable")
    closed = np.take_along_axis(np.where(kept, letters, 0).astype(np.uint8), order, axis=1)
    return np.ascontiguousarray(closed).view(words.dtype).reshape(len(words))


def cut(words: np.ndarray, length: int) -> np.ndarray:
    """The first characters of each word, trimmed of a trailing blank."""
    return np.strings.rstrip(words.astype(f"S{length}"))


def joined(*parts: np.ndarray | bytes) -> np.ndarray:
    """Parts of a name or an address side by side; a part that is blank takes its separator with it."""
    whole = np.asarray(parts[0])
    for part in parts[1:]:
        part = np.asarray(part)
        gap = np.where((np.strings.str_len(part) > 0) & (np.strings.str_len(whole) > 0), b" ", b"")
        whole = np.strings.add(np.strings.add(whole, gap), part)
    return whole


def digits(numbers: np.ndarray, width: int) -> np.ndarray:
    """Numbers with leading zeros, blank where negative."""
    numbers = np.asarray(numbers)
    if numbers.size == 0:
        return np.zeros(0, f"S{width}")  # zfill knows no empty array
    text = np.strings.zfill(np.maximum(numbers, 0).astype(f"S{max(width, 11)}"), width).astype(f"S{width}")
    return np.where(numbers < 0, b"", text).astype(f"S{width}")


def dollars(cents: np.ndarray) -> np.ndarray:
    """Amounts as a spreadsheet shows them, $1,234.50; blank where negative."""
    cents = np.asarray(cents, np.int64)
    whole, odd = np.divmod(np.maximum(cents, 0), 100)
    text, rest = digits(whole % 1000, 3), whole // 1000
    while rest.any():
        text, rest = np.strings.add(np.strings.add(digits(rest % 1000, 3), b","), text), rest // 1000
    text = np.strings.lstrip(text, b"0,")
    text = np.where(text == b"", b"0", text)
    text = np.strings.add(np.strings.add(text, b"."), digits(odd, 2))
    return np.where(cents < 0, b"", np.strings.add(b"$", text))


def dollars_and_cents(cents: np.ndarray) -> np.ndarray:
    """Amounts as a database writes them, 1234.50; none is negative."""
    return np.strings.add(np.strings.add(counted(cents // 100), b"."), digits(cents % 100, 2))


def counted(numbers: np.ndarray) -> np.ndarray:
    """Numbers without leading zeros, blank where negative."""
    numbers = np.asarray(numbers)
    return np.where(numbers < 0, b"", np.maximum(numbers, 0).astype("S11")).astype("S11")
