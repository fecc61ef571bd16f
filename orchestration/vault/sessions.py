"""Sessions: connections to one DuckDB of the vault, each with an in-memory database that goes when it ends.

Loading cryptography into a DuckDB takes as long as settling a small delivery, so it is done once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import duckdb

from orchestration.vault.connections import add_keyed_hash
from orchestration.vault.errors import guard

MEMORY_LIMIT = "800MB"  # beside the text of a delivery, which is as large; beyond it, encrypted spill
_numbers = count(1)


@contextmanager
def session(shared: duckdb.DuckDBPyConnection, id_secret: bytes) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees no other session's tables, temporary tables or variables, and leaves none behind."""
    name = f"session_{next(_numbers)}"
    con = shared.cursor()
    try:
        with guard("opening a session of the vault"):
            con.execute(f"attach ':memory:' as {name}")
            con.execute(f"use {name}")
            add_keyed_hash(con, id_secret)
        yield con
    finally:
        con.close()
        with shared.cursor() as closing:
            closing.execute(f"detach database if exists {name}")
