"""The files on an agency's server, SFTP or S3, as fsspec sees them. A server is known by its key, a secret by its name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import fsspec

from data_contracts.contract import Contract
from orchestration.errors import TwogenError
from orchestration.intake.delivery import named

CHUNK = 2**20
PRIVATE_KEY = "-----BEGIN "
NO_MEMORY = {"skip_instance_cache": True}  # a connection is not kept for others to find, nor a secret with it


class NotFetched(TwogenError):
    """Nothing new could be read tonight: a secret is missing, or a server did not answer as it should."""


@dataclass(frozen=True)
class RemoteFile:
    """One file in a server's folder."""

    name: str
    path: str
    size: int
    modified_at: datetime


def secret(contract: Contract, secrets: Mapping[str, str], what: str, ending: str = "") -> str:
    """The feed's secret. Raises: NotFetched when the environment does not hold it."""
    name = f"TWOGEN_SECRET_{contract.feed.upper()}{ending}"
    if not secrets.get(name):
        raise NotFetched(
            f"{named(contract)}: the environment variable {name} is not set, so nothing new of the "
            f"feed can be read. Fix: set {name} to {what}, in the environment of the nightly run only."
        )
    return secrets[name]


def unanswered(contract: Contract, error_kind: str) -> NotFetched:
    """What is told when a server fails. The failure's own text stays out: it may hold secrets or rows."""
    server = contract.delivery.server
    address = server.host or server.endpoint or "s3"
    return NotFetched(
        f"{named(contract)}: the {server.kind} server {address} could not be read ({error_kind}). Nothing was taken, and "
        "nothing in force was changed. Fix: check that it runs, its address, key and user in `servers`, and the feed's secret."
    )


def file_system(contract: Contract, secrets: Mapping[str, str]) -> fsspec.AbstractFileSystem:
    """A connection to the feed's server. Raises: NotFetched when a secret is missing."""
    server = contract.delivery.server
    proof: dict[str, Any]
    if server.kind == "s3":
        given = secret(contract, secrets, "ACCESS_KEY_ID:SECRET_ACCESS_KEY of a reader of the bucket")
        key, _, hidden = given.partition(":")
        proof = {"key": key, "secret": hidden, "endpoint_url": server.endpoint}
        return fsspec.filesystem("s3", **proof, **NO_MEMORY, use_listings_cache=False)
    given = secret(contract, secrets, "the user's password, or the text of the private key")
    proof = {"password": given, "client_keys": None}
    if given.startswith(PRIVATE_KEY):
        proof = {"password": None, "client_keys": [given.encode()]}
    host = server.host if server.port == 22 else f"[{server.host}]:{server.port}"
    known = f"{host} {server.host_key}\n".encode()
    # No file of the machine's user is asked for keys, hosts or settings: the contract and the secret say all.
    alone = {"agent_path": None, "config": None, "known_hosts": known}
    return fsspec.filesystem(
        "sftp", host=server.host, port=server.port, username=server.user, login_timeout=30, **alone, **proof, **NO_MEMORY
    )


def listed(contract: Contract, files: fsspec.AbstractFileSystem) -> list[RemoteFile]:
    """The plain files in the server's folder, by name."""
    folder = contract.delivery.server.folder
    found = [entry for entry in files.ls(folder, detail=True) if entry["type"] == "file"]
    return sorted((_remote_file(entry) for entry in found), key=lambda file: file.name)


def _remote_file(entry: Mapping[str, Any]) -> RemoteFile:
    modified = entry.get("mtime") or entry["LastModified"]
    if not isinstance(modified, datetime):
        modified = datetime.fromtimestamp(modified, UTC)
    path = entry["name"]
    return RemoteFile(path.rpartition("/")[2], path, entry["size"], modified.replace(tzinfo=modified.tzinfo or UTC))


def chunks(files: fsspec.AbstractFileSystem, path: str) -> Iterator[bytes]:
    """The bytes of a file on the server, a megabyte at a time."""
    with files.open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
