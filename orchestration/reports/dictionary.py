"""A feed's dictionary as a page beside the overview: what each column means, what crosses, and what is promised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestration.reports.pages import page


@dataclass(frozen=True)
class ColumnLine:
    """One column of the agency's file."""

    name: str
    type: str
    classification: str
    crosses_as: Sequence[str]  # its columns in the analysis zone; none: nothing crosses
    meaning: str
    codes: Mapping[str, str]


@dataclass(frozen=True)
class PromiseLine:
    """One rule of the contract."""

    rule: str
    severity: str
    tolerance: float
    promise: str
    fix: str


@dataclass(frozen=True)
class TableEntry:
    """One table of a feed."""

    name: str
    description: str
    columns: Sequence[ColumnLine]
    promises: Sequence[PromiseLine]


@dataclass(frozen=True)
class Dictionary:
    """One feed, from its contract alone."""

    feed: str
    title: str
    description: str
    facts: Mapping[str, str]
    tables: Sequence[TableEntry]


def as_page(dictionary: Dictionary) -> str:
    """The page; the same contract always gives the same bytes."""
    return page("dictionary.html.j2", dictionary=dictionary)
