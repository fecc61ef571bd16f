"""A rival definition is what is on a card or in the project, of the kind that is in use."""

import pytest

from orchestration.cards import definition_in_use, rival_definition
from orchestration.errors import TwogenError
from tests.tree import REPOSITORY

PROJECT = REPOSITORY / "dbt_project"


def test_what_is_in_use_are_the_cards_defaults_and_the_projects_variables():
    in_use = definition_in_use(PROJECT)
    assert (in_use["q2_gap_months"], in_use["family_definition"], in_use["link_level"]) == (1, "birth_parents", "balanced")


def test_a_rival_is_read_as_it_stands_on_the_card():
    words = ["q2_gap_months=2", "q13_systems=[coc, education]", "q1_absence_must_exceed=true", "first_month=1995-01-01"]
    assert rival_definition([*words, "q1_chronic_absence_share=0.2"], PROJECT) == {
        "q2_gap_months": 2,
        "q13_systems": ["coc", "education"],
        "q1_absence_must_exceed": True,
        "first_month": "1995-01-01",
        "q1_chronic_absence_share": 0.2,
    }


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("q2_gap_months", "NAME=VALUE"),
        ("q2_gap_month=2", 'did you mean "q2_gap_months"'),
        ("link_level=strict", "No card has a parameter"),
        ("q2_gap_months=two", "not of its kind"),
        ("q2_gap_months=true", "not of its kind"),
        ("q13_systems=coc", "not of its kind"),
        ("q13_systems=[coc", "not of its kind"),
    ],
)
def test_what_is_no_rival_is_refused(word, says):
    with pytest.raises(TwogenError, match=says):
        rival_definition([word], PROJECT)
