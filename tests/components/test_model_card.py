"""The transparency card: complete, of the shipped model as it is, and with accuracy where an evaluation is at hand."""

import json
from dataclasses import asdict, fields

import pytest

from orchestration.components.model_cards import SHIPPED_CARD, card_of, shipped_card
from orchestration.components.rendering import rendered, stale
from orchestration.errors import TwogenError
from orchestration.evaluation.measures import Measures
from orchestration.linkage.blocking import BLOCKING_RULES
from orchestration.linkage.comparisons import COMPARISONS
from orchestration.linkage.model import read_model
from orchestration.reports.model_card import as_markdown, as_page


def test_the_card_in_docs_is_of_the_shipped_model_as_it_is():
    assert SHIPPED_CARD in rendered(())
    assert stale(shipped_card()) == [], "Fix: twogen contracts render"


def test_a_card_shows_every_level_with_its_weight_every_rule_and_every_threshold():
    model = read_model()
    text = as_markdown(card_of(model))
    for comparison in COMPARISONS:
        for level in comparison.levels:
            weight = model.weights[comparison.name][level.label]
            assert f"| {level.label} | {weight.m:.3g} | {weight.u:.3g} | {weight.bits:+.1f} |" in text
    assert all(f"`{rule.name}`" in text for rule in BLOCKING_RULES)
    bits = model.thresholds.balanced
    assert f"| balanced | {bits:g} | {2**bits / (1 + 2**bits):.4f} |" in text
    assert "by subgroup" not in text


def test_the_page_says_what_the_document_says_and_loads_nothing():
    card = card_of(read_model())
    page = as_page(card)
    for levels in card.comparisons.values():
        assert all(f"{line.bits:+.1f}</td>" in page for line in levels)
    assert all(part in page for part in (card.version, *card.blocking, "Known limits"))
    assert "src=" not in page


def test_an_evaluation_at_hand_adds_accuracy_by_subgroup(tmp_path):
    counts = {f.name: 1200 if f.type in (int, "int") else 0.9876 for f in fields(Measures)}
    measures = asdict(Measures(**counts))
    path = tmp_path / "evaluation.json"
    path.write_text(json.dumps({"levels": {"balanced": measures}, "subgroups": {"race_ethnicity": {"Black": measures}}}))
    card = card_of(read_model(), path)
    assert "| Black | 1,200 | 0.9876 |" in as_markdown(card)
    assert "Accuracy by race ethnicity" in as_page(card) and '<th scope="row">Black</th>' in as_page(card)


def test_a_file_that_is_no_evaluation_is_refused(tmp_path):
    (tmp_path / "evaluation.json").write_text("{}")
    with pytest.raises(TwogenError, match="holds no evaluation"):
        card_of(read_model(), tmp_path / "evaluation.json")
