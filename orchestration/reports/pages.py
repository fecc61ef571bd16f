"""Pages as text: our templates, filled in and escaped. One stylesheet, inside the page; nothing is loaded."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["count"] = "{:,}".format
    return made


def page(template: str, **content: object) -> str:
    """A template with its content; a name the template uses and nobody gave is an error."""
    return _environment().get_template(template).render(**content)
