"""Whole links of small worlds: one story each."""

from datetime import date, datetime

import pytest

from orchestration.linkage.decisions import decide
from tests.linkage.conftest import World, said

BORN = date(1991, 4, 7)
ROSA = {"first_name": "Rosa", "last_name": "Quintanilla", "birth_date": BORN, "sex": "female", "ssn": "412551234"}


def are_one(found: dict[str, str], *records: str) -> bool:
    return len({found[record] for record in records}) == 1


def test_a_person_is_joined_across_births_homelessness_and_wages(world: World):
    found = world.link([
        said("b", "births", "mother", **ROSA, street_address="120 Oak Street Apt 4", zip="37201"),
        said("h", "hmis", **ROSA),
        said("w", "wages", first_name="ROSA", last_name="QUINTANILLA", ssn="412551234"),
    ])  # fmt: skip
    assert are_one(found, "b", "h", "w")


def test_twins_are_two_people_even_with_one_birth_date_and_address(world: World):
    home = {"last_name": "Okafor", "birth_date": date(2016, 3, 3), "street_address": "88 Elm Road", "zip": "37203"}
    found = world.link([
        said("b1", "births", "child", first_name="Adaeze", sex="female", **home),
        said("b2", "births", "child", first_name="Kelechi", sex="female", **home),
        said("s1", "school", first_name="Adaeze", sex="female", **home),
        said("s2", "school", first_name="Kelechi", sex="female", **home),
    ])  # fmt: skip
    assert are_one(found, "b1", "s1")
    assert are_one(found, "b2", "s2")
    assert not are_one(found, "b1", "b2")


def test_twins_with_names_alike_stay_two_since_each_has_one_birth_record(world: World):
    home = {"last_name": "Okafor", "birth_date": date(2016, 3, 3), "street_address": "88 Elm Road", "zip": "37203"}
    found = world.link([
        said("b1", "births", "child", first_name="Jada", **home),
        said("b2", "births", "child", first_name="Jade", **home),
        said("s1", "school", first_name="Jada", **home),
        said("s2", "school", first_name="Jade", **home),
    ])  # fmt: skip
    assert are_one(found, "b1", "s1")
    assert are_one(found, "b2", "s2")
    assert not are_one(found, "b1", "b2")


@pytest.mark.parametrize(("one", "other"), [(("Maya", "Emani"), ("Mary", None)), (("Laurie", "T"), ("Lauren", "S"))])
def test_pupils_of_one_birth_date_and_roof_are_twins_unless_their_names_agree(world: World, one, other):
    home = {"last_name": "Stevenson", "birth_date": date(2014, 5, 22), "street_address": "7025 Spring Place", "zip": "37203"}
    found = world.link([said(f"s{i}", "school", first_name=f, middle_name=m, **home) for i, (f, m) in enumerate((one, other))])
    assert not are_one(found, "s0", "s1")


def test_an_initial_and_another_surname_on_one_ssn_are_too_thin_to_join(world: World):
    found = world.link([
        said("w1", "wages", first_name="D", middle_name="W", last_name="ORTH", ssn="412551234"),
        said("w2", "wages", first_name="DEBORAH", last_name="STANTON", ssn="412551234"),
    ])  # fmt: skip
    assert not are_one(found, "w1", "w2")
    assert are_one(world.keys("lenient_id"), "w1", "w2")


def test_a_given_name_and_a_birth_date_alone_are_too_thin_to_join(world: World):
    found = world.link([
        said("s", "school", first_name="Mason", last_name="Atkinson", birth_date=date(2011, 6, 30)),
        said("h", "hmis", first_name="Mason", last_name="Neal", birth_date=date(2011, 6, 30)),
    ])  # fmt: skip
    assert not are_one(found, "s", "h")


def test_a_changed_surname_does_not_part_a_person_with_an_ssn(world: World):
    found = world.link([said("b", "births", "mother", **ROSA), said("h", "hmis", **ROSA | {"last_name": "Whitfield"})])
    assert are_one(found, "b", "h")


def test_a_maiden_name_bridges_two_surnames_without_an_ssn(world: World):
    rosa = ROSA | {"ssn": None}
    found = world.link([
        said("b", "births", "mother", **rosa | {"last_name": "Whitfield"}, maiden_name="Quintanilla"),
        said("h", "hmis", **rosa),
    ])  # fmt: skip
    assert are_one(found, "b", "h")


def test_an_unnamed_newborn_does_not_join_twins(world: World):
    home = {"last_name": "Okafor", "birth_date": date(2016, 3, 3), "street_address": "88 Elm Road", "zip": "37203"}
    found = world.link([
        said("b", "births", "child", first_name="BABY GIRL", **home),
        said("s1", "school", first_name="Adaeze", **home),
        said("s2", "school", first_name="Kelechi", **home),
    ])  # fmt: skip
    assert not are_one(found, "s1", "s2")


def test_a_borrowed_ssn_stays_two_people(world: World):
    found = world.link([
        said("b", "births", "mother", **ROSA),
        said("w1", "wages", first_name="ROSA", last_name="QUINTANILLA", ssn="412551234"),
        said("w2", "wages", first_name="TERRENCE", last_name="HOLLOWAY", ssn="412551234"),
    ])  # fmt: skip
    assert are_one(found, "b", "w1")
    assert not are_one(found, "b", "w2")


def test_a_nameless_wage_record_joins_the_one_person_on_its_ssn(world: World):
    found = world.link([said("b", "births", "mother", **ROSA), said("w", "wages", ssn="412551234")])
    assert are_one(found, "b", "w")


def test_a_nameless_wage_record_joins_nobody_when_two_people_share_its_ssn(world: World):
    found = world.link([
        said("b", "births", "mother", **ROSA),
        said("w1", "wages", first_name="TERRENCE", last_name="HOLLOWAY", ssn="412551234"),
        said("w2", "wages", ssn="412551234"),
    ])  # fmt: skip
    assert len(set(found.values())) == 3


@pytest.mark.parametrize(
    "written",
    [
        {"first_name": "Bill"},
        {"birth_date": date(1970, 11, 5)},
        {"first_name": "Wiliam", "ssn": "655209917"},
        {"last_name": "Abernathy Jr."},
        {"first_name": "ABERNATHY", "last_name": "WILLIAM"},
        {"ssn": "xxxxx9971"},
        {"last_name": "Abernethy", "middle_name": "T"},
    ],
    ids=["nickname", "month and day swapped", "digits swapped", "suffix in the surname", "names swapped", "last four", "typo"],
)
def test_one_slip_does_not_part_a_person(world: World, written: dict):
    william = {
        "first_name": "William",
        "last_name": "Abernathy",
        "birth_date": date(1970, 5, 11),
        "sex": "male",
        "ssn": "655209971",
    }
    found = world.link([said("f", "births", "father", **william), said("h", "hmis", **william | written)])
    assert are_one(found, "f", "h")


def test_a_placeholder_ssn_never_joins(world: World):
    numbers = ["999999999", "999999999", "123456789", "123456789"]
    found = world.link(
        [said(f"w{i}", "wages", first_name="Ann", last_name="Mbeki", ssn=number) for i, number in enumerate(numbers)]
    )
    assert len(set(found.values())) == 4


def test_father_and_son_of_one_name_and_address_stay_two(world: World):
    home = {"first_name": "Marcus", "last_name": "Delacroix", "street_address": "7 Pine Lane", "zip": "37209", "sex": "male"}
    found = world.link([
        said("f", "births", "father", birth_date=date(1979, 2, 14), suffix="Sr", **home),
        said("s", "school", birth_date=date(2009, 8, 30), suffix="Jr", **home),
    ])  # fmt: skip
    assert not are_one(found, "f", "s")


def test_two_roles_of_one_row_are_two_people(world: World):
    found = world.link([
        said("m", "births", "mother", row_number=5, **ROSA),
        said("c", "births", "child", row_number=5, **ROSA),
        said("h", "hmis", row_number=6, **ROSA),
    ])  # fmt: skip
    assert not are_one(found, "m", "c")


def test_no_usable_identifiers_leave_everyone_unlinked(world: World):
    found = world.link(
        [said(f"h{i}", "hmis", first_name="UNKNOWN", last_name="Doe", birth_date=date(1900, 1, 1)) for i in range(20)]
    )
    assert len(set(found.values())) == 20
    assert set(world.keys("link_band").values()) == {"unlinked"}


def test_everyone_at_the_shelter_is_not_one_household(world: World):
    shelter = {"street_address": "Hope Shelter, 9 Main St", "zip": "37201"}
    found = world.link([
        said(f"s{i}", "school", first_name=first, last_name=last, birth_date=date(2012, 1, 2 + 9 * i), **shelter)
        for i, (first, last) in enumerate([("Lena", "Ott"), ("Lena", "Otto"), ("Lene", "Ott")])
    ])  # fmt: skip
    assert all(node["home_std"] is None for node in world.nodes())
    assert len(set(found.values())) == 3


def test_a_filler_record_id_joins_nobody(world: World):
    names = ["Ana", "Boris", "Chen", "Dmitri", "Elif", "Farah", "Goran"]
    each = [
        {"first_name": n, "last_name": f"{n}son", "birth_date": date(2010, i + 1, 9), "sex": "male"} for i, n in enumerate(names)
    ]
    found = world.link(
        [said("filler", "school", **who) for who in each] + [said(f"h{i}", "hmis", **who) for i, who in enumerate(each)]
    )
    assert len(set(found.values())) == len(each) + 1


def test_a_reviewer_parts_what_the_score_joins_and_joins_what_a_rule_parts(world: World):
    people = [
        said("b", "births", "mother", **ROSA),
        said("h", "hmis", **ROSA),
        said("w", "wages", ssn="733124455", first_name="Odd"),
    ]
    assert are_one(world.link(people), "b", "h")
    decide(world.vault, world.places, ("b", "h"), "cannot_link", "two cousins", "reviewer", datetime(2026, 9, 2))
    decide(world.vault, world.places, ("h", "w"), "must_link", "seen at intake", "reviewer", datetime(2026, 9, 2))
    found = world.cluster()
    assert not are_one(found, "b", "h")
    assert are_one(found, "h", "w")
    decide(world.vault, world.places, ("b", "h"), "withdrawn", "no cousins", "reviewer", datetime(2026, 9, 3))
    assert are_one(world.cluster(), "b", "h", "w")


def test_the_same_people_in_another_order_are_the_same_persons(world: World, tmp_path):
    people = [
        said("b", "births", "mother", **ROSA),
        said("h1", "hmis", **ROSA | {"ssn": None}),
        said("h2", "hmis", **ROSA | {"first_name": "Rosita"}),
        said("w", "wages", first_name="R", last_name="QUINTANILLA", ssn="412551234"),
        said("x", "school", first_name="Noor", last_name="Haddad", birth_date=date(2011, 1, 9)),
    ]
    first = world.link(people)
    again = world.link(people[::-1])
    assert first == again
    assert world.ledger_counts.minted == 0


LIND = {"first_name": "Xiomara", "last_name": "Etxeberria"}
MOVED = {"street_address": "12 Oak Street", "zip": "37201"}


def test_a_customer_who_moved_is_known_by_a_rare_name_when_one_person_bears_it(world: World):
    found = world.link([
        said("w", "water", **LIND, **MOVED),
        said("m", "births", "mother", birth_date=date(1988, 5, 6), street_address="9 Elm Road", zip="37203", **LIND),
    ])  # fmt: skip
    assert are_one(found, "w", "m")


def test_a_customer_whose_name_two_people_bear_is_neither(world: World):
    found = world.link([
        said("w", "water", **LIND, **MOVED),
        said("m", "births", "mother", birth_date=date(1988, 5, 6), **LIND),
        said("s", "school", birth_date=date(2012, 1, 30), **LIND),
    ])  # fmt: skip
    assert len(set(found.values())) == 3


def test_a_name_and_nothing_else_joins_nobody(world: World):
    found = world.link([said("w", "wages", **LIND), said("m", "births", "mother", birth_date=date(1988, 5, 6), **LIND)])
    assert not are_one(found, "w", "m")


def test_a_wage_record_with_swapped_names_and_an_initial_is_known_by_its_ssn(world: World):
    found = world.link([
        said("a", "wages", first_name="Kyle", last_name="Washington", ssn="252783192"),
        said("b", "wages", first_name="W", last_name="Kyle", ssn="252783192"),
    ])  # fmt: skip
    assert are_one(found, "a", "b")


def test_two_workers_on_one_ssn_whose_surnames_and_names_differ_stay_two(world: World):
    found = world.link([
        said("a", "wages", first_name="Rowena", last_name="Baca", ssn="878189702"),
        said("b", "wages", first_name="Tyler", last_name="Salomon", ssn="878189702"),
    ])  # fmt: skip
    assert not are_one(found, "a", "b")


def test_an_initial_may_be_a_nicknames(world: World):
    found = world.link([
        said("a", "wages", first_name="B", last_name="Sammons", ssn="140597581"),
        said("b", "jail", first_name="Robert", last_name="Sammons", ssn="140597581", birth_date=date(1962, 2, 12)),
    ])  # fmt: skip
    assert are_one(found, "a", "b")


PINE = {"last_name": "Delacroix", "street_address": "7 Pine Lane", "zip": "37209"}
FATHER, SON = date(1979, 2, 14), date(2009, 8, 30)


def test_father_and_son_of_one_name_stay_two_beside_a_customer_of_that_name(world: World):
    found = world.link([
        said("f", "births", "father", first_name="Marcus", birth_date=FATHER, **PINE),
        said("s", "school", first_name="Marcus", birth_date=SON, **PINE),
        said("w", "water", first_name="Marcus", **PINE),
    ])  # fmt: skip
    assert len(set(found.values())) == 3, "the customer may be either, so it is neither"


def test_two_middle_names_and_birth_dates_stay_two_beside_a_record_without(world: World):
    marcus = {"first_name": "Marcus"} | PINE
    found = world.link([
        said("a", "births", "father", middle_name="Anthony", birth_date=FATHER, **marcus),
        said("q", "school", middle_name="Quincy", birth_date=SON, **marcus),
        said("m", "hmis", ssn_last4="6789", **marcus),
    ])  # fmt: skip
    assert not are_one(found, "a", "q")


def test_an_unnamed_newborn_is_no_namesake_elsewhere(world: World):
    born = {"last_name": "Smith", "birth_date": date(2016, 3, 3)}
    found = world.link([
        said("b", "births", "child", first_name="BABY GIRL", street_address="7 Pine Lane", zip="37209", **born),
        said("o", "school", first_name="Olivia", street_address="900 Oak Street", zip="37100", **born),
    ])  # fmt: skip
    assert not are_one(found, "b", "o")


def test_a_couple_is_not_joined_by_an_initial_under_their_roof(world: World):
    found = world.link([
        said("james", "births", "father", first_name="James", birth_date=FATHER, **PINE),
        said("julia", "births", "mother", first_name="Julia", ssn="412551234", **PINE),
        said("j", "water", first_name="J", **PINE),
    ])  # fmt: skip
    assert not are_one(found, "james", "julia")
