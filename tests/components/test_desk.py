"""The reviewers' desk from receipts: who stands how, which validations are shown, what is linked, what is made again."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from data_contracts.contract import Contract
from data_contracts.verdicts import Judgement, RuleResult
from expectations.data_docs import validations
from orchestration.components import desk
from orchestration.intake import pause
from orchestration.intake.receipts import Receipt, write_receipt
from orchestration.places import Places
from tests.expectations.small_contract import OTHER, RULES, TABLE, small_contract

UI = "http://desk.example:3000"
NIGHT = datetime(2026, 8, 10, 2, 15, tzinfo=UTC)
TODAY = NIGHT.date()
CONTRACT = small_contract()  # monthly, due 15 days after the month


@dataclass
class Desk:
    """What a step is handed: the home's places and contracts, and tonight's date."""

    places: Places
    night: datetime = NIGHT
    ui: str = UI

    def contracts(self) -> tuple[Contract, ...]:
        return (CONTRACT,)

    def now(self) -> datetime:
        return self.night


@pytest.fixture
def home(tmp_path) -> Desk:
    return Desk(Places(tmp_path))


def deliver(home: Desk, period: str, arrived: date, verdict: str = "accepted", broken: int = 0, readable: bool = True) -> Receipt:
    """One delivery with its receipt and, where it could be read, its validation."""
    at = datetime.combine(arrived, datetime.min.time(), UTC)
    rule = RULES[0]
    said = {"table": TABLE, "id": rule.id, "kind": rule.kind, "severity": rule.severity, "tolerance": rule.tolerance}
    said |= {"rows": 80, "broken": broken, "rejects": verdict == "rejected", "message": rule.message, "fix": rule.fix}
    receipt = Receipt(
        feed=CONTRACT.feed, delivery_id=f"{period}_{at:%m%d}", period=period, is_history=False,
        file_name=f"cards_{period}.csv", sha256=f"{period}{at:%m%d}", bytes=9, arrived_at=at, received_at=at + timedelta(hours=2),
        contract_version=CONTRACT.version, contract_sha256=CONTRACT.sha256, verdict=verdict, message="",
        tables={TABLE: {"rows": 80, "quarantined": broken, "accepted": 80 - broken}} if readable else {}, rules=(said,),
    )  # fmt: skip
    if readable:
        judgement = Judgement((RuleResult(TABLE, rule, 80, broken, {"element_count": 80, "unexpected_count": broken}),))
        validations.keep(CONTRACT, receipt.delivery_id, receipt.received_at, judgement, home.places)
    write_receipt(receipt, "", home.places)
    return receipt


def line(home: Desk, today: date = TODAY):
    return desk.source_line(CONTRACT, home.places, today, UI)


def test_a_source_stands_as_its_receipts_say(home):
    assert line(home).standing == "never delivered"
    deliver(home, "2026-06", date(2026, 7, 3))
    assert line(home, date(2026, 8, 15)).standing == "on time"  # the day July's is due
    assert line(home, date(2026, 8, 16)).standing == "STALE"
    deliver(home, "2026-07", date(2026, 8, 16))
    assert line(home, date(2026, 8, 16)).standing == "late"
    deliver(home, "2026-07", date(2026, 8, 17), verdict="rejected", broken=40)
    assert line(home, date(2026, 8, 17)).standing == "STALE"
    deliver(home, "2026-07", date(2026, 8, 18))
    assert line(home, date(2026, 8, 18)).standing == "late", "July came late, whatever restated it"


def test_a_paused_source_says_who_paused_it_and_why(home):
    deliver(home, "2026-08", date(2026, 9, 3))
    pause(home.places, CONTRACT.feed, "s.teward", datetime(2026, 9, 4, tzinfo=UTC), "a new system")
    assert line(home, date(2026, 9, 5)).reason.startswith("Paused by s.teward since 2026-09-04: a new system.")


def test_a_judged_delivery_links_to_its_validation_and_its_asset(home):
    deliver(home, "2026-07", date(2026, 8, 3), broken=1)
    told = line(home)
    (problem,) = told.problems
    cards = next(table for table in told.tables if table.name == TABLE)
    path = f"validations/{TABLE}/2026-07_0803/20260803T020000.000000Z/contract_1.2.0.html"
    assert problem.page == cards.page == f"data_docs/{path}" and cards.is_judged
    assert (problem.broken, problem.rows, problem.fix) == (1, 80, RULES[0].fix)
    assert cards.asset == f"{UI}/assets/in_force/{TABLE}?view=checks"
    assert (cards.received, cards.quarantined) == (80, 1)


def test_an_unreadable_delivery_links_to_the_rules_it_never_met(home):
    deliver(home, "2026-06", date(2026, 7, 3))
    deliver(home, "2026-07", date(2026, 8, 3), verdict="rejected", broken=1, readable=False)
    told = line(home)
    assert [problem.page for problem in told.problems] == [""]
    assert {table.page for table in told.tables} == {f"data_docs/expectations/{name}.html" for name in (TABLE, OTHER)}
    assert not any(table.is_judged for table in told.tables)


def test_data_docs_hold_the_last_deliveries_of_a_feed_and_every_link_of_the_overview_leads_somewhere(home):
    for month in range(1, 8):
        deliver(home, f"2026-{month:02d}", date(2026, month + 1, 3), broken=month % 2)
        desk.write_data_docs(home)
    desk.write_overview(home)
    site = home.places.reports / "data_docs"
    shown = sorted(path.parts[-3] for path in site.glob("validations/*/*/*/*.html"))
    assert shown == ["2026-05_0603", "2026-06_0703", "2026-07_0803"]
    assert len(list((home.places.receipts / "validations" / CONTRACT.feed).iterdir())) == 7, "older ones were lost"
    for source in (home.places.reports / "index.html", *site.rglob("*.html")):
        links = [part.split('"')[0].split("#")[0] for part in source.read_text().split('href="')[1:]]
        inside = [link for link in links if link and not link.startswith(UI)]
        assert inside
        assert not [link for link in inside if not (source.parent / link).resolve().is_file()]


def test_data_docs_are_made_again_only_when_a_delivery_a_contract_or_the_code_changed(home, monkeypatch):
    deliver(home, "2026-07", date(2026, 8, 3))
    assert desk.write_data_docs(home)["unchanged"] is False
    assert desk.write_data_docs(home)["unchanged"] is True
    deliver(home, "2026-07", date(2026, 8, 4))
    assert desk.write_data_docs(home)["unchanged"] is False
    changed = replace(CONTRACT, sha256="1" * 64)
    monkeypatch.setattr(Desk, "contracts", lambda self: (changed,))
    assert desk.write_data_docs(home)["unchanged"] is False


def test_the_overview_is_renewed_though_nothing_came(home):
    """A source goes stale by the calendar alone."""
    deliver(home, "2026-06", date(2026, 7, 3))
    assert desk.write_overview(home)["sources_on_time"] == 1
    home.night = datetime(2026, 8, 20, tzinfo=UTC)
    assert desk.write_overview(home)["sources_stale"] == 1
    assert "STALE" in desk.overview_path(home.places).read_text()


def test_pages_are_made_before_any_delivery(home):
    assert desk.write_data_docs(home)["validations"] == 0
    assert desk.write_overview(home) == {"sources": 1, "sources_never_delivered": 1, "open_problems": 0}
    assert (home.places.reports / desk.dictionary_page(CONTRACT)).is_file()


def test_a_later_judgement_of_a_delivery_replaces_its_page(home):
    deliver(home, "2026-07", date(2026, 8, 3), verdict="rejected", broken=40)
    desk.write_data_docs(home)
    deliver(home, "2026-07", date(2026, 8, 3), broken=0)
    desk.write_data_docs(home)
    (page,) = (home.places.reports / "data_docs").glob("validations/*/*/*/*.html")
    assert "rejected" not in page.read_text()
    (kept,) = (home.places.receipts / "validations").rglob("*.json")
    assert json.loads(kept.read_text())["verdict"] == "accepted"
