"""What older deliveries say of empty places is nobody for linkage too, and whoever vanished has no key any more."""

from dataclasses import replace
from datetime import date

from data_contracts.contract import Column, Contract, Issuer, Person
from orchestration.linkage import edges, nodes
from tests.linkage.conftest import World, contract, said

NUMBER = Column("ID", "string", "key", issuer=Issuer("births", "certificate"))
NAMES = tuple(Column(name, "string", "identifier") for name in ("KID", "MOM", "STREET"))


def certificates() -> Contract:
    """The world's contract, where a certificate's number is its child's and its mother's."""
    child = Person("child", Issuer("births", "child"), ("ID",), {"first_name": "KID"})
    mother = Person("mother", Issuer("births", "mother"), ("ID",), {"full_name": "MOM", "street_address": "STREET"})
    tables = [
        replace(t, persons=(child, mother), columns=(NUMBER, *NAMES)) if t.name == "births" else t for t in contract().tables
    ]
    return replace(contract(), tables=tuple(tables))


def link(world: World, people: list[dict]) -> dict[str, str]:
    world.counts = nodes.build_nodes([certificates()], [world.tell(people)], world.vault, world.places)
    edges.score_edges(world.vault, world.places, world.model)
    return world.cluster()


def test_an_empty_place_is_no_record_and_a_client_without_a_name_is_one(world: World):
    persons = link(
        world,
        [
            said("kid", "births", "child", first_name="Ida"),
            said("nobody", "births", "mother", street_address="1 Elm St"),
            said("unknown", "births", "mother", full_name="UNKNOWN, UNKNOWN", street_address="1 Elm St"),
            said("client", "hmis", sex="female"),
        ],
    )
    assert set(persons) == {"kid", "client"}
    assert (world.counts.records, world.counts.nodes) == (2, 2)


def test_whose_place_was_emptied_has_no_key_any_more_and_his_other_records_keep_theirs(world: World):
    born = {"first_name": "Ida", "last_name": "Brandt", "birth_date": date(1988, 3, 7), "ssn": "412551234"}
    mother = said("mother", "births", "mother", full_name="Ida Brandt", birth_date=born["birth_date"], ssn=born["ssn"])
    alone = said("alone", "births", "mother", full_name="Vera Novak", birth_date=date(1990, 1, 5))
    before = link(world, [mother, alone, said("client", "hmis", **born)])
    assert before["mother"] == before["client"] != before["alone"]

    emptied = {"full_name": None, "birth_date": None, "ssn": None, "street_address": "1 Elm St"}
    after = link(world, [mother | emptied, alone | emptied, said("client", "hmis", **born)])
    assert after == {"client": before["client"]}
    assert (world.ledger_counts.persons, world.ledger_counts.retired, world.ledger_counts.minted) == (1, 1, 0)

    again = link(world, [mother, alone, said("client", "hmis", **born)])
    assert again == before
