"""Places on a row: a role without a number of its own is somebody only where something tells who.

An application has a place for four children, and few have four. Text only: no engine, no data.
"""

from collections.abc import Mapping

from data_contracts.contract import Person, Table
from data_contracts.placeholders import FILLED, NOT_SAID, SENTINEL_DATES
from data_contracts.typing_sql import literal
from data_contracts.vocabulary import vocabularies

TELLING = vocabularies()["telling_words"]
NUMBERS = ("birth_date", "ssn", "ssn_last4", "other_id")  # the others are names
_WORDS = "|".join(NOT_SAID)


def is_place(table: Table, person: Person) -> bool:
    """Whether a role has no number of its own: another's on the row is the same, and it was not issued to this kind of person.

    Whoever has a number of his own, or stands alone on the row, is somebody whatever else is known of him.
    """
    number = _number(person)
    if not person.identifiers or not number or any(table.column(name).issuer == person.issuer for name in number):
        return False
    return any(_number(other) == number for other in _others(table, person))


def telling(table: Table, person: Person) -> dict[str, str]:
    """The identifiers that tell who stands in a place (word -> column): of its own, since what others on the row have too, such
    as a family's surname, tells of none."""
    shared = {name for other in _others(table, person) for name in other.identifiers.values()}
    return {word: name for word, name in person.identifiers.items() if word in TELLING and name not in shared}


def tells_who(texts: Mapping[str, str]) -> str:
    """SQL, whether any text tells of somebody (word -> SQL for it; a birth date as YYYY-MM-DD where it is one): null or false
    where none does. What stands where nothing is known (UNKNOWN, XXXX, 999-99-9999, 1900-01-01) does not."""
    return " or ".join(_is_number(text) if word in NUMBERS else _is_name(text) for word, text in texts.items()) or "false"


def _number(person: Person) -> frozenset[str]:
    """The columns of a person's id that are no identifiers of his."""
    return frozenset(person.id_columns) - frozenset(person.identifiers.values())


def _others(table: Table, person: Person) -> list[Person]:
    """Who else is on the row. Two roles under one issuer and number are one record."""
    return [other for other in table.persons if other.issuer != person.issuer]


def _is_name(text: str) -> str:
    letters = rf"trim(regexp_replace(upper(strip_accents({text})), '[^\p{{L}}]+', ' ', 'g'))"
    nothing = f"^$|{FILLED}|^({_WORDS})( ({_WORDS}))*$"
    return f"not (regexp_matches({letters}, '{nothing}') or regexp_matches(replace({letters}, ' ', ''), '^({_WORDS})$'))"


def _is_number(text: str) -> str:
    """No valid number and no date is of zeros and nines alone."""
    return f"(regexp_matches({text}, '[1-8]') and {text} not in ({', '.join(map(literal, SENTINEL_DATES))}))"
