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
COUNTED_FROM = 3  # people
IMAGINED = 500  # people with average names added, so that a table of few people knows no "common" name


def frequencies_path(places: Places, model: PersonModel, column: str) -> Path:
    """The home's own table of a model's version; where there is none, the public one serves."""
    return places.identity / f"frequencies_{column}_{model.version}.parquet"


def keep_frequencies(con: duckdb.DuckDBPyConnection, model: PersonModel, vault: Vault, places: Places) -> None:
    """This home's shares of names, kept beside the model trained on it. Needs `keyed_nodes`, and of them `people`, one node of
    each: whoever has many records would make his name a common one.
    """
    con.execute("create or replace temp view one_each as from keyed_nodes semi join people using (node_id)")
    for column, (comparison, level) in COLUMNS.items():
        average = model.weights[comparison][level].u
        shares = f"select * from ({frequencies_sql('one_each', column, average)}) order by 1"
        vault.write(con, shares, frequencies_path(places, model, column))


def frequencies_sql(people: str, column: str, average: float) -> str:
    """Rows out: one per value of `column` that enough people bear, with its share of them."""
    return f"""
        with counted as (
            select {column} as name, count(*) as n, sum(count(*)) over () as people
            from {people} where {column} is not null group by {column}
        )
        select name, (n + {IMAGINED * average}) / (people + {IMAGINED}) as share from counted where n >= {COUNTED_FROM}
    """


def public_counts(column: str) -> str:
    """A SQL table expression: name, people of the country who bear it."""
    return f"read_csv('{PUBLIC / column}.csv', types = {{'name': 'varchar'}})"


def add_frequencies(con: duckdb.DuckDBPyConnection, nodes: str, model: PersonModel, vault: Vault, places: Places) -> None:
    """Temp tables tf_<column>: every value of the nodes with its share of people, in half octaves, none below RAREST."""
    for column in COLUMNS:
        own = frequencies_path(places, model, column)
        public = f"(select name, people / {COUNTRY} as share from {public_counts(column)})"
        shares = vault.scan(own) if own.exists() else public
        con.execute(f"""
            create or replace temp table tf_{column} as
            select {column}, pow(2, round(2 * log2(greatest(coalesce(share, 0), {RAREST}))) / 2) as tf_{column}
            from (select distinct {column} from {nodes} where {column} is not null) as held
            left join {shares} as counted on counted.name = held.{column}
        """)
