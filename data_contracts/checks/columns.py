"""Whether each column's promises fit together: classification, issuer, positions, forms, ranges, codes."""

import re
from collections.abc import Iterator

from data_contracts.checks.positions import check_positions
from data_contracts.contract import Column
from data_contracts.crossing import crossing_names
from data_contracts.date_formats import known_letters, unknown_letters, unparted_letters
from data_contracts.errors import Findings
from data_contracts.shape.column import ColumnShape
from data_contracts.shape.contract import DeliveryShape
from data_contracts.shape.object import ObjectShape
from data_contracts.values import can_bound
from data_contracts.vocabulary import advice, nearest, vocabularies

Loc = tuple[str | int, ...]
_RESERVED = frozenset({"row_number", "delivery_id"})
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_FORMATS = {"string": "text_formats", "integer": "integer_formats"}
_KEEP_TYPES = {"birth_month": "date", "zip3": "string", "county": "string", "tract": "string"}
_NOT_RE2 = re.compile(r"\(\?[=!<>](?!\w+>)|\\[1-9]|\(\?P=")


def check_columns(table: ObjectShape, delivery: DeliveryShape, findings: Findings, loc: Loc) -> None:
    seen: set[str] = set()
    for index, column in enumerate(table.properties):
        at = (*loc, "properties", index)
        if column.name.lower() in seen:
            findings.add(at, f"the column {column.name} is given twice (upper and lower case are the same)")
        for name in crossing_names(column):
            if name.lower() in _RESERVED or name.lower().endswith(("__text", "_record_id")):
                findings.add(at, f"the name {name} is one the pipeline uses itself; name the column otherwise")
        seen.add(column.name.lower())
        for sentence in (*_of_class(column), *_of_forms(column), *_of_codes(column)):
            findings.add(at, sentence)
    check_positions(table, delivery, findings, loc)
    places = [column.primaryKeyPosition for column in table.properties if column.primaryKey]
    if any(places) and places != list(range(1, len(places) + 1)):
        findings.add(loc, f"the primaryKeyPositions of {table.name} must be 1 to {len(places)}, in the columns' order")


def _of_class(column: ColumnShape) -> Iterator[str]:
    issuer, keeps = column.custom("issuer"), column.custom("keeps", [])
    if column.classification is None:
        yield f"{column.name} has no classification; valid words: {', '.join(vocabularies()['classifications'])}"
        return
    if column.classification == "key" and issuer is None:
        yield f"{column.name} is a key and needs an issuer {{system, kind}}: who numbers what"
    if column.classification == "key" and column.logicalType != "string":
        yield f"{column.name} is a key and must be a string: numbers lose their leading zeros"
    if column.classification != "key" and issuer is not None:
        yield f"{column.name} has an issuer, but is {column.classification} and no key"
    if keeps and column.classification != "identifier":
        yield f"{column.name} has keeps, but is {column.classification} and no identifier; it crosses as it is"
    for keep in keeps:
        if column.logicalType != _KEEP_TYPES[keep]:
            yield f"{column.name} cannot keep {keep}, which is made from a {_KEEP_TYPES[keep]}"


def _of_forms(column: ColumnShape) -> Iterator[str]:
    options, kind = column.logicalTypeOptions, column.logicalType
    for key in ("pattern", "minLength", "maxLength"):
        if getattr(options, key) is not None and kind != "string":
            yield f"{column.name} is a {kind}; {key} is for strings"
    yield from _of_bounds(column)
    if column.custom("number_form") is not None and kind not in ("integer", "number"):
        yield f"{column.name} is a {kind}; number_form is for integers and numbers"
    for low, high in (("minimum", "maximum"), ("minLength", "maxLength"), ("exclusiveMinimum", "exclusiveMaximum")):
        least, most = getattr(options, low), getattr(options, high)
        if type(least) is type(most) and least is not None and least > most:
            yield f"{column.name} has a {low} above its {high}"
    patterns = (options.pattern, *((entry.arguments or {}).get("pattern") for entry in column.quality))
    for pattern in filter(lambda pattern: isinstance(pattern, str), patterns):
        yield from _of_pattern(column.name, pattern)
    if options.timezone:
        yield f"{column.name} has timezone: true; moments are read as they stand, so send them in one zone without its name"
    if options.format is not None:
        yield from _of_format(column, options.format)


def _of_bounds(column: ColumnShape) -> Iterator[str]:
    for key in _BOUNDS:
        yield from _of_bound(column, key, getattr(column.logicalTypeOptions, key))
    if column.logicalTypeOptions.multipleOf is not None and column.logicalType not in ("integer", "number"):
        yield f"{column.name} is a {column.logicalType}; multipleOf is for integers and numbers"


def _of_bound(column: ColumnShape, key: str, bound: object) -> Iterator[str]:
    kind = column.logicalType
    if bound is None:
        return
    if kind not in ("integer", "number", "date", "timestamp"):
        yield f"{column.name} is a {kind}; {key} is for numbers, dates and timestamps"
    elif kind in ("date", "timestamp") and not can_bound(bound, Column("", kind, "plain")):
        yield f"the {key} of {column.name} must be a {kind} in quotes, YYYY-MM-DD{' HH:MM:SS' * (kind == 'timestamp')}"
    elif kind in ("integer", "number") and not can_bound(bound, Column("", kind, "plain")):
        yield f"the {key} of {column.name} must be a number"


def _of_format(column: ColumnShape, form: str) -> Iterator[str]:
    kind = column.logicalType
    if kind in ("date", "timestamp"):
        yield from _of_date_form(f'{column.name} has the date form "{form}"', form)
    elif kind in _FORMATS:
        words = vocabularies()[_FORMATS[kind]]
        if form not in words:
            yield f'the format "{form}" of {column.name} promises nothing that can be checked; {advice(form, words)}'
    else:
        yield f"{column.name} is a {kind}; format is for strings, integers, dates and timestamps"


def _of_date_form(said: str, form: str) -> Iterator[str]:
    for letters in unknown_letters(form):
        close = nearest(letters, known_letters(), at_least=0.7)
        meant = f'did you mean "{close}"? We' if close else "we"
        yield f'{said} with "{letters}" in it; {meant} read {", ".join(known_letters())}'
    for one, after in unparted_letters(form):
        yield f'{said}, in which "{one}" runs into "{after}"; write "{one * 2}", or part them'


def _of_pattern(name: str, pattern: str) -> Iterator[str]:
    try:
        re.compile(pattern)
    except re.error as error:
        yield f"the pattern of {name} is no regular expression: {error.msg}"
        return
    if _NOT_RE2.search(pattern):
        yield f"the pattern of {name} looks ahead, behind or back, which RE2 cannot; write two rules instead"


def _of_codes(column: ColumnShape) -> Iterator[str]:
    codes = [code.value for code in column.custom("enum", [])]
    if codes and column.logicalType != "string":
        yield f"{column.name} has an enum and must be a string: a code is a name, not a number"
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        yield f"{column.name} gives the code {', '.join(twice)} twice"
    clash = sorted(set(codes) & set(column.custom("nulls", [])))
    if clash:
        yield f"{column.name} gives {', '.join(clash)} both as a code and as a null"
