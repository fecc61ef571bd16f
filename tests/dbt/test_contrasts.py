"""Contrasts tell nothing that the report does not, and what the report says of how sure it is gives no small count away."""

from math import floor, hypot, sqrt

import numpy as np
import pytest

from tests.dbt.drawn_question import build_question, draw_people, outcomes, split
from tests.dbt.unknowns import Unknowns, lines_of, read_shown

SUFFIX = {"balanced": "", "strict": "_strict", "lenient": "_lenient"}
SCHEMA = {"balanced": "main", "strict": "strict", "lenient": "lenient"}
WORLDS = {"even": (500, 0.5), "rare": (700, 0.25), "weighted": (1500, 0.4)}
KEYS = ("measure_name", "exposure_value", "subgroup_name", "subgroup_value")
SIDES = {"": ("met_share", "value_mean"), "matched_": ("matched_share", "matched_mean")}
Z = 1.96


@pytest.fixture(scope="module")
def question(tmp_path_factory):
    """In two worlds everyone matched weighs 1; in the third the unexposed weigh by their group, up to sixteen times as much."""
    rng = np.random.default_rng(31)
    levels = {level: [] for level in SUFFIX}
    for world, (size, evenness) in WORLDS.items():
        people = draw_people(size, evenness, rng)
        for person in people if world == "weighted" else []:
            if person["match_weight"] and person["exposure_value"] == "none":
                person["match_weight"] = 0.25 * 2 ** ("abcde".find(person["race_ethnicity"]) + 1)
        levels["balanced"] += outcomes(world, people)
        levels["strict"] += outcomes(world, split(people, size // 8))
        levels["lenient"] += outcomes(world, people[size // 12 :])
    built = build_question(tmp_path_factory.mktemp("question"), levels)
    assert built.returncode == 0, built.output[-3000:]
    return built


def place(row: dict) -> tuple:
    return tuple(row[key] for key in KEYS)


@pytest.fixture(scope="module")
def report(question) -> dict[tuple, dict]:
    return {place(row): row for row in question.records("select * from rpt_q0_drawn")}


@pytest.fixture(scope="module")
def contrasts(question) -> list[dict]:
    return question.records("select * from rpt_q0_contrasts")


@pytest.fixture(scope="module")
def truth(question) -> dict[str, dict[tuple, dict]]:
    """Link level -> place -> the exact sums of those with an answer."""
    return {
        level: {place(row): row for row in question.records(f"select * from {schema}.fct_q0_cells") if row["answer"] == "known"}
        for level, schema in SCHEMA.items()
    }


def effective_number(cell: dict) -> int:
    return 5 * floor(float(cell["matched_weight"]) ** 2 / float(cell["matched_weight_squares"]) / 5 + 1e-9)


def first(*values):
    return next((value for value in values if value is not None), None)


def limits(row: dict, side: str, at: str) -> tuple[float, float, float] | None:
    """Of an arm, from what the report shows of it: the figure with its 95 % limits; Wilson's, where it is a share."""
    share, mean = (row[name + at] for name in SIDES[side])
    if share is None and mean is None:
        return None
    if share is None:
        step, error = row["matched_mean_step" if side else "value_mean_step"], row[f"{SIDES[side][1]}_error{at}"]
        half = float(step) / 2 + (Z * float(error) if error is not None else float("nan"))
        return float(mean), float(mean) - half, float(mean) + half
    people = row[("matched_effective_count" if side else "people_count") + at]
    if people is None:
        return float(share), float("nan"), float("nan")
    half_step = float(row["matched_share_step"]) / 2 if side else 2.5 / people

    def end(sign: int) -> float:
        p = min(max(float(share) + sign * half_step, 0), 1)
        middle, spread = p + Z**2 / 2 / people, Z * sqrt(p * (1 - p) / people + Z**2 / 4 / people**2)
        return (middle + sign * spread) / (1 + Z**2 / people)

    return float(share), end(-1), end(1)


@pytest.mark.parametrize("level", SUFFIX)
@pytest.mark.parametrize("side", SIDES)
def test_a_contrast_is_what_anyone_could_work_out_from_the_report(report, contrasts, side, level):
    told = withheld = 0
    for row in contrasts:
        exposed, unexposed = report[place(row)], report[(row["measure_name"], "none", *place(row)[2:])]
        shown = [row[f"{side}difference{end}{SUFFIX[level]}"] for end in ("", "_least", "_most")]
        arms = [limits(arm, side, SUFFIX[level]) for arm in (exposed, unexposed)]
        if None in arms:
            assert shown == [None, None, None]
            withheld += 1
            continue
        (one, one_least, one_most), (other, other_least, other_most) = arms
        below, above = hypot(one - one_least, other_most - other), hypot(one_most - one, other - other_least)
        ends = (one - other - below, one - other + above)
        assert float(shown[0]) == pytest.approx(one - other, abs=1e-4)
        if ends[0] != ends[0]:
            assert shown[1:] == [None, None]
            continue
        assert [float(end) for end in shown[1:]] == pytest.approx(ends, abs=2e-4)
        told += 1
    assert told > 20 and withheld > 20


@pytest.mark.parametrize("side", SIDES)
def test_a_contrast_without_a_difference_says_why(contrasts, side):
    reasons = {row[f"{side}null_reason"] for row in contrasts if row[f"{side}difference"] is None}
    assert "small_cell" in reasons and None not in reasons
    assert {row[f"{side}null_reason"] for row in contrasts if row[f"{side}difference"] is not None} == {None}


@pytest.mark.parametrize("side", SIDES)
def test_an_answer_changes_only_where_a_level_shows_another(contrasts, side):
    said = set()
    for row in contrasts:
        by_level = [row[f"{side}difference{at}"] for at in SUFFIX.values()]
        changes = row[f"would_{side}answer_change"]
        assert (changes is None) == (None in by_level)
        said.add(changes)
        if changes:
            ends = [[row[f"{side}difference_{end}{at}"] or 0 for end in ("least", "most")] for at in SUFFIX.values()]
            clear = [least > 0 or most < 0 for least, most in ends]
            moved = max(abs(other - by_level[0]) for other in by_level)
            assert len(set(clear)) == 2 or moved > (0.02 if row["measure_kind"] == "share" else 0)
    assert said == {True, False, None}


@pytest.mark.parametrize("level", SUFFIX)
def test_the_effective_number_is_rounded_down_and_shown_with_its_figure_alone(report, truth, level):
    at, seen = SUFFIX[level], set()
    for where, row in report.items():
        effective = row["matched_effective_count" + at]
        if first(row["matched_share" + at], row["matched_mean" + at]) is None:
            assert effective is None
            continue
        cell = truth[level][where]
        exact = effective_number(cell)
        assert effective == (exact if exact >= 15 else None)
        seen.add("fewer" if effective is not None and effective + 5 <= cell["matched_count"] else "as many")
    assert seen == {"fewer", "as many"}


@pytest.mark.parametrize("level", SUFFIX)
@pytest.mark.parametrize("measure", ["within_12", "days"])
@pytest.mark.parametrize("world", ["even", "rare"])
def test_the_effective_number_pins_no_small_count_of_matched_or_unmatched(report, truth, world, measure, level):
    """Where all weigh 1 it is how many are matched. They are part of those with an answer, and add up as those do."""
    name, known, matched, at = f"{world}_{measure}", {}, {}, SUFFIX[level]
    for where, row in ((where, row) for where, row in report.items() if where[0] == name):
        effective = row["matched_effective_count" + at]
        known[(*where, "known")] = read_shown(row["people_count" + at])
        is_nobody = row["people_count" + at] == 0 or row["matched_null_reason"] == "not_matched"
        is_few = first(row["matched_share" + at], row["matched_mean" + at]) is not None
        matched[(*where, "known")] = (
            (effective, effective + 4) if effective else (0, 0) if is_nobody else (11, 14) if is_few else (0, None)
        )
    pairs = [(("matched", *cell), ("of", *cell)) for cell in known]
    bounds = {("matched", *cell): read for cell, read in matched.items()} | {("of", *cell): read for cell, read in known.items()}
    sums = [
        ((kind, *total), [(kind, *part) for part in parts]) for kind in ("matched", "of") for total, parts in lines_of(known)
    ]
    unknowns, tried = Unknowns(bounds, sums, pairs), 0
    for cell in known:
        of = truth[level].get(cell[:4], {"people_count": 0, "matched_count": 0})
        unmatched = of["people_count"] - of["matched_count"]
        if 1 <= of["matched_count"] <= 10 and tried < 40:
            tried += 1
            assert unknowns.values_left(("matched", *cell)) >= 5, cell
        if 1 <= unmatched <= 10 and of["matched_count"] > 10 and tried < 80:
            tried += 1
            assert unknowns.values_left(("of", *cell), ("matched", *cell)) >= 5, cell
    assert tried > 3


@pytest.mark.parametrize("level", SUFFIX)
@pytest.mark.parametrize("mean", ["value_mean", "matched_mean"])
def test_an_error_is_rounded_up_and_leaves_a_person_of_ordinary_size_unseen(report, truth, mean, level):
    """Whoever knows the count and the mean exactly has the sum of squares from it, but for more than one ordinary square."""
    at, shown = SUFFIX[level], 0
    for where, row in report.items():
        error = row[f"{mean}_error{at}"]
        if error is None:
            continue
        assert row[mean + at] is not None
        cell, prefix = truth[level][where], "matched_" if mean == "matched_mean" else ""
        squares, largest = float(cell[f"{prefix}value_squares"]), float(cell[f"{prefix}value_squares_largest"])
        people = float(cell["matched_weight"]) if prefix else cell["people_count"]
        spread = squares / people - (float(cell[f"{prefix}value_sum"]) / people) ** 2
        worth = effective_number(cell) if prefix else people - 1
        exact = sqrt(spread / worth)
        assert 2 * largest <= squares
        assert exact - 0.005 <= float(error) <= exact * 1.25 + 0.02
        step = min(s * 10.0**n for n in range(-2, 6) for s in (1, 2, 5) if s * 10.0**n >= exact / 10 - 1e-9)
        assert worth * (float(error) ** 2 - max(float(error) - step, 0) ** 2) >= spread / people
        shown += 1
    assert shown > 10
