"""The linkage chain as steps: each runs once per fingerprint of what it depends on, and reports counts.

A step's fingerprint is made of the one before it, so a change anywhere re-runs everything after it and nothing else.
"""

from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from data_contracts import Contract
from orchestration.components import step_receipts
from orchestration.components.home import Home
from orchestration.components.model_in_use import keep_model, model_of, model_path
from orchestration.intake import persons_in_force
from orchestration.linkage.clusters import build_crosswalk, crosswalk_path
from orchestration.linkage.decisions import decisions_path
from orchestration.linkage.edges import score_edges, scored_path
from orchestration.linkage.frequencies import COLUMNS, frequencies_path
from orchestration.linkage.keys import write_person_keys
from orchestration.linkage.ledger import update_ledger
from orchestration.linkage.ledger_files import held_path
from orchestration.linkage.nodes import Mention, build_nodes, nodes_path
from orchestration.linkage.pair_counts import jumps
from orchestration.places import Places

Counts = dict[str, Any]


def mark_after(home: Home, step: str | None, *parts: object) -> str:
    """The fingerprint of a step: the step before it, linkage's code, and what else it reads."""
    before = step_receipts.last(home.places, step)["fingerprint"] if step else None
    return step_receipts.fingerprint(before, step_receipts.code_of("orchestration/linkage"), *parts)


def mentions_of(contracts: Sequence[Contract], places: Places) -> list[Mention]:
    """The persons of every delivery in force, feed by feed; of older snapshots and of historical loads what still stands."""
    return [
        Mention(contract.feed, persons.period, persons.path, persons.known_in, persons.speaks)
        for contract in contracts
        if any(person.identifiers for table in contract.tables for person in table.persons)
        for persons in persons_in_force(contract, places)
    ]


def person_nodes(home: Home) -> Counts:
    """One node per record and distinct set of standardised identifiers."""
    contracts, places = home.contracts(), home.places
    found = mentions_of(contracts, places)
    said = [[str(m.path.relative_to(places.vault)), m.speaks] for m in found]
    mark = mark_after(home, None, said, [c.sha256 for c in contracts])
    output = (nodes_path(places),)
    return step_receipts.once(
        places, "person_nodes", mark, output, lambda: asdict(build_nodes(contracts, found, home.vault(), places))
    )


def person_edges(home: Home) -> Counts:
    """Pairs of records worth keeping, scored with the model in use; `pair_jumps`: what grew beyond reason."""
    keep_model(home.places, home.now())
    by, places = scored_by(home), home.places
    mark = mark_after(home, "person_nodes", by)

    def work() -> Counts:
        last = step_receipts.last(places, "person_edges")["counts"]
        nodes = step_receipts.last(places, "person_nodes")["counts"]["nodes"]
        counts = asdict(score_edges(home.vault(), places, model_of(places), by))
        growth = nodes / last["nodes"] if last.get("nodes") else 1.0
        found = jumps(last.get("pairs_by_rule", {}), counts["pairs_by_rule"], growth)
        return {**counts, "nodes": nodes, "pairs": sum(counts["pairs_by_rule"].values()), "pair_jumps": found}

    return step_receipts.once(places, "person_edges", mark, (scored_path(places),), work)


def scored_by(home: Home) -> str:
    """What a score and a cluster depend on besides nodes and decisions: linkage's code, the model in use, whether names' shares
    are the home's own or the public ones, and the engines, whose hashes stand in the keys that are kept.
    """
    engines = [version(name) for name in ("duckdb", "splink")]
    code = step_receipts.code_of("orchestration/linkage")
    model = model_of(home.places)
    own = [frequencies_path(home.places, model, column).exists() for column in COLUMNS]
    return step_receipts.fingerprint(code, model_path(home.places).read_text(), own, engines)


def person_crosswalk(home: Home) -> Counts:
    """Records in clusters at three thresholds, under every constraint."""
    decisions = decisions_path(home.places)
    mark = mark_after(home, "person_edges", decisions.stat().st_mtime_ns if decisions.exists() else None)
    output = (crosswalk_path(home.places),)
    return step_receipts.once(
        home.places,
        "person_crosswalk",
        mark,
        output,
        lambda: asdict(build_crosswalk(home.vault(), home.places, model_of(home.places), scored_by(home))),
    )


def person_ledger(home: Home, run_id: str) -> Counts:
    """Tonight's changes of lasting person ids."""
    output = (held_path(home.places),)
    return step_receipts.once(
        home.places,
        "person_ledger",
        mark_after(home, "person_crosswalk"),
        output,
        lambda: asdict(update_ledger(home.vault(), home.places, run_id, home.now(), model_of(home.places).version)),
    )


def person_keys(home: Home) -> Counts:
    """All that dbt ever learns of linkage."""
    output, held = (home.places.person_keys, home.places.person_redirects), held_path(home.places).stat()
    mark = mark_after(home, "person_ledger", held.st_size, held.st_mtime_ns)  # a restore changes ids and no delivery
    return step_receipts.once(
        home.places, "person_keys", mark, output, lambda: asdict(write_person_keys(home.vault(), home.places))
    )
