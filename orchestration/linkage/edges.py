"""Scored pairs of records: Splink's prediction with the saved model, in identity/edges.parquet.

A score depends on its two nodes, the model and the term frequencies only, and is the same either way round. Nothing here trains.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from splink import DuckDBAPI, Linker

from orchestration.linkage import blocking, frequencies
from orchestration.linkage.comparisons import (
    BIRTH,
    GIVEN,
    GIVEN_NAMES_DIFFER,
    MIDDLE,
    SSN,
    SURNAME_AND_ADDRESS,
    Comparison,
)
from orchestration.linkage.model import PersonModel, Thresholds, splink_settings
from orchestration.linkage.nodes import nodes_path
from orchestration.places import Places
from orchestration.vault import Vault

REVIEW_MARGIN = 6.0  # bits below the lenient threshold that are still kept, for reviewers and for the tuning of thresholds


@dataclass(frozen=True)
class EdgeCounts:
    """What was compared and what was kept."""

    pairs_by_rule: dict[str, int]
    pairs_kept: int
    pairs_vetoed: int
    edges: int  # between records: the best of each pair of records


def edges_path(places: Places) -> Path:
    return places.identity / "edges.parquet"


def score_edges(vault: Vault, places: Places, model: PersonModel) -> EdgeCounts:
    """Rows out: one per pair of records worth keeping, with weight (bits), the better of its nodes, and its vetoes undone."""
    with vault.guard("scoring pairs of persons"), vault.connect() as con:
        con.execute(f"create temp table nodes as select * from {vault.scan(nodes_path(places))}")
        blocking.add_keys(con, with_birth_text("nodes"), "keyed_nodes")
        pairs = blocking.count_pairs(con, "keyed_nodes")
        frequencies.add_frequencies(con, "nodes", model, vault, places)
        with predicted(con, model) as table:
            con.execute(f"create temp table pairs as {judged_sql(table, model.thresholds)}")
        kept, vetoed = con.execute("select count(*), count(*) filter (is_vetoed) from pairs").fetchall()[0]
        edges = vault.write(con, BEST_OF_RECORDS, edges_path(places))
    return EdgeCounts(pairs, kept, vetoed, edges)


def with_birth_text(nodes: str) -> str:
    """The nodes with the birth date as eight digits, for comparisons digit by digit."""
    return f"(select *, strftime(birth_date, '%Y%m%d') as birth_text from {nodes})"


@contextmanager
def predicted(con: duckdb.DuckDBPyConnection, model: PersonModel) -> Iterator[str]:
    """The name of Splink's table of scored pairs of `keyed_nodes`; it and all Splink made are gone afterwards."""
    api = DuckDBAPI(con)
    linker = Linker(
        api.register("keyed_nodes", dataset_display_name="nodes"),
        splink_settings(model),
        validate_settings=False,
        log_level="ERROR",
    )
    for column in frequencies.COLUMNS:
        linker.table_management.register_term_frequency_lookup(api.register(f"tf_{column}"), column)
    least = model.thresholds.lenient - REVIEW_MARGIN
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scored = linker.inference.predict(threshold_match_weight=least)
    yield scored.physical_name
    api.delete_tables_created_by_splink_from_db()


def gamma(comparison: Comparison, label: str) -> str:
    """The test that a scored pair stands at one level of a comparison, by the number Splink gives the level."""
    at = next(i for i, level in enumerate(comparison.levels) if level.label == label)
    return f"gamma_{comparison.name} = {len(comparison.levels) - 1 - at}"


def judged_sql(scored: str, thresholds: Thresholds) -> str:
    """Rows out: one per scored pair, with `is_vetoed` and the weight after caution.

    Vetoed: given names that clearly differ, unless the birth date and the middle initial both agree; two generations of one
    name. Cautious: a pair whose evidence is thin counts at the balanced level only when it would at the strict one.
    """
    below = f"least(match_weight, {thresholds.balanced} - 0.001)"
    caution = f"case when {_thin()} and match_weight < {thresholds.strict} then {below}"
    return f"""
        select
            node_id_l, node_id_r, record_no_l, record_no_r, match_key::integer as rule_no,
            round({caution} else match_weight end, 3) as weight,
            {gamma(SSN, "SSNs agree")} as same_ssn,
            coalesce({_vetoed()}, false) as is_vetoed
        from {scored}
    """


def _vetoed() -> str:
    born = gamma(BIRTH, "birth dates agree")
    middle = _any(MIDDLE, "middle names agree", "an initial agrees")
    differ = _any(GIVEN, *GIVEN_NAMES_DIFFER)
    return f"({differ} and not ({born} and {middle})) or (suffix_l <> suffix_r and not {born})"


def _thin() -> str:
    """Another surname, no common address, and no second anchor beside the given name: a birth date and an SSN, or an SSN
    and a given name that is more than an initial.
    """
    another = _any(SURNAME_AND_ADDRESS, "surname differs, no address", "surname and address differ")
    is_born = gamma(BIRTH, "birth dates agree")
    is_named = _any(GIVEN, "given names agree", "nickname or shared given name", "spelled or sounding nearly alike")
    nearly = _any(SSN, "SSNs within a typo", "last four agree")
    return f"{another} and not ({gamma(SSN, 'SSNs agree')} and ({is_named} or {is_born})) and not ({nearly} and {is_born})"


def _any(comparison: Comparison, *labels: str) -> str:
    return f"({' or '.join(gamma(comparison, label) for label in labels)})"


BEST_OF_RECORDS = """
    select
        least(record_no_l, record_no_r) as record_l, greatest(record_no_l, record_no_r) as record_r, max(weight) as weight,
        arg_max(rule_no, weight) as rule_no, bool_or(same_ssn) as same_ssn
    from pairs where not is_vetoed
    group by 1, 2
    order by 1, 2
"""
