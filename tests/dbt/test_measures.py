"""No small count behind a report can be had back: not from totals, rates, other tables and levels, the release before."""

from math import ceil, floor, log10

import numpy as np
import pytest

from tests.dbt.drawn_question import WORLDS, build_question, draw_people, outcomes, split
from tests.dbt.unknowns import Unknowns, both, lines_of, read_shown

SUFFIX = {"balanced": "", "strict": "_strict", "lenient": "_lenient"}
SCHEMA = {"balanced": "main", "strict": "strict", "lenient": "lenient"}
FIGURES = ("met_share", "matched_share", "value_mean", "matched_mean")
TRIED = 8  # small counts tried of a kind, in each world


@pytest.fixture(scope="module")
def question(tmp_path_factory):
    """All worlds, the three smallest a second time with one person more, and once more with one person corrected."""
    rng = np.random.default_rng(17)
    levels = {level: [] for level in SUFFIX}
    for world, (size, evenness) in WORLDS.items():
        people = draw_people(size, evenness, rng)
        late = people[0] | {"month": 3 if people[0]["month"] > 12 else 99, "seen_months": 12}
        drawn = {world: people[1:], f"{world}more": people, f"{world}corrected": [late, *people[1:]]}
        for name, members in drawn.items() if size <= 500 else [(world, people)]:
            levels["balanced"] += outcomes(name, members)
            levels["strict"] += outcomes(name, split(members, size // 20))
            levels["lenient"] += outcomes(name, members[size // 30 :])
    built = build_question(tmp_path_factory.mktemp("question"), levels)
    assert built.returncode == 0, built.output[-3000:]
    return built


@pytest.fixture(scope="module")
def report(question) -> list[dict]:
    return question.records("select * from rpt_q0_drawn")


@pytest.fixture(scope="module")
def truth(question) -> dict[str, dict[tuple, dict]]:
    """Link level -> cell -> its exact sums."""
    keys = ("measure_name", "exposure_value", "subgroup_name", "subgroup_value", "answer")
    return {
        level: {tuple(row[key] for key in keys): row for row in question.records(f"select * from {schema}.fct_q0_cells")}
        for level, schema in SCHEMA.items()
    }


def place(row: dict) -> tuple:
    return (row["measure_name"], row["exposure_value"], row["subgroup_name"], row["subgroup_value"])


def reading(report, measures: list[str], level: str = "balanced") -> dict[tuple, tuple]:
    """What the report tells of each count of these measures."""
    suffix, bounds = SUFFIX[level], {}
    for row in (row for row in report if row["measure_name"] in measures):
        known = row["people_count" + suffix]
        bounds[(*place(row), "known")] = read_shown(known)
        if row["measure_kind"] == "share":
            bounds[(*place(row), "yes")] = (0, 0) if known == 0 else read_shown(row["met_count" + suffix])
            bounds[(*place(row), "no")] = (0, None)
    return bounds


def nested(bounds: dict, inner: str, outer: str) -> list[tuple]:
    """Whoever is known in the outer window is known in the inner, and whoever did not meet the outer did not meet the inner."""
    return [(cell, (inner, *cell[1:])) for cell in bounds if cell[0] == outer and cell[4] in ("known", "no")]


def some(cells: list, seed: int) -> list:
    return [cells[i] for i in np.random.default_rng(seed).permutation(len(cells))[:TRIED]]


def small(cells, exact: dict[tuple, dict], answer: str) -> list[tuple]:
    return [cell for cell in cells if cell[4] == answer and 1 <= exact[cell]["people_count"] <= 10]


def assert_five_values_stay(unknowns: Unknowns, cells: list[tuple], exact: dict[tuple, dict]) -> None:
    for cell in cells:
        least, most = unknowns.range_of(cell)
        assert least - 1e-6 <= exact[cell]["people_count"] <= most + 1e-6
        assert unknowns.values_left(cell) >= 5, f"a count of {cell} lies between {least} and {most}"


def test_every_measure_is_reported_at_every_level(report):
    assert len(report) == len({place(row) for row in report})
    everyone = [row for row in report if row["subgroup_name"] == row["exposure_value"] == "all"]
    assert all(row["people_count"] and row["people_count_strict"] and row["people_count_lenient"] for row in everyone)


@pytest.mark.parametrize("level", SUFFIX)
def test_no_small_numerator_denominator_or_difference_is_shown(report, truth, level):
    tried = 0
    for row in report:
        exact = {answer: truth[level].get((*place(row), answer), {}).get("people_count", 0) for answer in ("known", "yes", "no")}
        if 1 <= exact["known"] <= 10:
            assert row["people_count" + SUFFIX[level]] is None
        if row["measure_kind"] == "share" and any(1 <= n <= 10 for n in exact.values()):
            tried += 1
            shown = row["met_count" + SUFFIX[level]]
            assert shown in (None, 0) or row["people_count" + SUFFIX[level]] is None
            assert shown is None or not 1 <= exact["yes"] <= 10
            assert [row[figure + SUFFIX[level]] for figure in FIGURES] == [None] * 4
            assert row["null_reason"] == "small_cell"
    assert tried > 50


def test_a_count_small_at_one_level_is_hidden_at_all(report, truth):
    for row in report:
        levels = [truth[level].get((*place(row), "known"), {}).get("people_count", 0) for level in SUFFIX]
        if any(1 <= n <= 10 for n in levels):
            assert [row["people_count" + suffix] for suffix in SUFFIX.values()] == [None] * 3


@pytest.mark.parametrize("level", SUFFIX)
@pytest.mark.parametrize("world", WORLDS)
def test_totals_and_nested_windows_pin_no_small_count(report, truth, world, level):
    """Totals over exposures, subgroups and answers, and a window that holds another, all at once."""
    inner, outer = f"{world}_within_6", f"{world}_within_12"
    bounds = reading(report, [inner, outer], level)
    unknowns = Unknowns(bounds, lines_of(bounds), nested(bounds, inner, outer))
    exact = truth[level]
    for answer in ("known", "yes", "no"):
        assert_five_values_stay(unknowns, some(small(bounds, exact, answer), 1), exact)


@pytest.mark.parametrize("world", WORLDS)
def test_no_small_difference_between_two_windows_is_pinned(report, truth, world):
    inner, outer = f"{world}_within_6", f"{world}_within_12"
    bounds = reading(report, [inner, outer])
    exact = truth["balanced"]
    pairs = nested(bounds, inner, outer)
    unknowns = Unknowns(bounds, lines_of(bounds), pairs)
    between = [(a, b) for a, b in pairs if 1 <= exact[b]["people_count"] - exact[a]["people_count"] <= 10]
    assert between
    for smaller, larger in some(between, 2):
        assert unknowns.values_left(larger, smaller) >= 5, (smaller, unknowns.range_of(larger, smaller))


@pytest.mark.parametrize("level", SUFFIX)
def test_the_same_people_in_another_table_pin_no_small_count(report, truth, level):
    """Everyone is known to two measures, so a count one of them hides for another's sake may be shown by the other."""
    exact, differ = truth[level], 0
    for world in WORLDS:
        shares, days = reading(report, [f"{world}_within_6"], level), reading(report, [f"{world}_days"], level)
        bounds = dict(shares)
        for cell in (cell for cell in shares if cell[4] == "known"):
            other = days[f"{world}_days", *cell[1:]]
            differ += (shares[cell][1] is None) != (other[1] is None)
            bounds[cell] = both(shares[cell], other)
        unknowns = Unknowns(bounds, lines_of(bounds))
        for answer in ("known", "yes", "no"):
            assert_five_values_stay(unknowns, some(small(bounds, exact, answer), 5), exact)
    assert differ, "both tables hide the same, so there was nothing to compare"


@pytest.mark.parametrize("world", WORLDS)
def test_link_levels_against_each_other_pin_no_small_count(report, truth, world):
    """At a stricter level everyone is counted at least as often, so everyone's count is never smaller there."""
    measure = f"{world}_within_12"
    levels = {level: reading(report, [measure], level) for level in SUFFIX}
    bounds = {((level, *cell[:1]), *cell[1:]): read for level, cells in levels.items() for cell, read in cells.items()}
    everyone = [("all", "all", "all", answer) for answer in ("known",)]
    looser = [
        (((low, measure), *cell), ((high, measure), *cell))
        for low, high in (("lenient", "balanced"), ("balanced", "strict"))
        for cell in everyone
    ]
    unknowns = Unknowns(bounds, lines_of(bounds), looser)
    for level in SUFFIX:
        for cell in some(small(levels[level], truth[level], "yes") + small(levels[level], truth[level], "known"), 3):
            assert unknowns.values_left(((level, measure), *cell[1:])) >= 5


@pytest.mark.parametrize("change", ["more", "corrected"])
@pytest.mark.parametrize("world", [world for world, (size, _) in WORLDS.items() if size <= 500])
def test_the_release_before_pins_no_small_count(report, truth, world, change):
    """Someone who knows the one person added or corrected between two releases, with every cell it is in, reads both.

    Where nobody but that person is in a cell, nothing is learnt of anyone: those are left out.
    """
    before, after = (f"{world}more", f"{world}corrected") if change == "corrected" else (world, f"{world}more")
    then, now = reading(report, [f"{before}_within_12"]), reading(report, [f"{after}_within_12"])
    exact, changed = truth["balanced"], {}
    for cell in then:
        later = (f"{after}_within_12", *cell[1:])
        changed[cell] = exact[later]["people_count"] - exact[cell]["people_count"]
    bounds = {cell: both(read, now[f"{after}_within_12", *cell[1:]], changed[cell]) for cell, read in then.items()}
    unknowns = Unknowns(bounds, lines_of(bounds))
    assert any(changed.values())
    hidden = [cell for answer in ("known", "yes", "no") for cell in small(bounds, exact, answer)]
    turned = [
        cell for cell in bounds
        if changed[cell] and exact[cell]["people_count"] > 0
        and 1 <= exact[cell]["people_count"] + changed[cell] <= 10 and cell not in hidden
    ]  # fmt: skip
    assert_five_values_stay(unknowns, some(hidden, 4) + turned + [cell for cell in hidden if changed[cell]], exact)


def stride(step: float) -> float:
    """The smallest of 1, 2, 5, 10 … that is at least the step: how the report rounds, which everyone may know."""
    size = 10 ** floor(log10(step))
    return size * next(n for n in (1, 2, 5, 10) if step <= size * n * (1 + 1e-6))


def near(count: int) -> int:
    return max(15, 5 * floor(count / 5 + 0.5))


@pytest.mark.parametrize("level", SUFFIX)
def test_a_matched_share_leaves_five_numerators_to_whoever_knows_how_many_are_matched(report, truth, level):
    tried = 0
    for row in (row for row in report if row["matched_share" + SUFFIX[level]] is not None):
        count = truth[level][(*place(row), "known")]["matched_count"]
        met = truth[level][(*place(row), "yes")]["matched_count"]
        assert not 1 <= count <= 10 and not 1 <= met <= 10 and not 1 <= count - met <= 10
        step, share = stride(max(5 / (near(count) - 2.5), 0.001)), float(row["matched_share" + SUFFIX[level]])
        least, most = ceil(count * (share - step / 2) - 1e-6), floor(count * (share + step / 2) + 1e-6)
        assert least <= met <= most
        assert most - least >= 4
        tried += 1
    assert tried > 50


@pytest.mark.parametrize("mean", ["value_mean", "matched_mean"])
def test_a_mean_leaves_five_sums_and_no_person_to_whoever_knows_the_count(report, truth, mean):
    """Days are whole numbers, so a sum of days is one of few; one person of ordinary size is lost in the rounding."""
    tried = 0
    for row in (row for row in report if row[mean] is not None):
        cell = truth["balanced"][(*place(row), "known")]
        count, total, nonzero = (
            (cell["people_count"], cell["value_sum"], cell["nonzero_count"]) if mean == "value_mean"
            else (cell["matched_count"], cell["matched_value_sum"], cell["matched_nonzero_count"])
        )  # fmt: skip
        assert not 1 <= nonzero <= 10
        ordinary = float(total) / count
        step = stride(max(max(ordinary, 5) / (near(count) - 2.5), 0.01))
        assert abs(float(row[mean]) - ordinary) <= step / 2 + 0.005
        assert count * step >= max(4.9, 0.99 * ordinary)
        tried += 1
    assert tried > 20


def test_the_badge_tells_when_levels_differ_by_more_than_rounding_can_make(report):
    seen = {row["is_sensitive_to_linkage"] for row in report if row["null_reason"] is None}
    assert False in seen
    for row in report:
        if row["is_sensitive_to_linkage"] is False and row["met_share"] is not None:
            limit = max(0.02, 10 / row["people_count"]) + 1e-6
            assert abs(row["met_share_strict"] - row["met_share"]) <= limit
            assert abs(row["met_share_lenient"] - row["met_share"]) <= limit


def test_the_attacker_wins_when_the_door_is_left_open(report, truth):
    """A test of the test: primary suppression alone, and no rounding, gives small counts and small differences away."""
    exact = truth["balanced"]
    inner, outer = "c_within_6", "c_within_12"
    told = reading(report, [inner, outer])

    def only_small_ones_hidden(cell: tuple) -> tuple:
        count = exact[cell]["people_count"]
        return (1, 10) if 1 <= count <= 10 else (count, count)

    open_door = {cell: only_small_ones_hidden(cell) for cell in told}
    unknowns = Unknowns(open_door, lines_of(open_door), nested(open_door, inner, outer))
    pinned = [unknowns.values_left(cell) < 5 for answer in ("known", "yes") for cell in small(told, exact, answer)[:20]]
    assert sum(pinned) > len(pinned) / 2
    pairs = nested(open_door, inner, outer)
    between = [(a, b) for a, b in pairs if 1 <= exact[b]["people_count"] - exact[a]["people_count"] <= 10]
    assert any(unknowns.values_left(larger, smaller) == 1 for smaller, larger in between)
