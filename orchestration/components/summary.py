"""The counts a summary is made of, gathered from receipts; the page itself is the reports room's."""

import json
from collections import Counter
from datetime import date, datetime

from data_contracts import Contract
from orchestration.components import step_receipts
from orchestration.components.link_checks import jumped
from orchestration.components.nightly import NightlyRun
from orchestration.intake import freshness, pause_in_force, receipts, unknown_files
from orchestration.places import Places
from orchestration.reports.summary import People, Source, Summary, answers_in, families_in


def source_of(contract: Contract, places: Places, today: date, since: datetime) -> Source:
    """One feed as its receipts tell it; `since` is when tonight's run began."""
    known = receipts(places, contract.feed)
    standing = freshness(contract, known, today, pause_in_force(places, contract.feed))
    latest = known[-1] if known else None
    # The table with the most rows stands for the feed.
    rows = [
        json.loads(path.read_text())["rows"] for t in contract.tables if (path := places.in_force / f"{t.name}.json").exists()
    ]
    return Source(
        feed=contract.feed,
        contract_version=contract.version,
        verdicts=Counter(receipt.verdict for receipt in known),
        new=sum(receipt.received_at >= since for receipt in known),
        rows_in_force=sum(rows),
        last_period=str(standing.last_period or "none"),
        is_stale=standing.is_stale,
        standing=standing.reason if standing.is_stale or standing.is_paused or standing.days_overdue else "",
        last_message=latest.message if latest and latest.verdict != "accepted" else "",
    )


def people_of(places: Places) -> People | None:
    """Tonight's linkage and the families its ties make; nothing when nobody has been linked."""
    keys = step_receipts.last(places, "person_keys")["counts"]
    if not keys:
        return None
    unlinked = step_receipts.last(places, "person_crosswalk")["counts"]["unlinked_share"]
    families = families_in(places.published / "current" / "marts.duckdb")
    warning = jumped(step_receipts.last(places, "person_edges")["counts"])
    return People(keys["records"], keys["persons"], unlinked, families, warning)


def summarise(contracts: tuple[Contract, ...], places: Places, today: date, run: NightlyRun) -> Summary:
    """Tonight in counts."""
    published = step_receipts.last(places, "published")["counts"]
    warning = step_receipts.last(places, "warehouse")["counts"].get("warning", {})  # of the run that built it
    return Summary(
        sources=[source_of(contract, places, today, run.began_at) for contract in contracts],
        people=people_of(places),
        marts=published.get("tables", {}),
        published=published.get("version", ""),
        published_is_new=bool(published.get("is_new")),
        warehouse_warning=warning["says"] if warning.get("run_id") == run.run_id else "",
        answers=answers_in(places.published / "current" / "marts.duckdb"),
        stages=run.stages,
        seconds=run.seconds,
        peak_gib=run.peak_gib,
        home=places.home,
        unknown_files=unknown_files(contracts, places),
    )
