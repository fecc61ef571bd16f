"""Files that follow from the contracts and the questions' cards, and the shipped model's card.

Written by `twogen contracts render`, compared in CI.
"""

from collections.abc import Mapping

from data_contracts import Contract
from data_contracts.render import render
from expectations import suites
from orchestration import cards
from orchestration.cards.project import read_project
from orchestration.components.model_cards import shipped_card
from orchestration.settings import PROJECT_ROOT

Files = Mapping[str, str]  # path below the checkout -> text
DBT_PROJECT = PROJECT_ROOT / "dbt_project"


def rendered(contracts: tuple[Contract, ...]) -> Files:
    """Every file the contracts and cards give rise to, and the card of the shipped linkage model.

    Raises: CardError with every problem of the cards.
    """
    files = dict(render(contracts)) | shipped_card()
    files |= cards.render(cards.read_cards(DBT_PROJECT), read_project(DBT_PROJECT).variables)
    for contract in contracts:
        files.update({f"expectations/suites/{name}": text for name, text in suites.render(contract).items()})
    return files


def stale(files: Files) -> list[str]:
    """Paths whose text on disk differs from what the contracts say now."""
    paths = ((PROJECT_ROOT / name, name, text) for name, text in files.items())
    return sorted(name for path, name, text in paths if not path.exists() or path.read_text() != text)


def write(files: Files) -> None:
    for name in stale(files):
        path = PROJECT_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[name])
