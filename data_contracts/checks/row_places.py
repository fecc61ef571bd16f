"""Whether the roles of a row can be told apart, and whether anybody can ever stand in the places among them."""

from itertools import combinations

from data_contracts.contract import Contract, Person, Table
from data_contracts.errors import Problem
from data_contracts.row_places import TELLING, is_place, telling


def check_places(contract: Contract) -> list[Problem]:
    """A problem for every place in which nothing can tell who, and for every two roles that are one record by mistake."""
    found = []
    for table in contract.tables:
        for person in table.persons:
            if is_place(table, person) and not telling(table, person):
                sentence = (
                    f"the {person.role} of {table.object_name} has no number of its own and nothing of its own that tells who it "
                    f"is, so it is nobody in every row; give it one of {', '.join(TELLING)}, or an id of its own"
                )
                found.append(Problem(contract.path, _line_of(contract, person.role), sentence, contract.version))
        found += [
            Problem(contract.path, _line_of(contract, other.role), _one_record(table, person, other), contract.version)
            for person, other in combinations(table.persons, 2)
            if _id(person) == _id(other) and person.identifiers and other.identifiers and person.identifiers != other.identifiers
        ]
    return found


def _id(person: Person) -> tuple:
    return person.issuer, person.id_columns


def _one_record(table: Table, person: Person, other: Person) -> str:
    return (
        f"the {other.role} of {table.object_name} has the id of the {person.role} and other identifiers, so the two would be one "
        f"record; give each its own kind, such as {other.role}"
    )


def _line_of(contract: Contract, role: str) -> int:
    """The line that names the role, or the first."""
    lines = enumerate(contract.text.splitlines(), 1)
    return next((number for number, line in lines if f"role: {role}" in line), 1)
