"""The one dbt model that gathers what records say of people, so that a new agency's records count without a list to edit.

Staging has done the naming (`sex`, `mother_birth_month`, …; macros/stated_attributes.sql). Text only.
"""

from data_contracts.contract import Contract, Table
from data_contracts.declared_pages import RENDERED_BY

NAME = "int_person_attributes__gathered"
FOLDER = "dbt_project/models/intermediate/people"
GRAIN = "-- One row per person, attribute, value and kind of record that states it."


def attributes_model(contracts: tuple[Contract, ...]) -> dict[str, str]:
    """Path below the checkout -> text: a part for each table whose rows hold somebody's identifiers."""
    tables = [(c, t) for c in sorted(contracts, key=lambda c: c.feed) for t in c.tables if t.persons]
    body = " union all\n".join(_part(contract, table) for contract, table in tables)
    return {f"{FOLDER}/{NAME}.sql": f"{GRAIN}\n-- {RENDERED_BY}\n{body}\n"} if tables else {}


def _part(contract: Contract, table: Table) -> str:
    """A call of the macro that writes what one table's rows say of each of its persons."""
    roles = [person.role for person in table.persons]
    subject = subject_of(table)
    home = sorted({subject, *(table.service.roles if table.service else ())}, key=roles.index)
    born = [tie.child_role for tie in table.ties if tie.kind == "birth"][:1]
    said = [f"'{contract.agency}'", _words(roles), f"'{subject}'", _words(home), _words(born)]
    return f"{{{{ stated_attributes(ref('stg_{table.name}'),\n    {', '.join(said)}) }}}}"


def subject_of(table: Table) -> str:
    """The role of the person a row is about: the first whose identifiers stand in it, else the first."""
    return next((person.role for person in table.persons if person.identifiers), table.persons[0].role)


def _words(words: list[str]) -> str:
    return "[" + ", ".join(f"'{word}'" for word in words) + "]"
