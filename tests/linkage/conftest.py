"""A small world to link: invented people as dictionaries, written as a delivery's persons, linked with the shipped model."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from data_contracts.contract import Contract, Delivery, Issuer, Member, Period, Person, Table
from orchestration.linkage import clusters, edges, keys, ledger, nodes
from orchestration.linkage.model import read_model
from orchestration.places import Places
from orchestration.vault import Vault, sessions

WORDS = nodes.WORDS
TYPES = {"row_number": "bigint", "birth_year": "bigint", "birth_date": "date", "adult_on": "date"}  # the others are text
SINGLE = ("births", "child")  # the one source here with one record per person
ROLES = (
    ("births", "child"),
    ("births", "mother"),
    ("births", "father"),
    ("hmis", "person"),
    ("wages", "person"),
    ("school", "person"),
    ("jail", "person"),
    ("water", "person"),
)


def contract() -> Contract:
    """All sources of this world in one contract."""
    tables = {}
    for table, role in ROLES:
        person = Person(role, Issuer(table, role), ("ID",), one_record_per_person=(table, role) == SINGLE)
        tables.setdefault(table, []).append(person)
    made = tuple(
        Table(name, name, "", "One row per mention", Member("delimited"), (), persons=tuple(people))
        for name, people in tables.items()
    )
    delivery = Delivery("snapshot", Period("month"), "", None, "file", 15)
    return Contract(
        "county__world", "county", "", "", "1.0.0", "", "", Path("world.yaml"), "active", "", 0, delivery, made, "", "identifier"
    )  # fmt: skip


class OneDuckDB(Vault):
    """A vault whose connections are all sessions of one DuckDB: loading cryptography takes longer than linking a small world."""

    def connect(self, memory_limit: str = "2GB", threads: int = 2):
        own = memory_limit == sessions.MEMORY_LIMIT  # the one that sessions share
        return super().connect(memory_limit, threads) if own else self.session()


class World:
    """A home with a vault; `link` links what it is told and answers who is whom."""

    def __init__(self, home: Path):
        self.places = Places(home)
        self.vault = OneDuckDB.open(self.places.vault, "a key for tests only")
        self.model = read_model()
        self.nights = 0

    def tell(self, people: list[dict], name: str = "persons") -> nodes.Mention:
        path = self.places.vault / f"{name}.parquet"
        columns = ["record_id", "table_name", "role", "row_number", "period", *WORDS, "birth_date", "birth_year", "adult_on"]
        with self.vault.session() as con:
            typed = ", ".join(f"{c} {TYPES.get(c, 'varchar')}" for c in columns)
            con.execute(f"create table told ({typed})")
            for number, person in enumerate(people):
                row = {"row_number": number, "period": "2026-09"} | person
                con.execute(f"insert into told values ({', '.join('?' * len(columns))})", [row.get(c) for c in columns])
            self.vault.write(con, "select * from told", path)
        return nodes.Mention("county__world", "2026-09", path)

    def link(self, people: list[dict]) -> dict[str, str]:
        """record id -> person id, after a whole link."""
        mention = self.tell(people)
        nodes.build_nodes([contract()], [mention], self.vault, self.places)
        edges.score_edges(self.vault, self.places, self.model)
        return self.cluster()

    def cluster(self) -> dict[str, str]:
        self.nights += 1
        clusters.build_crosswalk(self.vault, self.places, self.model)
        at = datetime(2026, 9, self.nights, tzinfo=UTC).replace(tzinfo=None)
        self.ledger_counts = ledger.update_ledger(self.vault, self.places, f"run {self.nights}", at, self.model.version)
        keys.write_person_keys(self.vault, self.places)
        return self.keys("person_id")

    def keys(self, column: str) -> dict[str, str]:
        with duckdb.connect() as con:
            return dict(con.execute(f"select record_id, {column} from read_parquet('{self.places.person_keys}')").fetchall())

    def nodes(self) -> list[dict]:
        with self.vault.session() as con:
            rows = con.execute(
                f"select * from {self.vault.scan(nodes.nodes_path(self.places))} order by record_id"
            ).to_arrow_table()
        return rows.to_pylist()


def before_adult_on(world: World) -> None:
    """The nodes on disk as they were before contracts could say when somebody was grown."""
    with world.vault.session() as con:
        path = nodes.nodes_path(world.places)
        world.vault.write(con, f"select * exclude (adult_on) from {world.vault.scan(path)}", path)


@pytest.fixture
def world(tmp_path, monkeypatch) -> World:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return World(tmp_path / "home")


def said(record_id: str, table: str, role: str = "person", **words) -> dict:
    """One mention: a record of a source, with the words its agency wrote."""
    return {"record_id": record_id, "table_name": table, "role": role} | words
