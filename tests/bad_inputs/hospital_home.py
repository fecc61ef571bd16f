"""A home in which every feed of the bad inputs delivered well before, nights in it, and what a night leaves."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from data_contracts import Contract
from orchestration.components.deliver import FeedNight, deliver
from orchestration.components.delivery_lines import delivery_lines
from orchestration.components.desk import source_line
from orchestration.components.feed_checks import table_checks
from orchestration.intake import Receipt, unknown_files
from orchestration.intake.delivery import quarantine_path, raw_path, rows_path, sealed_path
from orchestration.places import Places
from orchestration.reports.overview import Overview, as_page
from orchestration.vault import Vault
from tests.bad_inputs.bad_case import MARK
from tests.bad_inputs.stay_files import REGISTRY, STAYS, month, patients
from tests.intake.conftest import HOMES, WAGES, homes, wage_row
from tests.intake.layout_files import AID, CARE, SCORE, SCORES, adult, aid, care, child, family, parquet

KEY = "a key for tests only"
FIRST_NIGHT = datetime(2026, 8, 20, 6, 0, tzinfo=UTC)
GOOD = [
    (REGISTRY, "patients_2026-07.csv", patients()),
    *[(STAYS, f"stays_2026-0{n}.csv", month(of=f"2026-0{n}")(MARK)) for n in (4, 5, 6, 7)],
    (HOMES, "homes_2026-07.zip", homes()),
    (AID, "aid_2026-07.txt", aid(family(month="202607"), adult(month="202607"))),
    (CARE, "care_2026-07.xml", care(child())),
    (WAGES, "pay_2026q1.txt", wage_row(quarter="1").encode()),
    (SCORES, "scores_2026-07.parquet", parquet(f"select {SCORE.replace('2026-08-03', '2026-07-03')}")),
]
CONTRACTS = (REGISTRY, STAYS, HOMES, AID, CARE, WAGES, SCORES)


@dataclass
class HospitalHome:
    """A home at a moment, which each file and night moves on."""

    places: Places
    clock: datetime = FIRST_NIGHT
    said: list[str] = field(default_factory=list)  # every line of every night's log

    @cached_property
    def vault(self) -> Vault:
        return Vault.open(self.places.vault, KEY)

    def drop(self, contract: Contract, name: str, content: bytes, place=Path.write_bytes) -> Path:
        """A file that an agency left some time before the next night."""
        path = self.places.landing / contract.agency / name
        path.parent.mkdir(parents=True, exist_ok=True)
        place(path, content)
        self.clock += timedelta(minutes=1)
        if path.is_file() and not path.is_symlink() and path.read_bytes() == content:
            os.utime(path, (self.clock.timestamp(),) * 2)
        return path

    def night(self, *contracts: Contract, secrets: Mapping[str, str] = MappingProxyType({})) -> list[FeedNight]:
        """One night of these feeds, in this order, as the nightly job delivers them; and the pages of the desk."""
        self.clock += timedelta(days=1)
        nights = [deliver(one, self.places, self.vault, self.clock, self.said.append, secrets) for one in contracts]
        sources = [source_line(one, self.places, self.clock.date(), "http://localhost:3000") for one in contracts]
        self.places.reports.mkdir(exist_ok=True)
        page = as_page(Overview(sources, self.clock, tuple(unknown_files(CONTRACTS, self.places))))
        (self.places.reports / "index.html").write_text(page)
        tables = [(night, table) for night in nights for table in night.contract.tables]
        checks = [check.description for night, table in tables for check in table_checks(night, table)]
        lines = [line for one in contracts for line in delivery_lines(one, self.places)]
        (self.places.reports / "told.txt").write_text("\n".join([*self.said, *checks, *lines]))
        return nights

    def in_force(self, contract: Contract) -> dict[str, str]:
        """The checksum of each table in force."""
        paths = {table.name: self.places.in_force / f"{table.name}.parquet" for table in contract.tables}
        return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in paths.items()}

    def received(self, receipt: Receipt) -> bytes:
        """What the vault holds of a delivery."""
        return self.vault.unseal(sealed_path(self.places, receipt.feed, receipt.delivery_id))

    def counts(self, receipt: Receipt, table: str) -> tuple[int, int, int]:
        """Rows judged, quarantined, and crossed to raw, as they stand in the files."""
        where = (self.places, receipt.feed, receipt.delivery_id, table)
        with self.vault.connect() as con:
            sealed = [self.vault.scan(path) for path in (rows_path(*where), quarantine_path(*where)) if path.exists()]
            judged, *quarantined = [con.execute(f"select count(*) from {scan}").fetchall()[0][0] for scan in sealed]
            raw = raw_path(self.places, table, receipt.delivery_id)
            crossed = con.execute(f"select count(*) from '{raw}'").fetchall()[0][0] if raw.exists() else 0
        return judged, sum(quarantined), crossed


def good_home(home: Path) -> HospitalHome:
    """A home after a good night of every feed."""
    made = HospitalHome(Places(home))
    for contract, name, content in GOOD:
        made.drop(contract, name, content)
    verdicts = [receipt.verdict for night in made.night(*CONTRACTS) for receipt in night.new]
    assert verdicts == ["accepted"] * len(GOOD), made.said
    return made
