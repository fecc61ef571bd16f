"""What is rendered from a card says what the card says, and what stands in the repository is rendered from its cards."""

import duckdb
import pytest
import yaml

from orchestration import cards
from orchestration.cards.project import read_project
from orchestration.components.rendering import stale
from tests.cards.small_card import write_project
from tests.tree import REPOSITORY, files_in, text

PROJECT = REPOSITORY / "dbt_project"
CARDS = cards.read_cards(PROJECT)


@pytest.fixture
def rendered(tmp_path):
    return cards.render(cards.read_cards(write_project(tmp_path)), {"link_level": "balanced"})


def test_a_card_gives_its_page_its_unit_tests_and_a_place_in_lists(rendered):
    assert list(rendered) == [
        "dbt_project/macros/parameters.sql",
        "dbt_project/models/marts/q7_returns/q7_cases.yml",
        "docs/questions/README.md",
        "docs/questions/q7.md",
    ]


def test_a_page_tells_the_definition_and_its_rivals_in_words(rendered):
    page = rendered["docs/questions/q7.md"]
    assert "| `q7_return_days` | how long after the exit a return counts | `180` days | `183`: half a year |" in page
    assert "| `link_level` | which cut (of every question) | `balanced` | none known |" in page
    assert "Inside the boundary: day 180. Outside: day 181." in page
    assert "| person id | exit date | is back |\n| --- | --- | --- |\n| ana | 2025-01-01 | yes |" in page
    assert "\n| ben | 2025-01-01 | none |\n" in page
    assert "| housed | left for a home \\| of any kind |" in page


def test_a_case_is_a_unit_test_with_the_cards_parameters(rendered):
    (test,) = yaml.safe_load(rendered["dbt_project/models/marts/q7_returns/q7_cases.yml"])["unit_tests"]
    assert test == {
        "name": "day_180_counts_and_day_181_does_not",
        "description": "Two people, two days.",
        "model": "fct_returns",
        "overrides": {"vars": {"q7_return_days": 180}},
        "given": [
            {
                "input": "ref('fct_returns')",
                "rows": [
                    {"person_id": "ana", "exit_date": "2025-01-01", "is_back": True},
                    {"person_id": "ben", "exit_date": "2025-01-01"},
                ],
            },
            {"input": "source('in_force', 'coc__hmis')", "format": "sql", "rows": "select 1 as one\n"},
        ],
        "expect": {"rows": []},
    }


def test_rendering_is_the_same_each_time_and_on_any_machine(tmp_path, rendered):
    assert cards.render(cards.read_cards(write_project(tmp_path / "again")), {"link_level": "balanced"}) == rendered


def test_the_repositorys_pages_and_unit_tests_are_what_its_cards_say():
    assert stale(cards.render(CARDS, read_project(PROJECT).variables)) == [], "Fix: twogen contracts render"


def test_unit_tests_of_a_questions_marts_stand_on_its_card_alone():
    """A worked case that is not on the card is one nobody who decides will read."""
    for folder in CARDS:
        beside = [path for path in files_in(f"dbt_project/models/marts/{folder}", ".yml") if not path.stem.endswith("_cases")]
        assert not [path for path in beside if "unit_tests:" in text(path)]


@pytest.mark.parametrize("folder", CARDS)
def test_the_outcomes_of_a_card_are_what_is_measured(folder, nightly_home):
    """What a small county's cells measure stands on the card, and the other way round; `<outcome>_by_<kind>` and
    `<outcome>_in_<year>` under the outcome.

    A measure no family of the small county has must at least be a word of the SQL that ran. Without cells, outcomes are columns.
    """
    card, warehouse = CARDS[folder], nightly_home / "warehouse"
    outcomes = {outcome.name for outcome in card.outcomes}
    with duckdb.connect(warehouse / "warehouse.duckdb", read_only=True) as con:
        tables = {name for (name,) in con.execute("select table_name from information_schema.tables").fetchall()}
        if f"fct_{card.card}_cells" in tables:
            measures = {name for (name,) in con.execute(f"select distinct measure_name from fct_{card.card}_cells").fetchall()}
            promised = outcomes | {baseline.name for baseline in card.baselines}
            assert not {name for name in measures - promised if not _is_cut(name, outcomes)}
            ran = "".join(path.read_text() for path in (warehouse / "target" / "compiled").rglob("*.sql"))
            assert not {name for name in promised - measures if name not in ran}
        else:
            columns = con.execute(
                "select column_name from information_schema.columns where list_contains($1, table_name)", [list(card.tables)]
            ).fetchall()
            assert outcomes <= {name for (name,) in columns}


def _is_cut(measure: str, outcomes: set[str]) -> bool:
    """Whether a measure is an outcome by another kind of exposure or of a year: is_ready_overall_by_head_start."""
    return any(measure.startswith((f"{outcome}_by_", f"{outcome}_in_2")) for outcome in outcomes)
