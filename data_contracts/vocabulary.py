"""The closed vocabularies, as pydantic types that answer a wrong word with the nearest valid one. No contract here."""

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

_LISTED = 16  # a longer list of valid words helps nobody


@cache
def vocabularies() -> dict[str, tuple[str, ...]]:
    """Every closed vocabulary, by name, in the file's order."""
    text = (Path(__file__).parent / "vocabulary.yaml").read_text(encoding="utf-8")
    return {name: tuple(words) for name, words in yaml.safe_load(text).items()}


def nearest(word: str, valid: tuple[str, ...], at_least: float = 0.8) -> str | None:
    """The valid word the author all but wrote, or None when nothing is as alike as that."""
    by_folded = {candidate.casefold(): candidate for candidate in valid}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=at_least)
    return by_folded[close[0]] if close else None


def advice(word: str, valid: tuple[str, ...]) -> str:
    """The end of a sentence about a wrong word: what was meant, or what there is; of a long list, the nearest."""
    if close := nearest(word, valid, at_least=0.7):
        return f'did you mean "{close}"?'
    if len(valid) <= _LISTED:
        return f"valid words: {', '.join(valid)}"
    return f'the nearest valid word is "{nearest(word, valid, at_least=0)}"'


def word_of(vocabulary: str) -> Any:
    """The type of a field that holds one word of a vocabulary. An unknown vocabulary fails at import."""
    return word_among(vocabularies()[vocabulary], vocabulary.replace("_", " "))


def word_among(valid: tuple[str, ...], what: str) -> Any:
    """The type of a field that holds one of these words; `what` they are is told with a wrong one."""

    def check(word: str) -> str:
        if word not in valid:
            raise PydanticCustomError(
                "unknown_word", "{sentence}",
                {"sentence": f'unknown word "{word}" ({what}); {advice(word, valid)}',
                 "nearest": nearest(word, valid)},
            )  # fmt: skip
        return word

    return Annotated[str, AfterValidator(check)]
