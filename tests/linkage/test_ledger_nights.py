"""Random sequences of partitions through the real ledger: no more churn than the rule forces, no id twice, every id resolves."""

from datetime import datetime, timedelta

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from orchestration import cli
from orchestration.errors import TwogenError
from orchestration.linkage import keys, ledger
from orchestration.linkage.clusters import crosswalk_path
from orchestration.linkage.ledger_files import held_path, ledger_path
from orchestration.linkage.resolving import resolve
from tests.linkage.conftest import World, said

PARTITION = st.dictionaries(st.integers(1, 12), st.integers(1, 5), max_size=12)  # record -> cluster
FIRST = datetime(2026, 9, 1)


def night(world: World, partition: dict[int, int]) -> dict[str, int]:
    """record -> serial, after the ledger and the keys of a crosswalk that is this partition."""
    world.nights += 1
    smallest = {cluster: min(r for r, c in partition.items() if c == cluster) for cluster in partition.values()}
    with world.vault.session() as con:
        con.execute("create temp table crosswalk (record_no integer, record_id varchar, balanced integer)")
        for record, cluster in partition.items():
            con.execute("insert into crosswalk values ($1, $2, $3)", [record, f"r{record:02}", smallest[cluster]])
        labels = "select *, balanced as component, balanced as strict, balanced as lenient from crosswalk"
        world.vault.write(con, labels, crosswalk_path(world.places))
    at = FIRST + timedelta(days=world.nights)
    world.ledger_counts = ledger.update_ledger(world.vault, world.places, "run", at, "1")
    world.key_counts = keys.write_person_keys(world.vault, world.places)
    with world.vault.session() as con:
        live = f"select record_id, serial from {world.vault.scan(held_path(world.places))} where until_night is null"
        rows = con.execute(live).fetchall()
    assert len(rows) == len(partition), "each record in force is held once"
    return dict(rows)


def by_the_rule(held: dict[str, int], since: dict[str, int], clusters: list[frozenset[str]]) -> dict[frozenset[str], int]:
    """The ids that stay, found the slow way: each time the pair that shares most, the older id, the longest held."""
    kept: dict[frozenset[str], int] = {}
    while True:
        shared: dict[tuple[int, frozenset[str]], list[str]] = {}
        for cluster in clusters:
            for record in cluster & held.keys():
                if cluster not in kept and held[record] not in kept.values():
                    shared.setdefault((held[record], cluster), []).append(record)
        if not shared:
            return kept
        serial, cluster = min(shared, key=lambda at: (-len(shared[at]), at[0], min(since[r] for r in shared[at]), min(at[1])))
        kept[cluster] = serial


def members(held: dict[str, int]) -> list[frozenset[str]]:
    return [frozenset(r for r, s in held.items() if s == serial) for serial in set(held.values())]


@given(st.lists(PARTITION, min_size=2, max_size=5))
@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
def test_no_more_records_change_their_id_than_the_rule_forces(tmp_path_factory, partitions):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("nights")
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        world, held, since = World(folder / "home"), {}, {}
        for partition in partitions:
            new = night(world, partition)
            assert len({new[f"r{r:02}"] for r in partition}) == len(set(partition.values()))
            moved = sum(new[r] != held[r] for r in held.keys() & new.keys())
            kept = by_the_rule(held, since, members(new))
            forced = sum(kept.get(c) != held[r] for c in members(new) for r in c if r in held)
            assert moved == forced
            since = {r: since[r] if held.get(r) == new[r] else world.nights for r in new}
            held = new
        written = held_path(world.places).read_bytes()
        assert night(world, partitions[-1]) == held
        assert held_path(world.places).read_bytes() == written, "a quiet night writes nothing"
        every_id_resolves(world, held)


def every_id_resolves(world: World, held: dict[str, int]) -> None:
    alive = set(world.keys("person_id").values())
    with world.vault.session() as con:
        rows = con.execute(f"select event, serial, person_id from {world.vault.scan(ledger_path(world.places))}").fetchall()
    minted = [(serial, person) for event, serial, person in rows if event == "minted"]
    assert len(minted) == len({s for s, _ in minted}) == len({p for _, p in minted}), "no id is given twice"
    assert len(alive) == len(set(held.values()))
    with duckdb.connect() as con:
        told = dict(con.execute(f"select former_person_id, person_id from '{world.places.person_redirects}'").fetchall())
    for _, person in minted:
        found = resolve(world.vault, world.places, person, datetime(2026, 12, 1))
        assert found.person_id in alive if found.state == "alive" else found.state == "retired"
        assert told.get(person, person) == (found.person_id if found.state == "alive" else None)
        assert found.history


def test_a_person_that_scatters_tells_where_every_record_went(world: World):
    night(world, {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: 2, 8: 3, 9: 3, 10: 3, 11: 3})
    with world.vault.session() as con:
        ids = f"select serial, person_id from {world.vault.scan(ledger_path(world.places))} order by serial"
        persons = [person for _, person in con.execute(ids).fetchall()]
    night(world, {1: 2, 2: 2, 3: 3, 4: 2, 5: 2, 6: 2, 7: 2, 8: 3, 9: 3, 10: 3, 11: 3})
    found = resolve(world.vault, world.places, persons[0], datetime(2026, 12, 1))
    assert (found.person_id, found.state) == (persons[1], "alive")
    gone = [(e.event, e.other_person_id, e.records) for e in found.history if e.person_id == persons[0]]
    assert gone == [("minted", None, 3), ("absorbed", persons[1], 2), ("split", persons[2], 1)]


def test_keys_are_refused_when_the_ledger_is_not_that_of_the_crosswalk(world: World):
    night(world, {1: 1})
    held_path(world.places).unlink()
    with pytest.raises(TwogenError, match="1 persons of the crosswalk have no id in the ledger"):
        keys.write_person_keys(world.vault, world.places)


def test_no_id_given_after_a_backup_is_given_again_once_that_is_restored(world: World, monkeypatch, tmp_path):
    monkeypatch.setenv("TWOGEN_HOME", str(world.places.home))
    monkeypatch.setenv("TWOGEN_KEY", "a key for tests only")

    def vault(*words: object) -> None:
        done = CliRunner().invoke(cli.app, ["vault", *map(str, words)])
        assert done.exit_code == 0, done.output

    people = [
        said(f"h{n}", "hmis", first_name=name, last_name="Oyelaran") for n, name in enumerate(("Ana", "Otis", "Zoe", "Ian"))
    ]
    first = world.link(people[:1])
    vault("backup", tmp_path / "old")
    lost = world.link(people[:3])
    vault("restore", tmp_path / "old")
    again = world.link([people[0], people[3]])
    assert again["h0"] == first["h0"], "what the backup knew is as it was"
    assert again["h3"] not in set(lost.values()), "h3 would have had the id that h1 had"
    vault("backup", tmp_path / "new")
    vault("restore", tmp_path / "old")
    assert world.link(people[1:3])["h1"] not in {*lost.values(), *again.values()}
    vault("restore", tmp_path / "new")
    assert world.link([people[0], people[3]]) == again
