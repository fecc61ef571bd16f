"""Date forms as ODCS writes them (JDK letters) in the form DuckDB's strptime reads."""

import re

_LETTERS = {"yyyy": "%Y", "yy": "%y", "MMM": "%b", "MM": "%m", "dd": "%d", "HH": "%H", "mm": "%M", "ss": "%S"}


def strptime_format(jdk: str) -> str:
    """The strptime form of a JDK date form. Raises: ValueError for letters we do not read."""
    spelled = ""
    for match in re.finditer(r"([A-Za-z])\1*|'[^']*'|[^A-Za-z']", jdk):
        text = match.group(0)
        if text[0].isalpha():
            if text not in _LETTERS:
                raise ValueError(f'the date form "{jdk}" has "{text}"; we read {", ".join(_LETTERS)}')
            spelled += _LETTERS[text]
        else:
            spelled += text.strip("'").replace("%", "%%")
    return spelled
