"""The definition a night builds with, and a rival one as somebody writes it: NAME=VALUE, of parameters and settings."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from data_contracts.vocabulary import advice
from orchestration.cards.project import read_project
from orchestration.cards.reader import read_cards
from orchestration.errors import TwogenError

LINK_LEVEL = "link_level"  # no definition: every report holds all three


def definition_in_use(project: Path) -> dict[str, Any]:
    """Every parameter and setting by name, with the value the night builds with."""
    defaults = {p.name: p.default for card in read_cards(project).values() for p in card.parameters}
    return dict(sorted((dict(read_project(project).variables) | defaults).items()))


def rival_definition(words: Sequence[str], project: Path) -> dict[str, Any]:
    """The values that differ, by name. Raises: TwogenError for a word that is no NAME=VALUE, or not of the kind in use."""
    known, said = definition_in_use(project), {}
    names = tuple(name for name in known if name != LINK_LEVEL)
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise TwogenError(f'"{word}" is no definition. Fix: NAME=VALUE, as q2_gap_months=2.')
        if name not in names:
            raise TwogenError(f'No card has a parameter "{name}", and no question a setting of that name; {advice(name, names)}')
        said[name] = _value(name, value, known[name])
    return said


def _value(name: str, text: str, in_use: Any) -> Any:
    """The text as YAML, which must be of the kind of the value in use."""
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError:
        value = None
    value = str(value) if isinstance(in_use, str) and value is not None and not isinstance(value, list | dict) else value
    numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in (value, in_use))
    if not numbers and type(value) is not type(in_use):
        raise TwogenError(f"{name} is {in_use!r} as the night builds it; {text!r} is not of its kind.")
    return value
