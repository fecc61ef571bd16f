"""Every wrong card fails with the right sentence: its file, its line, the nearest word."""

import pytest

from orchestration.cards import CardError, read_cards
from tests.cards.small_card import CARD, write_project

WRONG = {
    "an unknown key": (
        ("generation: person, says: came back, window: 180", "generatoin: person, says: x, window: 180"),
        ':17: unknown key "generatoin"; did you mean "generation"?',
    ),
    "an unknown word": (
        ("generation: person, says: came back, window: 180", "generation: persons, says: x, window: 180"),
        ':17: unknown word "persons" (generation); did you mean "person"?',
    ),
    "an unknown reason": (
        ("not_observed: nobody", "not_observd: nobody"),
        'unknown word "not_observd" (null reason)',
    ),
    "a missing key": (
        ("grain: person × exit\n", ""),
        '"grain" is missing in the card',
    ),
    "a date in quotes": (
        ("date: 2026-11-30", 'date: "2026-11-30"'),
        ":6: date",
    ),
    "an unknown authority": (
        ("null_when: no data, authority: HUD", "null_when: no data, authority: HUDD"),
        ':17: unknown authority "HUDD"; did you mean "HUD"?',
    ),
    "no boundary case": (
        ("of: [returned_6m]", "of: [returned_ever]"),
        'outcome "returned_6m" has no boundary case; name it',
    ),
    "a boundary and why none": (
        ("of: [returned_6m]", "of: [returned_6m, returned_ever]"),
        'outcome "returned_ever" has a boundary case and says why it has none',
    ),
    "a boundary of no outcome": (
        ("of: [returned_6m]", "of: [returned_6m, returned_7m]"),
        'unknown outcome "returned_7m"; did you mean "returned_6m"?',
    ),
    "a case with an unknown parameter": (
        ("{q7_return_days: 180}", "{q7_retrun_days: 180}"),
        ':37: unknown parameter or setting "q7_retrun_days"; did you mean "q7_return_days"?',
    ),
    "a parameter of another question": (
        ("name: q7_return_days", "name: return_days"),
        'parameter "return_days" must begin with q7_',
    ),
    "an unknown table": (
        ("fct_returns: one row", "fct_return: one row"),
        'unknown table, or one without a .yml: "fct_return"; did you',
    ),
    "an unknown model": (
        ("model: fct_returns", "model: fct_return"),
        'unknown model "fct_return"; did you mean "fct_returns"?',
    ),
    "an unknown input": (
        ("ref('fct_returns')", "ref('fct_retruns')"),
        'unknown model "fct_retruns"; did you mean "fct_returns"?',
    ),
    "an unknown setting": (
        ("name: link_level", "name: link_levle"),
        'unknown setting "link_levle"; did you mean "link_level"?',
    ),
    "SQL told as rows": (
        ("        format: sql\n", ""),
        "rows are a list of mappings, or with format: sql one text",
    ),
    "a name twice": (
        ("name: returned_ever", "name: returned_6m"),
        'outcomes names "returned_6m" twice',
    ),
    "a key twice": (
        ("comparison: none", "comparison: none\ncomparison: some"),
        'the key "comparison" is given twice',
    ),
    "a default that is a mapping": (
        ("default: 180", "default: {days: 180}"),
        "must be a word, a number, true or false, or a list",
    ),
    "another question's file": (
        ("card: q7", "card: q8"),
        ":1: the file of card q8 is named q8_<name>.card.yaml",
    ),
    "no card at all": (
        (CARD, "just words"),
        "a card is a mapping of keys, and this file is not",
    ),
}


@pytest.mark.parametrize(("change", "sentence"), WRONG.values(), ids=WRONG)
def test_a_wrong_card_fails_with_its_line_and_the_nearest_word(tmp_path, change, sentence):
    assert change[0] in CARD
    with pytest.raises(CardError) as refused:
        read_cards(write_project(tmp_path, CARD.replace(*change)))
    assert sentence in str(refused.value)
    assert "q7_returns.card.yaml:" in str(refused.value)


def test_sql_may_ask_only_for_parameters_of_a_card(tmp_path):
    sql = "{# parameter('in_a\n_comment') #}\nselect {{ parameter('q7_return_days') }}, {{ parameter(\"q7_days\") }}\n"
    with pytest.raises(CardError, match=r'^fct_returns.sql:3: no card has the parameter "q7_days"'):
        read_cards(write_project(tmp_path, sql=sql))


def test_a_parameter_whose_name_is_composed_cannot_be_found(tmp_path):
    sql = "select {{ parameter('q7_return_days') }}\n  , {{ parameter('q7_' ~ days) }}\n"
    with pytest.raises(CardError, match=r"^fct_returns.sql:2: parameter\(\.\.\.\) takes one name in quotes"):
        read_cards(write_project(tmp_path, sql=sql))


def test_a_parameter_no_sql_uses_is_a_promise_nobody_keeps(tmp_path):
    with pytest.raises(CardError, match=r'q7_returns.card.yaml:21: no SQL calls parameter\("q7_return_days"\)'):
        read_cards(write_project(tmp_path, sql="select 180\n"))


def test_a_default_does_not_also_stand_in_the_project(tmp_path):
    project = write_project(tmp_path)
    (project / "dbt_project.yml").write_text("vars: {link_level: balanced, q7_return_days: 90}\n")
    with pytest.raises(CardError, match=r"is also a variable of dbt_project\.yml"):
        read_cards(project)


def test_two_cards_of_one_question_are_refused(tmp_path):
    project = write_project(tmp_path)
    (project / "cards" / "q7_again.card.yaml").write_text(CARD)
    with pytest.raises(CardError, match=r"card q7 is also q7_again.card.yaml"):
        read_cards(project)


def test_every_problem_is_told_at_once(tmp_path):
    wrong = CARD.replace("authority: HUD}", "authority: HUDD}").replace("model: fct_returns", "model: fct_return")
    with pytest.raises(CardError) as refused:
        read_cards(write_project(tmp_path, wrong))
    assert len(refused.value.problems) == 2


def test_a_project_without_cards_says_so(tmp_path):
    project = write_project(tmp_path)
    (project / "cards" / "q7_returns.card.yaml").unlink()
    with pytest.raises(CardError, match="no card stands in"):
        read_cards(project)
