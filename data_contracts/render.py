"""Every text that follows from the contracts and stands in the repository: dbt sources and dictionary pages.

The same contracts always give the same bytes; nothing here reads a row or writes a file.
"""

from collections import defaultdict
from pathlib import Path

from data_contracts.contract import Contract
from data_contracts.dbt_attributes import attributes_model
from data_contracts.dbt_services import declared_months_model
from data_contracts.dbt_sources import sources_page
from data_contracts.dbt_ties import declared_ties_model
from data_contracts.dictionary import dictionary_page


def render(contracts: tuple[Contract, ...]) -> dict[str, str]:
    """Path below the checkout -> text: one dbt sources file per agency, one dictionary page per feed."""
    by_agency: dict[str, list[Contract]] = defaultdict(list)
    for contract in sorted(contracts, key=lambda c: c.feed):
        by_agency[contract.agency].append(contract)
    sources = {
        f"dbt_project/models/sources/{agency}.yml": sources_page(agency, by_agency[agency]) for agency in by_agency
    }
    pages = {f"docs/dictionary/{contract.feed}.md": dictionary_page(contract) for contract in contracts}
    models = declared_months_model(contracts) | declared_ties_model(contracts) | attributes_model(contracts)
    return dict(sorted((sources | pages | models).items()))


def stale(contracts: tuple[Contract, ...], root: Path) -> list[Path]:
    """The rendered files that are missing or say something else than the contracts do."""
    paths = ((root / name, text) for name, text in render(contracts).items())
    return [path for path, text in paths if not path.is_file() or path.read_text(encoding="utf-8") != text]
