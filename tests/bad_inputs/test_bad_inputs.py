"""Every bad input gets its verdict and its message; nothing is lost or leaked, and the night goes on."""

import logging

import pytest

from tests.bad_inputs import cases_of_bytes, cases_of_structure, cases_of_time, cases_of_values
from tests.bad_inputs.invariants import NEEDLES, bad_night
from tests.leaks import find_leaks

CASES = [*cases_of_bytes.CASES, *cases_of_structure.CASES, *cases_of_values.CASES, *cases_of_time.CASES]


def test_there_are_enough_bad_inputs_and_no_two_have_one_name():
    assert len({case.name for case in CASES}) == len({case.word for case in CASES}) == len(CASES) >= 60


def test_nothing_leaked_before(before):
    """Files that a bad night leaves alone are searched here."""
    assert find_leaks([before.places.home], NEEDLES, skip=[before.places.vault, before.places.landing]) == []


def test_what_is_searched_for_does_stand_in_landing(before):
    """A test of the test: every word looked for is there to be found."""
    found = find_leaks([before.places.landing], NEEDLES)
    assert {needle for needle in NEEDLES if any(line.endswith(needle) for line in found)} == set(NEEDLES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_input_meets_its_verdict(before, home, case, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    bad_night(before, home, case)
    printed = capfd.readouterr()
    assert not [word for word in NEEDLES if word in caplog.text + printed.out + printed.err]
