"""A card as a page that someone who decides can read, and the list of all pages. Markdown."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from orchestration.cards.shape import Card

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - Markdown
    made.filters.update(one_line=one_line, plain=plain, rows_table=rows_table, in_words=in_words)
    return made


def card_page(card: Card, folder: str, variables: Mapping[str, Any]) -> str:
    """docs/questions/<card>.md."""
    return _environment().get_template("card.md.j2").render(card=card, folder=folder, variables=variables)


def list_page(cards: Mapping[str, Card]) -> str:
    """docs/questions/README.md: every question that has a card."""
    return _environment().get_template("list.md.j2").render(cards=cards)


def one_line(text: str) -> str:
    """A text as it may stand in a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def plain(value: Any) -> str:
    """A value as code, lists as they are written in YAML."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`[{', '.join(map(str, value))}]`" if isinstance(value, list) else f"`{value}`"


def in_words(name: str) -> str:
    """The name of an input or model as a heading: ref('int_months__listed') is "months listed"."""
    bare = name.removeprefix("ref('").removesuffix("')").removeprefix("source('").replace("', '", " ")
    words = bare.replace("_", " ").split()
    return " ".join(words[1:] if words[0] in ("int", "fct", "dim", "rpt", "stg") else words)


def rows_table(rows: list[dict[str, Any]] | str) -> str:
    """Rows as a small table under their columns' names in words; a text of SQL as it is."""
    if isinstance(rows, str):
        return f"```sql\n{rows.rstrip()}\n```"
    if not rows:
        return "No rows."
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [[_cell(row.get(column)) for column in columns] for row in rows]
    return "\n".join([_line(column.replace("_", " ") for column in columns), _line("---" for _ in columns), *map(_line, lines)])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else one_line(str(value).replace("_", " "))
