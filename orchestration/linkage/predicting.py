"""Splink's part: the weight of every pair that shares a key, with the saved model. Nothing here trains.

A weight depends on its two nodes, the model and its table of names only, and is the same either way round.
"""

import warnings
from functools import partial

import duckdb

from orchestration.linkage.blocking import Candidates
from orchestration.linkage.comparisons import COMPARED
from orchestration.linkage.judging import judged_sql
from orchestration.linkage.model import PersonModel, splink_settings
from orchestration.linkage.splinking import Shaping, linker_over, register_frequencies

SCORED = ("node_id", "record_no", "suffix", *COMPARED)  # the columns of a node that a score reads
REVIEW_MARGIN = 6.0  # bits below the lenient threshold that are still kept, for reviewers and for the tuning of thresholds
PAIRS_AT_ONCE = 4_000_000  # while they are scored their nodes are held twice


def add_pairs(con: duckdb.DuckDBPyConnection, model: PersonModel, candidates: Candidates) -> None:
    """Temp table `pairs`: the judged pairs of the nodes in `nodes` that are `candidates` (see blocking.py).

    Needs SCORED of every node, and tf_<column> for all of their names. What Splink made is gone afterwards.
    """
    judge = partial(judged_sql, thresholds=model.thresholds)
    least = model.thresholds.lenient - REVIEW_MARGIN
    for first in range(0, max(len(candidates["join_key_l"]), 1), PAIRS_AT_ONCE):
        api, _, linker = linker_over(con, "nodes", splink_settings(model), Shaping(con, judge))
        register_frequencies(api, linker)
        con.register("some_pairs", {name: nodes[first : first + PAIRS_AT_ONCE] for name, nodes in candidates.items()})
        con.execute("create or replace temp view candidates as select *, 0 as match_key from some_pairs")
        linker.table_management.register_blocked_pairs_for_predict(api.register("candidates"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            judged = linker.inference.predict(threshold_match_weight=least).physical_name
        con.execute(f"{'insert into pairs' if first else 'create temp table pairs as'} from {judged}")
        api.delete_tables_created_by_splink_from_db()
    con.execute("drop view candidates")
    con.unregister("some_pairs")
