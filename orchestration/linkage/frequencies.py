"""How common each name is among tonight's records: a vault artefact, since surnames of residents are no file for git.

A rare name that agrees says more than a common one. A name seen too seldom to be counted gets a floor below the rarest
counted one, never the average (Splink's own answer to a name it does not know).
"""

import duckdb

from orchestration.places import Places
from orchestration.vault.vault import Vault

COLUMNS = ("first_std", "last_std")
COUNTED_FROM = 3  # records


def frequencies_sql(nodes: str, column: str) -> str:
    """Rows out: one per value of `column`, with tf_<column> (share of records), rounded to half octaves.

    The rounding keeps one night's few records from moving every score.
    """
    return f"""
        with held as (select distinct record_no, {column} from {nodes} where {column} is not null),
        counted as (select {column}, count(*) as n, sum(count(*)) over () as records from held group by {column})
        select {column}, pow(2, round(2 * log2(greatest(n, {COUNTED_FROM} / 2) / records)) / 2) as tf_{column} from counted
    """


def add_frequencies(con: duckdb.DuckDBPyConnection, nodes: str, vault: Vault, places: Places) -> None:
    """Temp tables tf_<column>, and the same in identity/."""
    for column in COLUMNS:
        con.execute(f"create or replace temp table tf_{column} as {frequencies_sql(nodes, column)}")
        vault.write(con, f"select * from tf_{column} order by 1", places.identity / f"frequencies_{column}.parquet")
