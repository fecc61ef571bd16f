"""No small count can be had back from Q13: not by subtraction, not by shares, not from numbers, systems and pairs together."""

from collections import Counter
from math import ceil, floor

import numpy as np
import pytest

from tests.dbt.systems_used import (
    COUNTS,
    FIRST,
    NUMBER,
    PAIR,
    Cell,
    attacker_of,
    draw_people,
    read_report,
    read_tied,
    report_by_year,
    tabulate,
)
from tests.dbt.unknowns import Unknowns, lines_of, read_shown

# Each year is a county of its own: how many people, and how uneven (the less, the more small cells).
YEARS = {2001: (60, 0.3), 2002: (400, 0.2), 2003: (400, 1.0), 2004: (3000, 0.15), 2005: (3000, 0.5), 2006: (20000, 0.2),
         2007: (20000, 1.0), 2008: (150, 0.5), 2009: (1000, 0.1), 2010: (1000, 0.3)}  # fmt: skip


@pytest.fixture(scope="module")
def truth() -> dict[int, dict[str, Counter[Cell]]]:
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
    return report_by_year(report_of, truth)


def place(row: dict) -> tuple[str, str, str, str]:
    return (row["measure"], row["exposure_value"], row["subgroup_name"], row["subgroup_value"])


def test_every_cell_is_in_the_report(report, truth):
    for year, rows in report.items():
        known = {cell[:4] for count in COUNTS for cell in truth[year][count] if cell[4] == "known"}
        assert {place(row) for row in rows} == known and len(rows) == len(known)


def test_counts_from_one_to_ten_are_hidden_at_every_link_level(report, truth):
    small = 0
    for year, rows in report.items():
        for row in rows:
            exact = [truth[year][count][*place(row), "known"] for count in COUNTS]
            shown = [row[count] for count in COUNTS]
            if any(1 <= n <= 10 for n in exact):
                assert shown == [None, None, None] and row["null_reason"] == "small_cell"
                small += 1
            assert all(n is None or n == 0 or n >= 15 for n in shown)
    assert small > 100


def test_what_is_shown_is_rounded_and_near_the_truth(report, truth):
    """Numbers of systems to 5; systems and pairs, which are tied to them, to 10; each once."""
    for year, rows in report.items():
        for row in rows:
            for count in COUNTS:
                exact = truth[year][count][*place(row), "known"]
                if row[count] is not None:
                    least, most = read_tied(row[count]) if "_by_" in row["measure"] else read_shown(row[count])
                    assert row[count] % (10 if "_by_" in row["measure"] else 5) == 0
                    assert least <= exact <= most


def test_hidden_cells_look_alike_whether_small_or_hiding_another(report, truth):
    kinds = set()
    for year, rows in report.items():
        for row in (r for r in rows if r["people_count"] is None):
            exact = truth[year]["people_count"][*place(row), "known"]
            kinds.add((exact <= 10, row["null_reason"], row["people_share"], row["value_share"], row["is_sensitive_to_linkage"]))
    assert kinds == {(True, "small_cell", None, None, None), (False, "small_cell", None, None, None)}


def test_shares_come_from_the_shown_counts_alone(report):
    """Of everyone a counted system saw in the year."""
    for rows in report.values():
        everyone = {(r["subgroup_name"], r["subgroup_value"]): r for r in rows if place(r)[:2] == (NUMBER, "all")}
        for row in rows:
            for count in COUNTS:
                total, shown = everyone[row["subgroup_name"], row["subgroup_value"]][count], row[count]
                share = row[count.replace("_count", "_share")]
                if shown is None or not total:
                    assert share is None
                else:
                    assert float(share) == pytest.approx(shown / total, abs=0.00051)


def test_what_is_said_of_linkage_is_read_off_the_figures_shown(report_of):
    """Who was first, which the strict level says more often: the shares shown tell anyone whether that hangs on linkage."""
    people = draw_people(3000, 0.5, np.random.default_rng(13))
    strict = [person | {"first": person["used"]} if i % 15 == 0 else person for i, person in enumerate(people)]
    levels = dict(zip(COUNTS, map(tabulate, (people, strict, people)), strict=True))
    rows = report_by_year(report_of, {2001: levels})[2001]
    everyone = {row["subgroup_value"]: row["people_count"] for row in rows if place(row)[:2] == (NUMBER, "all")}
    said = Counter()
    for row in (row for row in rows if row["measure"] == FIRST and row["met_share"] is not None):
        most = {"met_share": 20 / row["people_count"], "people_share": 20 / everyone[row["subgroup_value"]]}
        differs = any(abs(float(row[f"{share}_strict"] - row[share])) > max(0.02, least) for share, least in most.items())
        assert row["is_sensitive_to_linkage"] == differs, place(row)
        said[differs] += 1
    assert said[True] > 5 and said[False] > 5


@pytest.mark.parametrize("count", COUNTS)
def test_no_hidden_cell_stands_alone_and_none_are_too_few_together(report, truth, count):
    """Of those who did not meet a measure nothing is shown, so its lines are seen by who is known and who did."""
    for year, rows in report.items():
        bounds = {cell: read for cell, read in read_report(rows, count).items() if cell[4] == "known"}
        for total, parts in lines_of(bounds):
            hidden = [cell for cell in (total, *parts) if bounds[cell][1] is None]
            assert len(hidden) != 1, (year, hidden)
            assert not hidden or total in hidden or sum(truth[year][count][cell] for cell in hidden) > 20, (year, total)


def small_cells(rows: list[dict], exact: Counter[Cell], measure: str, seed: int, most: int) -> list[Cell]:
    """Some of a measure's hidden cells that are small."""
    cells = [cell for cell in read_report(rows, "people_count") if cell[0] == measure and 1 <= exact[cell] <= 10]
    return [cells[i] for i in np.random.default_rng(seed).permutation(len(cells))[:most]]


@pytest.mark.parametrize("year", YEARS)
def test_an_attacker_with_the_report_cannot_pin_a_small_count(report, truth, year):
    """Numbers of systems, systems, pairs and programs, all at once: of every small count at least five values stay possible."""
    exact, attacker = truth[year]["people_count"], attacker_of(report[year], "people_count")
    cells = [cell for measure in (NUMBER, FIRST, PAIR) for cell in small_cells(report[year], exact, measure, year, 5)]
    assert cells
    for cell in cells:
        least, most = attacker.range_of(cell)
        assert least - 1e-6 <= exact[cell] <= most + 1e-6
        assert floor(most + 1e-6) - ceil(least - 1e-6) >= 4, f"{cell} lies between {least} and {most}"


def read_exact(rows: list[dict], exact: Counter[Cell], measure: str) -> Unknowns:
    """One measure for someone who somehow has every shown cell exactly: what complementary suppression alone must stand."""
    told = {cell: read for cell, read in read_report(rows, "people_count").items() if cell[0] == measure}
    bounds = {cell: (1, None) if read[1] is None else (exact[cell], exact[cell]) for cell, read in told.items()}
    return Unknowns(bounds, lines_of(bounds))


def test_even_with_every_shown_cell_exactly_an_attacker_derives_next_to_nothing(report, truth):
    """Complementary suppression without the help of rounding: fewer than one small count in a hundred gives way."""
    derived, tried = 0, 0
    for year, rows in report.items():
        exact = truth[year]["people_count"]
        for measure in (NUMBER, PAIR):
            attacker = read_exact(rows, exact, measure)
            for cell in small_cells(rows, exact, measure, year, 25):
                least, most = attacker.range_of(cell)
                derived, tried = derived + (most - least < 1), tried + 1
    assert tried > 100
    assert derived / tried < 0.01


def test_the_attacker_finds_what_is_left_open(report, truth):
    """A test of the test: with small counts hidden alone, and nothing rounded, the same attacker knows most of them closely."""
    year = 2010
    exact = truth[year]["people_count"]
    attacker = attacker_of(report[year], "people_count")
    for cell in (cell for cell in attacker.bounds if len(cell) == 5):
        attacker.bounds[cell] = (1, 10) if 1 <= exact[cell] <= 10 else (exact[cell], exact[cell])
    small = [cell for measure in (NUMBER, PAIR) for cell in small_cells(report[year], exact, measure, year, 10)]
    assert sum(attacker.values_left(cell) < 5 for cell in small) > len(small) / 2
