"""The contract as every room sees it: frozen, already checked, free of YAML.

`reader.py` makes these; nothing else does. Names of columns are the agency's own spelling.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from data_contracts.rules import Rule

Classification = Literal["identifier", "key", "sensitive", "plain"]
LogicalType = Literal["string", "integer", "number", "date", "timestamp", "boolean"]


@dataclass(frozen=True)
class Issuer:
    """Who gave a number out and what it numbers: two feeds with one issuer share keys."""

    system: str
    kind: str


@dataclass(frozen=True)
class NumberForm:
    """How an agency writes numbers: what may stand before the digits, and what may part the thousands."""

    prefix: str = ""
    thousands: str = ""


@dataclass(frozen=True)
class Column:
    """One column as the agency names it, and everything promised of it."""

    name: str
    logical_type: LogicalType
    classification: Classification
    description: str = ""
    required: bool = False
    unique: bool = False
    primary_key: bool = False
    positions: tuple[tuple[int, int], ...] = ()  # fixed width: 1-based, both ends included; slices are joined in order
    date_format: str | None = None  # strptime form, made from ODCS's `logicalTypeOptions.format`
    born_by: int | None = None  # of a birth date on its way in: the year its file speaks for, which two-digit years are read by
    nulls: tuple[str, ...] = ()  # texts that mean "no value"; the layout's own nulls are added by the reader
    issuer: Issuer | None = None  # of a `key`
    is_shared: bool = False  # a `key` that strangers have in common, as an employer's number
    keeps: tuple[str, ...] = ()  # of an `identifier`: the coarser columns it may leave behind
    codes: dict[str, str] = field(default_factory=dict, hash=False)  # code as text -> label (`customProperties: enum`)
    path: str | None = None  # XML: where the text stands, from its object's element: `a/b`, `a/@b`, `../c`
    number_form: NumberForm = NumberForm()  # of a number: plain digits, unless the agency dresses them


@dataclass(frozen=True)
class Person:
    """A person mentioned by each row of a table, in one role."""

    role: str
    issuer: Issuer
    id_columns: tuple[str, ...]
    identifiers: dict[str, str] = field(default_factory=dict, hash=False)  # word -> column
    identifiers_from: str | None = None  # another object of the contract, or another feed's table, that carries the identifiers
    one_record_per_person: bool = False


@dataclass(frozen=True)
class Tie:
    """A parent and a child mentioned by the same row."""

    parent_role: str
    child_role: str
    kind: str
    start_column: str | None = None
    end_column: str | None = None
    relation_column: str | None = None  # what the two are to each other
    recorded_column: str | None = None  # the day the agency wrote it down: a correction comes later
    void_column: str | None = None  # the mark of a row that no longer counts


@dataclass(frozen=True)
class Service:
    """That each row is a spell of service to the persons in some roles; staging calls its days start_date and end_date."""

    program: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """How the lines of one object are told from the others of its fixed-width file."""

    position: tuple[int, int]  # 1-based, both ends included
    values: tuple[str, ...]
    kind: Literal["data", "header", "trailer"] = "data"  # a header is the first line and the only one of its kind


@dataclass(frozen=True)
class Count:
    """A column that says how many rows other objects of the delivery have."""

    column: str
    objects: tuple[str, ...]


@dataclass(frozen=True)
class Member:
    """Where one table's rows stand inside a delivery: the whole file, a member of a zip, lines of a type, elements."""

    layout: Literal["delimited", "fixed_width", "xml", "parquet"]
    name: str | None = None  # file name inside the zip; None when the file is the table
    delimiter: str | None = None
    quote: str | None = None  # None: quotes are ordinary characters
    header: bool = False
    encoding: str = "utf-8"
    record_length: int | None = None
    record: Record | None = None  # fixed width with several objects in one file
    element: str | None = None  # XML: path of the elements that are rows, from the root: `/a/b/c`


@dataclass(frozen=True)
class Table:
    """One table of a delivery: `<agency>__<feed>`, or `<agency>__<feed>__<object>` when the contract holds several."""

    name: str
    object_name: str
    description: str
    grain: str
    member: Member
    columns: tuple[Column, ...]
    persons: tuple[Person, ...] = ()
    ties: tuple[Tie, ...] = ()
    service: Service | None = None
    rules: tuple[Rule, ...] = ()
    counts: tuple[Count, ...] = ()
    physical_name: str = ""  # in a database: the table or view

    @property
    def primary_key(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns if c.primary_key)

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)


@dataclass(frozen=True)
class Period:
    """What span of time a delivery speaks for, and how its name and its rows say so."""

    unit: Literal["month", "quarter", "term"]
    columns: tuple[str, ...] = ()  # texts of these, joined by "-", are a row's period (of a date: its month)


@dataclass(frozen=True)
class Server:
    """Where a feed is fetched from; a `local` one is the landing area, where agencies leave their files."""

    kind: Literal["local", "sftp", "s3", "postgres"]
    host: str = ""
    port: int | None = None
    user: str = ""
    folder: str = ""  # sftp: a folder; s3: bucket and prefix; postgres: a schema
    database: str = ""
    host_key: str = ""  # sftp: the server's public key, "ssh-ed25519 AAAA…"
    endpoint: str | None = None  # s3: other than Amazon's


@dataclass(frozen=True)
class Delivery:
    """How a feed arrives."""

    mode: Literal["snapshot", "append", "upsert"]
    period: Period
    file_pattern: str  # regular expression with (?P<period>…): one period's file
    history_pattern: str | None  # the same for a historical load: everything up to and including that period
    container: Literal["file", "zip", "gzip"]
    due_days: int  # days after a period's end by which its delivery is promised
    first_day: tuple[str, str] | None = None  # object and column whose earliest date the feed's coverage begins with
    clear_landing: bool = False  # whether a landed file is removed once it has a receipt
    retention_days: int | None = None  # how long a delivery that is no longer in force is kept; None: for good
    encryption: Literal["pgp"] | None = None
    server: Server = Server("local")
    done_marker: str | None = None  # "{file}.done": a file is whole once this one stands beside it


@dataclass(frozen=True)
class Contract:
    """The unit of delivery and of verdict."""

    feed: str  # <agency>__<feed>
    agency: str
    title: str
    description: str
    version: str
    sha256: str  # of the contract's text
    text: str
    path: Path
    status: str
    agreement: str
    lag_days: int
    delivery: Delivery
    tables: tuple[Table, ...]
    steward: str
    sensitivity: str  # the highest classification in it
    effective_from: date | None = None

    def table(self, name: str) -> Table:
        return next(t for t in self.tables if name in (t.name, t.object_name))
