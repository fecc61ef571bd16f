"""DuckDB connections that may see identifiers: memory limited, spill encrypted in vault/tmp, nothing fetched.

The id secret is handed over as a session variable and never stands in SQL, so no error can quote it.
"""

import os
import resource
import secrets
import shutil
from base64 import b64encode
from importlib.resources import files
from pathlib import Path

import duckdb

from orchestration.vault.errors import VaultError, guard

PARQUET_KEY, FORMER_KEY = "vault", "former"
HMAC_BLOCK = 64  # bytes, of SHA-256

KEYED_HASH = """
create or replace macro keyed_hash(system, kind, value) as
    case when value is not null then left(sha256(getvariable('vault_outer_pad') || unhex(sha256(
        getvariable('vault_inner_pad') || encode(concat(system, '|', kind, '|', value))
    ))), 32) end
"""


def forbid_core_dumps() -> None:
    """A crash of this process leaves no copy of its memory."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def open_connection(tmp: Path, memory_limit: str, threads: int) -> duckdb.DuckDBPyConnection:
    """An in-memory database that can encrypt; its spill has its own folder below `tmp`."""
    forbid_core_dumps()
    tmp.mkdir(parents=True, exist_ok=True, mode=0o700)
    spill = tmp / f"{os.getpid()}-{secrets.token_hex(4)}"
    with guard("opening a connection of the vault"):
        con = duckdb.connect(
            config={
                "memory_limit": memory_limit,
                "threads": threads,
                "temp_directory": str(spill),
                "temp_file_encryption": "true",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )
        con.execute(f"load '{_crypto_extension()}'")
    return con


def add_parquet_key(con: duckdb.DuckDBPyConnection, name: str, key: bytes) -> None:
    with guard("giving a connection the vault's key"):
        con.execute(f"pragma add_parquet_key('{name}', '{b64encode(key).decode()}')")


def add_keyed_hash(con: duckdb.DuckDBPyConnection, id_secret: bytes) -> None:
    """`keyed_hash(system, kind, value)`: the first 128 bits of HMAC-SHA256(id secret, system|kind|value), in hex."""
    padded = id_secret.ljust(HMAC_BLOCK, b"\0")
    with guard("giving a connection the id secret"):
        con.execute("set variable vault_inner_pad = $1", [bytes(b ^ 0x36 for b in padded)])
        con.execute("set variable vault_outer_pad = $1", [bytes(b ^ 0x5C for b in padded)])
        con.execute(KEYED_HASH)


def empty_spill(tmp: Path) -> None:
    """No spill is left but that of processes still running."""
    for folder in tmp.iterdir() if tmp.exists() else ():
        if not _is_running(folder.name.split("-")[0]):
            shutil.rmtree(folder) if folder.is_dir() else folder.unlink()


def _is_running(pid: str) -> bool:
    return pid.isdecimal() and (int(pid) == os.getpid() or Path("/proc", pid).exists())


def _crypto_extension() -> Path:
    """httpfs, which brings DuckDB its cryptography, where its wheel put it: nothing to install or to race for."""
    path = files("duckdb_extension_httpfs") / "extensions" / f"v{duckdb.__version__}" / "httpfs.duckdb_extension"
    if not path.is_file():
        raise VaultError(
            f"DuckDB {duckdb.__version__} has no matching httpfs extension here. Fix: install "
            f"duckdb-extension-httpfs=={duckdb.__version__}, as the lock does."
        )
    return Path(str(path))
