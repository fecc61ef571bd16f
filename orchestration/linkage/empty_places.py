"""Mentions of nobody: what deliveries accepted before empty places were nobody still say of them."""

from collections.abc import Sequence

from data_contracts.contract import Contract
from data_contracts.row_places import is_place, telling, tells_who
from data_contracts.typing_sql import literal


def is_nobody(contracts: Sequence[Contract]) -> str:
    """SQL over `said`: whether a mention is of a place in which nothing tells who."""
    places = [
        f"(table_name = {literal(table.name)} and role = {literal(person.role)}"
        f" and not coalesce({tells_who({word: _said(word) for word in telling(table, person)})}, false))"
        for contract in contracts
        for table in contract.tables
        for person in table.persons
        if is_place(table, person)
    ]
    return " or ".join(places) or "false"


def _said(word: str) -> str:
    return "coalesce(birth_date::varchar, birth_year::varchar)" if word == "birth_date" else word
