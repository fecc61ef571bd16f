"""Splink's part: the weight of every pair that shares a key, with the saved model. Nothing here trains.

A weight depends on its two nodes, the model and its table of names only, and is the same either way round.
"""

import warnings
from functools import partial

import duckdb

from orchestration.linkage.comparisons import COMPARED
from orchestration.linkage.judging import judged_sql
from orchestration.linkage.model import PersonModel, splink_settings
from orchestration.linkage.splinking import Shaping, linker_over, register_frequencies

REVIEW_MARGIN = 6.0  # bits below the lenient threshold that are still kept, for reviewers and for the tuning of thresholds
PAIRS_AT_ONCE = 1_000_000  # Splink lays their nodes out twice


def add_pairs(con: duckdb.DuckDBPyConnection, model: PersonModel, candidates: str) -> None:
    """Temp table `pairs`: the judged pairs of the nodes in `nodes` that `candidates` (SQL, see blocking.py) brings.

    Needs tf_<column> for all of their names. What Splink made is gone afterwards.
    """
    columns = ", ".join(("node_id", "record_no", "suffix", *COMPARED))
    con.execute(f"create temp table compared as select {columns} from nodes")
    con.execute(f"create temp table candidates as select *, row_number() over () // {PAIRS_AT_ONCE} as share from ({candidates})")
    shares = con.execute("select coalesce(max(share), 0) + 1 from candidates").fetchall()[0][0]
    least = model.thresholds.lenient - REVIEW_MARGIN
    judge = partial(judged_sql, thresholds=model.thresholds)
    for share in range(shares):
        api, _, linker = linker_over(con, "compared", splink_settings(model), Shaping(con, judge))
        register_frequencies(api, linker)
        now = f"select * exclude (share) from candidates where share = {share}"
        con.execute(f"create or replace temp view candidates_now as {now}")
        linker.table_management.register_blocked_pairs_for_predict(api.register("candidates_now"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            judged = linker.inference.predict(threshold_match_weight=least).physical_name
        con.execute(f"{'insert into pairs' if share else 'create temp table pairs as'} from {judged}")
        api.delete_tables_created_by_splink_from_db()
    con.execute("drop view candidates_now; drop table candidates; drop table compared")
