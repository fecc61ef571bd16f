"""Files unlike the county's: telephones and e-mails, other numbers, years of birth, the distant past, other countries."""

from datetime import date

import pytest

from orchestration.linkage import nodes
from tests.linkage.conftest import World, contract, said

BORN = date(1975, 8, 19)
ANN = {"first_name": "Annabel", "last_name": "Thornquist"}


def node(world: World, **words) -> dict:
    nodes.build_nodes([contract()], [world.tell([said("a", "hmis", **words)])], world.vault, world.places)
    return world.nodes()[0]


@pytest.mark.parametrize(("phone", "means"), [
    ("(415) 555-0142", "4155550142"), ("+1 415.555.0142 ext. 7", "4155550142"), ("07700 900123", "7700900123"),
    ("+44 7700 900123", "7700900123"), ("5550142", "5550142"), ("000-000-0000", None), ("1234567890", None), ("911", None),
    ("none", None), ("615-555-0142 / 615-555-0199", "6155550142"), ("(H) 615-555-0142 (C) 615-555-0199", "6155550142"),
    ("615-555-0142, 555-0199", "6155550142"), ("615-555-0142 615-555-0199", "6155550142"), ("615/555-0142", "6155550142"),
    ("415 555-0142x7", "4155550142"),
])  # fmt: skip
def test_a_telephone_is_the_same_however_it_is_written(world: World, phone, means):
    assert node(world, phone=phone, **ANN)["phone"] == means


@pytest.mark.parametrize(("email", "means"), [
    (" Ann.T@Mail.ORG ", "ann.t@mail.org"), ("ann.t+news@mail.org", "ann.t@mail.org"), ("none@none.com", None),
    ("noemail@mail.org", None), ("ann.t", None),
])  # fmt: skip
def test_an_email_is_the_same_however_it_is_written(world: World, email, means):
    assert node(world, email=email, **ANN)["email"] == means


@pytest.mark.parametrize(("number", "means"), [
    ("00-12 345", "12345"), ("a-12-345", "A12345"), ("123", None), ("99999", None), ("UNKNOWN", None)
])  # fmt: skip
def test_another_number_is_letters_and_digits(world: World, number, means):
    assert node(world, other_id=number, **ANN)["other_id"] == means


@pytest.mark.parametrize(("code", "means"), [
    ("tq13 8df", "TQ138DF"), ("K1A 0B1", "K1A0B1"), ("2034", "02034"), ("37201-1234", "37201"), ("unknown", None)
])  # fmt: skip
def test_a_postcode_of_another_country_stays_as_it_is(world: World, code, means):
    assert node(world, zip=code, **ANN)["zip5"] == means


@pytest.mark.parametrize("shared", [{"phone": "4155550142"}, {"email": "ann.t@mail.org"}], ids=str)
def test_a_telephone_or_an_email_joins_two_records_of_one_name(world: World, shared):
    found = world.link([said("a", "hmis", **ANN, **shared), said("b", "jail", **ANN, **shared), said("c", "school", **ANN)])
    assert found["a"] == found["b"]
    assert found["c"] != found["a"], "a name alone joins nobody"


def test_a_telephone_without_its_area_code_is_the_same_and_two_area_codes_are_two(world: World):
    numbers = {"a": "4155550142", "b": "5550142", "c": "6155550142"}
    found = world.link([said(record, record, phone=phone, **ANN) for record, phone in numbers.items()][:2])
    assert found["a"] == found["b"]
    found = world.link([said(record, record, phone=numbers[record], **ANN) for record in ("a", "c")])
    assert found["a"] != found["c"]


@pytest.mark.parametrize(("other", "are_one"), [({}, True), ({"phone": None}, False), ({"first_name": "A"}, False)], ids=str)
def test_a_changed_surname_is_held_by_a_telephone_a_year_of_birth_and_a_given_name(world: World, other, are_one):
    maiden = ANN | {"phone": "4155550142"}
    wed = maiden | {"last_name": "Okonkwo", "birth_date": BORN}
    found = world.link([said("a", "hmis", birth_year=BORN.year, **maiden), said("b", "jail", **wed | other)])
    assert (found["a"] == found["b"]) == are_one


@pytest.mark.parametrize("names", [("Michael", "Michelle"), ("Daniel", "Danielle"), ("Maria", "Jose")], ids=str)
def test_a_family_on_one_telephone_and_one_email_stays_apart(world: World, names):
    shared = {"last_name": "Thornquist", "phone": "4155550142", "email": "thornquists@mail.org"}
    one, other = (said(name, "hmis", first_name=name, **shared) for name in names)
    found = world.link([one, other])
    assert len(set(found.values())) == 2


def test_a_line_of_very_many_people_is_nobodys_telephone(world: World):
    names = ["Ana", "Bruno", "Clara", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Irene"]
    people = [said(n, "hmis", first_name=n, last_name="Roy", phone="4155550142", email="office@mail.org") for n in names]
    nodes.build_nodes([contract()], [world.tell(people)], world.vault, world.places)
    assert {(n["phone"], n["email"]) for n in world.nodes()} == {(None, None)}


def test_another_number_joins_beside_a_birth_date_and_says_nothing_when_it_differs(world: World):
    wed = said("b", "jail", first_name="Annabel", last_name="Okonkwo", birth_date=BORN, other_id="77120345")
    found = world.link([said("a", "hmis", **ANN, birth_date=BORN, other_id="77120345"), wed])
    assert found["a"] == found["b"]
    found = world.link([said("a", "hmis", **ANN, birth_date=BORN, other_id="1007"), said("b", "jail", **ANN, birth_date=BORN,
        other_id="D5512")])  # fmt: skip
    assert found["a"] == found["b"], "two agencies have two series of numbers"


def of_years(source: str, year_of_one: int = 1960) -> list[dict]:
    """Forty people, years of birth written as the first of January."""
    years = [year_of_one, *range(1941, 1980)]
    names = ["Annabel", *(f"Ulf{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(39))]
    return [
        said(f"{source}{i}", source, first_name=name, last_name=f"Quist{name}" if i else "Thornquist", birth_date=born)
        for i, (name, born) in enumerate(zip(names, (date(year, 1, 1) for year in years), strict=True))
    ]


def test_a_source_that_knows_years_of_birth_alone_is_compared_by_year(world: World):
    same = said("b", "jail", **ANN, birth_date=date(1961, 1, 1))
    told = [*of_years("hmis", 1961), same]
    nodes.build_nodes([contract()], [world.tell(told)], world.vault, world.places)
    assert {n["birth_date"] for n in world.nodes() if n["record_id"] != "b"} == {None}
    found = world.link([*of_years("hmis", 1961), same | {"birth_date": date(1961, 7, 9)}])
    assert found["hmis0"] == found["b"]
    found = world.link([*of_years("hmis", 1961), same | {"birth_date": date(1988, 7, 9)}])
    assert found["hmis0"] != found["b"]


def test_a_year_of_birth_alone_is_compared_by_year_in_a_source_that_knows_dates(world: World):
    year = said("a", "hmis", **ANN, street_address="12 Rankin Place", birth_year=1961)
    same = said("b", "jail", **ANN, street_address="12 Rankin Place", birth_date=date(1961, 7, 9))
    found = world.link([year, same])
    assert found["a"] == found["b"]
    assert {(n["birth_date"], n["birth_year"]) for n in world.nodes()} == {(None, 1961), (date(1961, 7, 9), 1961)}
    found = world.link([year, same | {"birth_date": date(1988, 7, 9)}])
    assert found["a"] != found["b"]


def test_birth_dates_of_a_source_of_the_past_are_no_typing_errors(world: World):
    past = [said(f"h{i}", "hmis", first_name=f"N{i}", last_name="Roy", birth_date=date(1810 + i, 5, 6)) for i in range(40)]
    now = [said(f"s{i}", "school", first_name=f"N{i}", last_name="Roy", birth_date=date(2010, 5, 1 + i % 28)) for i in range(40)]
    typo = said("t", "school", first_name="Ida", last_name="Roy", birth_date=date(1819, 5, 6))
    nodes.build_nodes([contract()], [world.tell([*past, *now, typo])], world.vault, world.places)
    born = {n["record_id"]: n["birth_date"] for n in world.nodes()}
    assert born["h3"] == date(1813, 5, 6) and born["t"] is None


def test_zeros_a_spreadsheet_ate_from_ssns_are_put_back_and_a_lost_digit_is_not(world: World):
    eaten = [said(f"h{i}", "hmis", first_name="Ida", last_name="Roy", ssn=f"{i + 1:02d}551234{i % 10}"[-8:]) for i in range(40)]
    whole = [said(f"j{i}", "jail", first_name="Ida", last_name="Roy", ssn=f"4125512{i:02d}") for i in range(40)]
    lost = said("lost", "jail", first_name="Ida", last_name="Roy", ssn="41255123")
    nodes.build_nodes([contract()], [world.tell([*eaten, *whole, lost])], world.vault, world.places)
    ssns = {n["record_id"]: n["ssn"] for n in world.nodes()}
    assert all(len(ssns[f"h{i}"]) == 9 and ssns[f"h{i}"].startswith("0") for i in range(12, 40))
    assert ssns["lost"] is None


def test_zeros_eaten_from_last_fours_are_put_back_where_the_source_loses_them(world: World):
    eaten = [said(f"h{i}", "hmis", first_name=f"N{i}", last_name="Roy", ssn_last4=f"{900 + i}" if i < 30 else f"{4000 + i}")
             for i in range(300)]  # fmt: skip
    whole = [said(f"j{i}", "jail", first_name=f"N{i}", last_name="Roy", ssn_last4=f"{4000 + i}") for i in range(40)]
    lost = said("lost", "jail", first_name="Ida", last_name="Roy", ssn_last4="412")
    nodes.build_nodes([contract()], [world.tell([*eaten, *whole, lost])], world.vault, world.places)
    last4 = {n["record_id"]: n["ssn_last4"] for n in world.nodes()}
    assert last4["h7"] == "0907" and last4["h33"] == "4033"
    assert last4["lost"] is None


def test_a_whole_ssn_in_a_column_of_last_fours_is_an_ssn(world: World):
    written = node(world, ssn_last4="412-55-1234", **ANN)
    assert (written["ssn"], written["ssn_last4"]) == ("412551234", "1234")


def test_a_surname_written_first_is_found_without_a_birth_date(world: World):
    home = {"street_address": "12 Rankin Place", "zip": "37201"}
    found = world.link([
        said("a", "hmis", first_name="Kydan", last_name="Okonkwo", **home),
        said("b", "jail", first_name="Okonkwo", last_name="Kydan", **home),
    ])  # fmt: skip
    assert found["a"] == found["b"]


def test_an_ssn_and_a_birth_date_outweigh_another_given_name(world: World):
    own = {"last_name": "Thornquist", "ssn": "412551234", "birth_date": BORN}
    found = world.link([said("a", "hmis", first_name="Zoe", **own), said("b", "jail", first_name="Margaret", **own)])
    assert found["a"] == found["b"]
    own["ssn"] = None
    found = world.link([said("a", "hmis", first_name="Zoe", **own), said("b", "jail", first_name="Margaret", **own)])
    assert found["a"] != found["b"]
