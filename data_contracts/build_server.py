"""A contract's server, once its shape is checked, as the rooms see it."""

from urllib.parse import urlsplit

from data_contracts.contract import Server
from data_contracts.shape.server import LocalServer, PostgresServer, S3Server, SftpServer


def server_of(shape: LocalServer | SftpServer | S3Server | PostgresServer) -> Server:
    """Where the feed is fetched from; the parts of its address apart."""
    custom = {entry.property: entry.value for entry in getattr(shape, "customProperties", [])}
    match shape:
        case SftpServer():
            address = urlsplit(shape.location)
            folder = address.path.rstrip("/") or "/"
            return Server("sftp", address.hostname or "", address.port or 22, folder=folder, **custom)
        case S3Server():
            folder = shape.location.removeprefix("s3://").rstrip("/")
            return Server("s3", folder=folder, endpoint=shape.endpointUrl)
        case PostgresServer():
            return Server("postgres", shape.host, shape.port, folder=shape.schema_, database=shape.database, **custom)
    return Server("local")
