"""Where everything stands below TWOGEN_HOME. Stdlib only; every room may import it.

Paths only: nothing here reads, writes or knows what is inside a file.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """The folders and files of one home, each an absolute path."""

    home: Path

    @property
    def landing(self) -> Path:
        return self.home / "landing"

    @property
    def vault(self) -> Path:
        return self.home / "vault"

    @property
    def identity(self) -> Path:
        return self.vault / "identity"

    @property
    def raw(self) -> Path:
        return self.home / "raw"

    @property
    def in_force(self) -> Path:
        return self.home / "in_force"

    @property
    def person_keys(self) -> Path:
        return self.home / "keys" / "person_keys.parquet"

    @property
    def person_redirects(self) -> Path:
        return self.home / "keys" / "person_redirects.parquet"

    @property
    def receipts(self) -> Path:
        return self.home / "receipts"

    @property
    def warehouse(self) -> Path:
        return self.home / "warehouse"

    @property
    def parsed_models(self) -> Path:
        """dbt's folder of the project as last parsed. No build writes here, or a kill could leave half a manifest behind."""
        return self.warehouse / "target" / "parsed"

    @property
    def built_from(self) -> Path:
        """The rows in force and the keys that the warehouse was last built from."""
        return self.warehouse / "built_from"

    @property
    def part(self) -> Path:
        """The small home of whoever changed, over which a renewal builds; not there at other times."""
        return self.warehouse / "part"

    @property
    def published(self) -> Path:
        return self.home / "published"

    @property
    def reports(self) -> Path:
        return self.home / "reports"

    @property
    def truth(self) -> Path:
        return self.home / "rehearsal" / "truth"

    @property
    def dagster(self) -> Path:
        return self.home / "dagster"

    @property
    def as_of(self) -> Path:
        """Says of which moment a home speaks that was rebuilt as of a date; absent in every other home."""
        return self.home / "as_of.json"

    @property
    def run_lock(self) -> Path:
        return self.home / "run.lock"

    def delivery(self, feed: str, delivery_id: str) -> Path:
        """The vault's folder of one delivery: what was received, its parsed rows, its quarantine."""
        return self.vault / "deliveries" / feed / delivery_id
