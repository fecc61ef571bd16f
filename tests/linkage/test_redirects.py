"""Redirects as readers get them: one row per ended id, at the end of its chain, of the night of the keys."""

from datetime import date

import duckdb

from orchestration.linkage.ledger_files import ledger_path
from tests.linkage.conftest import World
from tests.linkage.test_ledger_nights import night


def redirects(world: World) -> set[tuple]:
    with duckdb.connect() as con:
        found = con.execute(f"select * from '{world.places.person_redirects}'").fetchall()
        living = con.execute(f"select distinct person_id from '{world.places.person_keys}'").fetchall()
    assert world.key_counts.redirects == len(found)
    assert {person for _, person, _ in found if person} <= {person for (person,) in living}
    assert not {former for former, *_ in found} & {person for (person,) in living}
    return set(found)


def test_a_chain_ends_at_the_living_id_or_says_that_nobody_is_left(world: World):
    night(world, {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 4})
    with world.vault.session() as con:
        ids = f"select person_id from {world.vault.scan(ledger_path(world.places))} order by serial"
        a, b, c, d = (person for (person,) in con.execute(ids).fetchall())
    assert redirects(world) == set()
    night(world, {1: 2, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 4})
    second, third, fourth = (date(2026, 9, day) for day in (3, 4, 5))
    assert redirects(world) == {(a, b, second)}
    night(world, {1: 3, 2: 3, 4: 3, 5: 3, 6: 3})
    assert redirects(world) == {(a, c, second), (b, c, third), (d, None, third)}
    night(world, {9: 1})
    assert redirects(world) == {(a, None, second), (b, None, third), (c, None, fourth), (d, None, third)}


def test_an_id_that_lives_again_is_redirected_no_longer(world: World):
    night(world, {1: 1, 2: 2, 3: 2})
    night(world, {1: 2, 2: 2, 3: 2})
    assert len(redirects(world)) == 1
    night(world, {1: 1, 2: 2, 3: 2})
    assert redirects(world) == set()
