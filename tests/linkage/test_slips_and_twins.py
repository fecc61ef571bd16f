"""Names, numbers and addresses as other places write them: what is one person's slip, and what is two people."""

from datetime import date, timedelta

import pytest

from tests.linkage.conftest import World, said

HOME = {"street_address": "120 Oak Street", "zip": "37203"}


@pytest.mark.parametrize("written", ["Maxia", "Naria", "Mraia", "Mari"])
def test_a_typing_error_in_a_given_name_does_not_part_who_lives_at_one_address(world: World, written: str):
    who = {"first_name": "Maria", "last_name": "Quintanilla", "birth_date": date(1991, 4, 7), **HOME}
    found = world.link([said("a", "hmis", **who), said("b", "school", **who | {"first_name": written})])
    assert found["a"] == found["b"]


@pytest.mark.parametrize(
    ("one", "other", "sexes"),
    [
        ("Gabriel", "Gabriela", ("male", "female")),
        ("Kyle", "Kayla", ("male", "female")),
        ("Jayden", "Jaylen", ("male", "male")),
        ("Maria Elena", "Maria Luisa", ("female", "female")),
        ("Madison", "Addison", ("female", "female")),
    ],
)
def test_twins_with_names_alike_stay_two_where_each_is_known_twice(world: World, one: str, other: str, sexes: tuple[str, str]):
    born = {"last_name": "Quintanilla", "birth_date": date(2015, 4, 7), **HOME}
    found = world.link([
        said(f"{source}{twin}", source, first_name=name, sex=sex, **born)
        for source in ("hmis", "school") for twin, (name, sex) in enumerate(zip((one, other), sexes, strict=True))
    ])  # fmt: skip
    assert found["hmis0"] == found["school0"] != found["hmis1"] == found["school1"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Maria", "Garcia", "Lopez"), ("Maria", None, "Garcia")),
        (("Elizabeth", None, "Thornquist"), ("Elizabeth", "Thornquist", "Okonkwo")),
        (("William", "Robert", "Abernathy"), ("Bob", None, "Abernathy")),
        (("Francisco", None, "Quintanilla"), ("Paco", None, "Quintanilla")),
        (("Liz", None, "Abernathy"), ("Beth", None, "Abernathy")),
    ],
    ids=["two surnames", "married", "known by the middle name", "short form", "two short forms"],
)
def test_names_used_otherwise_do_not_part_a_person(world: World, one: tuple, other: tuple):
    words = ("first_name", "middle_name", "last_name")
    rest = {"birth_date": date(1975, 8, 19), "sex": "female", "ssn": "412551234"}
    names = [dict(zip(words, name, strict=True)) for name in (one, other)]
    found = world.link([said("a", "hmis", **names[0], **rest), said("b", "jail", **names[1], **rest | {"ssn": "xxxxx1234"})])
    assert found["a"] == found["b"]


@pytest.mark.parametrize("alias", ["NONE", "N/A", "Mike"])
def test_an_alias_that_is_no_surname_does_not_make_two_surnames_one(world: World, alias: str):
    born = {"birth_date": date(1975, 8, 19), "alias": alias, "first_name": "Michael"}
    found = world.link([said("a", "hmis", last_name="Quintanilla", **born), said("b", "jail", last_name="Okonkwo", **born)])
    assert found["a"] != found["b"]


def test_who_comes_often_is_one_person_and_no_filler(world: World):
    visits = [said(f"v{i}", "hmis", first_name="Ottilie", last_name="Zabriskov", birth_date=date(1975, 8, 19)) for i in range(40)]
    others = [said(f"o{i}", "hmis", first_name="Ana", last_name=f"Lopez{chr(65 + i % 26) * 3}") for i in range(60)]
    school = said("s", "school", first_name="Ottilie", last_name="Zabriskov", birth_date=date(1975, 8, 19))
    found = world.link([*visits, *others, school])
    assert len({found[f"v{i}"] for i in range(40)} | {found["s"]}) == 1


def test_last_four_digits_that_a_source_writes_for_everyone_join_nobody(world: World):
    born = [date(1970, 1, 2) + timedelta(days=97 * i) for i in range(60)]
    told = [
        said(f"h{i}", "hmis", first_name="Maria", last_name="Garcia", ssn_last4="9999", birth_date=born[i]) for i in range(30)
    ]
    told += [
        said(f"h{i}", "hmis", first_name="Ana", last_name="Lopez", ssn_last4=f"{1000 + i}", birth_date=born[i])
        for i in range(30, 60)
    ]
    found = world.link(told)
    assert len(set(found.values())) == 60


def test_who_comes_often_is_no_filler_where_a_telephone_says_who_it_is(world: World):
    visits = [said(f"v{i}", "hmis", first_name="Ottilie", last_name="Zabriskov", phone="4155550142") for i in range(40)]
    others = [said(f"o{i}", "hmis", first_name="Ana", last_name=f"Lopez{chr(65 + i % 26) * 3}") for i in range(60)]
    found = world.link([*visits, *others])
    assert len({found[f"v{i}"] for i in range(40)}) == 1


def namesakes(son: date, opened: date) -> list[dict]:
    """A father and a son of one name under one roof, and an account there that says no more than the name."""
    name = {"first_name": "Everett", "last_name": "Quintanilla", **HOME}
    return [
        said("father1", "hmis", birth_date=date(1979, 5, 2), **name),
        said("father2", "jail", birth_date=date(1979, 5, 2), **name),
        said("son1", "school", birth_date=son, **name),
        said("son2", "births", birth_date=son, **name),
        said("account", "water", adult_on=opened, **name),
    ]


def test_an_account_opened_when_the_son_was_a_child_is_the_fathers(world: World):
    found = world.link(namesakes(son=date(2008, 3, 1), opened=date(2022, 2, 28)))
    assert found["account"] == found["father1"] == found["father2"] != found["son1"] == found["son2"]


def test_an_account_opened_once_the_son_was_fourteen_may_be_either_ones(world: World):
    found = world.link(namesakes(son=date(2008, 3, 1), opened=date(2022, 3, 1)))
    assert found["account"] not in (found["father1"], found["son1"])


def test_whose_ssn_agrees_was_grown_whatever_the_birth_date_says(world: World):
    holder = {"first_name": "Everett", "last_name": "Quintanilla", "ssn": "412551234", **HOME}
    found = world.link([
        said("mistyped", "school", birth_date=date(2008, 3, 1), **holder),
        said("account", "water", adult_on=date(2015, 6, 1), **holder),
    ])  # fmt: skip
    assert found["account"] == found["mistyped"]


def test_an_account_is_nobodys_who_was_a_child_then(world: World):
    found = world.link(namesakes(son=date(2008, 3, 1), opened=date(2015, 6, 1))[2:])
    assert found["account"] != found["son1"] == found["son2"]


def test_a_name_given_once_at_a_home_does_not_part_a_record_there_without_a_birth_date(world: World):
    """The jail knows the man by his brother's name, and by his SSN; the water works know his home."""
    name = {"first_name": "Everett", "last_name": "Quintanilla", **HOME}
    who = {"birth_date": date(1979, 5, 2), "ssn": "412551234"}
    records = [
        said("shelter", "hmis", **name, **who),
        said("births", "births", "father", **name, **who),
        said("jail", "jail", **name | {"first_name": "Lionel"}, **who),
        said("account", "water", **name),
    ]
    found = world.link(records)
    assert found["account"] == found["shelter"] == found["births"] == found["jail"]


def test_two_names_known_at_a_home_stay_two_people(world: World):
    """As above, but the brother is known there too."""
    name = {"first_name": "Everett", "last_name": "Quintanilla", **HOME}
    brother = name | {"first_name": "Lionel"}
    records = [
        said("shelter", "hmis", **name, ssn="412551234"),
        said("births", "births", "father", **name, ssn="412551234"),
        said("jail", "jail", **brother, birth_date=date(1981, 7, 9)),
        said("school", "school", **brother, birth_date=date(1981, 7, 9)),
        said("account", "water", **name),
    ]
    found = world.link(records)
    assert found["account"] == found["shelter"] == found["births"] != found["jail"] == found["school"]


@pytest.mark.parametrize(
    ("says", "is_the_sons"),
    [
        ({"role": "guardian"}, False),  # in a file of 2026, of a boy of nine
        ({"role": "mother"}, False),  # of a girl who was born when he was two
        ({"role": "guardian", "birth_date": date(2017, 3, 1)}, True),  # told by it, whatever the role
        ({"role": "sibling"}, True),
    ],
    ids=str,
)
def test_a_parent_on_a_childs_row_is_grown(world: World, says: dict, is_the_sons: bool):
    name = {"first_name": "Everett", "last_name": "Quintanilla", **HOME}
    found = world.link([
        said("boy1", "hmis", birth_date=date(2017, 3, 1), **name),
        said("boy2", "births", birth_date=date(2017, 3, 1), **name),
        said("girl", "school", first_name="Odile", last_name="Quintanilla", birth_date=date(2019, 6, 1), row_number=1),
        said("parent", "school", row_number=1, **{"role": says["role"]}, **name | {k: v for k, v in says.items() if k != "role"}),
    ])  # fmt: skip
    assert (found["parent"] == found["boy1"]) == is_the_sons and found["boy1"] == found["boy2"]
