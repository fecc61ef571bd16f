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
