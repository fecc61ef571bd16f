"""The training recipe: nodes in, a person model out. Run rarely and on purpose; nothing else calls it.

u from random pairs of records thinned to one a person; m by expectation maximisation inside blocks of one SSN, one birth
date with one given name, or one full name. Never inside a household or an address: its members would become "matches".
"""

import warnings
from dataclasses import dataclass
from pathlib import Path

import duckdb
from splink import Linker

from orchestration.errors import TwogenError
from orchestration.linkage import STANDARDISER, blocking, frequencies
from orchestration.linkage.comparisons import COMPARISONS, Comparison, Level
from orchestration.linkage.edges import with_birth_text
from orchestration.linkage.model import PersonModel, Thresholds, Weight, read_model, splink_settings, write_model
from orchestration.linkage.nodes import nodes_path
from orchestration.linkage.splinking import linker_over
from orchestration.places import Places
from orchestration.vault import Vault

EM_BLOCKS = ("l.ssn = r.ssn", "l.birth_date = r.birth_date and l.first_std = r.first_std",
             "l.first_std = r.first_std and l.last_std = r.last_std")  # fmt: skip
RANDOM_PAIRS = 4e6
FEWEST_RECORDS = 500
# Bits. Strict: one wrong pair in ten thousand by the model's own reckoning; balanced: one in a hundred; lenient: one in ten.
THRESHOLDS = Thresholds(strict=9.0, balanced=4.0, lenient=1.0)
# What no sample of a county can show, by reason: two people on one SSN (borrowed or mistyped, about 2 % of earners), SSNs a
# typo apart (99 digits and neighbours of a billion), a last four shared by chance.
KNOWN_U = {"SSNs agree": 2e-6, "SSNs within a typo": 1e-6, "last four agree": 1.1e-4, "last four differ": 0.9999}
LEAST_M = 2e-3
LEAST_SEEN = 2e-6


@dataclass(frozen=True)
class Rates:
    """Trained m and u of one comparison by level label; None where no pair showed the level."""

    m: dict[str, float | None]
    u: dict[str, float | None]


def train(vault: Vault, places: Places, version: str, to: Path, trained_on: str) -> PersonModel:
    """The model trained on the nodes of `places`, also written to `to`.

    Raises: TwogenError when there are too few records to learn from, or the version has a model already.
    """
    if version == read_model().version or any(places.identity.glob(f"frequencies_*_{version}.parquet")):
        raise TwogenError(f"Version {version} is a model's already, and its scores stand. Fix: name a new --version.")
    with vault.guard("training the person model"), vault.connect() as con:
        con.execute(f"create temp table all_nodes as select * from {with_birth_text(vault.scan(nodes_path(places)))}")
        records = _one_node_per_record(con)
        if records < FEWEST_RECORDS:
            raise TwogenError(
                f"Training needs at least {FEWEST_RECORDS} records; there are {records}. Nothing was written. "
                "Fix: deliver more, or use the model that is shipped."
            )
        people = _one_record_per_person(con)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            u = _learn_u(con)
            prior, m = _learn_m(con, u)
        weights = {c.name: _weights(c, Rates(m[c.name], u[c.name])) for c in COMPARISONS}
        facts = {"on": trained_on, "records": records, "presumed_people": people}
        model = PersonModel(version, STANDARDISER, prior, THRESHOLDS, weights, facts)
        frequencies.keep_frequencies(con, "all_nodes", model, vault, places)
    write_model(model, to)
    return model


def _one_node_per_record(con: duckdb.DuckDBPyConnection) -> int:
    """Temp table `keyed_nodes`: one node of each record, so that a record never teaches that it equals itself."""
    con.execute("""
        create temp table single_nodes as
        select * from all_nodes qualify row_number() over (partition by record_no order by content_id) = 1
    """)
    blocking.add_keys(con, "single_nodes", "single_keys")
    con.execute(f"create temp table keyed_nodes as {blocking.keyed_sql('single_nodes', 'single_keys')} order by node_id")
    return con.execute("select count(*) from keyed_nodes").fetchall()[0][0]


def _one_record_per_person(con: duckdb.DuckDBPyConnection) -> int:
    """Temp table `people`: records no other record of which shares an SSN, or a birth date with a name, or a full name
    with an address: presumably one each, so that random pairs of them are pairs of different people.
    """
    rules = ("ssn", "birth_date_given_name", "birth_date_surname", "given_name_address", "last_four_given_name")
    first = " and ".join(f"(key_{r} is null or row_number() over (partition by key_{r} order by node_id) = 1)" for r in rules)
    con.execute(f"create temp table people as select * from keyed_nodes qualify {first}")
    return con.execute("select count(*) from people").fetchall()[0][0]


def _learn_u(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, float | None]]:
    api, _, linker = linker_over(con, "people", splink_settings())
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
    learnt = _read(linker, "u_probability")
    api.delete_tables_created_by_splink_from_db()
    return {c: {label: KNOWN_U.get(label, u) for label, u in levels.items()} for c, levels in learnt.items()}


def _learn_m(con: duckdb.DuckDBPyConnection, u: dict) -> tuple[float, dict[str, dict[str, float | None]]]:
    """The prior, and m of every level: EM in each block with u held, the median over the blocks that could show it."""
    settings = splink_settings()
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"][1:]:
            level["u_probability"] = u[comparison["output_column_name"]][level["label_for_charts"]] or 1e-6
    api, _, linker = linker_over(con, "keyed_nodes", settings)
    sure = ["l.ssn = r.ssn and l.first_std = r.first_std",
            "l.birth_date = r.birth_date and l.first_std = r.first_std and l.last_std = r.last_std"]  # fmt: skip
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.8)
    prior = linker.misc.save_model_to_json()["probability_two_random_records_match"]
    for block in EM_BLOCKS:
        linker.training.estimate_parameters_using_expectation_maximisation(block, estimate_without_term_frequencies=True)
    learnt = _read(linker, "m_probability")
    api.delete_tables_created_by_splink_from_db()
    return prior, learnt


def _read(linker: Linker, which: str) -> dict[str, dict[str, float | None]]:
    said = linker.misc.save_model_to_json()
    return {
        c["output_column_name"]: {
            level["label_for_charts"]: level.get(which) for level in c["comparison_levels"] if not level.get("is_null_level")
        }
        for c in said["comparisons"]
    }


def _weights(comparison: Comparison, rates: Rates) -> dict[str, Weight]:
    """Weights of one comparison, normalised inside each group of levels, so that what is missing is no evidence.

    Surnames weigh the same with or without an address to compare: their rates without one are those over all pairs.
    """
    m = {label: p or 0.0 for label, p in rates.m.items()}
    u = {label: p or 0.0 for label, p in rates.u.items()}
    if comparison.name == "surname_and_address":
        m, u = _pool_surnames(m), _pool_surnames(u)
    done = {}
    for group in dict.fromkeys(level.group for level in comparison.levels):
        levels = [level for level in comparison.levels if level.group == group]
        m_total, u_total = sum(m[x.label] for x in levels), sum(u[x.label] for x in levels)
        done |= {x.label: _weight(x, m[x.label] / (m_total or 1), u[x.label] / (u_total or 1)) for x in levels}
    return {level.label: done[level.label] for level in comparison.levels}


def _weight(level: Level, m: float, u: float) -> Weight:
    """The weight as trained; where a level was too rarely seen to mean anything, its usual bits.

    No disagreement is rarer among matches than LEAST_M: files hold more garbage than one county teaches.
    """
    u = KNOWN_U.get(level.label, u)
    if level.bits < 0:
        return Weight(max(m, LEAST_M), max(u, LEAST_M))
    if u < LEAST_SEEN and level.label not in KNOWN_U:
        m = max(m, LEAST_SEEN)
        return Weight(m, min(1.0, m / 2**level.bits))
    return Weight(m, u) if m >= LEAST_SEEN else Weight(min(1.0, u * 2**level.bits), u)


def _pool_surnames(p: dict[str, float]) -> dict[str, float]:
    without = {}
    for surname in ("surname agrees", "surnames related", "surname differs"):
        without[f"{surname}, no address"] = sum(rate for label, rate in p.items() if _surname_part(label) == surname)
    return p | without


def _surname_part(label: str) -> str:
    if label.startswith("surname and address"):
        return "surname agrees" if label.endswith("agree") else "surname differs"
    return label.split(",")[0]
