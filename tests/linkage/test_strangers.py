"""u: counted over random pairs of people, no pair twice and the same on every run."""

from collections.abc import Iterator

import duckdb
import pytest

from orchestration.linkage import nodes, strangers, training
from orchestration.linkage.edges import with_birth_text
from orchestration.linkage.nodes import nodes_path
from orchestration.linkage.strangers import count_agreeing
from tests.linkage.conftest import World, contract, said

SEXES = ["female"] * 30 + ["male"] * 10


@pytest.fixture
def con(world: World) -> Iterator[duckdb.DuckDBPyConnection]:
    told = [said(f"h{i}", "hmis", first_name="Ana", last_name=f"Baker{i}", sex=sex) for i, sex in enumerate(SEXES)]
    nodes.build_nodes([contract()], [world.tell(told)], world.vault, world.places)
    with world.vault.connect() as con:
        con.execute(f"create temp table every as from {with_birth_text(world.vault.scan(nodes_path(world.places)))}")
        con.execute("create temp table people as select node_id from every")
        yield con


def test_u_is_the_share_of_pairs_of_two_people(con):
    u = count_agreeing(con, "every", "people", training._settings())
    agree = (30 * 29 + 10 * 9) / (40 * 39)
    assert u["sex"]["sex agrees"] == pytest.approx(agree, abs=0.03)
    assert u["sex"]["sex agrees"] + u["sex"]["sex differs"] == pytest.approx(1)
    assert u["ssn"]["SSNs agree"] is None, "nobody has one"
    assert u == count_agreeing(con, "every", "people", training._settings())


def test_no_pair_of_people_is_drawn_twice(con):
    con.execute(strangers._DRAWN.format(nodes="every", people="people", most=20))
    con.execute(strangers._RANDOM_PAIRS.format(count=20, steps=9))
    pairs, distinct, alone = con.execute("""
        select count(*), count(distinct (least(join_key_l, join_key_r), greatest(join_key_l, join_key_r))),
            count(*) filter (join_key_l = join_key_r)
        from random_pairs
    """).fetchall()[0]
    assert (pairs, distinct, alone) == (180, 180, 0)
