"""Date forms as ODCS writes them (JDK letters) in the form DuckDB's strptime reads."""

import re

_LETTERS = {"yyyy": "%Y", "yy": "%y", "MMM": "%b", "MM": "%m", "dd": "%d", "HH": "%H", "mm": "%M", "ss": "%S"}
_PARTS = re.compile(r"([A-Za-z])\1*|'[^']*'|[^A-Za-z']")


def unknown_letters(jdk: str) -> list[str]:
    """The letters of a JDK date form that we do not read."""
    parts = (part.group(0) for part in _PARTS.finditer(jdk))
    return [part for part in parts if part[0].isalpha() and part not in _LETTERS]


def known_letters() -> tuple[str, ...]:
    return tuple(_LETTERS)


def strptime_format(jdk: str) -> str:
    """The strptime form of a JDK date form; text in quotes stands for itself."""
    parts = (part.group(0) for part in _PARTS.finditer(jdk))
    return "".join(_LETTERS.get(part) or part.strip("'").replace("%", "%%") for part in parts)
