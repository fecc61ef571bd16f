"""Splink's part: the weight of every pair that shares a key, with the saved model. Nothing here trains.

A weight depends on its two nodes, the model and its table of names only, and is the same either way round.
"""

import warnings

import duckdb

from orchestration.linkage.judging import judged_sql
from orchestration.linkage.model import PersonModel, splink_settings
from orchestration.linkage.splinking import linker_over, register_frequencies

REVIEW_MARGIN = 6.0  # bits below the lenient threshold that are still kept, for reviewers and for the tuning of thresholds


def add_pairs(con: duckdb.DuckDBPyConnection, model: PersonModel, fresh: str, standing: str | None = None) -> None:
    """Temp table `pairs`: the judged pairs among the nodes of `fresh`, and between them and those of `standing`.

    Both are tables of nodes with keys. Needs tf_<column> for all of their names. What Splink made is gone afterwards.
    """
    api, ours, linker = linker_over(con, fresh, splink_settings(model))
    register_frequencies(api, linker)
    least = model.thresholds.lenient - REVIEW_MARGIN
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scored = [linker.inference.predict_within(ours, threshold_match_weight=least)]
        if standing:
            theirs = api.register(standing, dataset_display_name=standing)
            scored.append(linker.inference.predict_between(ours, theirs, threshold_match_weight=least))
    judged = " union all ".join(judged_sql(table.physical_name, model.thresholds) for table in scored)
    con.execute(f"create temp table pairs as {judged}")
    api.delete_tables_created_by_splink_from_db()
