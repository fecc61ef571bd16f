"""Single mistakes in words: a key beside, a name by its sound, a letter by its shape. Bytes in, bytes out."""

from collections.abc import Callable

import numpy as np

_BESIDE = {
    b"a": b"sq",
    b"b": b"vn",
    b"c": b"xv",
    b"d": b"sf",
    b"e": b"wr",
    b"f": b"dg",
    b"g": b"fh",
    b"h": b"gj",
    b"i": b"uo",
    b"j": b"hk",
    b"k": b"jl",
    b"l": b"k",
    b"m": b"n",
    b"n": b"bm",
    b"o": b"ip",
    b"p": b"o",
    b"q": b"wa",
    b"r": b"et",
    b"s": b"ad",
    b"t": b"ry",
    b"u": b"yi",
    b"v": b"cb",
    b"w": b"qe",
    b"x": b"zc",
    b"y": b"tu",
    b"z": b"x",
}
_SOUNDS = (
    (b"ph", b"f"),
    (b"ck", b"k"),
    (b"ie", b"y"),
    (b"ey", b"y"),
    (b"ea", b"ee"),
    (b"ai", b"ay"),
    (b"ei", b"ie"),
    (b"sch", b"sh"),
    (b"ce", b"se"),
    (b"z", b"s"),
    (b"c", b"k"),
    (b"gh", b"g"),
    (b"ll", b"l"),
    (b"nn", b"n"),
    (b"tt", b"t"),
    (b"rr", b"r"),
    (b"ss", b"s"),
    (b"mc", b"mac"),
    (b"en", b"an"),
    (b"er", b"ar"),
    (b"i", b"y"),
    (b"y", b"i"),
    (b"k", b"c"),
    (b"s", b"z"),
    (b"v", b"b"),
    (b"e", b"a"),
    (b"o", b"u"),
)
_SHAPES = (
    (b"rn", b"m"),
    (b"m", b"rn"),
    (b"cl", b"d"),
    (b"d", b"cl"),
    (b"nn", b"m"),
    (b"vv", b"w"),
    (b"li", b"h"),
    (b"l", b"1"),
    (b"i", b"l"),
    (b"o", b"0"),
    (b"s", b"5"),
    (b"e", b"c"),
    (b"u", b"v"),
    (b"g", b"q"),
    (b"b", b"h"),
    (b"n", b"h"),
    (b"a", b"o"),
    (b"t", b"f"),
)

Slip = Callable[[np.random.Generator, bytes], bytes]


def mistyped(rng: np.random.Generator, word: bytes) -> bytes:
    """A neighbouring key, a letter left out, doubled, or two in the wrong order; the first letter mostly stands."""
    if len(word) < 3:
        return word
    at = int(rng.integers(1, len(word)))
    kind = int(rng.integers(4))
    if kind == 0:
        beside = _BESIDE.get(word[at : at + 1].lower(), b"e")
        return word[:at] + beside[int(rng.integers(len(beside))) :][:1] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at - 1 : at].lower() + word[at:]
    at = max(at, 2)
    return word[: at - 1] + word[at : at + 1] + word[at - 1 : at] + word[at + 1 :]


def misheard(rng: np.random.Generator, word: bytes) -> bytes:
    """The word with one sound spelled another way."""
    return _replaced(rng, word, _SOUNDS)


def misread(rng: np.random.Generator, word: bytes) -> bytes:
    """The word with one shape taken for another."""
    return _replaced(rng, word, _SHAPES)


def _replaced(rng: np.random.Generator, word: bytes, pairs: tuple[tuple[bytes, bytes], ...]) -> bytes:
    lower = word.lower()
    fits = [(before, after) for before, after in pairs if before in lower]
    if not fits:
        return mistyped(rng, word)
    before, after = fits[int(rng.integers(len(fits)))]
    at = lower.rfind(before)
    after = after.capitalize() if word[at : at + 1].isupper() else after
    return word[:at] + after + word[at + len(before) :]


def slipped(rng: np.random.Generator, words: np.ndarray, rate: float, slip: Slip) -> np.ndarray:
    """The words, a share of them with one mistake; blanks stay blank."""
    hit = np.flatnonzero((rng.random(len(words)) < rate) & (words != b""))
    if len(hit) == 0:
        return words
    changed = [slip(rng, word) for word in words[hit].tolist()]
    width = max(words.dtype.itemsize, max(map(len, changed)))
    words = words.astype(f"S{width}")
    words[hit] = changed
    return words
