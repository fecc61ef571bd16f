"""A measure as linked beside the same measure with true persons, and who differs for what cause."""

import json

import pytest

from orchestration.errors import TwogenError
from orchestration.evaluation import Comparison, compare
from orchestration.evaluation.measure_lines import Figure, MeasureLine
from orchestration.evaluation.planted import planted_lines, planted_table
from orchestration.evaluation.true_home import TrueKeys
from orchestration.places import Places
from tests.evaluation.two_warehouses import write_side

LINKED = [
    ("ana_1", "housed", True, None, 1.0),
    ("ana_2", "housed", False, None, 1.0),  # her second half looks as if she had not come back
    ("bo", "housed", True, None, 1.0),
    ("dee", "not housed", False, None, 0.5),
    ("eli", "not housed", None, "not_observed", None),
    ("gus", "not housed", True, None, 0.5),
]
TRUE = [
    ("ana", "housed", True, None, 1.0),
    ("bo", "housed", False, None, 1.0),
    ("cy", "housed", True, None, 1.0),
    ("dee", "not housed", True, None, 0.5),
    ("eli", "not housed", False, None, 0.5),
    ("gus", "not housed", True, None, 0.5),
]


@pytest.fixture
def homes(tmp_path):
    return write_side(tmp_path / "linked", "linked", LINKED), write_side(tmp_path / "true", "true", TRUE)


@pytest.fixture
def lines(homes, tmp_path):
    return {(line.question, line.measure, line.exposure): line for line in compare(*homes, TrueKeys(9, 9, 7), tmp_path).lines}


def test_both_numbers_are_those_of_the_cells(lines):
    housed = lines["q7", "returned_6m", "housed"]
    assert (housed.linked.people, housed.true.people) == (3, 3)
    assert (housed.linked.value, housed.true.value) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    others = lines["q7", "returned_6m", "not housed"]
    assert (others.linked.people, others.linked.unanswered, others.true.people, others.true.unanswered) == (2, 1, 3, 0)
    assert (others.linked.value, others.linked.matched_value) == (0.5, 0.5)
    assert others.difference == pytest.approx(0.5 - 2 / 3)


def test_weights_that_differ_tell_as_much_as_fewer_people_do(tmp_path):
    """Of weights 1 and 3, (1 + 3)² / (1 + 9); who has no answer or no weight tells nothing."""
    weighted = [("ana", "housed", True, None, 1.0), ("bo", "housed", False, None, 3.0), ("eli", "housed", True, None, None)]
    unknown = ("dee", "housed", None, "not_observed", 1.0)
    sides = (write_side(tmp_path / side, side, [*weighted, unknown]) for side in ("linked", "true"))
    (line,) = (line for line in compare(*sides, TrueKeys(9, 9, 7), tmp_path).lines if line.exposure == "housed")
    assert (line.linked.people, line.linked.effective) == (3, pytest.approx(1.6))


def test_each_person_who_differs_has_one_cause(lines):
    """Equal shares may hide people who differ: ana is split, bo and cy are joined, dee's parent is, eli's tie is missed."""
    assert lines["q7", "returned_6m", "housed"].causes == {"joined": 2, "split": 1}
    assert lines["q7", "returned_6m", "not housed"].causes == {"relative_joined": 1, "tie_missed": 1}
    assert lines["q7", "returned_6m", "all"].causes == {"joined": 2, "relative_joined": 1, "split": 1, "tie_missed": 1}


def test_same_persons_and_answers_differ_nowhere(tmp_path):
    one, other = (write_side(tmp_path / name, "true", TRUE) for name in ("one", "other"))
    found = compare(one, other, TrueKeys(9, 9, 7), tmp_path).lines
    assert found and not any(line.difference or line.causes for line in found)


def test_the_table_and_the_json_say_the_same_and_name_nobody(homes, tmp_path):
    comparison = compare(*homes, TrueKeys(9, 9, 7), tmp_path)
    text, kept = comparison.as_text(), json.loads(json.dumps(comparison.as_dict()))
    row = next(line for line in text.splitlines() if line.startswith("returned_6m, not housed"))
    assert row.split()[3:] == ["2", "3", "0.5000", "0.6667", "-0.1667", "1", "relative", "joined,", "1", "tie", "missed"]
    said = next(line for line in kept["lines"] if (line["measure"], line["exposure"]) == ("returned_6m", "not housed"))
    assert (said["linked"]["people"], said["true"]["unanswered"], said["causes"]["tie_missed"]) == (2, 0, 1)
    assert not [name for name in ("ana", "bo_", "dee", "r1") if f'"{name}' in json.dumps(kept)]


def test_the_share_that_differs_most_is_told_where_people_are_many():
    many, few = Figure(100, 0, 0.5, None), Figure(99, 0, 0.9, None)
    line = MeasureLine("q7", "returned_6m", "all", True, Figure(100, 0, 0.4, None), many, {"split": 3})
    said = Comparison(TrueKeys(1, 1, 1), [line, MeasureLine("q7", "other", "all", True, many, few, {})], []).as_text()
    assert "Of 1 shares of 100 people or more, returned_6m, all differs most: -0.1000 (3 split)." in said
    few_alone = Comparison(TrueKeys(1, 1, 1), [MeasureLine("q7", "other", "all", True, few, few, {})], [])
    assert "No share here has 100 people" in few_alone.as_text()


def test_a_home_whose_measures_were_not_built_says_so(homes, tmp_path):
    with pytest.raises(TwogenError, match="No warehouse stands in"):
        compare(Places(tmp_path / "empty"), homes[1], TrueKeys(9, 9, 7), tmp_path)


def test_a_planted_effect_is_looked_for_in_the_measure_that_shows_it(tmp_path):
    """A re-report is half as likely after housing: 0.2 against 0.4 fits, and the other way round does not."""
    (tmp_path / "effects.json").write_text(
        json.dumps([{"name": "housing_after_a_report_lowers_re_reports", "size": 0.5, "unit": "factor"}])
    )
    few, many = Figure(100, 0, 0.2, None, 80.4), Figure(200, 0, 0.4, None)
    lines = [
        MeasureLine("q3", "re_report_12m", "housing_only", True, few, many, {}),
        MeasureLine("q3", "re_report_12m", "neither", True, many, few, {}),
    ]
    (found,) = planted_lines(tmp_path, lines)
    assert (found.linked.bare, found.linked.fits, found.linked.exposed, found.linked.unexposed) == (0.5, True, 100, 200)
    assert (found.true.bare, found.true.fits) == (2.0, False)
    said = planted_table([found])
    assert "  q3 re_report_12m, housing_only / neither" in said
    assert "of effectively 80 against none" in said[-3]


@pytest.mark.parametrize(("people", "fits"), [(30, True), (29, None)])
def test_few_people_show_no_effect(tmp_path, people, fits):
    (tmp_path / "effects.json").write_text(
        json.dumps([{"name": "housing_after_a_report_lowers_removal", "size": 0.4, "unit": "factor"}])
    )
    housed, neither = Figure(people, 0, 0.1, None), Figure(200, 0, 0.2, None)
    lines = [
        MeasureLine("q3", "removal_12m", "both", True, housed, housed, {}),
        MeasureLine("q3", "removal_12m", "neither", True, neither, neither, {}),
    ]
    (found,) = planted_lines(tmp_path, lines)
    assert found.linked.fits is fits


def test_a_difference_fits_between_the_least_and_the_most_of_the_planted_size(tmp_path):
    """0.45 points a month, of which 12 to 24 count: 5.4 fits, 5.3 does not; the matched number goes before the bare one."""
    (tmp_path / "effects.json").write_text(
        json.dumps([{"name": "early_care_raises_kindergarten_readiness", "size": 0.45, "unit": "points"}])
    )
    none = Figure(100, 0, 270, 270)
    lines = [
        MeasureLine("q1", "readiness_score", "12_and_over", False, Figure(100, 0, 0, 275.4), Figure(100, 0, 275.4, 275.3), {}),
        MeasureLine("q1", "readiness_score", "0", False, none, none, {}),
    ]
    (found,) = planted_lines(tmp_path, lines)
    assert (found.linked.fits, found.true.fits) == (True, False)


def test_no_effects_and_effects_that_are_none(tmp_path):
    assert planted_lines(tmp_path, []) == [] and planted_table([]) == []
    (tmp_path / "effects.json").write_text('{"a": 1}')
    with pytest.raises(TwogenError, match="tells no effects"):
        planted_lines(tmp_path, [])
