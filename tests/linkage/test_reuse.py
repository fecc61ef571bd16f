"""Person ids move no more than they must, whatever the nights bring."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.linkage.reuse import Change, Shared, assign

HELD = st.dictionaries(st.integers(0, 14), st.integers(1, 5), max_size=15)  # record -> serial
NEW = st.dictionaries(st.integers(0, 14), st.integers(0, 14), max_size=15)  # record -> cluster


def night(held: dict[int, int], new: dict[int, int], newcomers: Sequence[int] = ()):
    shared = Counter((new[record], serial) for record, serial in held.items() if record in new)
    live = [Shared(cluster, serial, n) for (cluster, serial), n in shared.items()]
    return assign(dict(Counter(new.values())), live, [], set(held.values()), max(held.values(), default=0) + 1, newcomers)


@given(HELD, NEW)
@settings(max_examples=300, deadline=None)
def test_every_cluster_gets_one_id_and_no_id_two_clusters(held, new):
    owner, _ = night(held, new)
    assert owner.keys() == set(new.values())
    assert len(set(owner.values())) == len(owner)


@given(HELD, NEW)
@settings(max_examples=300, deadline=None)
def test_an_id_in_use_goes_to_a_cluster_that_shares_its_records(held, new):
    owner, changes = night(held, new)
    minted = {c.serial for c in changes if c.event == "minted"}
    for cluster, serial in owner.items():
        if serial not in minted:
            assert any(new.get(record) == cluster for record, was in held.items() if was == serial)


@given(HELD, NEW)
@settings(max_examples=300, deadline=None)
def test_newcomers_get_their_ids_elsewhere_and_move_nobody_elses(held, new):
    owner, changes = night(held, new)
    claimed = {new[record] for record in held if record in new}
    known = {record: cluster for record, cluster in new.items() if cluster in claimed}
    newcomers = sorted(set(new.values()) - claimed)
    alone, told = night(held, known, newcomers)
    assert alone == {cluster: serial for cluster, serial in owner.items() if cluster in claimed}
    assert told == [c for c in changes if c.event != "minted" or c.serial in alone.values()]


@given(HELD)
@settings(max_examples=100, deadline=None)
def test_an_unchanged_night_changes_nothing(held):
    owner, changes = night(held, dict(held))
    assert changes == []
    assert all(cluster == serial for cluster, serial in owner.items())


@given(HELD, NEW)
@settings(max_examples=300, deadline=None)
def test_the_largest_overlap_of_all_keeps_its_id(held, new):
    shared = Counter((serial, new[record]) for record, serial in held.items() if record in new)
    if shared:
        (serial, cluster), _ = min(shared.items(), key=lambda item: (-item[1], item[0]))
        assert night(held, new)[0][cluster] == serial


@given(HELD, NEW)
@settings(max_examples=300, deadline=None)
def test_every_old_id_is_kept_absorbed_or_retired(held, new):
    owner, changes = night(held, new)
    ended = {c.serial for c in changes if c.event in ("absorbed", "retired")}
    assert set(held.values()) == (set(held.values()) & set(owner.values())) | ended
    assert not ended & set(owner.values())


def test_of_two_ids_with_equal_overlap_the_older_is_kept():
    owner, changes = night({1: 4, 2: 3}, {1: 1, 2: 1})
    assert owner == {1: 3}
    assert changes == [Change("absorbed", 4, 3, 1)]


def test_a_revived_id_is_preferred_to_a_new_one():
    owner, changes = assign({1: 5, 6: 3}, [Shared(1, 1, 5), Shared(6, 1, 3)], [Shared(6, 2, 3)], {1}, 9)
    assert owner == {1: 1, 6: 2}
    assert changes == [Change("revived", 2, None, 3), Change("split", 1, 2, 3)]
