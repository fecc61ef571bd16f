"""The reference: a plain Splink script, as its tutorial has it, on the same nodes; the threshold is chosen with the truth.

    python -m benchmarks.plain_splink HOME TRUTH

Library comparisons, library blocking, connected components. It is measured against, never used. Prints counts and shares.
"""

import sys
import time
import warnings
from pathlib import Path

import duckdb
import numpy as np
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks import SOURCES
from data_contracts.reader import read_contracts
from orchestration.evaluation.evaluate import lay_out_truth, tally_level
from orchestration.evaluation.measures import Measures, measure
from orchestration.evaluation.tallies import Tallies
from orchestration.intake import record_id
from orchestration.linkage.solving import components
from orchestration.places import Places
from orchestration.vault import Vault

THRESHOLDS = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99999)
TRAINING = (("first_std", "last_std"), ("birth_date",))
BLOCKING = [
    block_on("first_std", "last_std"),
    block_on("last_std", "birth_date"),
    block_on("first_std", "birth_date"),
    block_on("home_std", "first_std"),
]


def settings(has_ssn: bool) -> SettingsCreator:
    """What is compared; a number nobody carries twice is not, since Splink cannot learn from it."""
    ssn = [cl.DamerauLevenshteinAtThresholds("ssn", [1])] if has_ssn else []
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="node_id",
        comparisons=[
            cl.NameComparison("first_std").configure(term_frequency_adjustments=True),
            cl.NameComparison("last_std").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("birth_date", input_is_string=False),
            *ssn,
            cl.LevenshteinAtThresholds("home_std", [2]),
            cl.ExactMatch("zip5"),
            cl.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=([block_on("ssn")] if has_ssn else []) + BLOCKING,
        additional_columns_to_retain=["record_no"],
        retain_matching_columns=False,
    )


def score(con: duckdb.DuckDBPyConnection) -> None:
    """Temp table `plain`: record_l, record_r, probability. Needs `nodes`."""
    api = DuckDBAPI(con)
    has_ssn = con.execute("select count(ssn) > count(distinct ssn) from nodes").fetchall()[0][0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        linker = Linker(api.register("nodes", dataset_display_name="nodes"), settings(has_ssn), log_level="ERROR")
        sure = [block_on("first_std", "last_std", "birth_date")] + ([block_on("ssn", "last_std")] if has_ssn else [])
        linker.training.estimate_probability_two_random_records_match(sure, recall=0.7)
        linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
        for columns in (*TRAINING, *([("ssn",)] if has_ssn else [])):
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
        pairs = linker.inference.predict(threshold_match_probability=THRESHOLDS[0]).physical_name
    con.execute(
        f"create temp table plain as select record_no_l as record_l, record_no_r as record_r, match_probability from {pairs}"
    )
    api.delete_tables_created_by_splink_from_db()


def cluster(con: duckdb.DuckDBPyConnection, threshold: float) -> None:
    """Temp table `plain_keys`: record_id, person_id, by connected components at the threshold."""
    pairs = con.execute("select record_l, record_r from plain where match_probability >= $1", [threshold]).fetchnumpy()
    size = con.execute("select max(record_no) from nodes").fetchall()[0][0] + 1
    label = components(pairs["record_l"], pairs["record_r"], size)
    con.register("labelled", {"record_no": np.arange(size), "person_id": label})
    con.execute("""
        create or replace temp table plain_keys as
        select distinct record_id, person_id from nodes inner join labelled using (record_no)
    """)


def run(home: Path, truth: Path) -> tuple[float, Measures, float]:
    """The best threshold by F1 over reachable pairs, the measures there, and seconds without grading."""
    threshold, tallies, seconds = best(home, truth)
    return threshold, measure(tallies), seconds


def best(home: Path, truth: Path) -> tuple[float, Tallies, float]:
    """The same with the tallies of persons instead of their measures."""
    places = Places(home)
    vault = Vault.open(places.vault, None)
    with vault.connect(memory_limit="4GB") as con:
        contracts = read_contracts(SOURCES)
        told = lay_out_truth(con, truth, contracts, vault, places, record_id)
        began = time.perf_counter()
        score(con)
        seconds = time.perf_counter() - began
        found = []
        for threshold in THRESHOLDS:
            cluster(con, threshold)
            found.append((threshold, tally_level(con, "plain_keys", told)))
    threshold, tallies = max(found, key=lambda at: measure(at[1]).f1_reachable)
    return threshold, tallies, seconds


def main() -> None:
    threshold, m, seconds = run(Path(sys.argv[1]), Path(sys.argv[2]))
    said = {"precision": m.precision, "recall*": m.recall_reachable, "F1*": m.f1_reachable, "exact*": m.exactly_right_reachable}
    figures = "  ".join(f"{name} {value:.4f}" for name, value in said.items())
    sys.stdout.write(f"plain Splink: {seconds:.1f} s, threshold {threshold} (chosen with the truth)\n{figures}\n")


if __name__ == "__main__":
    main()
