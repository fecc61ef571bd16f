"""Bytes that DuckDB reads from this process's memory, so that nothing of it touches a disk."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import fsspec


def read_from_memory(con: duckdb.DuckDBPyConnection) -> None:
    """The connection can read what `in_memory` holds."""
    if "memory" not in con.list_filesystems():  # another session of the same vault may have come first
        con.register_filesystem(fsspec.filesystem("memory"))


@contextmanager
def in_memory(content: bytes) -> Iterator[str]:
    """A path under which this process alone reads the content, while the block lasts."""
    memory = fsspec.filesystem("memory")
    name = f"/received-{secrets.token_hex(8)}"
    memory.pipe_file(name, content)
    try:
        yield f"memory://{name}"
    finally:
        memory.rm_file(name)
