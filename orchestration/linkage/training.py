"""The training recipe: nodes in, a person model out. Run rarely and on purpose; nothing else calls it.

u from random pairs of records thinned to one a person; m by expectation maximisation inside blocks of one SSN, one birth
date with one given name, or one full name. Never inside a household or an address: its members would become "matches".
"""

import math
import warnings
from collections.abc import Sequence
from pathlib import Path

import duckdb
from splink import Linker

from orchestration.errors import TwogenError
from orchestration.linkage import STANDARDISER, blocking, frequencies
from orchestration.linkage.comparisons import COMPARISONS
from orchestration.linkage.edges import with_birth_text
from orchestration.linkage.learnt import KNOWN_U, Rates, told_alone, weights_from
from orchestration.linkage.model import (
    PersonModel,
    Thresholds,
    Weight,
    check_model,
    read_model,
    shipped_version,
    splink_settings,
    write_model,
)
from orchestration.linkage.nodes import nodes_path
from orchestration.linkage.predicting import SCORED
from orchestration.linkage.recalling import recall
from orchestration.linkage.splinking import linker_over
from orchestration.linkage.strangers import count_agreeing
from orchestration.places import Places
from orchestration.vault import Vault

# Columns that agree in each block: together they point at a person, and no comparison that reads one of them is learnt there.
EM_BLOCKS = (("ssn",), ("birth_date", "first_std"), ("first_std", "last_std"))
# Instead of a block of one SSN: of the pairs in it only twins are two people. No block is left then that teaches names.
EM_INSTEAD_OF_SSN = ("birth_date", "last_std")
# Pairs taken for one person when the prior is counted; the blocking key leaves out values too many records share.
SURE = (("ssn", "first_std", "key_ssn"), ("birth_date", "first_std", "last_std", "key_birth_date_given_name"))
# Where hardly any two records agree in all of those, as in files of typing errors, of years of birth or of telephones.
LIKELY = (
    ("birth_date", "first_std", "key_birth_date_given_name"),
    *((own, "first_std", "last_std") for own in ("birth_year", "email", "phone")),
)
KEYS = ("ssn", "birth_date_given_name", "birth_date_surname", "given_name_address", "last_four_given_name")  # blocking rules
USUAL_RECALL = 0.8  # of the pairs that are one person, the share that SURE finds: what EM begins with; after published linkages
MOST_EM_PAIRS = 5e5  # of one block; beyond it, a fixed sample, which shows every level hundreds of times
FEWEST_RECORDS = 500
FEWEST_PEOPLE = 100
FEWEST_PAIRS = 50
# Bits: the odds that a pair just at the threshold is one person, by the model's own reckoning, are 500, 8 and 1 to 1. Low ones,
# since joins are best first and refused between foes (LINKAGE.md: better than a high threshold and no constraints).
THRESHOLDS = Thresholds(strict=9.0, balanced=3.0, lenient=0.0)


def train(vault: Vault, places: Places, version: str, to: Path, trained_on: str) -> PersonModel:
    """The model trained on the nodes of `places`, also written to `to`.

    Raises: TwogenError when there is nobody or too little to learn from, or the version has a model already.
    """
    if version == shipped_version() or any(places.identity.glob(f"frequencies_*_{version}.parquet")):
        raise TwogenError(f"Version {version} is a model's already, and its scores stand. Fix: name a new --version.")
    if not nodes_path(places).exists():
        raise TwogenError("No person is known here yet, so there is nobody to learn from. Fix: `twogen nightly` first.")
    with vault.guard("training the person model"), vault.connect() as con:
        every_node = vault.scan(nodes_path(places))
        records, people = _one_node_per_record(con, every_node), _one_record_per_person(con)
        _refuse_too_few(con, records, people)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            u = _learn_u(con)
            prior, m = _learn_m(con, u)
        weights = {c.name: weights_from(c, Rates(m[c.name], u[c.name])) for c in COMPARISONS} | _shipped_where_unlearnt(m)
        prior *= USUAL_RECALL / recall(con, _sure(con), m)
        weights = {name: told_alone(levels, prior) for name, levels in weights.items()}
        facts = {"on": trained_on, "records": records, "presumed_people": people}
        model = PersonModel(version, STANDARDISER, prior, THRESHOLDS, weights, facts)
        check_model(model, to.name)
        frequencies.keep_frequencies(con, model, vault, places)
    write_model(model, to)
    return model


def _shipped_where_unlearnt(m: dict[str, dict[str, float | None]]) -> dict[str, dict[str, Weight]]:
    """The shipped weights of every comparison of which no level was learnt, as given names and surnames where no block of one SSN
    is: Splink learns no comparison that reads a column of the block.
    """
    unlearnt = {name for name, rates in m.items() if all(rate is None for rate in rates.values())}
    return {name: dict(weights) for name, weights in read_model().weights.items() if name in unlearnt}


def _refuse_too_few(con: duckdb.DuckDBPyConnection, records: int, people: int) -> None:
    pairs = max(_pairs(con, block) for block in _sure(con))
    for least, found, what in (
        (FEWEST_RECORDS, records, "records"),
        (FEWEST_PEOPLE, people, "people who share no name with birth date, SSN or address"),
        (FEWEST_PAIRS, pairs, "pairs that are surely one person (a name with an SSN, birth date or year, phone or e-mail)"),
    ):
        if found < least:
            raise TwogenError(
                f"Training needs at least {least} {what}; there are {found}. Nothing was written. "
                "Fix: deliver more, or use the model that is shipped."
            )


def _sure(con: duckdb.DuckDBPyConnection) -> tuple[tuple[str, ...], ...]:
    """What pairs are taken for one person by: SURE, unless hardly any pair is."""
    return SURE if max(_pairs(con, block) for block in SURE) >= FEWEST_PAIRS else (*SURE, *LIKELY)


def _pairs(con: duckdb.DuckDBPyConnection, columns: tuple[str, ...]) -> int:
    """Pairs of records that agree in all these columns."""
    known = " and ".join(f"{column} is not null" for column in columns)
    groups = f"select count(*) as n from keyed_nodes where {known} group by {', '.join(columns)}"
    return int(con.execute(f"select coalesce(sum(n * (n - 1) // 2), 0) from ({groups})").fetchall()[0][0])


def agreeing(columns: tuple[str, ...]) -> str:
    """The rule that two records agree in all these columns, as Splink takes it."""
    return " and ".join(f"l.{column} = r.{column}" for column in columns)


def _one_node_per_record(con: duckdb.DuckDBPyConnection, every_node: str) -> int:
    """Temp table `keyed_nodes`: one node of each record, so that a record never teaches that it equals itself."""
    con.execute(f"""
        create temp table single_nodes as
        select {", ".join(SCORED)} from {with_birth_text(every_node)}
        where node_id in (select arg_min(node_id, content_id) from {every_node} group by record_no)
    """)
    con.execute(f"create temp table keyed_nodes as {blocking.keyed_sql('single_nodes', KEYS)}; drop table single_nodes")
    return con.execute("select count(*) from keyed_nodes").fetchall()[0][0]


def _one_record_per_person(con: duckdb.DuckDBPyConnection) -> int:
    """Temp table `people`(node_id): records no other record of which shares an SSN, or a birth date with a name, or a full name
    with an address: presumably one each, so that random pairs of them are pairs of different people.
    """
    firsts = (f"(key_{r} is null or node_id in (select min(node_id) from keyed_nodes group by key_{r}))" for r in KEYS)
    con.execute(f"create temp table people as select node_id from keyed_nodes where {' and '.join(firsts)}")
    return con.execute("select count(*) from people").fetchall()[0][0]


def _settings() -> dict:
    """Splink's settings without the blocking rules and the shares of names, which nothing is learnt from."""
    settings = splink_settings()
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            level.pop("tf_adjustment_column", None)
            level.pop("tf_adjustment_weight", None)
    return settings


def _learn_u(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, float | None]]:
    counted = count_agreeing(con, "keyed_nodes", "people", _settings())
    return {c: {label: KNOWN_U.get(label, u) for label, u in levels.items()} for c, levels in counted.items()}


def _learn_m(con: duckdb.DuckDBPyConnection, u: dict) -> tuple[float, dict[str, dict[str, float | None]]]:
    """The prior, and m of every level: EM in each block with u held, the median over the blocks that could show it."""
    settings = _settings()
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"][1:]:
            level["u_probability"] = u[comparison["output_column_name"]][level["label_for_charts"]] or 1e-6
    api, _, linker = linker_over(con, "keyed_nodes", settings)
    sure = [agreeing(columns) for columns in _sure(con)]
    linker.training.estimate_probability_two_random_records_match(sure, recall=USUAL_RECALL)
    prior = linker.misc.save_model_to_json()["probability_two_random_records_match"]
    settings["probability_two_random_records_match"] = prior
    api.delete_tables_created_by_splink_from_db()
    instead = () if _pairs(con, EM_BLOCKS[0]) >= FEWEST_PAIRS else (EM_INSTEAD_OF_SSN,)
    blocks = [block for block in (*EM_BLOCKS, *instead) if _pairs(con, block) >= FEWEST_PAIRS]  # without SSNs, none of one SSN
    return prior, _m_of_blocks(con, settings, blocks)


def _m_of_blocks(con: duckdb.DuckDBPyConnection, settings: dict, blocks: Sequence[tuple[str, ...]]) -> dict:
    """m by comparison and level, one block after the other, each from what those before taught.

    A block in which EM comes to a level that no match ever has, which Splink refuses, is left out: what tells people apart in it
    is something else, such as twins.
    """
    api, _, linker = linker_over(con, "keyed_nodes", settings)
    try:
        for block in blocks:
            linker.training.estimate_parameters_using_expectation_maximisation(
                agreeing(block), estimate_without_term_frequencies=True, max_pairs=MOST_EM_PAIRS
            )
        return _read_m(linker)
    except ValueError:
        return _m_of_blocks(con, settings, [other for other in blocks if other != block])
    finally:
        api.delete_tables_created_by_splink_from_db()


def _read_m(linker: Linker) -> dict[str, dict[str, float | None]]:
    """What was learnt, by comparison and level; None where nothing was, or no number came of it."""
    said = linker.misc.save_model_to_json()
    return {
        c["output_column_name"]: {
            level["label_for_charts"]: _number(level.get("m_probability"))
            for level in c["comparison_levels"]
            if not level.get("is_null_level")
        }
        for c in said["comparisons"]
    }


def _number(learnt: float | None) -> float | None:
    return learnt if learnt is not None and math.isfinite(learnt) else None
