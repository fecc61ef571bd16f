"""Training: a model learnt from people alone, good enough to link them, and refused when there is nothing to learn."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from orchestration.errors import TwogenError
from orchestration.linkage import nodes, training
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


def test_no_block_of_training_is_a_household():
    assert not any(word in block for block in training.EM_BLOCKS for word in ("home_std", "zip", "city", "unit"))


def test_too_few_records_to_learn_from_is_an_error_that_counts_them(world: World, tmp_path: Path):
    nodes.build_nodes([contract()], [world.tell(county(20)[0])], world.vault, world.places)
    with pytest.raises(TwogenError, match="there are 40"):
        training.train(world.vault, world.places, "9.0.0", tmp_path / "model.json", "hardly anyone")
    assert not (tmp_path / "model.json").exists()


def test_a_version_that_has_scores_already_is_refused(world: World, tmp_path: Path):
    with pytest.raises(TwogenError, match="name a new --version"):
        training.train(world.vault, world.places, world.model.version, tmp_path / "model.json", "again")
    assert not (tmp_path / "model.json").exists()
