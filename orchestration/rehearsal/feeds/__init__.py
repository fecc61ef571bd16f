"""Which files each agency sends, and when: one module per feed, named as the feed; what they hold is in `records/`.

Each has `sending(contract, county, streams, difficulty) -> Sending`. A module is all it takes to add a feed.
"""

from importlib import import_module
from pkgutil import iter_modules


def feeds_written() -> list[str]:
    """Every feed the county can write, in order of name."""
    return sorted(module.name for module in iter_modules(__path__))


def sending_of(feed: str):
    """The function that writes a feed's files."""
    return import_module(f"{__name__}.{feed}").sending
