"""Counts of candidate pairs: a jump is told, and what would never finish is refused before Splink begins."""

import pytest

from orchestration.components.link_checks import LARGEST_CLUSTER, largest_check, pairs_check
from orchestration.errors import TwogenError
from orchestration.linkage import edges, nodes, pair_counts
from orchestration.linkage.pair_counts import JUMP_FLOOR, MOST_PAIRS_PER_NODE, jumps, refuse_too_many
from tests.linkage.conftest import World, contract, said


@pytest.mark.parametrize(
    ("before", "now", "growth", "rules"),
    [
        ({}, {"ssn": 90_000}, 1.0, []),
        ({"ssn": 40_000}, {"ssn": 80_000}, 1.0, []),
        ({"ssn": 40_000}, {"ssn": 80_001}, 1.0, ["ssn", "all rules"]),
        ({"ssn": 40_000}, {"ssn": 320_000}, 2.0, []),
        ({"ssn": 40_000}, {"ssn": 320_001}, 2.0, ["ssn", "all rules"]),
        ({"ssn": 40_000}, {"ssn": 80_001}, 0.5, ["ssn", "all rules"]),
        ({"ssn": 10}, {"ssn": JUMP_FLOOR + 10}, 1.0, []),
        ({"ssn": 0}, {"ssn": JUMP_FLOOR + 1}, 1.0, ["ssn", "all rules"]),
        ({"ssn": 900_000, "birthday": 0}, {"ssn": 900_000, "birthday": 50_000}, 1.0, ["birthday"]),
        ({"ssn": 900_000}, {"ssn": 900_000, "new rule": 50_000}, 1.0, []),
    ],
)
def test_a_jump_is_what_growth_does_not_explain(before, now, growth, rules):
    assert [sentence.split(":")[0] for sentence in jumps(before, now, growth)] == rules


def test_more_pairs_than_can_be_scored_are_refused_naming_the_rule_and_the_fix():
    nodes_there = 1_000_000
    most = MOST_PAIRS_PER_NODE * nodes_there
    refuse_too_many({"ssn": 1_000_000, "birth_date_surname": most - 1_000_000}, nodes_there)
    with pytest.raises(TwogenError, match=r"birth_date_surname \(birth_date, last_std\).*Fix: .*missingValues"):
        refuse_too_many({"ssn": 1_000_000, "birth_date_surname": most}, nodes_there)


def scored(world: World) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in edges.scored_path(world.places).parent.iterdir()}


def test_a_night_with_too_many_pairs_scores_nothing_and_the_last_link_stands(world: World, monkeypatch):
    people = [said(f"r{i}", "hmis", first_name="Ana", last_name="Reyes", birth_date="1990-03-04") for i in range(24)]
    world.link(people[:4])
    before = scored(world)
    monkeypatch.setattr(pair_counts, "ALWAYS_SCORED", 100)
    monkeypatch.setattr(pair_counts, "MOST_PAIRS_PER_NODE", 3)
    nodes.build_nodes([contract()], [world.tell(people)], world.vault, world.places)
    with pytest.raises(TwogenError, match="pairs of 24 nodes would be compared"):
        edges.score_edges(world.vault, world.places, world.model)
    assert scored(world) == before


def test_the_checks_warn_of_a_jump_and_fail_on_a_person_too_large():
    calm = {"pair_jumps": [], "pairs": 5, "nodes": 3}
    assert pairs_check(calm).passed
    jumped = pairs_check(calm | {"pair_jumps": ["ssn: 90,000 pairs, 10 the night before"]})
    assert not jumped.passed and "ssn: 90,000" in jumped.description and "Fix:" in jumped.description
    assert largest_check({"largest_cluster": LARGEST_CLUSTER}).passed
    too_large = largest_check({"largest_cluster": LARGEST_CLUSTER + 1})
    assert not too_large.passed and "Fix:" in too_large.description
