"""How common each name is among tonight's records: a vault artefact, since surnames of residents are no file for git.

A rare name that agrees says more than a common one. A name seen too seldom to be counted gets a floor below the rarest
counted one, never the average (Splink's own answer to a name it does not know).
"""

from pathlib import Path

import duckdb

from orchestration.linkage.model import PersonModel
from orchestration.places import Places
from orchestration.vault import Vault

COLUMNS = {
    "first_std": ("given_name", "given names agree"),
    "last_std": ("surname_and_address", "surname agrees, no address"),
}  # column -> the level whose u is the average frequency
COUNTED_FROM = 3  # records
IMAGINED = 500  # records with average names added, so that a table of few records knows no "common" name


def frequencies_path(places: Places, column: str) -> Path:
    return places.identity / f"frequencies_{column}.parquet"


def frequencies_sql(nodes: str, column: str, average: float) -> str:
    """Rows out: one per value of `column`, with tf_<column> (share of records), rounded to half octaves.

    The rounding keeps one night's few records from moving every score.
    """
    return f"""
        with held as (select distinct record_no, {column} from {nodes} where {column} is not null),
        counted as (select {column}, count(*) as n, sum(count(*)) over () as records from held group by {column}),
        shares as (
            select {column}, (greatest(n, {COUNTED_FROM} / 2) + {IMAGINED * average}) / (records + {IMAGINED}) as share
            from counted
        )
        select {column}, pow(2, round(2 * log2(share)) / 2) as tf_{column} from shares
    """


def add_frequencies(con: duckdb.DuckDBPyConnection, nodes: str, model: PersonModel, vault: Vault, places: Places) -> None:
    """Temp tables tf_<column>, and the same in identity/."""
    for column, (comparison, level) in COLUMNS.items():
        average = model.weights[comparison][level].u
        con.execute(f"create or replace temp table tf_{column} as {frequencies_sql(nodes, column, average)}")
        vault.write(con, f"select * from tf_{column} order by 1", frequencies_path(places, column))
