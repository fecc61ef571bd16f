"""Data Docs: every rule with its description, counts only, the last deliveries only, the same bytes, no network."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from expectations.data_docs import site as site_of
from expectations.data_docs.validations import keep, kept, page_of
from expectations.judge import judge
from orchestration.errors import TwogenError
from orchestration.places import Places
from tests.expectations.small_contract import BROKEN, RULES, SECRET, TABLE, small_contract, write_in_force, write_rows
from tests.leaks import find_leaks

NIGHT = datetime(2026, 11, 24, 2, 15, tzinfo=UTC)
LOADED = re.compile(r"""(?:src|srcset|data|action)\s*=|<link|<script|<iframe|@import|url\(|https?:""", re.IGNORECASE)


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path / "home")


def judge_small(vault, folder, places, delivery="2026-06_abc", contract=None):
    """The small contract's delivery, judged and kept."""
    contract = contract or small_contract()
    rules = {table.name: table.rules for table in contract.tables}
    judgement = judge(contract, rules, write_rows(vault, folder), vault, write_in_force(folder, ("Ann",)))
    keep(contract, delivery, NIGHT, judgement, places)
    return judgement


def pages(folder):
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_is_kept_of_a_judgement_is_the_contracts_words_and_numbers(vault, tmp_path, places):
    judge_small(vault, tmp_path, places)
    (validation,) = kept(places, "library__cards", ["2026-06_abc"])
    counted = {one["meta"]["rule"]: one["result"] for one in validation["results"]}
    assert {rule: BROKEN[rule] == 0 for rule in counted} == {one["meta"]["rule"]: one["success"] for one in validation["results"]}
    assert counted["CARD.pattern"] | {"unexpected_count": 2, "element_count": 5} == counted["CARD.pattern"]
    assert counted["rows.count"] == {"observed_value": 5}
    assert all(type(value) in (int, float) for one in counted.values() for value in one.values())
    assert "file.layout" not in counted, "a rule that was not put to the rows has no result"


def test_a_value_observed_in_a_cell_is_not_kept(vault, tmp_path, places):
    """GX reports the highest value it saw as what it observed."""
    highest = replace(
        RULES[0], id="ISSUED.latest", expectation="expect_column_max_to_be_between",
        kwargs={"column": "ISSUED", "max_value": "2026-06-30"}, predicate=None,
    )  # fmt: skip
    judge_small(vault, tmp_path, places, contract=small_contract((highest,)))
    (validation,) = kept(places, "library__cards", ["2026-06_abc"])
    assert [(one["success"], one["result"]) for one in validation["results"]] == [(False, {})]
    assert "2026-07-01" not in json.dumps(validation)


def test_every_rule_is_on_the_pages_with_its_description_severity_and_fix(vault, tmp_path, places):
    judge_small(vault, tmp_path, places)
    validations = list(kept(places, "library__cards", ["2026-06_abc"]))
    site_of.build([small_contract()], validations, places.reports / "data_docs")
    of = pages(places.reports / "data_docs")
    suite, validation = of[f"expectations/{TABLE}.html"], of[page_of(validations[0])]
    for rule in RULES:
        if rule.id != "file.layout":  # held by parsing; GX is not asked
            assert f"{rule.id} holds. [{rule.severity}; rule {rule.id};" in suite
            assert f"{rule.id} holds. [{rule.severity}; rule {rule.id};" in validation
            assert f"Fix: {rule.fix}" in suite
            assert (f"Fix: {rule.fix}" in validation) == bool(BROKEN[rule.id])
    assert "2 unexpected values found" in validation and ">broken<" in validation and ">kept<" in validation
    assert "rejected" in validation, "the verdict of the delivery is not said"
    assert page_of(validations[0]) in of["index.html"]


def test_no_page_loads_anything_or_shows_a_value(vault, tmp_path, places):
    judge_small(vault, tmp_path, places)
    site_of.build([small_contract()], list(kept(places, "library__cards", ["2026-06_abc"])), places.reports / "data_docs")
    for name, text in pages(places.reports / "data_docs").items():
        assert name.endswith(".html")
        assert not LOADED.search(text), f"{name} reaches out: {LOADED.search(text)[0]}"
    assert find_leaks([places.reports, places.receipts], [*SECRET.split(), "A:12:33"]) == []


def test_the_site_holds_only_the_validations_it_is_given(vault, tmp_path, places):
    for month in ("2026-04", "2026-05", "2026-06"):
        judge_small(vault, tmp_path, places, delivery=f"{month}_abc")
    site = places.reports / "data_docs"
    site_of.build([small_contract()], list(kept(places, "library__cards", ["2026-04_abc", "2026-05_abc"])), site)
    site_of.build([small_contract()], list(kept(places, "library__cards", ["2026-05_abc", "2026-06_abc"])), site)
    found = {path.split("/")[2] for path in pages(site) if path.startswith("validations")}
    assert found == {"2026-05_abc", "2026-06_abc"}
    assert "2026-04_abc" not in (site / "index.html").read_text()
    assert [path.name for path in places.reports.iterdir()] == ["data_docs"], "something was left beside the site"


def test_the_same_validations_make_the_same_bytes(vault, tmp_path, places):
    judge_small(vault, tmp_path, places)
    validations = list(kept(places, "library__cards", ["2026-06_abc"]))
    made = []
    for name in ("one", "two"):
        site_of.build([small_contract()], validations, tmp_path / name)
        made.append(pages(tmp_path / name))
    assert made[0] == made[1]


def test_text_of_a_contract_is_text_on_the_page(vault, tmp_path, places):
    odd = replace(RULES[0], description="CARD < 5 & <b>bold</b>; costs $5.")
    contract = small_contract((odd,))
    judge_small(vault, tmp_path, places, contract=contract)
    site_of.build([contract], list(kept(places, "library__cards", ["2026-06_abc"])), tmp_path / "site")
    for text in (text for name, text in pages(tmp_path / "site").items() if name != "index.html" and TABLE in name):
        assert "CARD &lt; 5 &amp; &lt;b&gt;bold&lt;/b&gt;; costs $5." in text


def test_a_site_before_any_delivery_shows_the_promises(places):
    counts = site_of.build([small_contract()], [], places.reports / "data_docs")
    assert counts["validations"] == 0
    assert f"expectations/{TABLE}.html" in (places.reports / "data_docs" / "index.html").read_text()


def test_a_page_that_cannot_be_rendered_is_an_error_and_the_old_site_stays(vault, tmp_path, places):
    """GX itself logs and goes on, and the reader would find a link to nothing."""
    judge_small(vault, tmp_path, places)
    (good,) = kept(places, "library__cards", ["2026-06_abc"])
    site = places.reports / "data_docs"
    site_of.build([small_contract()], [good], site)
    before = pages(site)
    bad = good | {"results": [good["results"][0] | {"type": "expect_column_values_to_be_shiny"}]}
    with pytest.raises(TwogenError, match="1 of 4 pages could not be rendered"):
        site_of.build([small_contract()], [bad], site)
    assert pages(site) == before


def test_building_leaves_gx_as_it_was(vault, tmp_path, places):
    from expectations import gx

    judge_small(vault, tmp_path, places)
    site_of.build([small_contract()], list(kept(places, "library__cards", ["2026-06_abc"])), tmp_path / "site")
    assert not list(gx.context().suites.all()) and not gx.context().validation_results_store.list_keys()
