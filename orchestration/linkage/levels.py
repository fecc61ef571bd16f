"""The form of a comparison: its levels, best first, and conditions over the two records of a pair."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """One way two records can agree or differ. `condition` is symmetric in its two records, and never null.

    `bits` is what the level weighs where the data trained on do not show it: a careful guess, after published models.
    `is_shared`: two people agree in it because they share it, as a home, a telephone or a borrowed number, and hardly ever by
    chance: everyone has a few such others, however many people there are.
    """

    label: str
    condition: str
    bits: float
    group: str = ""
    frequency: str | None = None  # the column whose rarity adds to or takes from the level's weight
    is_shared: bool = False


@dataclass(frozen=True)
class Comparison:
    """One kind of evidence; `missing` is true when the pair has none of it, which weighs nothing."""

    name: str
    missing: str
    levels: tuple[Level, ...]


def either(condition: str) -> str:
    """A one-sided condition made symmetric: true as it stands or with the two records changed over."""
    swapped = re.sub(r"_([lr])\b", lambda side: {"l": "_r", "r": "_l"}[side[1]], condition)
    return f"(({condition}) or ({swapped}))"


def sure(condition: str) -> str:
    """The condition, false where it is null. DuckDB leaves off at the first part that decides inside a case, not in coalesce."""
    return f"case when {condition} then true else false end"


def mistyped(column: str) -> str:
    """The two texts are one key apart: another, left out, doubled, or two neighbours changed over.

    Of texts of one length one place differs, or two that were changed over; how many do is asked first: it costs a thirtieth.
    """
    left, right = f"{column}_l", f"{column}_r"
    apart, places = f"damerau_levenshtein({left}, {right}) = 1", f"hamming({left}, {right})"
    near = f"when {places} = 1 then true when {places} = 2 then {apart}"
    return f"case when strlen({left}) <> strlen({right}) then {apart} {near} else false end"


JARO = "jaro_winkler_similarity"
