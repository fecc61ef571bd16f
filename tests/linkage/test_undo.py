"""A merge or split undone: decisions are written, and the next night gives the records back their ids. The shell's too."""

from datetime import date, datetime

import pytest
from typer.testing import CliRunner

from orchestration import cli
from orchestration.errors import TwogenError
from orchestration.linkage.decisions import decide, decisions_path
from orchestration.linkage.resolving import resolve
from orchestration.linkage.undoing import Standing, Undone, undo, wanted
from tests.linkage.conftest import World, said

BORN = {"first_name": "Ana", "birth_date": date(1988, 6, 2)}
MARRIED, MAIDEN = {**BORN, "last_name": "Villareal"}, {**BORN, "last_name": "Oyelaran"}
TWO = [said("z1", "hmis", **MARRIED), said("z2", "school", **MARRIED), said("a1", "wages", **MAIDEN, ssn="433127788")]
BRIDGE = said("m", "births", "mother", **MARRIED, ssn="433127788", maiden_name="Oyelaran")
END = datetime(2026, 9, 30)


def undone(world: World, person: str, day: int) -> Undone:
    at = datetime(2026, 9, world.nights, 12)
    return undo(world.vault, world.places, person, date(2026, 9, day), "two cousins", "a reviewer", at)


def state(world: World, person: str) -> tuple[str, str]:
    found = resolve(world.vault, world.places, person, END)
    return found.person_id, found.state


def merged(world: World) -> tuple[dict[str, str], dict[str, str]]:
    """The persons of night 1, and of night 2, when one record more made them one."""
    before, after = world.link(TWO), world.link([*TWO, BRIDGE])
    assert len(set(before.values())) == 2 and len(set(after.values())) == 1
    return before, after


@pytest.mark.parametrize("named_by", ["z1", "a1"], ids=["the id that stayed", "the id that ended"])
def test_a_merge_undone_gives_both_persons_their_ids_back(world: World, named_by):
    before, after = merged(world)
    assert state(world, before["a1"]) == (after["z1"], "alive")
    done = undone(world, before[named_by], 2)
    assert done == Undone(cannot_link=2, must_link=0, withdrawn=0), "each record of one against each of the other"
    apart = world.cluster()
    assert {record: apart[record] for record in before} == before
    assert state(world, before["a1"]) == (before["a1"], "alive"), "the redirect is gone"
    told = [(e.event, e.person_id) for e in resolve(world.vault, world.places, before["a1"], END).history]
    assert [event for event, person in told if person == before["a1"]] == ["minted", "absorbed", "revived"]
    assert ("split", before["z1"]) in told


def test_an_undo_undone_leaves_nothing_behind_and_merges_again(world: World):
    before, _ = merged(world)
    undone(world, before["a1"], 2)
    world.cluster()
    assert undone(world, before["a1"], 3) == Undone(cannot_link=0, must_link=0, withdrawn=2)
    (one,) = {*world.cluster().values()}
    assert one in before.values(), "the two sides hold two records each by now, so the older id stays"
    assert {state(world, person) for person in before.values()} == {(one, "alive")}


def test_a_split_undone_is_one_person_again(world: World):
    _, one = merged(world)
    parted = world.link(TWO)
    assert len(set(parted.values())) == 2
    assert undone(world, parted["a1"], 3) == Undone(cannot_link=0, must_link=2, withdrawn=0), "one chain through three records"
    assert {*world.cluster().values()} == {one["z1"]}


def test_a_merge_by_a_reviewer_is_undone_by_withdrawing_what_made_it(world: World):
    before = world.link(TWO)
    decide(world.vault, world.places, ("z1", "a1"), "must_link", "seen at intake", "reviewer", datetime(2026, 9, 1, 12))
    assert len(set(world.cluster().values())) == 1
    assert undone(world, before["a1"], 2) == Undone(cannot_link=0, must_link=0, withdrawn=1)
    assert world.cluster() == before


def test_of_two_persons_of_equal_size_the_older_id_goes_back_to_its_own_records(world: World):
    """Its records have the larger numbers and ids: neither says whose the id is."""
    one, other = said("z", "hmis", **MARRIED), said("a", "wages", **MAIDEN, ssn="433127788")
    world.link([one])
    before = world.link([one, other])
    assert len({*world.link([one, other, BRIDGE]).values()}) == 1
    undone(world, before["a"], 3)
    world.link([one, other])
    assert world.keys("person_id") == before


def test_what_is_not_there_to_undo_is_said_and_writes_nothing(world: World):
    before, _ = merged(world)
    for person, day, told in ((before["a1"], 20, "left to undo"), ("0" * 32, 2, "no person id")):
        with pytest.raises(TwogenError, match=told):
            undone(world, person, day)
    with pytest.raises(TwogenError, match="reason is blank"):
        undo(world.vault, world.places, before["a1"], date(2026, 9, 2), " ", "a reviewer", END)
    assert not decisions_path(world.places).exists()
    undone(world, before["a1"], 2)
    with pytest.raises(TwogenError, match="already takes effect with the next night"):
        undone(world, before["a1"], 2)


def test_records_of_others_and_newcomers_are_left_to_the_evidence():
    standings = [
        Standing("a", 1, 1, 1), Standing("b", 2, 1, 1), Standing("c", 3, 1, 1), Standing("new", None, 1, 1),
        Standing("gone", 2, 1, None), Standing("moved on", 2, 1, 9),
    ]  # fmt: skip
    assert wanted(standings, 2, {}) == [(("a", "b"), "cannot_link"), (("b", "c"), "cannot_link")]


def test_the_shell_resolves_and_undoes_without_a_value(world: World, monkeypatch):
    monkeypatch.setenv("TWOGEN_HOME", str(world.places.home))
    monkeypatch.setenv("TWOGEN_KEY", "a key for tests only")
    before, _ = merged(world)

    def twogen(*words: str):
        return CliRunner().invoke(cli.app, ["link", *words])

    told = twogen("resolve", before["a1"], "--as-of", "2026-09-30")
    assert told.output.startswith(f"{before['a1']} was absorbed; use {before['z1']}. {before['z1']} is alive.")
    assert "2026-09-02" in told.output and "run 2" in told.output and world.model.version in told.output
    assert twogen("resolve", before["a1"], "--as-of", "2026-09-01").output.startswith(f"{before['a1']} is alive.")
    assert "is unknown" in twogen("resolve", "0" * 32).output
    done = twogen("undo", before["a1"], "--at", "2026-09-02", "--reason", "two cousins", "--by", "a reviewer")
    assert done.exit_code == 0 and "2 cannot-links, 0 must-links, 0 decisions withdrawn" in done.output
    again = twogen("undo", before["a1"], "--at", "2026-09-02", "--reason", "two cousins")
    assert again.exit_code == 1 and "Fix:" in again.output
    assert not any(value in told.output + done.output + again.output for value in ("Ana", "Villareal", "433127788"))
    with world.vault.session() as con:
        rows = con.execute(f"select distinct reason, decided_by from {world.vault.scan(decisions_path(world.places))}").fetchall()
    assert rows == [("two cousins", "a reviewer")]
    assert world.cluster()["a1"] == before["a1"]
