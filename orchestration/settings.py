"""The four settings, read here and nowhere else: TWOGEN_HOME, TWOGEN_CONTRACTS, TWOGEN_KEY, TWOGEN_UI.

And secrets of servers, TWOGEN_SECRET_<FEED>.

Only the CLI, components and defs import this; rooms are handed what they need.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from orchestration.places import Places

PROJECT_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """What one process runs on: a home, a folder of contracts, and perhaps a key."""

    places: Places
    contracts: Path
    key: str | None
    ui: str  # where the Dagster page answers; reports link to it
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)  # TWOGEN_SECRET_<FEED>… -> its value


def use_home(home: Path) -> None:
    """From now on this process and its children run in another home."""
    os.environ["TWOGEN_HOME"] = str(home)


def read_settings() -> Settings:
    """The settings of the environment, with the defaults of a checkout."""
    home = Path(os.environ.get("TWOGEN_HOME") or PROJECT_ROOT / "var")
    contracts = Path(os.environ.get("TWOGEN_CONTRACTS") or PROJECT_ROOT / "data_contracts" / "sources")
    ui = os.environ.get("TWOGEN_UI") or "http://localhost:3000"
    secrets = {name: value for name, value in os.environ.items() if name.startswith("TWOGEN_SECRET_") and value}
    key = os.environ.get("TWOGEN_KEY")  # set but blank is refused where the vault is opened: it may be a secret that got lost
    return Settings(Places(home.absolute()), contracts.absolute(), key, ui.rstrip("/"), secrets)
