"""How common each name is: fixed with the model's version, so that a score never moves with the night.

A rare name that agrees says more than a common one. The shipped model goes with counts of the whole country (name_shares/,
public); a model trained here goes with this home's own, which stay in the vault: surnames of residents are no file for git.
A name not in the table gets a floor below the rarest counted one, never the average (Splink's own answer).
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
PUBLIC = Path(__file__).with_name("name_shares")
COUNTRY = 331_449_281  # people the public counts were taken among: the 2020 census
RAREST = 2**-14  # of people: who bear a rarer name are too often one family for it to say more
COUNTED_FROM = 3  # records
IMAGINED = 500  # records with average names added, so that a table of few records knows no "common" name


def frequencies_path(places: Places, model: PersonModel, column: str) -> Path:
    """The home's own table of a model's version; where there is none, the public one serves."""
    return places.identity / f"frequencies_{column}_{model.version}.parquet"


def keep_frequencies(con: duckdb.DuckDBPyConnection, nodes: str, model: PersonModel, vault: Vault, places: Places) -> None:
    """This home's shares of names, kept beside the model trained on it."""
    for column, (comparison, level) in COLUMNS.items():
        average = model.weights[comparison][level].u
        shares = f"select * from ({frequencies_sql(nodes, column, average)}) order by 1"
        vault.write(con, shares, frequencies_path(places, model, column))


def frequencies_sql(nodes: str, column: str, average: float) -> str:
    """Rows out: one per value of `column` counted often enough, with its share of records."""
    return f"""
        with held as (select distinct record_no, {column} from {nodes} where {column} is not null),
        counted as (select {column} as name, count(*) as n, sum(count(*)) over () as records from held group by {column})
        select name, (n + {IMAGINED * average}) / (records + {IMAGINED}) as share from counted where n >= {COUNTED_FROM}
    """


def add_frequencies(con: duckdb.DuckDBPyConnection, nodes: str, model: PersonModel, vault: Vault, places: Places) -> None:
    """Temp tables tf_<column>: every value of the nodes with its share of people, in half octaves, none below RAREST."""
    for column in COLUMNS:
        own = frequencies_path(places, model, column)
        counts = f"read_csv('{PUBLIC / column}.csv', types = {{'name': 'varchar'}})"
        public = f"(select name, people / {COUNTRY} as share from {counts})"
        shares = vault.scan(own) if own.exists() else public
        con.execute(f"""
            create or replace temp table tf_{column} as
            select {column}, pow(2, round(2 * log2(greatest(coalesce(share, 0), {RAREST}))) / 2) as tf_{column}
            from (select distinct {column} from {nodes} where {column} is not null) as held
            left join {shares} as counted on counted.name = held.{column}
        """)
