"""A reviewer's word from the shell: the next night follows it, the last one counts, and nonsense writes nothing."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration import cli
from orchestration.components.run_lock import run_lock
from orchestration.linkage.decisions import decisions_path
from tests.linkage.conftest import World, said

ANA = {"first_name": "Ana", "last_name": "Villareal", "birth_date": date(1988, 6, 2)}
PEOPLE = [said("h", "hmis", **ANA), said("s", "school", **ANA), said("w", "wages", first_name="Bo", last_name="Okonkwo")]


@pytest.fixture
def linked(world: World, monkeypatch) -> World:
    """A night on which `h` and `s` are one person by the evidence, and `w` is another."""
    monkeypatch.setenv("TWOGEN_HOME", str(world.places.home))
    monkeypatch.setenv("TWOGEN_KEY", "a key for tests only")
    persons = world.link(PEOPLE)
    assert persons["h"] == persons["s"] != persons["w"]
    return world


def decide(*words: str):
    return CliRunner().invoke(cli.app, ["link", "decide", *words])


def test_the_next_night_follows_the_last_word_on_a_pair(linked: World):
    first = decide("s", "h", "cannot_link", "--reason", "two cousins", "--by", "a reviewer")
    assert first.output == "Written: cannot_link, by a reviewer. The next night's link follows it.\n"
    apart = linked.cluster()
    assert apart["h"] != apart["s"]
    second = decide("h", "s", "withdrawn", "--reason", "one cousin", "--by", "another")
    assert second.output.startswith("Written: withdrawn in place of cannot_link, by another.")
    together = linked.cluster()
    assert together["h"] == together["s"]
    assert decide("w", "h", "must_link", "--reason", "seen at intake").exit_code == 0
    assert len({*linked.cluster().values()}) == 1
    with linked.vault.session() as con:
        kept = f"from {linked.vault.scan(decisions_path(linked.places))} select record_a, record_b, decision, reason, decided_by"
        rows = con.execute(f"{kept} order by decided_at").fetchall()
    assert rows[:2] == [
        ("h", "s", "cannot_link", "two cousins", "a reviewer"), ("h", "s", "withdrawn", "one cousin", "another"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("h", "nobody", "must_link"), "1 of the two record ids are linked here"),
        (("nobody", "none", "cannot_link"), "0 of the two record ids are linked here"),
        (("h", "h", "must_link"), "the same record's"),
        (("h", "s", "withdrawn"), "No decision on these two records is in force"),
        (("h", "s", "maybe"), "must_link, cannot_link, withdrawn"),
        (("h", "s", "must_link", "--reason", "  "), "reason is blank"),
    ],
)
def test_what_cannot_take_effect_is_refused_and_writes_nothing(linked: World, words, told):
    done = decide(*words[:3], *(words[3:] or ("--reason", "seen at intake")))
    assert done.exit_code == 1
    assert told in done.output and "nothing was written" in done.output and "Fix:" in done.output
    assert not decisions_path(linked.places).exists()


def test_before_the_first_link_no_record_is_known(world: World, monkeypatch):
    monkeypatch.setenv("TWOGEN_HOME", str(world.places.home))
    monkeypatch.setenv("TWOGEN_KEY", "a key for tests only")
    assert "0 of the two record ids are linked here" in decide("h", "s", "must_link", "--reason", "seen").output


def test_a_decision_of_a_record_that_is_gone_can_still_be_withdrawn(linked: World):
    decide("h", "s", "cannot_link", "--reason", "two cousins")
    linked.link(PEOPLE[1:])
    assert decide("h", "s", "withdrawn", "--reason", "one cousin").exit_code == 0


def test_a_decision_waits_for_the_run_that_holds_the_home(linked: World):
    words = ["link", "decide", "h", "s", "cannot_link", "--reason", "two cousins"]
    with run_lock(linked.places, "a night"):
        decision = subprocess.Popen([Path(sys.prefix) / "bin" / "twogen", *words], stdout=subprocess.PIPE, text=True)
        assert "waiting for another run to end" in decision.stdout.readline()
        assert not decisions_path(linked.places).exists()
    assert "Written: cannot_link" in decision.communicate(timeout=60)[0]
    assert decisions_path(linked.places).exists()
