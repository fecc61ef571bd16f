"""A contract's shape, once checked, as the frozen dataclasses every room reads."""

from datetime import date
from hashlib import sha256
from pathlib import Path

from data_contracts.build_server import server_of
from data_contracts.compile import compile_rules
from data_contracts.contract import (
    Column,
    Contract,
    Count,
    Delivery,
    Issuer,
    Member,
    NumberForm,
    Period,
    Person,
    Record,
    Service,
    Table,
    Tie,
)
from data_contracts.date_formats import strptime_format
from data_contracts.errors import Findings
from data_contracts.shape.column import ColumnShape
from data_contracts.shape.contract import ContractShape, DeliveryShape, SlaShape
from data_contracts.shape.object import ObjectShape
from data_contracts.vocabulary import vocabularies


def build_contract(shape: ContractShape, path: Path, text: str, findings: Findings) -> Contract:
    """The contract of a shape; rules that cannot be compiled are findings."""
    tables = _tables(shape, findings)
    classes = {column.classification for table in tables for column in table.columns}
    steward = next((m for m in shape.team.members if m.role == "data_steward"), shape.team.members[0])
    return Contract(
        feed=shape.name,
        agency=shape.name.partition("__")[0],
        title=shape.custom("title"),
        description=f"{shape.description.purpose} {shape.description.limitations} Use: {shape.description.usage}",
        version=shape.version,
        sha256=sha256(text.encode()).hexdigest(),
        text=text,
        path=path,
        status=shape.status,
        agreement=shape.custom("agreement"),
        lag_days=shape.custom("lag_days"),
        delivery=_delivery(shape),
        tables=tables,
        steward=f"{steward.name} <{steward.username}>",
        sensitivity=next(word for word in vocabularies()["classifications"] if word in classes or word == "plain"),
        effective_from=date.fromisoformat(shape.contractCreatedTs[:10]) if shape.contractCreatedTs else None,
    )


def _delivery(shape: ContractShape) -> Delivery:
    said, latency = shape.delivery, shape.sla("latency")
    return Delivery(
        mode=said.mode,
        period=Period(said.period.unit, tuple(said.period.columns)),
        file_pattern=said.file or "",
        history_pattern=said.history,
        container="zip" if said.layout == "table" and len(shape.schema_) > 1 else said.container,
        due_days=latency.value if latency else 0,
        first_day=tuple(said.first_day.split(".")) if said.first_day else None,
        clear_landing=said.clear_landing,
        retention_days=_days(shape.sla("retention")),
        encryption=said.encryption,
        server=server_of(shape.servers[0]),
        done_marker=said.done_marker,
    )


def _days(retention: SlaShape | None) -> int | None:
    """A retention in days, months and years at their longest: nothing is removed before its time."""
    return retention.value * {"d": 1, "m": 31, "y": 366}[retention.unit] if retention else None


def _tables(shape: ContractShape, findings: Findings) -> tuple[Table, ...]:
    objects = {o.name: tuple(p.name for p in o.properties) for o in shape.schema_}
    return tuple(_table(shape, o, objects, findings, ("schema", index)) for index, o in enumerate(shape.schema_))


def _table(
    contract: ContractShape, shape: ObjectShape, objects: dict[str, tuple[str, ...]], findings: Findings, loc: tuple
) -> Table:
    columns = tuple(_column(p) for p in shape.properties)
    several = len(contract.schema_) > 1
    data_objects = [o.name for o in contract.schema_ if o.holds_data]
    return Table(
        name=f"{contract.name}__{shape.name.lower()}" if several else contract.name,
        object_name=shape.name,
        description=shape.description,
        grain=shape.dataGranularityDescription,
        member=_rows_of_database(shape, several) if contract.delivery.layout == "table" else _member(contract.delivery, shape),
        columns=columns,
        persons=_persons(shape),
        ties=_ties(shape),
        service=_service(shape),
        rules=compile_rules(shape, columns, objects, findings, loc),
        physical_name=shape.physicalName or shape.name,
        counts=tuple(Count(c.column, tuple(c.objects or data_objects)) for c in shape.custom("counts", [])),
    )


def _rows_of_database(shape: ObjectShape, several: bool) -> Member:
    """How intake writes down the rows it fetched: as CSV, the objects of one delivery together in a zip."""
    return Member("delimited", f"{shape.name}.csv" if several else None, ",", '"', header=True)


def _member(delivery: DeliveryShape, shape: ObjectShape) -> Member:
    record = shape.custom("record")
    return Member(
        layout=delivery.layout,
        name=shape.custom("member"),
        delimiter=delivery.delimiter,
        quote=delivery.quote,
        header=delivery.header,
        encoding=delivery.encoding or "utf-8",
        record_length=shape.record_length(delivery.record_length),
        record=Record((record.position[0], record.position[1]), tuple(record.values), record.kind) if record else None,
        element=shape.custom("element"),
    )


def _service(shape: ObjectShape) -> Service | None:
    said = shape.custom("service")
    return Service(said.program, tuple(said.every_role)) if said else None


def _ties(shape: ObjectShape) -> tuple[Tie, ...]:
    said = shape.custom("ties", [])
    return tuple(Tie(t.parent, t.child, t.kind, **{f"{key}_column": name for key, name in t.columns.items()}) for t in said)


def _persons(shape: ObjectShape) -> tuple[Person, ...]:
    return tuple(
        Person(
            role=p.role,
            issuer=Issuer(p.id.system, p.id.kind),
            id_columns=tuple(p.id.columns),
            identifiers=dict(p.identifiers),
            identifiers_from=p.identifiers_from,
            one_record_per_person=p.one_record_per_person,
        )
        for p in shape.custom("persons", [])
    )


def _column(shape: ColumnShape) -> Column:
    issuer = shape.custom("issuer")
    form = shape.logicalTypeOptions.format
    default = {"date": "%Y-%m-%d", "timestamp": "%Y-%m-%d %H:%M:%S"}.get(shape.logicalType)
    return Column(
        name=shape.name,
        logical_type=shape.logicalType,
        classification=shape.classification or "identifier",  # unsaid is a finding; until it is mended nothing crosses
        description=_description(shape),
        required=shape.required,
        unique=shape.unique,
        primary_key=shape.primaryKey,
        positions=tuple((first, last) for first, last in shape.custom("positions", [])),
        date_format=strptime_format(form) if form and default else default,
        nulls=("", *shape.custom("nulls", [])),
        issuer=Issuer(issuer.system, issuer.kind) if issuer else None,
        is_shared=issuer.shared if issuer else False,
        keeps=tuple(shape.custom("keeps", [])),
        codes={code.value: code.label for code in shape.custom("enum", [])},
        path=shape.custom("path"),
        number_form=_number_form(shape),
    )


def _number_form(shape: ColumnShape) -> NumberForm:
    form = shape.custom("number_form")
    return NumberForm(form.prefix or "", form.thousands or "") if form else NumberForm()


def _description(shape: ColumnShape) -> str:
    """The description with its unit and the meaning of null, so that no reader has to guess either."""
    said = shape.description.strip()
    if unit := shape.custom("unit"):
        said += f" Unit: {unit}."
    if shape.required or shape.primaryKey:
        return f"{said} Never null."
    means = shape.custom("null_means", "not reported")
    written = [f'"{text}"' for text in shape.custom("nulls", [])]
    also = f" (blank or {' or '.join(written)} in the file)" if written else ""
    return f"{said} Null: {means}{also}."
