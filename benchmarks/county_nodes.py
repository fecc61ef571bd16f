"""Standardised nodes of a large rehearsal county: what a benchmark of linkage starts from.

The files come from the rehearsal and are read by intake's own landing and parsing; only the judging by rules is left out,
so every row counts as accepted. The feeds are those that name most people for their bytes.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from benchmarks import SOURCES
from data_contracts.contract import Contract
from data_contracts.reader import read_contracts
from orchestration.intake import land, parse
from orchestration.intake.delivery import persons_path
from orchestration.intake.persons import persons_sql
from orchestration.linkage.nodes import Mention, build_nodes, nodes_path
from orchestration.places import Places
from orchestration.rehearsal import write_county
from orchestration.vault import Vault

FEEDS = (
    "behavioral_health__services", "child_welfare__reports", "coc__hmis", "corrections__bookings", "ems__responses",
    "family_services__child_care_subsidy", "health__births", "human_services__snap", "labor__ui_wages",
    "medicaid__eligibility", "water__accounts",
)  # fmt: skip
KEY = "a key for benchmarks"
MONTHS = 60
PEOPLE_PER_NODE = 0.30  # measured with these feeds and months, 2026-11-24


class RoomyVault(Vault):
    """The vault with memory for what is laid out before the measuring begins."""

    def connect(self, memory_limit: str = "10GB", threads: int = 2) -> duckdb.DuckDBPyConnection:
        return super().connect(memory_limit, threads)


def write_nodes(home: Path, nodes: int) -> int:
    """A home with the nodes and row mates of a county, about `nodes` nodes, and nothing else; their number."""
    places = Places(home)
    write_county(home, int(nodes * PEOPLE_PER_NODE), MONTHS, seed=11, end="2026-10", feeds=FEEDS)
    contracts = [c for c in read_contracts(SOURCES) if c.feed in FEEDS]
    vault = RoomyVault.open(places.vault, KEY)
    mentions = [mention for contract in contracts for mention in _mentions(contract, places, vault)]
    counts = build_nodes(contracts, mentions, vault, places)
    for folder in (places.landing, places.receipts, places.truth.parent, places.vault / "deliveries"):
        shutil.rmtree(folder, ignore_errors=True)
    return counts.nodes


def _mentions(contract: Contract, places: Places, vault: Vault) -> Iterator[Mention]:
    """The persons of every file of a feed."""
    for landed in land(contract, places, vault, datetime.now(UTC)):
        parsed = parse(landed, contract, places, vault)
        sql = persons_sql(contract, landed, {name: vault.scan(path) for name, path in parsed.tables.items()})
        path = persons_path(places, contract.feed, landed.delivery_id)
        with vault.connect() as con:
            vault.write(con, sql, path)
        for rows in parsed.tables.values():
            rows.unlink()
        yield Mention(contract.feed, landed.period, path)


@contextmanager
def hold_out(home: Path) -> Iterator[None]:
    """Inside, one node in a hundred is not there yet: new records, and new identifiers of known ones."""
    places = Places(home)
    path, every = nodes_path(places), places.identity / "every_node.parquet"
    vault = RoomyVault.open(places.vault, KEY)
    path.replace(every)
    with vault.connect() as con:
        vault.write(con, f"from {vault.scan(every)} where hash(content_id) % 100 > 0", path)
    yield
    every.replace(path)
