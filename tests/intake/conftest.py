"""A home, a vault, and one small contract per layout, each with a night that lands, parses, judges and settles."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from data_contracts import Column, Contract, Delivery, Issuer, Member, Period, Person, Rule, Table
from expectations.judge import judge
from orchestration.components.deliver import FeedNight, deliver
from orchestration.intake import (
    DeliveryUnreadable,
    bring_into_force,
    land,
    parse,
    past_counts,
    receipts,
    rules_for,
    settle,
)
from orchestration.places import Places
from orchestration.vault import Vault
from tests.intake.zips import zipped

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
SECRET = "PLANTEDZZYZX"  # a value of a row, which nothing outside the vault may show


def required(column: str, severity: str = "critical", tolerance: float = 0.5) -> Rule:
    return Rule(
        f"{column}.required", "values", severity, tolerance, f'"{column}" is null', f"{column} is given.",
        f"{column} is missing.", f"Fill {column}.", (column,),
    )  # fmt: skip


def unique(column: str) -> Rule:
    doubled = f'"{column}" in (select "{column}" from {{rows}} group by "{column}" having count(*) > 1)'
    return Rule(
        f"{column}.unique", "keys", "critical", 0.5, f"coalesce({doubled}, false)", f"{column} is unique.",
        f"{column} is there twice.", "Send each once.", (column,),
    )  # fmt: skip


def contract_of(feed: str, delivery: Delivery, tables: tuple[Table, ...], version: str = "1.0.0") -> Contract:
    text = f"{feed} {version} {tables}"
    return Contract(
        feed=feed, agency=feed.split("__")[0], title=feed, description="", version=version,
        sha256=hashlib.sha256(text.encode()).hexdigest(), text=text, path=Path("x.odcs.yaml"), status="active",
        agreement="DSA 1", lag_days=30, delivery=delivery, tables=tables, steward="s@example.org",
        sensitivity="identifier",
    )  # fmt: skip


PERSON = Person("person", Issuer("school", "pupil"), ("PUPIL",), {"first_name": "FIRST", "birth_date": "BORN", "sex": "SEX"})
ROLL_COLUMNS = (
    Column("PUPIL", "string", "key", required=True, issuer=Issuer("school", "pupil")),
    Column("FIRST", "string", "identifier"),
    Column("BORN", "date", "identifier", date_format="%m/%d/%Y", keeps=("birth_month",)),
    Column("SEX", "string", "sensitive", codes={"1": "male", "2": "female", "9": "unknown"}),
    Column("SEEN", "date", "plain", date_format="%m/%d/%Y"),
    Column("DAYS", "integer", "plain", nulls=("999",)),
)
ROLL = contract_of(
    "school__roll",
    Delivery("append", Period("month", ("SEEN",)), r"roll_(?P<period>\d{4}-\d{2})(_r\d)?\.txt",
             r"roll_to_(?P<period>\d{4}-\d{2})(_r\d)?\.txt", "file", 15),
    (Table("school__roll", "roll", "", "One row per pupil and month.",
           Member("delimited", delimiter="\t", header=True), ROLL_COLUMNS, persons=(PERSON,),
           rules=(required("PUPIL"), unique("PUPIL"))),),
)  # fmt: skip

WAGE_COLUMNS = (
    Column("SSN", "string", "identifier", positions=((1, 9),)),
    Column("NAME", "string", "identifier", positions=((10, 19),)),
    Column("YEAR", "integer", "plain", positions=((20, 23),)),
    Column("QUARTER", "integer", "plain", positions=((24, 24),)),
    Column("PAID", "number", "sensitive", positions=((25, 30), (31, 32))),
)
WAGES = contract_of(
    "labor__pay",
    Delivery("append", Period("quarter", ("YEAR", "QUARTER")), r"pay_(?P<period>\d{4}q\d)(_r\d)?\.txt",
             r"pay_to_(?P<period>\d{4}q\d)\.txt", "file", 75),
    (Table("labor__pay", "pay", "", "One row per worker.",
           Member("fixed_width", encoding="cp1252", record_length=34), WAGE_COLUMNS,
           persons=(Person("person", Issuer("labor", "worker"), ("SSN", "NAME"), {"ssn": "SSN", "last_name": "NAME"}),),
           rules=(required("SSN"),)),),
)  # fmt: skip

CLIENT = Person("person", Issuer("coc", "client"), ("ID",), {"first_name": "FIRST"})
ID = Column("ID", "string", "key", required=True, issuer=Issuer("coc", "client"))
CSV = Member("delimited", delimiter=",", quote='"', header=True)
STAY_RULE = Rule(
    "ID.in_client", "keys", "critical", 0.5, 'coalesce("ID" not in (select "ID" from {rows:client}), true)',
    "Every stay has its client.", "The client is missing.", "Send the client.", ("ID",),
)  # fmt: skip
HOMES = contract_of(
    "coc__homes",
    Delivery("snapshot", Period("month"), r"homes_(?P<period>\d{4}-\d{2})(_r\d)?\.zip",
             r"homes_to_(?P<period>\d{4}-\d{2})\.zip", "zip", 10),
    (
        Table("coc__homes__client", "client", "", "One row per client.", replace(CSV, name="Client.csv"),
              (ID, Column("FIRST", "string", "identifier")), persons=(CLIENT,), rules=(required("ID"),)),
        Table("coc__homes__stay", "stay", "", "One row per stay.", replace(CSV, name="Stay.csv"),
              (ID, Column("IN", "date", "plain")),
              persons=(Person("person", Issuer("coc", "client"), ("ID",), identifiers_from="client"),), rules=(STAY_RULE,)),
    ),
)  # fmt: skip


def roll(*rows: str, header: str = "PUPIL\tFIRST\tBORN\tSEX\tSEEN\tDAYS") -> bytes:
    return ("\n".join([header, *rows]) + "\n").encode()


def roll_row(pupil: str = "0001", first: str = SECRET, seen: str = "08/03/2026", days: str = "20") -> str:
    return f"{pupil}\t{first}\t02/29/2016\t2\t{seen}\t{days}"


def wage_row(ssn: str = "999701234", name: str = SECRET[:10], year: str = "2026", quarter: str = "2", paid: str = "00012345"):
    return f"{ssn:<9}{name:<10}{year:<4}{quarter:<1}{paid:<8}  "


def homes(clients: int = 3, stays: int = 2) -> bytes:
    client = "ID,FIRST\n" + "".join(f'{n},"{SECRET} ""{n}"", the\nfirst"\n' for n in range(clients))
    return zipped(Client=client, Stay="ID,IN\n" + "".join(f"{n},2026-08-0{n + 1}\n" for n in range(stays)))


@dataclass
class County:
    """A home with its vault; agencies drop files, nights settle them."""

    places: Places
    vault: Vault
    clock: datetime = NOW

    def drop(self, contract: Contract, name: str, content: bytes) -> Path:
        """A file in the landing area, each a minute after the one before."""
        path = self.places.landing / contract.agency / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.clock += timedelta(minutes=1)
        os.utime(path, (self.clock.timestamp(), self.clock.timestamp()))
        return path

    def night(self, contract: Contract):
        """Receipts of tonight's deliveries, and the rows in force."""
        self.clock += timedelta(minutes=1)
        new = [self.settle_one(contract, one) for one in land(contract, self.places, self.vault, self.clock)]
        return new, bring_into_force(contract, self.places)

    def settle_one(self, contract: Contract, landed):
        try:
            parsed = parse(landed, contract, self.places, self.vault)
        except DeliveryUnreadable as unreadable:
            return settle(landed, contract, None, None, unreadable, self.places, self.vault)
        in_force = {path.stem: path for path in self.places.in_force.glob("*.parquet")}
        past = past_counts(contract, landed, self.places)
        judgement = judge(contract, rules_for(contract, landed), parsed.tables, self.vault, in_force, past)
        return settle(landed, contract, parsed, judgement, None, self.places, self.vault)

    def deliver(self, contract: Contract, name: str, content: bytes):
        """The one receipt of a file dropped and settled tonight."""
        self.drop(contract, name, content)
        (receipt,) = self.night(contract)[0]
        return receipt

    def delivered(self, contract: Contract, secrets: Mapping[str, str] = MappingProxyType({})) -> tuple[FeedNight, list[str]]:
        """The next night of one feed, as the nightly job delivers it, and the lines of its log."""
        self.clock += timedelta(days=1)
        said: list[str] = []
        return deliver(contract, self.places, self.vault, self.clock, said.append, secrets), said

    def receipts(self, contract: Contract):
        return receipts(self.places, contract.feed)

    def parsed(self, contract: Contract, table: str | None = None) -> list[tuple]:
        """Judged rows of the one delivery."""
        (path,) = self.places.vault.glob(f"deliveries/{contract.feed}/*/rows/{table or contract.feed}.parquet")
        return self.vault.connect().execute(f"from {self.vault.scan(path)}").fetchall()

    def in_force(self, table: str, columns: str = "*") -> list[tuple]:
        path = self.places.in_force / f"{table}.parquet"
        return self.vault.connect().execute(f"select {columns} from read_parquet('{path}')").fetchall()

    def bytes_outside(self) -> bytes:
        """Every byte outside vault and landing."""
        kept = (self.places.vault, self.places.landing)
        files = [p for p in self.places.home.rglob("*") if p.is_file() and not any(p.is_relative_to(k) for k in kept)]
        return b"".join(p.read_bytes() for p in files)


@pytest.fixture
def county(tmp_path, monkeypatch) -> County:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    places = Places(tmp_path / "home")
    return County(places, Vault.open(places.vault, "a key for tests"))
