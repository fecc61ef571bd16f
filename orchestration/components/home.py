"""The resource every step needs: the home, its contracts, its vault, and the lock that keeps a second run out."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

import dagster as dg
from pydantic import PrivateAttr

from data_contracts import Contract
from data_contracts.reader import read_contracts
from orchestration.components.moment import moment_of
from orchestration.components.run_lock import run_lock
from orchestration.places import Places
from orchestration.settings import Settings, read_settings
from orchestration.vault import Vault
from orchestration.vault.connections import empty_spill


class Home(dg.ConfigurableResource):
    """TWOGEN_HOME for the length of one run, held by `run.lock` from the first step to the last."""

    _settings: Settings = PrivateAttr()

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Home"]:
        self._settings = read_settings()
        with run_lock(self.places, f"run {context.run_id}", log=context.log.info if context.log else lambda _: None):
            empty_spill(self.places.vault / "tmp")  # of runs that were killed
            yield self

    @property
    def places(self) -> Places:
        return self._settings.places

    def contracts(self) -> tuple[Contract, ...]:
        return read_contracts(self._settings.contracts)

    def vault(self) -> Vault:
        return Vault.open(self.places.vault, self._settings.key)

    @property
    def ui(self) -> str:
        return self._settings.ui

    def secrets(self) -> Mapping[str, str]:
        """What feeds' servers and keyrings ask for, by the name of the environment variable."""
        return self._settings.secrets

    def now(self) -> datetime:
        """The moment the night speaks of: in a home rebuilt as of a date, that date."""
        return moment_of(self.places) or datetime.now(UTC)
