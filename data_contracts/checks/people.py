"""Whether the people of a table and the ties between them name columns and roles that exist and fit."""

from data_contracts.errors import Findings
from data_contracts.shape.column import ColumnShape
from data_contracts.shape.contract import ContractShape
from data_contracts.shape.object import ObjectShape, PersonShape
from data_contracts.vocabulary import advice, vocabularies

Loc = tuple[str | int, ...]
# Words whose column need not be an identifier.
_MAY_CROSS = frozenset({"sex", "city", "state", "zip", "other_id", "adult_on"})


def check_people(contract: ContractShape, index: int, findings: Findings) -> None:
    table = contract.schema_[index]
    at_custom = ("schema", index, "customProperties")
    places = {entry.property: (*at_custom, n, "value") for n, entry in enumerate(table.customProperties)}
    persons: list[PersonShape] = table.custom("persons", [])
    columns = {p.name: p for p in table.properties}
    for number, person in enumerate(persons):
        at = (*places["persons"], number)
        if person.role in [p.role for p in persons[:number]]:
            findings.add((*at, "role"), f"the role {person.role} is given twice in {table.name}")
        for name in person.id.columns:
            _expect_column(name, columns, (*at, "id", "columns"), findings)
        _check_identifiers(person, columns, at, findings)
        if person.identifiers_from is not None:
            _check_source(person, contract, at, findings)
        elif not person.identifiers:
            findings.add(at, f"the {person.role} needs identifiers, or identifiers_from: the object that holds them")
    _check_ties(table, persons, columns, places.get("ties", ()), findings)
    _check_service(table, persons, places.get("service", ()), findings)


def _expect_column(name: str, columns: dict[str, ColumnShape], at: Loc, findings: Findings) -> ColumnShape | None:
    if name not in columns:
        findings.add(at, f'unknown column "{name}"; {advice(name, tuple(columns))}')
    return columns.get(name)


def _check_identifiers(person: PersonShape, columns: dict[str, ColumnShape], at: Loc, findings: Findings) -> None:
    for word, name in person.identifiers.items():
        place = (*at, "identifiers", word)
        column = _expect_column(name, columns, place, findings)
        if column is None:
            continue
        if word in ("birth_date", "adult_on") and column.logicalType != "date":
            findings.add(place, f"{name} is the {word} and must be a date")
        if word not in _MAY_CROSS and column.classification in ("plain", "sensitive"):
            findings.add(place, f"{name} is a {word} and must be classified identifier, or it would leave the vault")
        labels = {code.label for code in column.custom("enum", [])}
        if word == "sex" and not set(vocabularies()["sexes"]) <= labels:
            findings.add(place, f"{name} is the sex and needs an enum with the labels male and female")


def _check_source(person: PersonShape, contract: ContractShape, at: Loc, findings: Findings) -> None:
    place, objects = (*at, "identifiers_from"), {o.name: o for o in contract.schema_}
    if person.identifiers:
        findings.add(place, f"the {person.role} has identifiers of its own; give one of the two")
    if "__" in person.identifiers_from:  # a table of another feed: checks/together.py
        return
    source = objects.get(person.identifiers_from)
    if source is None:
        name = person.identifiers_from
        findings.add(place, f'unknown object "{name}"; {advice(name, tuple(objects))}')
        return
    issuer = (person.id.system, person.id.kind)
    if not any(p.identifiers and (p.id.system, p.id.kind) == issuer for p in source.custom("persons", [])):
        findings.add(place, f"{source.name} holds no person of the issuer {', '.join(issuer)} with identifiers")


def _check_ties(
    table: ObjectShape, persons: list[PersonShape], columns: dict[str, ColumnShape], at: Loc, findings: Findings
) -> None:
    roles = tuple(person.role for person in persons)
    for number, tie in enumerate(table.custom("ties", [])):
        place = (*at, number)
        for end, role in (("parent", tie.parent), ("child", tie.child)):
            if role not in roles:
                said = advice(role, roles) if roles else "it names no persons"
                findings.add((*place, end), f"the tie's {end} {role} is no role of {table.name}; {said}")
        if tie.parent == tie.child:
            findings.add(place, f"a tie joins two roles, not {tie.parent} to itself")
        for key, name in tie.columns.items():
            column = _expect_column(name, columns, (*place, key), findings)
            if column is not None and key in ("start", "end", "recorded") and column.logicalType != "date":
                findings.add((*place, key), f"the tie's {key} {name} must be a date")


def _check_service(table: ObjectShape, persons: list[PersonShape], at: Loc, findings: Findings) -> None:
    service, roles = table.custom("service"), tuple(person.role for person in persons)
    for number, role in enumerate(service.every_role if service is not None else []):
        place = (*at, "also", number - 1) if number else (*at, "role")
        if role not in roles:
            said = advice(role, roles) if roles else "it names no persons"
            findings.add(place, f"the service's {role} is no role of {table.name}; {said}")
        if role in service.every_role[:number]:
            findings.add(place, f"the service names the role {role} twice")
