"""The shape of `servers`: where a feed is fetched from. A secret never stands here; intake is handed it by name."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from data_contracts.shape.strict import Strict


def _written(pattern: str, form: str) -> Any:
    """The type of a text of one form, told in words when it has another."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"must be written {form}; users are customProperties, secrets stand nowhere")
        return text

    return Annotated[str, AfterValidator(check)]


class User(Strict):
    property: Literal["user"]
    value: Annotated[str, Field(min_length=1)]


class HostKey(Strict):
    """The public key by which an SFTP server is known, as it stands in known_hosts."""

    property: Literal["host_key"]
    value: _written(r"(ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/=]+", "a public key as in known_hosts: ssh-ed25519 AAAA…")


class _Server(Strict):
    server: str
    description: str | None = None


class LocalServer(_Server):
    """The landing area."""

    type: Literal["local"]
    path: str
    format: str


class SftpServer(_Server):
    type: Literal["sftp"]
    location: _written(r"sftp://[A-Za-z0-9.-]+(:[0-9]+)?/[^?#@]*", "sftp://HOST/FOLDER or sftp://HOST:PORT/FOLDER")
    format: str | None = None
    customProperties: list[Annotated[User | HostKey, Field(discriminator="property")]]

    @model_validator(mode="after")
    def _say_who(self) -> "SftpServer":
        if sorted(entry.property for entry in self.customProperties) != ["host_key", "user"]:
            raise ValueError("an sftp server needs user and host_key in its customProperties, once each")
        return self


class S3Server(_Server):
    type: Literal["s3"]
    location: _written(r"s3://[a-z0-9][a-z0-9.-]+(/[^?#]*)?", "s3://BUCKET/PREFIX")
    endpointUrl: _written(r"https://.+|http://(localhost|127\.0\.0\.1)[:/].*", "https://HOST") | None = None
    format: str | None = None


class PostgresServer(_Server):
    type: Literal["postgres"]
    host: str
    port: int = 5432
    database: str
    schema_: str = Field(alias="schema")
    customProperties: Annotated[list[User], Field(min_length=1, max_length=1)]


ServerShape = Annotated[LocalServer | SftpServer | S3Server | PostgresServer, Field(discriminator="type")]
