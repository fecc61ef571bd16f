"""Nodes: narrow, distinct, in an order that depends on nothing but what is in them."""

from datetime import date

import pytest

from orchestration.errors import TwogenError
from orchestration.linkage import nodes
from orchestration.linkage.crowds import CROWDED_HOME, CROWDED_SSN
from tests.linkage.conftest import World, contract, said


def build(world: World, people: list[dict]) -> nodes.NodeCounts:
    return nodes.build_nodes([contract()], [world.tell(people)], world.vault, world.places)


def test_a_record_has_one_node_per_distinct_set_of_identifiers(world: World):
    counts = build(world, [
        said("s", "school", first_name="Ida", last_name="Brandt", row_number=1),
        said("s", "school", first_name="IDA", last_name="brandt", row_number=2),
        said("s", "school", first_name="Ida", last_name="Novak", row_number=3),
    ])  # fmt: skip
    assert (counts.nodes, counts.records) == (2, 1)
    assert len({node["record_no"] for node in world.nodes()}) == 1


def test_nodes_are_the_same_in_any_order_of_rows(world: World):
    people = [
        said(f"r{i}", "hmis", first_name=name, last_name="Roy", birth_date=date(1980, 1, 2 + i)) for i, name in enumerate("ABCDE")
    ]
    build(world, people)
    first = world.nodes()
    build(world, people[::-1])
    assert world.nodes() == first


def test_an_address_of_very_many_families_is_nobodys_home(world: World):
    names = [chr(65 + i) * 4 for i in range(CROWDED_HOME + 1)]
    counts = build(world, [said(f"s{n}", "school", first_name="Jo", last_name=n, street_address="40 Long Road") for n in names])
    assert counts.nobodys_homes == 1
    assert all(node["home_std"] is None for node in world.nodes())
    build(world, [said(f"s{n}", "school", first_name="Jo", last_name=n, street_address="40 Long Road") for n in names[:-1]])
    assert all(node["home_std"] == "40 LONG RD" for node in world.nodes())


def test_an_institution_is_one_however_its_records_say_where_it_is(world: World):
    """Some with a ZIP code, some without; and one street of two towns is no institution."""
    names = [chr(65 + i) * 4 for i in range(CROWDED_HOME + 1)]
    school = [
        said(f"s{n}", "school", last_name=n, street_address="40 Long Road", zip="37201" if i % 2 else None)
        for i, n in enumerate(names)
    ]
    towns = [
        said(f"t{n}", "school", last_name=n, street_address="7 Short Road", zip="37201" if i % 2 else "37209")
        for i, n in enumerate(names)
    ]
    build(world, [*school, *towns])
    homes = {n["record_id"][0]: n["home_std"] for n in world.nodes()}
    assert homes == {"s": None, "t": "7 SHORT RD"}


def test_an_ssn_of_very_many_people_is_nobodys_number(world: World):
    names = [chr(65 + i) * 4 for i in range(CROWDED_SSN + 1)]
    counts = build(world, [said(f"w{n}", "wages", first_name=n, last_name="Roy", ssn="412551234") for n in names])
    assert counts.nobodys_ssns == 1
    assert {(node["ssn"], node["ssn_last4"]) for node in world.nodes()} == {(None, None)}


def test_record_that_left_the_last_snapshot_is_linked_no_more_and_one_that_stayed_keeps_its_former_name(world: World):
    before = world.tell([said("a", "hmis", last_name="Roy"), said("b", "hmis", last_name="Roy")], "before")
    last = world.tell([said("a", "hmis", last_name="Novak")], "last")
    told = [nodes.Mention("hmis", "2026-07", before.path, last.path), nodes.Mention("hmis", "2026-08", last.path, last.path)]
    nodes.build_nodes([contract()], told, world.vault, world.places)
    assert {(node["record_id"], node["last_std"]) for node in world.nodes()} == {("a", "ROY"), ("a", "NOVAK")}


def test_a_day_on_which_somebody_was_grown_is_the_earliest_that_the_last_delivery_says(world: World):
    """A sentinel is no day, and what was mistyped before does not last."""
    mistyped = [said("a", "water", adult_on=date(1932, 6, 1)), said("b", "water", adult_on=date(2020, 5, 1))]
    corrected = [
        said("a", "water", adult_on=date(2023, 6, 1)),
        said("a", "water", adult_on=date(2022, 6, 1)),
        said("b", "water", adult_on=date(1900, 1, 1)),
    ]
    before, last = world.tell(mistyped, "before"), world.tell(corrected, "last")
    told = [nodes.Mention("water", "2026-07", before.path), nodes.Mention("water", "2026-08", last.path, last.path)]
    nodes.build_nodes([contract()], told, world.vault, world.places)
    assert {(n["record_id"], n["adult_on"]) for n in world.nodes()} == {("a", date(2022, 6, 1)), ("b", date(2020, 5, 1))}


def test_counts_tell_how_complete_each_identifier_is(world: World):
    counts = build(
        world, [said("a", "hmis", first_name="Ida", ssn="412551234"), said("b", "hmis", last_name="Roy", ssn="xxxxx1234")]
    )
    assert counts.completeness["ssn"] == 0.5
    assert counts.completeness["ssn_last4"] == 1.0
    assert counts.completeness["birth_date"] == 0.0


def test_no_delivery_that_names_persons_is_an_error_that_says_so(world: World):
    with pytest.raises(TwogenError, match="no accepted delivery that names persons"):
        nodes.build_nodes([contract()], [], world.vault, world.places)


def test_an_agency_that_writes_one_full_name_is_understood(world: World):
    build(world, [said("a", "hmis", full_name="Garcia, Maria Jose")])
    (node,) = world.nodes()
    assert (node["first_std"], node["middle_std"], node["last_std"]) == ("MARIA", "JOSE", "GARCIA")
