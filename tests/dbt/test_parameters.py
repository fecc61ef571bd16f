"""The macro `parameter` in dbt itself: the card's default, the variable of its name, and nothing else."""

import pytest

from tests.dbt.conftest import run_dbt


@pytest.fixture
def home(tmp_path):
    (tmp_path / "warehouse").mkdir()
    return tmp_path


def asked_for(home, name: str, *arguments: str):
    query = f"select '{{{{ parameter(\"{name}\") | join('+') }}}}' as said"
    return run_dbt(home, "compile", "--quiet", "--inline", query, *arguments)


def test_a_parameter_is_the_cards_default_or_the_variable_of_its_name(home):
    assert "'all'" in asked_for(home, "q13_systems").output
    assert "'coc+labor'" in asked_for(home, "q13_systems", "--vars", "{q13_systems: [coc, labor]}").output


def test_a_parameter_on_no_card_stops_dbt(home):
    refused = asked_for(home, "q13_sytems")
    assert refused.returncode
    assert "no card in dbt_project/cards has the parameter q13_sytems" in refused.output
