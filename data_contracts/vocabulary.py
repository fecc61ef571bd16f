"""The closed vocabularies, as pydantic types that answer a wrong word with the nearest valid one. No contract here."""

import re
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

_LISTED = 16  # a longer list of valid words helps nobody


@cache
def _told() -> dict[str, Any]:
    return yaml.safe_load((Path(__file__).parent / "vocabulary.yaml").read_text(encoding="utf-8"))


def vocabularies() -> dict[str, tuple[str, ...]]:
    """Every closed vocabulary, by name, in the file's order."""
    return {name: tuple(words) for name, words in _told().items() if isinstance(words, list)}


def meant_by() -> dict[str, str]:
    """What others call a word -> the one of ours it can only mean."""
    return {other: ours for ours, others in _told()["meant_by"].items() for other in others}


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


def _meant(word: str, valid: tuple[str, ...]) -> str | None:
    """The valid word that was meant: by another name of it (gender for sex), or by a slip."""
    other = meant_by().get("_".join(re.split(r"[\W_]+", word.casefold())))
    return other if other in valid else nearest(word, valid)


def word_of(vocabulary: str) -> Any:
    """The type of a field that holds one word of a vocabulary. An unknown vocabulary fails at import."""
    return word_among(vocabularies()[vocabulary], vocabulary.replace("_", " "))


def word_among(valid: tuple[str, ...], what: str) -> Any:
    """The type of a field that holds one of these words; `what` they are is told with a wrong one."""

    def check(word: str) -> str:
        if word not in valid:
            close = _meant(word, valid)
            said = f'did you mean "{close}"?' if close else f"valid words: {', '.join(valid)}"
            raise PydanticCustomError(
                "unknown_word", "{sentence}", {"sentence": f'unknown word "{word}" ({what}); {said}', "nearest": close}
            )
        return word

    return Annotated[str, AfterValidator(check)]
