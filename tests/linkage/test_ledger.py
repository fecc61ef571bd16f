"""The ledger over nights: every change of a person id is a row, and every id ever given resolves."""

from datetime import UTC, date, datetime, timedelta, timezone

from orchestration.linkage import ledger, ledger_files
from orchestration.linkage.decisions import copy_decisions, decide, decisions_path
from orchestration.linkage.resolving import resolve
from orchestration.places import Places
from tests.linkage.conftest import World, said

ANA = {"first_name": "Ana", "last_name": "Villareal", "birth_date": date(1988, 6, 2), "ssn": "433127788"}
PEOPLE = [said("b1", "births", "mother", **ANA), said("b2", "births", "mother", **ANA), said("h1", "hmis", **ANA)]


def ledger_rows(world: World) -> list[tuple]:
    with world.vault.session() as con:
        return con.execute(
            "select night, event, person_id, other_person_id"
            f" from {world.vault.scan(ledger_files.ledger_path(world.places))} order by all"
        ).fetchall()


def apart(world: World, day: int, decision: str = "cannot_link") -> None:
    for other in ("b1", "b2"):
        decide(world.vault, world.places, (other, "h1"), decision, "reviewed", "reviewer", datetime(2026, 9, day))


def test_an_unchanged_link_adds_no_row(world: World):
    world.link(PEOPLE)
    before = ledger_rows(world)
    world.cluster()
    assert ledger_rows(world) == before
    assert [event for _, event, *_ in before] == ["minted"]


def test_a_merge_redirects_the_absorbed_id_and_a_split_revives_it(world: World):
    world.link(PEOPLE)
    apart(world, 1)
    two = world.cluster()
    assert two["h1"] != two["b1"]

    apart(world, 2, "withdrawn")
    one = world.cluster()
    assert one["h1"] == two["b1"], "the id with more records stays"
    assert resolve(world.vault, world.places, two["h1"], datetime(2026, 9, 3)).person_id == two["b1"]
    assert resolve(world.vault, world.places, two["h1"], datetime(2026, 9, 2)).person_id == two["h1"], "as it was known that day"

    apart(world, 3)
    again = world.cluster()
    assert again == two, "the split restores what the absorbed id held, so it lives again"
    assert resolve(world.vault, world.places, two["h1"], datetime(2026, 9, 30)).state == "alive"
    assert [event for night, event, *_ in ledger_rows(world) if night == 4] == ["revived", "split"]


def test_an_expunged_person_is_retired_and_still_resolves(world: World):
    first = world.link([*PEOPLE, said("w", "wages", first_name="Otis", last_name="Penn", ssn="511223344")])
    world.link(PEOPLE)
    gone = resolve(world.vault, world.places, first["w"], datetime(2026, 9, 30))
    assert (gone.person_id, gone.state) == (first["w"], "retired")
    assert "w" not in world.keys("person_id")


def test_an_id_never_given_is_unknown(world: World):
    world.link(PEOPLE)
    assert resolve(world.vault, world.places, "0" * 32, datetime(2026, 9, 30)).state == "unknown"


def test_person_ids_do_not_follow_from_identifiers(world: World, tmp_path):
    other = World(tmp_path / "other")
    assert world.link(PEOPLE)["b1"] != other.link(PEOPLE)["b1"]


def test_a_run_killed_between_its_two_writes_is_made_good(world: World):
    before = world.link(PEOPLE)
    held = ledger_files.held_path(world.places)
    earlier = held.read_bytes()
    apart(world, 1)
    after = world.cluster()
    rows = ledger_rows(world)
    held.write_bytes(earlier)
    assert resolve(world.vault, world.places, after["h1"], datetime(2026, 9, 30)).state == "unknown", "not yet given"
    assert world.cluster() == after
    assert ledger_rows(world) == rows
    assert after["b1"] == before["b1"]


def test_a_moment_with_a_zone_is_kept_in_utc(world: World):
    world.link(PEOPLE)
    local = datetime(2026, 9, 20, 1, tzinfo=timezone(timedelta(hours=6)))
    person = world.link([*PEOPLE, said("x", "hmis", first_name="Otis", last_name="Penn")])["x"]
    ledger.update_ledger(world.vault, world.places, "run", local, "1")
    world.link(PEOPLE[:1])
    assert resolve(world.vault, world.places, person, local).state == "retired"
    assert resolve(world.vault, world.places, person, datetime(2026, 9, 2, tzinfo=UTC)).state == "alive"


def test_ledger_copied_as_of_a_night_goes_on_as_it_did_then(world: World, tmp_path):
    """Night 2 gives a living person one record more: no id changes, so only `nights` knows when it was."""
    world.link(PEOPLE[:2])
    second = world.link(PEOPLE)
    rows = ledger_rows(world)
    apart(world, 3)
    third = world.cluster()
    assert third["h1"] != second["h1"] and ledger_rows(world) != rows

    other = Places(tmp_path / "other")
    ledger_files.copy_ledger(world.vault, world.places, other, datetime(2026, 9, 2, 12))
    with world.vault.session() as con:
        spells = f"select record_id, since_night, until_night from {world.vault.scan(ledger_files.held_path(other))}"
        held = con.execute(spells).fetchall()
        rows_of = "select night, event, person_id, other_person_id from"
        copied = con.execute(f"{rows_of} {world.vault.scan(ledger_files.ledger_path(other))} order by all").fetchall()
    assert sorted(held) == [("b1", 1, None), ("b2", 1, None), ("h1", 2, None)]
    assert copied == rows
    before = Places(tmp_path / "before")
    ledger_files.copy_ledger(world.vault, world.places, before, datetime(2026, 8, 1))
    with world.vault.session() as con:
        assert con.execute(f"select count(*) from {world.vault.scan(ledger_files.held_path(before))}").fetchall() == [(0,)]


def test_decisions_are_copied_as_they_were_known_at_a_moment(world: World, tmp_path):
    apart(world, 1)
    apart(world, 5, "withdrawn")
    other = Places(tmp_path / "other")
    copy_decisions(world.vault, world.places, other, datetime(2026, 9, 4, tzinfo=UTC))
    with world.vault.session() as con:
        known = con.execute(f"select distinct decision from {world.vault.scan(decisions_path(other))}").fetchall()
    assert known == [("cannot_link",)]
