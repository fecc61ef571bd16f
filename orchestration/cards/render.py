"""Every text that follows from the cards: a page and unit tests per card, the macro of all parameters, and the list of pages.

The same cards always give the same bytes; nothing here reads a row or writes a file.
"""

import json
from collections.abc import Mapping
from typing import Any

from orchestration.cards.pages import card_page, list_page
from orchestration.cards.shape import Card
from orchestration.cards.unit_tests import unit_tests

_MACRO = """\
{{# The value of a definition card's parameter: the dbt variable of that name, else the card's default.
   Rendered by `twogen contracts render` from dbt_project/cards/; edit a card and render again. #}}
{{% macro parameter(name) %}}
    {{%- set defaults = {{
{defaults}
    }} -%}}
    {{%- if name not in defaults -%}}
        {{{{ exceptions.raise_compiler_error("no card in dbt_project/cards has the parameter " ~ name) }}}}
    {{%- endif -%}}
    {{{{- return(var(name, defaults[name])) -}}}}
{{% endmacro %}}
"""


def render(cards: Mapping[str, Card], variables: Mapping[str, Any]) -> dict[str, str]:
    """Path below the checkout -> text. cards: by folder of marts; variables: those of dbt_project.yml."""
    files = {"dbt_project/macros/parameters.sql": _macro(cards), "docs/questions/README.md": list_page(cards)}
    for folder, card in cards.items():
        files[f"docs/questions/{card.card}.md"] = card_page(card, folder, variables)
        files[f"dbt_project/models/marts/{folder}/{card.card}_cases.yml"] = unit_tests(card, folder)
    return dict(sorted(files.items()))


def _macro(cards: Mapping[str, Card]) -> str:
    parameters = sorted((p.name, p.default) for card in cards.values() for p in card.parameters)
    return _MACRO.format(defaults="\n".join(f"        {json.dumps(name)}: {json.dumps(value)}," for name, value in parameters))
