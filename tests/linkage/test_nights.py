"""Night by night equals all at once: the same partition at all three levels, whatever came, changed, went or was decided."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from orchestration.errors import TwogenError
from orchestration.linkage import blocking, clusters, edges, nodes, pair_counts
from orchestration.linkage.decisions import decide
from tests.linkage.conftest import World, contract, said

LEVELS = ("strict", "balanced", "lenient")
FIRST = st.sampled_from(["Ana", "Anna", "William", "Bill", "Rosa", "J", "Xiomara", "Xiomara", "BABY GIRL", None])
LAST = st.sampled_from(["Lopez", "Garcia Lopez", "Smith", "Smyth", "Etxeberria", "Etxeberria"])
BORN = st.sampled_from(["1990-03-04", "1990-04-03", "1991-03-04", "2015-06-01", "2015-06-01", None, None])
SSN = st.sampled_from(["412551234", "412551243", "511220001", None, None])
STREET = st.sampled_from(["1 Oak St", "1 Oak Street", "22 Elm Ave", None])
GROWN = st.sampled_from(["1995-01-01", "2022-05-01", None, None])
TABLES = st.sampled_from(
    [
        ("births", "child"),
        ("births", "mother"),
        ("hmis", "person"),
        ("wages", "person"),
        ("school", "person"),
        ("water", "person"),
    ]
)
MENTION = st.builds(
    lambda number, place, first, last, born, ssn, street, row, grown: said(
        f"{number:02d}{place[0][0]}{place[1][0]}", *place, first_name=first, last_name=last, birth_date=born, ssn=ssn,
        street_address=street, zip="37201" if street else None, row_number=row, adult_on=grown,
    ),
    st.integers(0, 7), TABLES, FIRST, LAST, BORN, SSN, STREET, st.integers(0, 5), GROWN,
)  # fmt: skip
DECISION = st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["must_link", "cannot_link", "withdrawn"]))
NIGHT = st.tuples(st.lists(MENTION, min_size=3, max_size=14), st.sets(st.integers(0, 30)), st.lists(DECISION, max_size=2))


def night(world: World, people: list[dict]) -> dict[str, set[frozenset[str]]]:
    """The partition at each level after a night on these mentions."""
    nodes.build_nodes([contract()], [world.tell(people)], world.vault, world.places)
    world.edge_counts = edges.score_edges(world.vault, world.places, world.model, "one mark")
    world.cluster_counts = clusters.build_crosswalk(world.vault, world.places, world.model, "one mark")
    with world.vault.session() as con:
        crosswalk = world.vault.scan(clusters.crosswalk_path(world.places))
        members = f"select list(record_id) from {crosswalk} group by"
        return {level: {frozenset(row[0]) for row in con.execute(f"{members} {level}").fetchall()} for level in LEVELS}


def pairs_kept(world: World) -> set[tuple]:
    """Pairs of tonight's nodes, by what they hold, with all that was found of them."""
    with world.vault.session() as con:
        there = world.vault.scan(nodes.nodes_path(world.places))
        return set(
            con.execute(f"""
                select
                    least(l.content_id, r.content_id), greatest(l.content_id, r.content_id),
                    weight, by_name, same_ssn, other_name, is_thin, is_vetoed
                from {edges.pairs_sql(world.vault, world.places)}
                inner join {there} as l on l.node_id = node_id_l inner join {there} as r on r.node_id = node_id_r
            """).fetchall()
        )


def decided(world: World, people: list[dict], decisions: list[tuple], at: datetime) -> None:
    ids = sorted({person["record_id"] for person in people})
    for number, (a, b, what) in enumerate(decisions):
        pair = ids[a % len(ids)], ids[b % len(ids)]
        if pair[0] != pair[1]:
            decide(world.vault, world.places, pair, what, "for the test", "a reviewer", at.replace(minute=number))


@pytest.mark.parametrize("largest_block", [1_500, 3])
@given(nights=st.lists(NIGHT, min_size=2, max_size=4))
@settings(max_examples=3, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
def test_night_by_night_equals_all_at_once(tmp_path_factory, nights, largest_block):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("nights")
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        patch.setattr(edges, "MOST_NEW", 10.0)
        patch.setattr(blocking, "LARGEST_BLOCK", largest_block)
        kept, people = World(folder / "kept"), []
        for number, (came, gone, decisions) in enumerate(nights):
            people = [p for i, p in enumerate(people) if i not in gone] + came
            fresh = World(folder / f"fresh{number}")
            at = datetime(2026, 9, number + 1, tzinfo=UTC)
            decided(kept, people, decisions, at)
            if (told := kept.places.identity / "decisions.parquet").exists():
                with kept.vault.session() as con:
                    rows = con.execute(f"select * from {kept.vault.scan(told)} order by decided_at").fetchall()
                for record_a, record_b, what, reason, by, decided_at in rows:
                    decide(fresh.vault, fresh.places, (record_a, record_b), what, reason, by, decided_at)
            assert night(kept, people) == night(fresh, people)
            assert pairs_kept(kept) == pairs_kept(fresh)
            assert len(pairs_kept(kept)) == kept.edge_counts.pairs_kept == fresh.edge_counts.pairs_kept


def test_a_quiet_night_scores_and_solves_nothing(world):
    people = [said(f"{n}", "hmis", first_name="Ana", last_name=f"Lopez{n % 3}", birth_date="1990-03-04") for n in range(6)]
    first = night(world, people)
    assert night(world, people) == first
    assert world.edge_counts.nodes_scored == 0
    assert world.cluster_counts.records_solved == 0


def test_edges_refused_one_night_are_solved_the_next(world, monkeypatch):
    same = {"first_name": "Ana", "last_name": "Lopez", "birth_date": "1990-03-04"}
    people = [said("a", "hmis", **same), said("b", "school", **same)]
    night(world, people[:1])
    nodes.build_nodes([contract()], [world.tell(people)], world.vault, world.places)
    with monkeypatch.context() as patch, pytest.raises(TwogenError):
        patch.setattr(pair_counts, "ALWAYS_SCORED", 0)
        patch.setattr(pair_counts, "MOST_PAIRS_PER_NODE", 0)
        edges.score_edges(world.vault, world.places, world.model, "one mark")
    clusters.build_crosswalk(world.vault, world.places, world.model, "one mark")
    assert night(world, people)["balanced"] == {frozenset({"a", "b"})}


def test_a_newcomer_wakes_its_own_component_alone(world):
    names = ("Ana Lopez", "Bertil Quist", "Chidi Okafor", "Dolores Vance", "Emil Harfoot")
    people = [
        said(f"{n}", "hmis", first_name=name.split()[0], last_name=name.split()[1], birth_date=f"19{50 + 7 * n}-0{n + 1}-1{n}")
        for n, name in enumerate(names)
    ]
    night(world, people)
    night(world, [*people, said("new", "school", first_name="Ana", last_name="Lopez", birth_date="1950-01-10")])
    assert world.edge_counts.nodes_scored == 1
    assert world.cluster_counts.records_solved == 2
    assert world.cluster_counts.records == 6


def test_a_day_on_which_somebody_was_grown_wakes_its_component(world):
    """Said one night, withdrawn the next; no node is another for it."""
    holder = {"first_name": "Everett", "last_name": "Quintanilla", "street_address": "22 Elm Ave", "zip": "37201"}
    child, account = said("child", "school", birth_date="2008-03-01", **holder), said("account", "water", **holder)
    one = {frozenset({"child", "account"})}
    assert night(world, [child, account])["lenient"] == one
    assert night(world, [child, account | {"adult_on": "2015-06-01"}])["lenient"] != one
    assert world.edge_counts.nodes_scored == 0
    assert night(world, [child, account])["lenient"] == one


def test_another_mark_scores_everything_anew(world):
    people = [said(f"{n}", "hmis", first_name="Ana", last_name="Lopez", birth_date=f"199{n}-03-04") for n in range(6)]
    night(world, people)
    again = edges.score_edges(world.vault, world.places, world.model, "another mark")
    assert again.nodes_scored == 6


def test_a_number_is_never_given_twice(world):
    night(world, [said("a", "hmis", first_name="Ana"), said("z", "hmis", first_name="Zoe")])
    before = {n["record_id"]: n["record_no"] for n in world.nodes()}
    night(world, [said("a", "hmis", first_name="Ana")])
    night(world, [said("a", "hmis", first_name="Ana"), said("m", "hmis", first_name="Mia")])
    after = {n["record_id"]: n["record_no"] for n in world.nodes()}
    assert after["a"] == before["a"]
    assert after["m"] > max(before.values())


def test_a_block_that_grows_past_the_limit_parts_those_whom_only_it_joined(world, monkeypatch):
    """Their nodes did not change, and neither did anything else of their component."""
    same = {"first_name": "Ana", "last_name": "Lopez", "birth_date": "1990-03-04"}
    people = [said("a", "hmis", **same), said("b", "school", **same)]
    together = {frozenset({"a", "b"})}
    assert night(world, people)["balanced"] == together
    monkeypatch.setattr(blocking, "LARGEST_BLOCK", 2)
    assert night(world, people)["balanced"] == together
    people.append(said("c", "hmis", **same))
    apart = night(world, people)
    assert apart == night(World(world.places.home.parent / "fresh"), people)
    assert not any({"a", "b"} <= members for members in apart["balanced"])
