"""What may stand in a contract's SQL: `SELECT COUNT(*) FROM {object} WHERE …`, names in double quotes."""

import re

from data_contracts.vocabulary import advice

FORM = "SELECT COUNT(*) FROM {object} WHERE <what breaks the promise>, or SELECT <one aggregate> FROM {object}"
_QUERY = re.compile(r"^\s*select\s+count\(\*\)\s+from\s+\{object\}\s+where\s+(.+?)\s*;?\s*$", re.IGNORECASE | re.DOTALL)
_AGGREGATES = "avg|count|max|median|min|quantile_cont|stddev|stddev_samp|sum|variance"
_AGGREGATE = re.compile(
    rf"^\s*select\s+((?:{_AGGREGATES})\s*\(.+?\).*?)\s+from\s+(\{{object\}}(?:\s+where\s+.+?)?)\s*;?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_TEXT, _QUOTED = re.compile(r"'(?:[^']|'')*'"), re.compile(r'"([^"]+)"')
_PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")
_BARE = re.compile(r"(?<![\w.\"])([A-Za-z_]\w*)(?!\w*\s*\()")
_ALIAS = re.compile(r"\bas\s+([a-z_]\w*)", re.IGNORECASE)
_KEYWORDS = """and or not null is in between like case when then else end select from where group by having join left
    inner on using as exists cast date timestamp bigint varchar interval day month year days months years true false
    distinct filter any all desc asc over partition
    similar to escape current_date"""
_WORDS = frozenset(_KEYWORDS.split())


def predicate_of(query: str) -> str | None:
    """What a query counts, as a predicate over {rows}; None when the query has another form."""
    match = _QUERY.match(query)
    return match.group(1).replace("{object}", "{rows}") if match else None


def aggregate_of(query: str) -> tuple[str, str] | None:
    """What a query measures of the table, and the rows it measures; None when the query has another form."""
    match = _AGGREGATE.match(query)
    return (match.group(1), match.group(2).replace("{object}", "{rows}")) if match else None


def tables_in(predicate: str) -> tuple[tuple[str, str], ...]:
    """(`rows` or `in_force`, name) of every other table a predicate reads."""
    found = (_PLACE.fullmatch(place.group(0)) for place in _PLACE.finditer(_TEXT.sub("''", predicate)))
    return tuple((m.group(1), m.group(2)) for m in found if m and m.group(2))


def columns_in(predicate: str) -> tuple[str, ...]:
    """Every double-quoted name of a predicate, once, in order."""
    return tuple(dict.fromkeys(_QUOTED.findall(_TEXT.sub("''", predicate))))


def faults(predicate: str, columns: tuple[str, ...] | None) -> list[str]:
    """What is wrong with a predicate whose tables have these columns; None: they are not known here."""
    text = _TEXT.sub("''", predicate)
    unknown = [name for name in columns_in(text) if columns is not None and name not in columns]
    wrong = [f'unknown column "{name}" in the query; {advice(name, columns)}' for name in unknown]
    for place in _PLACE.finditer(text):
        if place.group(1) not in ("rows", "in_force") or (place.group(1) == "in_force" and not place.group(2)):
            wrong.append(f"unknown placeholder {place.group(0)}; use {{object}}, {{rows:OBJECT}} or {{in_force:TABLE}}")
    aliases = {alias.lower() for alias in _ALIAS.findall(text)}
    bare = _PLACE.sub(" ", _QUOTED.sub(" ", text)).replace(".", " ")
    for word in dict.fromkeys(_BARE.findall(bare)):
        if word.lower() not in _WORDS | aliases:
            wrong.append(f"{word} stands bare in the query; put columns in double quotes, and name aliases with AS")
    if ";" in text or "--" in text:
        wrong.append("the query must be one statement without comments")
    return wrong
