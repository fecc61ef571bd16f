"""Standardised nodes: one per record and distinct set of identifiers, in identity/nodes.parquet.

Narrow on purpose: what identifies, and nothing about programmes. All nodes of a record are one person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data_contracts.contract import Contract
from data_contracts.vocabulary import vocabularies
from orchestration.errors import TwogenError
from orchestration.linkage import addresses, aliases, empty_places, full_names, numbering, standardise
from orchestration.linkage.crowds import CROWDS, FILLERS, NEW_YEARS
from orchestration.linkage.habits import heed_habits
from orchestration.linkage.nicknames import initial_rows, nickname_rows
from orchestration.linkage.shapes import CLEANED, FIELDS, SHAPED, SOUNDS
from orchestration.linkage.standardise import listed
from orchestration.places import Places
from orchestration.vault import Vault

WORDS = listed(
    "first_name middle_name last_name full_name suffix maiden_name alias sex ssn ssn_last4 street_address unit city zip"
    " phone email other_id"
)

# Who is tied to a child as its parent is grown: when it was born, or at least in the year of the file that says so.
CHILDREN = tuple(vocabularies()["child_roles"])
BY_BIRTH = ("mother", "father", "parent")
GROWN = (*vocabularies()["parent_roles"], "spouse", "partner")


@dataclass(frozen=True)
class Mention:
    """The persons of one delivery: persons.parquet in the vault."""

    table: str
    period: str
    path: Path
    known_in: Path | None = None  # the persons of the snapshot in force: whoever has left it is linked no more
    speaks: str = ""  # SQL over `said.period`: which of its periods the delivery is in force for; "" when for all


@dataclass(frozen=True)
class NodeCounts:
    """What the link starts from: nodes, the records they belong to, and the share of records that carry each identifier."""

    nodes: int
    records: int
    completeness: dict[str, float]
    nobodys_homes: int
    nobodys_ssns: int
    nobodys_records: int


def nodes_path(places: Places) -> Path:
    return places.identity / "nodes.parquet"


def nodes_sql(vault: Vault, places: Places) -> str:
    """The nodes on disk. Those written before `adult_on` was a word have none until the next night."""
    return f"(from {vault.scan(nodes_path(places))} union all by name select null::date as adult_on where false)"


def rows_path(places: Places) -> Path:
    """Which records stand on one row of one file: two roles of a row are two people."""
    return places.identity / "row_mates.parquet"


def build_nodes(contracts: Sequence[Contract], mentions: Sequence[Mention], vault: Vault, places: Places) -> NodeCounts:
    """Nodes of every record the deliveries in force mention.

    Rows out: one per record and distinct set of standardised identifiers, in the order of their content ids.
    """
    with vault.guard("standardising the persons of the deliveries in force"), vault.connect() as con:
        _read_mentions(con, vault, mentions)
        con.execute(f"delete from said where {empty_places.is_nobody(contracts)}")
        heed_habits(con)
        con.execute(_issuers_sql(contracts))
        con.execute(f"create temp table full_names as {full_names.taken_apart('said')}")
        con.execute(f"create temp table aliases as {aliases.taken_apart('said')}")
        con.execute(f"create temp table homes as {addresses.homes('said')}")
        con.execute(f"create temp table cleaned as {CLEANED}")
        con.execute(f"create temp table nicks as select * from {nickname_rows()}")
        con.execute(f"create temp table initials as select * from {initial_rows()}")
        con.execute(SOUNDS)
        con.execute(f"create temp table shaped as {SHAPED}")
        con.execute(CROWDS + FILLERS + NEW_YEARS)
        numbering.recall(con, vault, nodes_path(places), places)
        con.execute(f"create temp table nodes as {NODES}")
        numbering.keep(con, vault, places)
        vault.write(con, "select * from nodes order by node_id", nodes_path(places))
        vault.write(con, ROW_MATES, rows_path(places))
        return _counts(con)


def _read_mentions(con: duckdb.DuckDBPyConnection, vault: Vault, mentions: Sequence[Mention]) -> None:
    """Temp table `said`: every mention with every word the contracts know, absent ones null."""
    if not mentions:
        raise TwogenError("There is no accepted delivery that names persons, so there is nobody to link. Fix: deliver one.")
    files = [f"select *, {number} as mention_no from {_standing(con, vault, m)}" for number, m in enumerate(mentions)]
    con.execute(f"create temp view heard as {' union all by name '.join(files)}")
    there = {row[0] for row in con.execute("describe heard").fetchall()}
    words = ", ".join(f"trim({w})::varchar as {w}" if w in there else f"null::varchar as {w}" for w in WORDS)
    born = "birth_date::date" if "birth_date" in there else "null::date"
    year = "birth_year::integer" if "birth_year" in there else "null::integer"
    grown = "adult_on::date" if "adult_on" in there else "null::date"
    con.execute(
        "create temp table said as select record_id, table_name, role, mention_no, row_number, period::varchar as period,"
        f" {words}, {born} as birth_date, {year} as birth_year, {grown} as adult_on from heard where record_id is not null"
    )


def _standing(con: duckdb.DuckDBPyConnection, vault: Vault, mention: Mention) -> str:
    """The mentions of a delivery that still stand: said in a period for which it is in force, of records still there.

    An older snapshot tells former names of records, and no more. A row that is also said in a superseded period stays,
    with its first row number among the periods that count.
    """
    file = vault.scan(mention.path)
    if mention.known_in not in (None, mention.path):
        file = f"(from {file} where record_id in (select record_id from {vault.scan(mention.known_in)}))"
    if not mention.speaks:
        return file
    if "spoken" not in {row[0] for row in con.execute(f"describe from {file}").fetchall()}:
        return f"(from {file} as said where {mention.speaks})"
    kept = f"select *, list_filter(spoken, lambda said: {mention.speaks}) as kept from {file}"
    first = "kept[1].row_number as row_number, kept[1].period as period"
    return f"(select * exclude (spoken, kept) replace ({first}) from ({kept}) where len(kept) > 0)"


def _issuers_sql(contracts: Sequence[Contract]) -> str:
    """Temp table `issuers`: who numbers the persons of a table and role, and whether each has one record only."""
    rows = [
        f"('{table.name}', '{person.role}', '{person.issuer.system}:{person.issuer.kind}', {person.one_record_per_person})"
        for contract in contracts
        for table in contract.tables
        for person in table.persons
    ]
    values = ", ".join(rows) or "(null, null, null, null)"
    return f"create temp table issuers as from (values {values}) as issuers(table_name, role, source, is_single)"


NODES = f"""
    with kept as (
        select
            shaped.* replace (
                case when crowded_homes.home_std is null then shaped.home_std end as home_std,
                case when crowded_ssns.ssn is null then shaped.ssn end as ssn,
                case when crowded_ssns.ssn is null then shaped.ssn_last4 end as ssn_last4
            ),
            issuers.source, coalesce(issuers.is_single::boolean, false) as is_single
        from shaped
        left join issuers using (table_name, role)
        left join crowded_homes
            on crowded_homes.home_std = shaped.home_std and crowded_homes.unit_std = coalesce(shaped.unit_std, '')
            and crowded_homes.place = coalesce(shaped.zip5, '')
        left join crowded_ssns on crowded_ssns.ssn = shaped.ssn
    ),
    distinct_nodes as (
        select record_id, {", ".join(FIELDS)}, min(source) as source, bool_or(is_single::boolean) as is_single
        from kept group by record_id, {", ".join(FIELDS)}
    ),
    children as (
        select table_name, mention_no, row_number, min(birth_date) as born from said
        where role in {CHILDREN} and birth_date is not null group by all
    ),
    -- Whoever has a birth date is told by it.
    grown_days as (
        select record_id, table_name, mention_no, coalesce(
            {standardise.adult_on("adult_on", "period")},
            case when birth_date is null and role in {BY_BIRTH} then {standardise.adult_on("born", "period")} end,
            case when birth_date is null and role in {GROWN} then {standardise.year_of("period")} end
        ) as adult_on
        from said left join children using (table_name, mention_no, row_number)
    ),
    -- What was corrected since is not held against anybody.
    grown as (
        select record_id, min(adult_on) as adult_on from (
            from grown_days where adult_on is not null
            qualify mention_no = max(mention_no) over (partition by record_id, table_name)
        ) group by record_id
    ),
    identified as (
        select *, md5(concat_ws('|', record_id, {", ".join(f"coalesce({f}::varchar, '~')" for f in FIELDS)})) as content_id
        from distinct_nodes
    )
    select
        {numbering.numbered("node", "content_id")}, content_id, record_id, {numbering.numbered("record", "record_id")},
        source, is_single, adult_on, {", ".join(FIELDS)}
    from identified
    left join grown using (record_id)
    left join known_node using (content_id)
    left join known_record using (record_id)
"""

ROW_MATES = """
    with rows as (
        select distinct table_name, mention_no, row_number, role, record_no
        from said inner join (select distinct record_id, record_no from nodes) using (record_id)
    )
    select distinct least(a.record_no, b.record_no) as record_l, greatest(a.record_no, b.record_no) as record_r
    from rows as a inner join rows as b using (table_name, mention_no, row_number)
    where a.role < b.role and a.record_no <> b.record_no
    order by all
"""


def _counts(con: duckdb.DuckDBPyConnection) -> NodeCounts:
    fields = ("first_std", "last_std", "birth_date", "sex", "ssn", "ssn_last4", "home_std")
    shares = ", ".join(f"count(distinct record_id) filter ({f} is not null)" for f in fields)
    nodes, records, *known = con.execute(f"select count(*), count(distinct record_id), {shares} from nodes").fetchall()[0]
    crowds = ", ".join(f"(select count(*) from crowded_{what})" for what in ("homes", "ssns", "records"))
    completeness = {field: round(n / max(records, 1), 4) for field, n in zip(fields, known, strict=True)}
    return NodeCounts(nodes, records, completeness, *con.execute(f"select {crowds}").fetchall()[0])
