"""The closed vocabularies: each is used, and a wrong word is answered with the nearest."""

import re
from pathlib import Path
from typing import get_args

from data_contracts import contract, rules
from data_contracts.vocabulary import advice, meant_by, nearest, vocabularies

ROOM = Path(__file__).parents[2] / "data_contracts"


def test_no_vocabulary_is_left_over():
    code = "\n".join(path.read_text() for path in ROOM.rglob("*.py"))
    for name in vocabularies():
        assert f'"{name}"' in code, name


def test_no_word_stands_twice_in_a_vocabulary():
    for name, words in vocabularies().items():
        assert len(set(words)) == len(words) > 0, name


def test_the_vocabulary_and_the_dataclasses_say_the_same():
    assert set(vocabularies()["classifications"]) == set(get_args(contract.Classification))
    assert set(vocabularies()["logical_types"]) == set(get_args(contract.LogicalType))
    assert set(vocabularies()["severities"]) == set(get_args(rules.Severity))


def test_a_slip_is_answered_with_the_word_that_was_meant():
    assert advice("gaurdian", ("mother", "guardian")) == 'did you mean "guardian"?'
    assert advice("PERSONALID", ("EntryDate", "PersonalID")) == 'did you mean "PersonalID"?'


def test_a_strange_word_is_answered_with_the_list_or_of_a_long_one_the_nearest():
    assert advice("zzz", ("append", "upsert")) == "valid words: append, upsert"
    many = tuple(f"column_{n}" for n in range(40))
    assert advice("zebra", many).startswith('the nearest valid word is "column_')
    assert nearest("zzz", many) is None


def test_another_name_of_a_word_means_one_word_of_ours_and_is_none_itself():
    ours = {word for name in ("identifier_words", "roles") for word in vocabularies()[name]}
    assert set(meant_by().values()) <= ours
    assert not set(meant_by()) & ours


def test_the_words_that_tell_who_are_identifier_words():
    assert set(vocabularies()["telling_words"]) < set(vocabularies()["identifier_words"])


DOCUMENTED = {
    "`identifiers`": "identifier_words",
    "`role`": "roles",
    "`parent` of a tie": "parent_roles",
    "`child` of a tie": "child_roles",
    "`kind` of a tie": "tie_kinds",
    "labels of a `sex`": "sexes",
}


def test_the_page_on_contracts_lists_the_words_of_people_as_they_are():
    page = (ROOM.parent / "docs" / "contracts.md").read_text()
    rows = {cells[1].strip(): cells[2] for line in page.splitlines() if len(cells := line.split("|")) == 4}
    for where, vocabulary in DOCUMENTED.items():
        assert tuple(re.findall(r"`(\w+)`", rows[where])) == vocabularies()[vocabulary], where
    (telling,) = re.findall(r"unless one of these is filled in it: ([^.]*)\.", page)
    assert tuple(re.findall(r"`(\w+)`", telling)) == vocabularies()["telling_words"]
