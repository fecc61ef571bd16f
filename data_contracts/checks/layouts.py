"""Whether a layout is said whole, and nothing is said that it does not have: keys, record types, elements, counts."""

from collections.abc import Iterator

from data_contracts.errors import Findings
from data_contracts.shape.contract import ContractShape, DeliveryShape
from data_contracts.shape.object import ObjectShape
from data_contracts.vocabulary import advice

Loc = tuple[str | int, ...]
_LAYOUT_NAMES = {"fixed_width": "a fixed-width", "delimited": "a delimited", "xml": "an XML", "parquet": "a Parquet",
                 "table": "a table"}
_FILES = ("delimited", "fixed_width", "xml", "parquet")
_ONLY = {  # key of `delivery` -> the layouts that have it
    "delimiter": ("delimited",),
    "quote": ("delimited",),
    "header": ("delimited",),
    "record_length": ("fixed_width",),
    "encoding": ("delimited", "fixed_width", "xml"),
    "file": _FILES,
    "history": _FILES,
    "encryption": _FILES,
    "done_marker": _FILES,
}


def check_layout(shape: ContractShape, at: Loc, findings: Findings) -> None:
    """Adds a finding for each key the layout needs or does not have, and for objects that cannot be told apart."""
    delivery = shape.delivery
    for key, layouts in _ONLY.items():
        if getattr(delivery, key) and delivery.layout not in layouts:
            findings.add((*at, key), f"{_LAYOUT_NAMES[delivery.layout]} layout has no {key}")
    if delivery.layout == "delimited" and delivery.delimiter is None:
        findings.add(at, "a delimited layout needs a delimiter")
    if delivery.layout not in ("parquet", "table") and delivery.encoding is None:
        findings.add(at, f"{_LAYOUT_NAMES[delivery.layout]} layout needs an encoding")
    _check_records(shape, at, findings)
    for key, sentence in _of_server(shape):
        findings.add((*at, key) if key else at, sentence)
    for index, table in enumerate(shape.schema_):
        for sentence in (*_of_elements(table, shape), *_of_counts(table, shape)):
            findings.add(("schema", index), sentence)


def _of_server(shape: ContractShape) -> Iterator[tuple[str, str]]:
    """The layout `table` and a database go together; then there is no file to name."""
    delivery, kind = shape.delivery, shape.servers[0].type
    if (delivery.layout == "table") != (kind == "postgres"):
        yield "layout", f"the layout is {delivery.layout} and the server {kind}; a table goes with postgres, and only with it"
    if delivery.layout != "table":
        if delivery.file is None:
            yield "", "the delivery needs file: a pattern of its files' names"
        return
    if delivery.container != "file":
        yield "container", "a table layout has no container but file"
    columns = [c for o in shape.schema_ for c in o.properties if c.name in delivery.period.columns]
    if any(column.logicalTypeOptions.format for column in columns):
        yield "period", "a period's column in a database is a date of its own or parts of a period, without a format"
    if delivery.period.unit == "term" and len(delivery.period.columns) == 1:
        yield "period", "a term in a database is told by two columns, year and term"


def _check_records(shape: ContractShape, at: Loc, findings: Findings) -> None:
    """Record types: all objects have one or none has, all at one place, and no line fits two."""
    delivery, tables = shape.delivery, shape.schema_
    records = [table.custom("record") for table in tables]
    if delivery.layout == "fixed_width" and delivery.record_length is None and not all(r and r.length for r in records):
        findings.add(at, "a fixed-width layout needs record_length")
    taken: dict[str, str] = {}
    for index, (table, record) in enumerate(zip(tables, records, strict=True)):
        for sentence in _of_record(table, delivery, records):
            findings.add(("schema", index), sentence)
        for value in record.values if record else ():
            clash = next((other for other in taken if value.startswith(other) or other.startswith(value)), None)
            if clash is not None:
                said = f'{table.name} and {taken[clash]} cannot be told apart: "{value}" and "{clash}" fit one line'
                findings.add(("schema", index), said)
            taken[value] = table.name


def _of_record(table: ObjectShape, delivery: DeliveryShape, records: list) -> Iterator[str]:
    record = table.custom("record")
    if record is None:
        if any(records):
            yield f"{table.name} needs a customProperty record, as other objects of the file have one"
        return
    if delivery.layout != "fixed_width":
        yield f"{table.name} has a record type, but the layout is {delivery.layout}"
    first, last = record.position
    length = table.record_length(delivery.record_length)
    if not 1 <= first <= last or (length and last > length):
        yield f"{table.name} has its record type at [{first}, {last}], which is no place in the record"
    if any(len(value) != last - first + 1 for value in record.values):
        yield f"{table.name} has a record type that is not {last - first + 1} characters long, as its position is"
    if first != next(other for other in records if other).position[0]:
        yield f"{table.name} has its record type elsewhere than the objects before it; all begin at one position"


def _of_elements(table: ObjectShape, contract: ContractShape) -> Iterator[str]:
    is_xml, element = contract.delivery.layout == "xml", table.custom("element")
    if is_xml and element is None:
        yield f"{table.name} needs a customProperty element: the path of its rows' elements from the root"
    if not is_xml and element is not None:
        yield f"{table.name} has an element, but the layout is {contract.delivery.layout}"
    others = [other.custom("element") for other in contract.schema_ if other is not table]
    if element is not None and contract.delivery.container != "zip" and element in others:
        yield f"{table.name} has the element {element}, which another object has too"
    if element is not None and element.count("/") < 2:
        yield f"{table.name} has the root as its element, so that a delivery could hold one row only"
    paths: set[str] = set()
    for column in table.properties:
        path = column.custom("path")
        if path is not None and not is_xml:
            yield f"{column.name} has a path, but the layout is {contract.delivery.layout}"
        if (path or column.name) in paths:
            yield f"{column.name} has the path {path or column.name}, which another column of {table.name} has too"
        paths.add(path or column.name)
        if element and path and path.startswith("../"):
            yield from _of_way_up(column.name, path, element, others)


def _of_way_up(name: str, path: str, element: str, others: list[str | None]) -> Iterator[str]:
    """Above the outermost object only attributes are known: the elements there have not ended when a row is read."""
    outermost = min([other for other in others if other and element.startswith(f"{other}/")] or [element], key=len)
    depth = element.count("/") - path.count("../")
    if depth < 1:
        yield f"{name} has the path {path}, which leads out of the root"
    elif depth < outermost.count("/") and not path.rpartition("../")[2].startswith("@"):
        yield f"{name} has the path {path}, of which only an attribute is known when a row of {outermost} is read"


def _of_counts(table: ObjectShape, contract: ContractShape) -> Iterator[str]:
    columns = {column.name: column for column in table.properties}
    objects = tuple(other.name for other in contract.schema_)
    for count in table.custom("counts", []):
        if count.column not in columns:
            yield f'unknown column "{count.column}" in counts; {advice(count.column, tuple(columns))}'
        elif columns[count.column].logicalType != "integer":
            yield f"{count.column} counts rows and must be an integer"
        for name in count.objects:
            if name not in objects:
                yield f'unknown object "{name}" in counts; {advice(name, objects)}'
