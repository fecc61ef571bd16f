"""The four settings, read here and nowhere else: TWOGEN_HOME, TWOGEN_CONTRACTS, TWOGEN_KEY, TWOGEN_UI.

Only the CLI, components and defs import this; rooms are handed what they need.
"""

import os
from dataclasses import dataclass
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


def use_home(home: Path) -> None:
    """From now on this process and its children run in another home."""
    os.environ["TWOGEN_HOME"] = str(home)


def read_settings() -> Settings:
    """The settings of the environment, with the defaults of a checkout."""
    home = Path(os.environ.get("TWOGEN_HOME") or PROJECT_ROOT / "var")
    contracts = Path(os.environ.get("TWOGEN_CONTRACTS") or PROJECT_ROOT / "data_contracts" / "sources")
    ui = os.environ.get("TWOGEN_UI") or "http://localhost:3000"
    return Settings(Places(home.absolute()), contracts.absolute(), os.environ.get("TWOGEN_KEY") or None, ui.rstrip("/"))
