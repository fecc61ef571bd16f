"""No small count can be had back from the report: not by subtraction, not by shares, not by linear programming."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from tests.dbt.attacker import ANY, read_exact, read_rounded
from tests.dbt.systems_used import COUNTS, report_by_year

SYSTEMS = ("coc", "education", "health", "labor")
COMBINATIONS = ["+".join(c) for n in range(1, 5) for c in combinations(SYSTEMS, n)]
CATEGORIES = ["any", "1", "2", "3", "4", *COMBINATIONS]
SUBGROUPS = {"race_ethnicity": [*"abcdefg", "unknown"], "sex": ["female", "male", "unknown"], "age_band": [*"pqrst"]}
# Each year is a county of its own: how many people, and how uneven (the less, the more small cells).
YEARS = {2001: (60, 0.3), 2002: (400, 0.2), 2003: (400, 1.0), 2004: (3000, 0.15), 2005: (3000, 0.5), 2006: (20000, 0.2),
         2007: (20000, 1.0), 2008: (150, 0.5), 2009: (1000, 0.1), 2010: (1000, 0.3)}  # fmt: skip


def draw_people(people: int, evenness: float, rng: np.random.Generator) -> list[dict[str, str]]:
    """People with a combination and subgroups that hang together, as lives do."""
    drawn = []
    shares = {name: rng.dirichlet([evenness] * len(values)) for name, values in SUBGROUPS.items()}
    by_sex = {value: rng.dirichlet([evenness] * len(COMBINATIONS)) for value in SUBGROUPS["sex"]}
    for _ in range(people):
        person = {name: str(rng.choice(SUBGROUPS[name], p=share)) for name, share in shares.items()}
        drawn.append({**person, "combination": str(rng.choice(COMBINATIONS, p=by_sex[person["sex"]]))})
    return drawn


def tabulate(people: list[dict[str, str]]) -> Counter:
    """Exact counts of every cell, margins included."""
    cells: Counter = Counter()
    for person in people:
        number = str(person["combination"].count("+") + 1)
        for name, value in (ANY, *((name, person[name]) for name in SUBGROUPS)):
            for category in ("any", number, person["combination"]):
                cells[name, value, category] += 1
    return cells


@pytest.fixture(scope="module")
def truth() -> dict[int, dict[str, Counter]]:
    """Year -> link level -> exact cells. A strict cut counts a few twice, a lenient one misses a few."""
    rng = np.random.default_rng(13)
    years = {}
    for year, (size, evenness) in YEARS.items():
        people = draw_people(size, evenness, rng)
        twice = people[: size // 20]
        years[year] = dict(zip(COUNTS, map(tabulate, (people, people + twice, people[size // 30 :])), strict=True))
    return years


@pytest.fixture(scope="module")
def report(truth, report_of) -> dict[int, list[dict]]:
    """The report as it would leave, by year."""
    subgroups = [ANY, *((name, value) for name, values in SUBGROUPS.items() for value in values)]
    return report_by_year(report_of, truth, [(*subgroup, category) for subgroup in subgroups for category in CATEGORIES])


def test_every_cell_is_in_the_report(report):
    cells = len(CATEGORIES) * (1 + sum(len(values) for values in SUBGROUPS.values()))
    assert {year: len(rows) for year, rows in report.items()} == dict.fromkeys(YEARS, cells)


def test_counts_from_one_to_ten_are_hidden_at_every_link_level_and_zeros_are_shown(report, truth):
    seen = set()
    for year, rows in report.items():
        for row in rows:
            exact = [truth[year][c][row["subgroup_name"], row["subgroup_value"], row["systems_category"]] for c in COUNTS]
            shown = [row[c] for c in COUNTS]
            if any(1 <= n <= 10 for n in exact):
                assert shown == [None, None, None]
                assert row["null_reason"] == "small_cell"
                seen.add("small")
            if exact == [0, 0, 0]:
                assert shown == [0, 0, 0]
                seen.add("zero")
            assert all(n is None or n == 0 or n >= 15 for n in shown)
    assert seen == {"small", "zero"}


def test_what_is_shown_is_rounded_to_five_and_near_the_truth(report, truth):
    for year, rows in report.items():
        for row in rows:
            for count in COUNTS:
                exact = truth[year][count][row["subgroup_name"], row["subgroup_value"], row["systems_category"]]
                if row[count] is not None:
                    assert row[count] % 5 == 0
                    assert abs(row[count] - exact) <= (4 if exact < 15 else 2.5)


def test_hidden_cells_look_alike_whether_small_or_hiding_another(report, truth):
    kinds = set()
    for year, rows in report.items():
        for row in (r for r in rows if r["people_count"] is None):
            exact = truth[year]["people_count"][row["subgroup_name"], row["subgroup_value"], row["systems_category"]]
            kinds.add((exact <= 10, row["null_reason"], row["people_share"], row["is_sensitive_to_linkage"]))
    assert kinds == {(True, "small_cell", None, None), (False, "small_cell", None, None)}


def test_shares_come_from_the_shown_counts_alone(report):
    for rows in report.values():
        totals = {(r["subgroup_name"], r["subgroup_value"]): r for r in rows if r["systems_category"] == "any"}
        for row in rows:
            for count in COUNTS:
                total, shown = totals[row["subgroup_name"], row["subgroup_value"]][count], row[count]
                share = row[count.replace("_count", "_share")]
                if shown is None or not total:
                    assert share is None
                else:
                    assert float(share) == pytest.approx(shown / total, abs=0.00051)


@pytest.mark.parametrize("count", COUNTS)
def test_no_hidden_cell_stands_alone_and_none_are_too_few_together(report, truth, count):
    for year, rows in report.items():
        assert read_rounded(rows, count).open_lines(truth[year][count]) == [], year


def small_cells(rows: list[dict], exact: Counter, rng: np.random.Generator, most: int) -> list[tuple]:
    """Some of the hidden cells that are small."""
    cells = [(r["subgroup_name"], r["subgroup_value"], r["systems_category"]) for r in rows if r["people_count"] is None]
    small = [cell for cell in cells if 1 <= exact[cell] <= 10]
    return [small[i] for i in rng.permutation(len(small))[:most]]


@pytest.mark.parametrize("year", YEARS)
def test_an_attacker_with_the_report_cannot_pin_a_small_count(report, truth, year):
    """What is left of a small count is never a single number, nor two: at least five values stay possible."""
    rng = np.random.default_rng(year)
    exact = truth[year]["people_count"]
    attacker = read_rounded(report[year], "people_count")
    for cell in small_cells(report[year], exact, rng, 12):
        least, most = attacker.range_of(cell)
        assert least <= exact[cell] <= most
        assert most - least >= 4, f"{cell[0]} × {cell[2]} lies between {least} and {most}"


def test_even_with_every_shown_cell_exactly_an_attacker_derives_next_to_nothing(report, truth):
    """Complementary suppression without the help of rounding: fewer than one small count in two hundred gives way."""
    derived, tried = 0, 0
    for year, rows in report.items():
        exact = truth[year]["people_count"]
        attacker = read_exact(rows, exact)
        for cell in small_cells(rows, exact, np.random.default_rng(year), 25):
            least, most = attacker.range_of(cell)
            derived, tried = derived + (most - least < 1), tried + 1
    assert tried > 200
    assert derived / tried < 0.005


def test_the_attacker_finds_what_is_left_open(report, truth):
    """A test of the test: with one small cell hidden and no other, the same attacker has it at once."""
    year = 2005
    exact = truth[year]["people_count"]
    cell = next(c for c in exact if c[0] == "sex" and 1 <= exact[c] <= 10)
    attacker = read_exact(report[year], exact)
    attacker.bounds = {c: (exact[c], exact[c]) for c in attacker.bounds} | {cell: (1, None)}
    assert attacker.range_of(cell) == (exact[cell], exact[cell])
