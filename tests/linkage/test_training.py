"""Training: a model learnt from people alone, good enough to link them, and refused when there is nothing to learn."""

import math
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from orchestration.errors import TwogenError
from orchestration.linkage import nodes, training
from orchestration.linkage.comparisons import BIRTH, COMPARISONS, GIVEN, SEX, SSN, SURNAME_AND_ADDRESS
from orchestration.linkage.frequencies import frequencies_path
from orchestration.linkage.learnt import ALONE, Rates, weights_from
from orchestration.linkage.model import read_model
from tests.linkage.conftest import World, contract, said

FIRST = ["Ana", "Bruno", "Clara", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Irene", "Jonas", "Katya", "Louis", "Mona", "Nils"]
LAST = ["Abbott", "Baker", "Castro", "Duarte", "Ekström", "Fischer", "Gomez", "Huang", "Ibrahim", "Jensen", "Kowalski", "Larsen"]
STREETS = ["Oak", "Elm", "Pine", "Cedar", "Maple"]


def county(people: int) -> tuple[list[dict], dict[str, int]]:
    """Households of two on one surname and address; most people with two records, one in twelve birth dates a digit off."""
    rng = np.random.default_rng(4)
    told, whose = [], {}
    for i in range(people):
        last, street = LAST[(i // 2) % 12] + LAST[(i // 24) % 12].lower(), f"{100 + i // 2} {STREETS[(i // 2) % 5]} Street"
        born = date(1950, 1, 1) + timedelta(days=int(rng.integers(20000)))
        who = {
            "first_name": FIRST[int(rng.integers(14))],
            "last_name": last,
            "ssn": f"{rng.integers(100, 660)}{rng.integers(10, 99)}{rng.integers(1000, 9999)}",
        }
        for source, table, role in (("b", "births", "mother"), ("h", "hmis", "person")):
            seen = born + timedelta(days=10) if source == "h" and i % 12 == 0 else born
            ssn = None if rng.random() < 0.2 else who["ssn"]
            address = street if source == "b" else None
            told.append(
                said(
                    f"{source}{i}",
                    table,
                    role,
                    **who | {"birth_date": seen, "ssn": ssn, "street_address": address, "zip": "37201"},
                )
            )
            whose[f"{source}{i}"] = i
    return told, whose


def test_a_trained_model_links_the_people_it_learnt_from(world: World, tmp_path: Path):
    told, whose = county(600)
    nodes.build_nodes([contract()], [world.tell(told)], world.vault, world.places)
    path = tmp_path / "model.json"
    world.model = training.train(world.vault, world.places, "9.0.0", path, "a county of a test")
    assert read_model(path).version == "9.0.0"
    assert read_model(path).trained_on["records"] == 1200

    weights = world.model.weights
    assert weights["birth_date"]["birth dates agree"].bits > 8
    assert weights["surname_and_address"]["surname agrees, no address"].bits > 3
    assert weights["ssn"]["SSNs differ"].bits < -4

    found = world.link(told)
    joined = sum(found[f"b{i}"] == found[f"h{i}"] for i in range(600))
    people: dict[str, set[int]] = {}
    for record, person in found.items():
        people.setdefault(person, set()).add(whose[record])
    assert joined >= 580
    assert sum(len(who) > 1 for who in people.values()) <= 3, "households of one surname and address are not one person"


PERSONS_OWN = {"ssn", "birth_date", "first_std", "last_std"}
BESIDE_FULL_NAMES = {"birth_year", "phone", "email"}
POINTS_AT_A_PERSON = ({"ssn"}, {"birth_date", "first_std"}, {"first_std", "last_std"})


@pytest.mark.parametrize("block", [*training.EM_BLOCKS, *training.SURE], ids=" ".join)
def test_a_block_of_training_holds_one_persons_own_identifiers_and_no_household(block):
    columns = {column for column in block if not column.startswith("key_")}
    assert columns <= PERSONS_OWN
    assert any(enough <= columns for enough in POINTS_AT_A_PERSON)


@pytest.mark.parametrize("block", [*training.LIKELY, training.EM_INSTEAD_OF_SSN], ids=" ".join)
def test_a_block_for_files_of_few_identifiers_holds_no_household_either(block):
    columns = {column for column in block if not column.startswith("key_")}
    assert columns <= PERSONS_OWN | BESIDE_FULL_NAMES
    assert columns <= PERSONS_OWN or columns >= {"first_std", "last_std"}


@pytest.mark.parametrize(
    "constant",
    [
        {"sex": "male"},
        {"ssn": None},
        {"street_address": None, "zip": None},
        {"birth_date": None},
        {"ssn": None, "street_address": None, "sex": "female"},
    ],
    ids=str,
)
def test_a_column_that_is_empty_or_the_same_for_all_gives_a_model_of_finite_weights(world: World, tmp_path: Path, constant):
    told = [row | constant for row in county(600)[0]]
    nodes.build_nodes([contract()], [world.tell(told)], world.vault, world.places)
    world.model = training.train(world.vault, world.places, "9.0.0", tmp_path / "model.json", "a county without a column")
    assert read_model(tmp_path / "model.json").version == "9.0.0"
    for comparison in COMPARISONS:
        for level in comparison.levels:
            weight = world.model.weights[comparison.name][level.label]
            assert math.isfinite(weight.bits) and 0 < weight.m <= 1 and 0 < weight.u <= 1
            assert abs(weight.bits) < 25
            if level.bits < -2:
                assert weight.bits <= 0.5, f"{comparison.name}: {level.label} is no sign of one person"
    linked = world.link(told)
    assert len(linked) == 1200 and max(Counter(linked.values()).values()) < 20


@pytest.mark.parametrize("constant", [{"first_name": "Ana"}, {"last_name": "Baker"}], ids=str)
def test_a_name_that_all_bear_is_a_filler_and_leaves_too_little_to_learn_from(world: World, tmp_path: Path, constant):
    nodes.build_nodes([contract()], [world.tell([row | constant for row in county(600)[0]])], world.vault, world.places)
    with pytest.raises(TwogenError, match=r"surely one person .* Fix:"):
        training.train(world.vault, world.places, "9.0.0", tmp_path / "model.json", "one name")


def test_what_nobody_could_learn_weighs_what_it_does_in_the_shipped_model(world: World, tmp_path: Path):
    """Without SSNs neither numbers nor given names and surnames are learnt: every block that is left reads a name's column."""
    nodes.build_nodes([contract()], [world.tell([row | {"ssn": None} for row in county(600)[0]])], world.vault, world.places)
    weights = training.train(world.vault, world.places, "9.0.0", tmp_path / "model.json", "nobody has an SSN").weights
    for comparison in (SSN, SEX, GIVEN, SURNAME_AND_ADDRESS):
        for label, weight in read_model().weights[comparison.name].items():
            if label not in ALONE:
                assert weights[comparison.name][label].bits == pytest.approx(weight.bits)


@pytest.mark.parametrize("people", [300, 600])
def test_one_ssn_and_nothing_else_is_as_sure_in_every_home(world: World, tmp_path: Path, people: int):
    nodes.build_nodes([contract()], [world.tell(county(people)[0])], world.vault, world.places)
    model = training.train(world.vault, world.places, "9.0.0", tmp_path / "model.json", "a county of a test")
    for records in (1, 10_000, 10_000_000):
        home = model.among(records)
        odds = home.prior / (1 - home.prior) * 2 ** home.weights["ssn"]["SSNs agree"].bits
        assert odds == pytest.approx(ALONE["SSNs agree"], rel=0.01)


def test_the_prior_is_what_sure_pairs_and_their_learnt_recall_come_to(world: World, tmp_path: Path):
    """Half of the records of one source have another surname: so do half of the pairs, and are no sure ones."""
    told, _ = county(600)
    for number, row in enumerate(told):
        row |= {"ssn": None}
        if row["table_name"] == "hmis" and number % 4 == 1:
            row["last_name"] = "Vandermeer"
    nodes.build_nodes([contract()], [world.tell(told)], world.vault, world.places)
    model = training.train(world.vault, world.places, "9.0.0", tmp_path / "model.json", "a county of a test")
    truly = 600 / (1200 * 1199 / 2)
    assert truly / 1.6 < model.prior < truly * 1.6


def test_a_name_is_as_common_as_people_bear_it_however_many_records_they_have(world: World, tmp_path: Path):
    told, _ = county(600)
    often = [dict(told[0], record_id=f"again{n}") for n in range(100)]
    nodes.build_nodes([contract()], [world.tell([*told, *often])], world.vault, world.places)
    model = training.train(world.vault, world.places, "9.0.0", tmp_path / "model.json", "a county of a test")
    with world.vault.session() as con:
        kept = world.vault.scan(frequencies_path(world.places, model, "last_std"))
        share = dict(con.execute(f"select name, share from {kept}").fetchall())
    assert share[told[0]["last_name"].upper()] < 0.02
    assert len(share) > 10


def test_twins_everywhere_teach_a_model_that_keeps_them_apart(world: World, tmp_path: Path):
    """No SSN, and of two records of one birth date and surname most are twins: EM makes nothing of that block."""
    told, whose = [], {}
    for row in county(600)[0]:
        number = int(row["record_id"][1:])
        born = date(1980, 1, 1) + timedelta(days=number // 2)
        row |= {"ssn": None, "birth_date": born, "first_name": FIRST[number % 2 * 7 + number // 2 % 7]}
        told.append(row)
        whose[row["record_id"]] = number
    nodes.build_nodes([contract()], [world.tell(told)], world.vault, world.places)
    world.model = training.train(world.vault, world.places, "9.0.0", tmp_path / "model.json", "twins")
    found = world.link(told)
    people: dict[str, set[int]] = {}
    for record, person in found.items():
        people.setdefault(person, set()).add(whose[record])
    assert all(len(who) == 1 for who in people.values())
    assert sum(found[f"b{i}"] == found[f"h{i}"] for i in range(600)) >= 580


def test_records_nobody_shares_are_an_error_that_counts_the_pairs(world: World, tmp_path: Path):
    """One feed with one record a person: there is no second record to learn from."""
    told = [row for row in county(600)[0] if row["table_name"] == "births"]
    nodes.build_nodes([contract()], [world.tell(told)], world.vault, world.places)
    with pytest.raises(TwogenError, match=r"at least 50 pairs .* there are [01]\b"):
        training.train(world.vault, world.places, "9.0.0", tmp_path / "model.json", "one feed")


def test_records_of_hardly_anyone_are_an_error_that_counts_the_people(world: World, tmp_path: Path):
    told = [row | {"record_id": f"{row['record_id']}-{again}"} for row in county(60)[0] for again in range(5)]
    nodes.build_nodes([contract()], [world.tell(told)], world.vault, world.places)
    with pytest.raises(TwogenError, match=r"at least 100 people"):
        training.train(world.vault, world.places, "9.0.0", tmp_path / "model.json", "one birth date")
    assert not list(world.places.identity.glob("frequencies_*"))


def test_a_home_that_never_linked_has_nobody_to_learn_from(world: World, tmp_path: Path):
    with pytest.raises(TwogenError, match="twogen nightly"):
        training.train(world.vault, world.places, "9.0.0", tmp_path / "model.json", "nobody")


def test_too_few_records_to_learn_from_is_an_error_that_counts_them(world: World, tmp_path: Path):
    nodes.build_nodes([contract()], [world.tell(county(20)[0])], world.vault, world.places)
    with pytest.raises(TwogenError, match="there are 40"):
        training.train(world.vault, world.places, "9.0.0", tmp_path / "model.json", "hardly anyone")
    assert not (tmp_path / "model.json").exists()


def test_a_version_that_has_scores_already_is_refused(world: World, tmp_path: Path):
    with pytest.raises(TwogenError, match="name a new --version"):
        training.train(world.vault, world.places, world.model.version, tmp_path / "model.json", "again")
    assert not (tmp_path / "model.json").exists()


@pytest.mark.parametrize("left", [{"birth_date": None, "phone": True}, {"birth_date": date(1960, 1, 1)}], ids=["phones", "years"])
def test_files_of_telephones_or_of_years_of_birth_teach_a_model(world: World, tmp_path: Path, left):
    told, whose = county(600)
    for row in told:
        number = whose[row["record_id"]]
        row |= {"ssn": None, "street_address": None, "zip": None}
        row["birth_date"] = left["birth_date"] and date(1950 + number % 50, 1, 1)
        row["phone"] = f"415555{number:04d}" if left.get("phone") else None
    nodes.build_nodes([contract()], [world.tell(told)], world.vault, world.places)
    world.model = training.train(world.vault, world.places, "9.0.0", tmp_path / "model.json", "few identifiers")
    found = world.link(told)
    assert sum(found[f"b{i}"] == found[f"h{i}"] for i in range(600)) >= 540


def test_a_block_chosen_by_names_does_not_teach_that_birth_dates_seldom_agree():
    rates = Rates({level.label: 0.2 for level in BIRTH.levels}, {level.label: 0.1 for level in BIRTH.levels})
    learnt = weights_from(BIRTH, rates)
    assert learnt["birth dates agree"].m >= 0.5
