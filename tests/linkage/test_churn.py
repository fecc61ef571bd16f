"""The preview of another model: what the next night would change, in counts, while nothing of the home changes."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from orchestration.linkage.churn import Moved, churn
from orchestration.linkage.edges import score_edges
from tests.linkage.conftest import World, before_adult_on, said

NOON = datetime(2026, 9, 20, 12, tzinfo=UTC)
ANA = {"first_name": "Ana", "last_name": "Reyes", "birth_date": "1990-03-04"}
BO = {"first_name": "Bo", "last_name": "Ekström", "birth_date": "1985-07-21"}
PEOPLE = [
    said("a1", "births", "mother", **ANA, ssn="412551234"), said("a2", "hmis", **ANA, ssn="412551234"),
    said("a3", "school", **ANA), said("b1", "births", "father", **BO), said("b2", "school", **BO),
]  # fmt: skip


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_model_in_use_would_change_nothing(world: World):
    world.link(PEOPLE)
    found = churn(world.vault, world.places, world.model, [world.tell(PEOPLE)], NOON)
    assert (found.records, found.moved, found.merges, found.splits) == (5, 0, 0, 0)
    assert found.persons == {"strict": (2, 2), "balanced": (2, 2), "lenient": (2, 2)}
    assert (found.ids.minted, found.ids.absorbed) == (0, 0)


def test_nodes_of_a_time_when_nobody_was_grown_are_compared(world: World):
    world.link(PEOPLE)
    before_adult_on(world)
    assert churn(world.vault, world.places, world.model, [world.tell(PEOPLE)], NOON).moved == 0


def test_a_stricter_model_parts_people_and_a_laxer_one_joins_them_again(world: World):
    before = world.link(PEOPLE)
    mention = world.tell(PEOPLE)
    kept = bytes_of(world.places.home)
    thresholds = replace(world.model.thresholds, strict=40.0, balanced=40.0, lenient=1.0)
    strict = replace(world.model, version="strict-1", thresholds=thresholds)
    found = churn(world.vault, world.places, strict, [mention], NOON)
    assert bytes_of(world.places.home) == kept, "a preview leaves no trace"
    assert found.persons["balanced"][0] == 2 < found.persons["balanced"][1]
    assert found.splits >= 1 and found.merges == 0 and found.ids.minted == found.moved > 0
    assert found.tables["school"] == Moved(2, found.tables["school"].moved)
    assert sum(table.moved for table in found.tables.values()) == found.moved

    world.model, lax = strict, world.model
    score_edges(world.vault, world.places, strict, "under strict-1")
    after = world.cluster()
    assert sum(before[record] != after[record] for record in before) == found.moved, "the night does what the preview said"

    back = churn(world.vault, world.places, lax, [mention], NOON)
    assert back.merges >= 1 and back.splits == 0 and back.ids.absorbed == found.ids.minted
    text = back.as_text()
    assert "absorbed" in text and "Ana" not in text and "public counts" in text


def test_where_nobody_is_linked_there_is_nothing_to_preview(world: World):
    assert churn(world.vault, world.places, world.model, [], NOON) is None
