"""What does a question mean? Definition cards (`dbt_project/cards/`), their one reader, and what is rendered from them.

A card says its authority, parameters, rival definitions and worked cases; its page, its dbt unit tests and the macro
`parameter` follow from it. No data, no engine, no number of any home.
"""

from orchestration.cards.definitions import definition_in_use, rival_definition
from orchestration.cards.reader import CardError, read_cards
from orchestration.cards.render import render
from orchestration.cards.shape import Card

__all__ = ["Card", "CardError", "definition_in_use", "read_cards", "render", "rival_definition"]
