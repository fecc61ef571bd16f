"""Pairs out of blocks are those a double loop would find, each once."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.linkage.blocks import Blocks, Standing

NODES, KEYS, MOST = 8, 6, 4
FLAGS = st.lists(st.booleans(), min_size=NODES, max_size=NODES)
STATES = st.lists(st.sampled_from(["fresh", "kept", "gone"]), min_size=NODES, max_size=NODES)
ROWS = st.sets(st.tuples(st.integers(0, KEYS - 1), st.integers(0, NODES - 1)))


@given(ROWS, st.lists(st.integers(0, 5), min_size=NODES, max_size=NODES), FLAGS, FLAGS, STATES, st.sets(st.integers(0, KEYS - 1)))
@settings(max_examples=500, deadline=None)
def test_blocks_bring_each_pair_that_a_double_loop_finds(rows, record, is_born, has_ssn, state, unsure):
    flags = (np.array(flag) for flag in (is_born, has_ssn, [s == "fresh" for s in state], [s == "gone" for s in state]))
    key, node = np.array(sorted(rows), np.uint64).reshape(-1, 2).T
    blocks = Blocks.of(key, node.astype(np.int32), Standing(np.array(record), *flags))
    left, right = blocks.pairs(MOST, np.isin(blocks.key, list(unsure)))

    wanted = set()
    for shared in range(KEYS):
        block = sorted(node for key, node in rows if key == shared)
        there = [node for node in block if state[node] != "gone"]
        for a, b in combinations(there, 2):
            is_told_apart = (is_born[a] and is_born[b]) or (has_ssn[a] and has_ssn[b])
            if len(there) <= MOST and record[a] != record[b] and "fresh" in (state[a], state[b]):
                wanted |= set() if shared in unsure and is_told_apart else {(a, b)}
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == sorted(wanted)
    assert dict(zip(blocks.key.tolist(), blocks.size.tolist(), strict=True)) == {
        key: sum(state[n] != "gone" for k, n in rows if k == key) for key in {key for key, _ in rows}
    }
