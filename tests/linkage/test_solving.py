"""Constrained clustering keeps its promises on any small graph."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.linkage import clusters
from orchestration.linkage.clusters import LARGEST_COMPONENT, bounded, cluster, unopposed
from orchestration.linkage.model import Thresholds
from orchestration.linkage.solving import Edge, Facts, components, solve
from orchestration.linkage.told import Told

LEVELS = (9.0, 4.0, 1.0)
RECORDS = st.integers(0, 9)
PAIRS = st.tuples(RECORDS, RECORDS).filter(lambda pair: pair[0] < pair[1])
EDGES = st.dictionaries(PAIRS, st.integers(0, 12), max_size=25).map(lambda d: [Edge(a, b, float(w)) for (a, b), w in d.items()])
FOES = st.sets(PAIRS, max_size=6)
NOBODY = Told().must_link


def both_ways(pairs):
    found = {}
    for a, b in pairs:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


def partition(labels: dict[int, int]) -> set[frozenset[int]]:
    groups: dict[int, set[int]] = {}
    for record in range(10):
        groups.setdefault(labels.get(record, record), set()).add(record)
    return {frozenset(members) for members in groups.values()}


@given(EDGES, FOES)
@settings(max_examples=200, deadline=None)
def test_strict_refines_balanced_refines_lenient(edges, foes):
    strict, balanced, lenient = map(partition, solve(edges, Facts(foes=both_ways(foes)), LEVELS))
    assert all(any(small <= large for large in balanced) for small in strict)
    assert all(any(small <= large for large in lenient) for small in balanced)


@given(EDGES, FOES)
@settings(max_examples=200, deadline=None)
def test_foes_are_never_together(edges, foes):
    for labels in solve(edges, Facts(foes=both_ways(foes)), LEVELS):
        assert not any({a, b} <= group for a, b in foes for group in partition(labels))


@given(EDGES, FOES, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_edges_changes_nothing(edges, foes, random):
    facts = Facts(foes=both_ways(foes))
    shuffled = [Edge(*random.sample([e.a, e.b], 2), e.weight) for e in random.sample(edges, len(edges))]
    assert solve(edges, facts, LEVELS) == solve(shuffled, facts, LEVELS)


@given(EDGES, FOES, FOES, st.sets(PAIRS, max_size=4))
@settings(max_examples=200, deadline=None)
def test_a_cannot_link_beats_a_must_link_which_beats_a_rule(edges, foes, cannot, must):
    facts = Facts(both_ways(cannot), frozenset(must), both_ways(foes))
    groups = partition(solve(edges, facts, LEVELS)[0])
    assert not any({a, b} <= group for a, b in cannot for group in groups)
    if len(must) == 1 and not cannot:
        assert all(any({a, b} <= group for group in groups) for a, b in must)


@given(EDGES)
@settings(max_examples=200, deadline=None)
def test_without_facts_clusters_are_connected_components(edges):
    for level, labels in zip(LEVELS, solve(edges, Facts(), LEVELS), strict=True):
        kept = [e for e in edges if e.weight >= level]
        plain = components(np.array([e.a for e in kept], int), np.array([e.b for e in kept], int), 10)
        assert partition(labels) == partition(dict(enumerate(plain.tolist())))


def told(facts):
    """The facts as arrays."""

    def pairs(known):
        return np.array([(r, other) for r, others in known.items() for other in others], int).reshape(-1, 2).T

    return Told(
        cannot_link=pairs(facts.cannot_link), must_link=np.array(sorted(facts.must_link), int).reshape(-1, 2).T,
        foes=pairs(facts.foes), witnesses=pairs(facts.witnesses), namesakes=pairs(facts.namesakes),
        silent=np.array(sorted(facts.silent), int),
    )  # fmt: skip


def cut(edges, facts, size):
    """The edges as arrays, and the components, after those too large were cut."""
    columns = zip(*((e.a, e.b, e.weight, e.by_name) for e in edges), strict=True) if edges else ((),) * 4
    types = {"record_l": int, "record_r": int, "weight": float, "by_name": bool}
    table = {name: np.array(column, kind) for (name, kind), column in zip(types.items(), columns, strict=True)}
    must = told(facts).must_link
    ends = (np.append(table[end], pairs) for end, pairs in zip(("record_l", "record_r"), must, strict=True))
    return bounded(table, must, components(*ends, size))


def clusters_of(edges, facts, size):
    """The labels by level, all components at once; foes are asked only inside the clusters that would be, were nobody refused."""
    (kept, component), known, thresholds = cut(edges, facts, size), told(facts), Thresholds(*LEVELS)
    labels = unopposed(kept, known, thresholds, component)
    a, b = labels["lenient"][known.foes]
    return cluster(labels, kept, component, replace(known, foes=known.foes[:, a == b]), thresholds)


def one_by_one(edges, facts, size):
    """The same edge by edge."""
    kept, component = cut(edges, facts, size)

    def inside(known):
        return {r: {other for other in others if component[r] == component[other]} for r, others in known.items()}

    facts = replace(facts, witnesses=inside(facts.witnesses), namesakes=inside(facts.namesakes))
    return solve([Edge(*edge) for edge in zip(*(column.tolist() for column in kept.values()), strict=True)], facts, LEVELS)


def asked(edges, some):
    """Some of the records, each with everyone it has an edge to: whom it asks."""
    return {r: others for r, others in both_ways((e.a, e.b) for e in edges).items() if r in some}


@given(
    EDGES, FOES, st.sets(RECORDS, max_size=4), st.sets(RECORDS, max_size=3), st.sets(RECORDS), st.sets(st.integers(0, 24)),
    st.sets(PAIRS, max_size=2), st.sets(PAIRS, max_size=2), st.sampled_from([4, 6, LARGEST_COMPONENT]),
)  # fmt: skip
@settings(max_examples=500, deadline=None)
def test_solving_over_arrays_equals_solving_edge_by_edge(
    edges, foes, unnamed, silent, with_namesakes, by_name, cannot, must, largest
):
    edges = [Edge(e.a, e.b, e.weight, by_name=i in by_name) for i, e in enumerate(edges)]
    of_name = asked([e for e in edges if e.by_name], with_namesakes)
    facts = Facts(
        both_ways(cannot), frozenset(must), both_ways(foes), asked(edges, unnamed), of_name, frozenset(silent),
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "LARGEST_COMPONENT", largest)
        over_arrays, edge_by_edge = clusters_of(edges, facts, 10), one_by_one(edges, facts, 10)
    for name, labels in zip(("strict", "balanced", "lenient"), edge_by_edge, strict=True):
        assert partition(dict(enumerate(over_arrays[name].tolist()))) == partition(labels)


def test_nobody_is_asked_whom_a_cut_has_parted_off(monkeypatch):
    """1 would ask 9 too, and wait for ever; 4 and 5, who are foes, have all of them solved edge by edge."""
    links = [(1, 2, 6.0), (2, 3, 9.0), (3, 4, 9.0), (4, 5, 9.0), (5, 6, 9.0), (1, 9, 4.6)]
    facts = Facts(foes=both_ways([(1, 3), (4, 5)]), witnesses={1: {2, 9}})
    monkeypatch.setattr(clusters, "LARGEST_COMPONENT", 6)
    found = clusters_of([Edge(*link) for link in links], facts, 10)
    assert found["lenient"][9] != found["lenient"][1] != found["lenient"][3] == found["lenient"][2]


@given(st.sets(RECORDS, min_size=2, max_size=6), st.sets(PAIRS, max_size=8))
@settings(max_examples=200, deadline=None)
def test_a_nameless_record_joins_its_witnesses_only_when_they_are_one(witnesses, named):
    edges = [Edge(a, b, 8.0) for a, b in named] + [Edge(w, 10, 4.5) for w in witnesses]
    _, balanced, _ = solve(edges, Facts(witnesses={10: witnesses}), LEVELS)
    among = len({balanced.get(w, w) for w in witnesses})
    assert (balanced.get(10, 10) == balanced.get(min(witnesses), min(witnesses))) == (among == 1)


def test_no_component_is_larger_than_people_can_be():
    size = LARGEST_COMPONENT * 3
    rng = np.random.default_rng(1)
    chain = np.arange(1, size)
    edges = {"record_l": chain, "record_r": chain + 1, "weight": rng.integers(1, 30, size - 1).astype(float)}
    kept, where = bounded(edges, NOBODY, components(chain, chain + 1, size + 1))
    assert np.bincount(where).max() <= LARGEST_COMPONENT
    assert 0 < len(kept["weight"]) < len(chain)


def test_equal_weights_in_one_tangle_leave_it_unlinked_and_end():
    size = LARGEST_COMPONENT + 10
    chain = np.arange(1, size)
    edges = {"record_l": chain, "record_r": chain + 1, "weight": np.full(size - 1, 7.0)}
    kept, where = bounded(edges, NOBODY, components(chain, chain + 1, size + 1))
    assert len(kept["weight"]) == 0
    assert np.bincount(where).max() == 1


def test_every_pair_is_judged_by_its_own_score():
    edges = [Edge(a, b, 20.0) for a, b in combinations(range(4), 2)]
    labels = solve(edges, Facts(foes={0: {3}, 3: {0}}), LEVELS)[1]
    assert labels[0] == labels[1] == labels[2] != labels[3]


@given(st.sets(RECORDS, min_size=2, max_size=6), st.sets(PAIRS, max_size=8))
@settings(max_examples=200, deadline=None)
def test_a_customer_joins_its_namesakes_only_when_they_are_one(namesakes, joined):
    edges = [Edge(a, b, 8.0) for a, b in joined] + [Edge(n, 10, 4.5, by_name=True) for n in namesakes]
    _, balanced, _ = solve(edges, Facts(namesakes={10: namesakes}, silent=frozenset({10})), LEVELS)
    among = len({balanced.get(n, n) for n in namesakes})
    assert (balanced.get(10, 10) == balanced.get(min(namesakes), min(namesakes))) == (among == 1)


def test_namesakes_that_become_one_later_are_asked_again():
    edges = [Edge(1, 10, 6.0, by_name=True), Edge(2, 10, 5.0, by_name=True), Edge(1, 2, 4.5)]
    _, balanced, _ = solve(edges, Facts(namesakes={10: {1, 2}}, silent=frozenset({10})), LEVELS)
    assert balanced[10] == balanced[1] == balanced[2]


def test_without_a_foe_namesakes_that_become_one_later_are_asked_again():
    """10 waits for 1 and 2 to be one, 11 for 10 and 1."""
    links = [(1, 2, 4.5), (1, 10, 8.0), (2, 10, 7.0), (10, 11, 8.5), (1, 11, 8.0)]
    edges = [Edge(a, b, weight, by_name=True) for a, b, weight in links]
    facts = Facts(namesakes={10: {1, 2}, 11: {10, 1}}, silent=frozenset({10, 11}))
    found = clusters_of(edges, facts, 12)
    assert [len({int(found[level][r]) for r in (1, 2, 10, 11)}) for level in ("strict", "balanced", "lenient")] == [4, 1, 1]
    balanced = solve(edges, facts, LEVELS)[1]
    assert len({balanced[r] for r in (1, 2, 10, 11)}) == 1
