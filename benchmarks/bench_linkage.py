"""Our link against a plain Splink script on the same nodes: seconds and errors, as ratios."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import SOURCES, plain_splink
from benchmarks.default_county import write_default_county
from benchmarks.our_link import link_nodes
from data_contracts.contract import Contract
from data_contracts.reader import read_contracts
from orchestration.components.linking import mentions_of
from orchestration.evaluation import evaluate
from orchestration.intake import record_id
from orchestration.linkage.model import read_model
from orchestration.linkage.nodes import build_nodes
from orchestration.places import Places
from orchestration.vault import Vault


def measure(home: Path) -> Iterator[str]:
    """Ours with the shipped model, from nodes to keys; the plain script with its training, from nodes to clusters."""
    write_default_county(home)
    subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "nightly", "--to", "person_nodes"],
        env={**os.environ, "TWOGEN_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    places, truth = Places(home), home / "rehearsal" / "truth" / "records.parquet"
    contracts = read_contracts(SOURCES)
    yield _standardise(places, contracts)
    ours = _link(places)
    graded = evaluate(truth, contracts, Vault.open(places.vault, None), places, record_id).levels["balanced"]
    threshold, plain, theirs = plain_splink.run(home, truth)
    yield f"seconds, ours / plain script: {ours:.1f} / {theirs:.1f} = {ours / theirs:.2f}"
    yield f"precision, ours and plain: {graded.precision:.4f} and {plain.precision:.4f}"
    yield f"reachable recall, ours and plain: {graded.recall_reachable:.4f} and {plain.recall_reachable:.4f}"
    f1 = f"{graded.f1_reachable:.4f} and {plain.f1_reachable:.4f}"
    yield f"F1 over reachable pairs, ours and plain: {f1} (its threshold {threshold} by truth)"


def _standardise(places: Places, contracts: Sequence[Contract]) -> str:
    """The mentions of persons in force made nodes, files read and written included."""
    vault, said = Vault.open(places.vault, None), mentions_of(contracts, places)
    with vault.connect() as con:
        mentions = sum(con.execute(f"select count(*) from {vault.scan(one.path)}").fetchall()[0][0] for one in said)
    began = time.perf_counter()
    build_nodes(contracts, said, vault, places)
    seconds = time.perf_counter() - began
    return f"standardised: {mentions:,} records in {seconds:.1f} s, {mentions / seconds:,.0f} a second"


def _link(places: Places) -> float:
    vault, model = Vault.open(places.vault, None), read_model()
    began = time.perf_counter()
    link_nodes(vault, places, model)
    return time.perf_counter() - began
