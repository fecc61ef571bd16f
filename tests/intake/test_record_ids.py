"""Whom a row names: one id per person the agency means, and none where it names nobody."""

from dataclasses import replace
from pathlib import Path

import pytest

from data_contracts.contract import Contract, Person
from data_contracts.reader import read_contracts
from orchestration.intake.record_ids import record_id
from tests.data_contracts.judged import add_row, connection, make_tables

SOURCES = Path(__file__).parents[2] / "data_contracts" / "sources"


@pytest.fixture(scope="module")
def contracts() -> dict[str, Contract]:
    return {contract.feed: contract for contract in read_contracts(SOURCES)}


def ids(contract: Contract, role: str, *rows: dict) -> list[str | None]:
    (table,) = contract.tables
    return ids_of(contract, next(p for p in table.persons if p.role == role), *rows)


def ids_of(contract: Contract, person: Person, *rows: dict) -> list[str | None]:
    con, (table,) = connection(), contract.tables
    make_tables(con, contract)
    for number, row in enumerate(rows, start=1):
        add_row(con, table, row_number=number, **row)
    return [row[0] for row in con.execute(f"select {record_id(table, person)} from {table.name} order by row_number").fetchall()]


def test_a_guardian_without_a_name_is_nobody_although_the_child_has_a_number(contracts):
    home = {"ChildID": "10000003", "StreetAddress": "1 Elm St"}
    named, first_only, blank, spelled = ids(
        contracts["early_learning__prek"],
        "guardian",
        home | {"GuardianLastName": "Ruiz", "GuardianFirstName": "Ana"},
        home | {"GuardianFirstName": "Ana"},
        home,
        home | {"GuardianLastName": "RUÍZ ", "GuardianFirstName": "Ana"},
    )
    assert blank is None
    assert named and first_only and named != first_only
    assert spelled == named


def test_one_guardian_of_two_children_has_two_records(contracts):
    ana = {"GuardianLastName": "Ruiz", "GuardianFirstName": "Ana"}
    one, other = ids(contracts["early_learning__prek"], "guardian", ana | {"ChildID": "10000003"}, ana | {"ChildID": "10000006"})
    assert one != other


def test_a_child_has_one_record_in_whichever_place_it_stands(contracts):
    contract = contracts["family_services__child_care_subsidy"]
    rows = ({"Child1ID": "400000001"}, {"Child1ID": "400000002", "Child2ID": "400000001"})
    first, second = ids(contract, "child_1", *rows), ids(contract, "child_2", *rows)
    assert first[0] == second[1]
    assert second[0] is None and first[0] != first[1]
    assert ids(contract, "parent", {"ParentID": "400000001"}) == [first[0]]


def test_a_wage_earner_is_known_by_number_or_name(contracts):
    contract = contracts["labor__ui_wages"]
    number, name, nobody = ids(contract, "person", {"SSN": "123121111"}, {"LAST_NAME": "RUIZ"}, {"WAGE": 5})
    assert number and name and number != name
    assert nobody is None


def test_a_day_on_which_the_father_was_grown_names_no_father(contracts):
    """The day a certificate was registered stands on it whether he does or not; also where it is part of his number."""
    contract = contracts["health__births"]
    father = next(p for p in contract.tables[0].persons if p.role == "father")
    father = replace(father, identifiers=father.identifiers | {"adult_on": "DOR"})
    dated = {"FILENO": "000001", "DOR__text": "20260103"}
    named, absent = ids_of(contract, father, dated | {"DADLNAME": "RUIZ"}, dated)
    assert named and absent is None

    father = replace(father, id_columns=("DADLNAME", "DOR"))
    named, absent = ids_of(contract, father, dated | {"DADLNAME": "RUIZ"}, dated)
    assert named and absent is None
