"""Which given names are forms of one another: BILL and WILLIAM, BETTY and ELIZABETH.

From the `nicknames` package (carltonnorthern/nicknames), which knows English names; name_forms.csv adds short forms and spellings
of Spanish, Arabic and Slavic ones that are in common use.
"""

import csv
from functools import cache
from pathlib import Path

from nicknames import name_triplets

OF_OTHER_TONGUES = Path(__file__).with_name("name_forms.csv")


@cache
def canonical_names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(name, the canonical names it may stand for), by name, in capitals."""
    canonicals: dict[str, set[str]] = {}
    for canonical, relationship, nickname in name_triplets():
        if relationship == "has_nickname":
            canonicals.setdefault(nickname.upper(), set()).add(canonical.upper())
    with OF_OTHER_TONGUES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            canonicals.setdefault(row["name"], set()).add(row["canonical"])
    return tuple((name, tuple(sorted(of))) for name, of in sorted(canonicals.items()))


def nickname_rows() -> str:
    """A SQL table expression: nicknames(name, canonicals)."""
    rows = ", ".join(f"('{name}', [{', '.join(f'{chr(39)}{c}{chr(39)}' for c in of)}])" for name, of in canonical_names())
    return f"(values {rows}) as nicknames(name, canonicals)"


def initial_rows() -> str:
    """A SQL table expression: initials(name, initials): the initials of the names that a name's bearers go by."""
    found: dict[str, set[str]] = {}
    for nickname, canonicals in canonical_names():
        for canonical in canonicals:
            found.setdefault(canonical, set()).add(nickname[0])
            found.setdefault(nickname, set()).add(canonical[0])
    rows = ", ".join(f"('{name}', '{''.join(sorted(letters))}')" for name, letters in sorted(found.items()))
    return f"(values {rows}) as initials(name, initials)"
