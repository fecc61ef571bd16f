"""Date forms as ODCS writes them (JDK letters) in the form DuckDB's strptime reads.

Months, days and times are read with one digit or two, whichever the form asks for.
"""

import re
from itertools import pairwise

_LETTERS = {
    "yyyy": "%Y", "uuuu": "%Y", "yy": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "M": "%m", "dd": "%d", "d": "%d",
    "HH": "%H", "H": "%H", "hh": "%I", "h": "%I", "a": "%p", "mm": "%M", "m": "%M", "ss": "%S", "s": "%S", "SSS": "%f",
}  # fmt: skip
_WORDS = ("MMMM", "MMM", "a")
_PARTS = re.compile(r"([A-Za-z])\1*|'[^']*'|[^A-Za-z']")
_YEARS = {"%Y": "([0-9]{4})", "%y": "([0-9]{2})"}
_LONG = ("%B", "%b", "%f")


def unknown_letters(jdk: str) -> list[str]:
    """The letters of a JDK date form that we do not read."""
    return [part for part in _parts(jdk) if part[0].isalpha() and part not in _LETTERS]


def unparted_letters(jdk: str) -> list[tuple[str, str]]:
    """The numbers of one digit or two in a JDK date form that run into the next, so that nobody knows where they end."""
    numbers = _LETTERS.keys() - set(_WORDS)
    return [(one, after) for one, after in pairwise(_parts(jdk)) if len(one) == 1 and {one, after} <= numbers]


def known_letters() -> tuple[str, ...]:
    return tuple(_LETTERS)


def strptime_format(jdk: str) -> str:
    """The strptime form of a JDK date form; text in quotes stands for itself."""
    return "".join(_LETTERS.get(part) or part.strip("'").replace("%", "%%") for part in _parts(jdk))


def _parts(jdk: str) -> list[str]:
    return [part.group(0) for part in _PARTS.finditer(jdk)]


def year_pattern(strptime: str) -> str | None:
    """A pattern that finds the year in a date of this form of which other parts are blank, unknown marks or no day there is.

    1985, 1985-05, 1985-00-00, 1985/UU/UU and 1985-02-30 are all of the form %Y-%m-%d. None for a form without a year.
    """
    parts = re.findall("%.|.", strptime)
    any_part = {part: r"[\w?* ]{0,9}" if part in _LONG else r"[\w?* ]{0,2}" for part in parts if len(part) == 2}
    marks = dict.fromkeys("-/., ", "[-/., ]?")
    pattern = "".join((any_part | marks | _YEARS).get(part) or re.escape(part) + "?" for part in parts)
    return f"^{pattern}$" if _YEARS.keys() & set(parts) else None
