"""Whether the way a feed is delivered is said whole: file names, layout, members, periods, promises of time."""

import re
from datetime import date
from pathlib import Path

from data_contracts.checks.layouts import check_layout
from data_contracts.errors import Findings
from data_contracts.shape.contract import ContractShape, DeliveryShape
from data_contracts.vocabulary import advice

_FREQUENCY = {"month": (1, "m"), "quarter": (3, "m"), "term": (3, "y")}


def check_delivery(shape: ContractShape, path: Path, findings: Findings) -> None:
    at = ("customProperties", [p.property for p in shape.customProperties].index("delivery"), "value")
    if path.name != f"{shape.name}.odcs.yaml":
        findings.add(("name",), f'the contract "{shape.name}" must stand in {shape.name}.odcs.yaml')
    _check_names(shape.delivery, at, findings)
    marker = shape.delivery.done_marker
    if marker is not None and (marker.count("{file}") != 1 or marker == "{file}" or "/" in marker):
        findings.add((*at, "done_marker"), "done_marker must be {file} with something before or after it, like {file}.done")
    check_layout(shape, at, findings)
    _check_members(shape, findings)
    _check_periods(shape, at, findings)
    _check_first_day(shape, at, findings)
    _check_time(shape, findings)


def _check_names(delivery: DeliveryShape, at: tuple, findings: Findings) -> None:
    for key, pattern in (("file", delivery.file), ("history", delivery.history)):
        if pattern is None:
            continue
        try:
            groups = re.compile(pattern).groupindex
        except re.error as error:
            findings.add((*at, key), f"{key} is no regular expression: {error.msg}")
            continue
        if "period" not in groups:
            findings.add((*at, key), f"{key} must hold a group (?P<period>…), so that a file's name tells its period")
        if not (pattern.startswith("^") and pattern.endswith("$")):
            findings.add((*at, key), f"{key} must begin with ^ and end with $, so that it fits whole names only")


def _check_members(shape: ContractShape, findings: Findings) -> None:
    is_zip, members = shape.delivery.container == "zip", []
    names: list[str] = []
    for index, table in enumerate(shape.schema_):
        member = table.custom("member")
        if is_zip and member is None:
            findings.add(("schema", index), f"{table.name} needs a customProperty member: its file in the zip")
        if not is_zip and member is not None:
            findings.add(("schema", index), f"{table.name} names a member, but the delivery is no zip")
        if member in members or table.name.lower() in names:
            findings.add(("schema", index), f"{table.name} stands twice, by its name or its member")
        members.append(member) if member else None
        names.append(table.name.lower())
    tells_apart = shape.delivery.layout in ("xml", "table") or any(table.custom("record") for table in shape.schema_)
    if not is_zip and len(shape.schema_) > 1 and not tells_apart:
        said = "a delivery that is one file holds one object; several need `container: zip`, record types or XML elements"
        findings.add(("schema", 1), said)


def _check_periods(shape: ContractShape, at: tuple, findings: Findings) -> None:
    delivery = shape.delivery
    for table in shape.schema_:
        valid = tuple(p.name for p in table.properties)
        for column in delivery.period.columns if table.holds_data else ():
            if column not in valid:
                said = f'unknown column "{column}" in {table.name}; {advice(column, valid)}'
                findings.add((*at, "period", "columns"), said)
    if delivery.mode == "append" and not delivery.period.columns:
        findings.add((*at, "period"), "an append feed needs period.columns: how a row of a historical load tells its period")
    if delivery.mode == "upsert":
        for index, table in enumerate(shape.schema_):
            if not any(p.primaryKey for p in table.properties):
                findings.add(("schema", index), f"an upsert feed needs a primaryKey in {table.name}")


def _check_first_day(shape: ContractShape, at: tuple, findings: Findings) -> None:
    """The column a feed's coverage begins with: a date that crosses, of a feed whose rows tell no period."""
    if shape.delivery.first_day is None:
        return
    at = (*at, "first_day")
    if shape.delivery.period.columns:
        findings.add(at, "first_day is for a feed without period.columns; here the earliest period of a row is the first")
        return
    name, column = shape.delivery.first_day.split(".")
    tables = {table.name: table for table in shape.schema_}
    if name not in tables:
        findings.add(at, f'unknown object "{name}"; {advice(name, tuple(tables))}')
        return
    columns = {p.name: p for p in tables[name].properties}
    if column not in columns:
        findings.add(at, f'unknown column "{column}" in {name}; {advice(column, tuple(columns))}')
    elif columns[column].logicalType not in ("date", "timestamp") or columns[column].classification == "identifier":
        findings.add(at, f"first_day must be a date or timestamp that crosses to the analysis zone, and {column} is not")


def _check_time(shape: ContractShape, findings: Findings) -> None:
    latency, frequency = shape.sla("latency"), shape.sla("frequency")
    if latency is None or latency.unit != "d":
        findings.add(("slaProperties",), "slaProperties must give latency in d: how long after a period its file is due")
    unit = shape.delivery.period.unit
    if frequency is None or (frequency.value, frequency.unit) != _FREQUENCY[unit]:
        wanted = "{} {}".format(*_FREQUENCY[unit])
        findings.add(("slaProperties",), f"slaProperties must give frequency {wanted}, as the period's unit is {unit}")
    if not any(m.role == "data_steward" for m in shape.team.members):
        findings.add(("team", "members"), "the team needs a data_steward: the member who is told of a rejected file")
    try:
        date.fromisoformat((shape.contractCreatedTs or "2000-01-01")[:10])
    except ValueError:
        findings.add(("contractCreatedTs",), "contractCreatedTs must begin with a date, YYYY-MM-DD")
