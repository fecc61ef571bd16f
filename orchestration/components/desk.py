"""The reviewers' desk, renewed every night: Data Docs, the dictionary, and the overview that leads to them.

What stands on a page is gathered here from receipts; how it looks is the reports room's, how rules fare the judge's.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from data_contracts import Contract, Table
from expectations.data_docs.site import build
from expectations.data_docs.validations import Validation, kept, page_of
from orchestration.components import step_receipts
from orchestration.components.dictionary_pages import dictionary_of
from orchestration.components.home import Home
from orchestration.components.model_cards import card_of
from orchestration.components.model_in_use import model_of
from orchestration.intake import Freshness, Receipt, freshness, pause_in_force, receipts, unknown_files
from orchestration.intake.freshness import days_late
from orchestration.intake.receipts import write_text
from orchestration.places import Places
from orchestration.reports import dictionary, model_card, overview
from orchestration.reports.overview import Overview, Problem, SourceLine, Standing, TableLine

DELIVERIES_SHOWN = 3  # of each feed; older validations stay beside the receipts


def write_data_docs(home: Home) -> dict[str, Any]:
    """reports/data_docs: every suite, and the validations of each feed's last deliveries; made again when one changes."""
    contracts, places = home.contracts(), home.places
    shown = [one for contract in contracts for one in last_validations(contract, places)]
    mark = step_receipts.fingerprint([c.sha256 for c in contracts], shown, step_receipts.code_of("expectations"))
    site = places.reports / "data_docs"
    return step_receipts.once(places, "data_docs", mark, (site / "index.html",), lambda: build(contracts, shown, site))


def write_overview(home: Home) -> dict[str, Any]:
    """reports/index.html, reports/dictionary and reports/linkage_model.html: sources tonight, in counts, and the model in use."""
    contracts, places, now = home.contracts(), home.places, home.now()
    for contract in contracts:
        write_text(places.reports / dictionary_page(contract), dictionary.as_page(dictionary_of(contract)))
    write_text(places.reports / "linkage_model.html", model_card.as_page(card_of(model_of(places))))
    sources = [source_line(contract, places, now.date(), home.ui) for contract in contracts]
    told = Overview(sources, now, tuple(unknown_files(contracts, places)))
    write_text(overview_path(places), overview.as_page(told))
    return {
        "sources": len(sources),
        **{f"sources_{standing.lower().replace(' ', '_')}": count for standing, count in told.standings.items()},
        "open_problems": sum(len(source.open_problems) for source in sources),
    }


def overview_path(places: Places) -> Path:
    return places.reports / "index.html"


def dictionary_page(contract: Contract) -> str:
    return f"dictionary/{contract.feed}.html"


def last_validations(contract: Contract, places: Places) -> list[Validation]:
    """The validations of the feed's last deliveries, in the order of arrival."""
    last = receipts(places, contract.feed)[-DELIVERIES_SHOWN:]
    return list(kept(places, contract.feed, [receipt.delivery_id for receipt in last]))


def source_line(contract: Contract, places: Places, today: date, ui: str) -> SourceLine:
    """One feed as its receipts tell it."""
    known = receipts(places, contract.feed)
    fresh = freshness(contract, known, today, pause_in_force(places, contract.feed))
    newest = known[-1] if known else None
    pages = pages_of(newest, places)
    return SourceLine(
        feed=contract.feed,
        title=contract.title,
        steward=contract.steward,
        contract_version=contract.version,
        standing=standing_of(contract, known, fresh),
        reason=fresh.reason,
        through=fresh.last_period or "",
        last_file=newest.file_name if newest else "",
        last_period=newest.period if newest else "",
        arrived_on=f"{newest.arrived_at:%Y-%m-%d}" if newest else "",
        verdict=newest.verdict.replace("_", " ") if newest else "",
        tables=[_table_line(table, newest, pages, places, ui) for table in contract.tables],
        problems=[_problem(rule, pages) for rule in newest.rules if rule["broken"]] if newest else [],
        dictionary=dictionary_page(contract),
    )


def standing_of(contract: Contract, known: list[Receipt], fresh: Freshness) -> Standing:
    """In one word, how a source stands: late is when its last period in force came after it was due."""
    if not known:
        return "never delivered"
    if fresh.is_stale:
        return "STALE"
    came = [r for r in known if r.is_accepted and r.period == fresh.last_period]
    is_late = not came[0].is_history and days_late(contract, came[0].period, came[0].arrived_at.date())
    return "late" if is_late else "on time"


def pages_of(newest: Receipt | None, places: Places) -> dict[str, str]:
    """The page of each table's validation in the newest delivery, from the reports folder; none if it was not judged."""
    found = kept(places, newest.feed, [newest.delivery_id]) if newest else ()
    return {validation["table"]: f"data_docs/{page_of(validation)}" for validation in found}


def _table_line(table: Table, newest: Receipt | None, pages: dict[str, str], places: Places, ui: str) -> TableLine:
    counts = newest.tables.get(table.name, {}) if newest else {}
    sidecar = places.in_force / f"{table.name}.json"
    return TableLine(
        name=table.name,
        in_force=json.loads(sidecar.read_text(encoding="utf-8"))["rows"] if sidecar.exists() else 0,
        received=counts.get("rows", 0),
        quarantined=counts.get("quarantined", 0),
        page=pages.get(table.name, f"data_docs/expectations/{table.name}.html"),
        is_judged=table.name in pages,
        asset=f"{ui}/assets/in_force/{table.name}?view=checks",
    )


def _problem(rule: dict[str, Any], pages: dict[str, str]) -> Problem:
    return Problem(
        table=rule["table"],
        rule=rule["id"],
        severity=rule["severity"],
        broken=rule["broken"],
        rows=rule["rows"],
        rejects=rule["rejects"],
        message=rule["message"],
        fix=rule["fix"],
        page=pages.get(rule["table"], ""),
    )
