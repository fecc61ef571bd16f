"""The closed vocabularies, as pydantic types that answer a wrong word with the nearest valid one. No contract here."""

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError


@cache
def vocabularies() -> dict[str, tuple[str, ...]]:
    """Every closed vocabulary, by name, in the file's order."""
    text = (Path(__file__).parent / "vocabulary.yaml").read_text(encoding="utf-8")
    return {name: tuple(words) for name, words in yaml.safe_load(text).items()}


def nearest(word: str, valid: tuple[str, ...]) -> str | None:
    """The valid word the author most likely meant, or None when nothing is close."""
    by_folded = {candidate.casefold(): candidate for candidate in valid}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.5)
    return by_folded[close[0]] if close else None


def advice(word: str, valid: tuple[str, ...]) -> str:
    """The end of a sentence about a wrong word: the nearest valid one, or all of them."""
    close = nearest(word, valid)
    return f'did you mean "{close}"?' if close else f"valid words: {', '.join(valid)}"


def word_of(vocabulary: str) -> Any:
    """The type of a field that holds one word of a vocabulary. An unknown vocabulary fails at import."""
    valid = vocabularies()[vocabulary]

    def check(word: str) -> str:
        if word not in valid:
            raise PydanticCustomError(
                "unknown_word", "{sentence}",
                {"sentence": f'unknown word "{word}" ({vocabulary.replace("_", " ")}); {advice(word, valid)}',
                 "nearest": nearest(word, valid)},
            )  # fmt: skip
        return word

    return Annotated[str, AfterValidator(check)]
