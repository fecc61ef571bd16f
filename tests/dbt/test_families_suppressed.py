"""Nothing leaves that is of ten families or fewer, however many brothers, sisters and parents they are."""

from collections import Counter, defaultdict

import numpy as np
import pytest

from tests.dbt.drawn_question import COLUMNS, EXPOSURES, SUBGROUPS, build_question, draw_siblings, outcomes, split
from tests.dbt.systems_used import COMBINATIONS, COUNTS, Cell, read_report, report_by_year, tabulate
from tests.dbt.unknowns import lines_of

SUFFIX = {"balanced": "", "strict": "_strict", "lenient": "_lenient"}
ALIKE = {"sex": "female", "race_ethnicity": "a", "county": "x", "month": 99, "days": 10.0, "seen_months": 12, "match_weight": 1.0}


def families(name: str, exposure: str, sizes: list[int], **shared) -> list[dict]:
    """Children of families of these sizes, all alike."""
    return [
        ALIKE | {"exposure_value": exposure, "family_id": f"{name}{family}", "person_id": f"{name}{family}_{child}"} | shared
        for family, size in enumerate(sizes)
        for child in range(size)
    ]


# Fifteen children of six families, all of whom something happened to, among families of one.
FIFTEEN = [
    *(child for group in EXPOSURES for child in families(f"{group}_yes", group, [1] * 30, month=3)),
    *(child for group in EXPOSURES for child in families(f"{group}_no", group, [1] * 30)),
    *families("few", "housing", [3, 3, 3, 2, 2, 2], county="y", month=3),
]
# A family of five has three fifths of the days, and an eighth of the weight of those who met the measure; none of them has much.
HEAVY = [
    *families("others_yes", "both", [1] * 35, month=3, days=8.0),
    *families("others_no", "both", [1] * 60, days=0.0),
    *families("unexposed", "none", [1] * 60),
    *families("rich", "both", [5], days=90.0, month=3),
]


@pytest.fixture(scope="module")
def drawn() -> dict[str, list[tuple]]:
    rng = np.random.default_rng(23)
    worlds = {"fifteen": FIFTEEN, "heavy": HEAVY}
    worlds |= {f"siblings{size}": draw_siblings(size, evenness, rng) for size, evenness in [(100, 0.4), (300, 0.3), (900, 0.5)]}
    levels = defaultdict(list)
    for name, people in worlds.items():
        levels["balanced"] += outcomes(name, people)
        levels["strict"] += outcomes(name, split(people, len(people) // 20))
        levels["lenient"] += outcomes(name, people[len(people) // 30 :])
    return levels


@pytest.fixture(scope="module")
def report(tmp_path_factory, drawn) -> list[dict]:
    built = build_question(tmp_path_factory.mktemp("question"), drawn)
    assert built.returncode == 0, built.output[-3000:]
    return built.records("select * from rpt_q0_drawn")


def members(rows: list[tuple]) -> dict[tuple, set[tuple[str, str]]]:
    """Cell -> who is in it, by person and family: counted here, without a macro."""
    cells = defaultdict(set)
    for row in (dict(zip(COLUMNS, values, strict=True)) for values in rows):
        if row["null_reason"] is not None:
            continue
        answers = ["known"] if row["is_met"] is None else ["known", "yes" if row["is_met"] else "no"]
        for exposure in ("all", row["exposure_value"]):
            for subgroup in [("all", "all"), *((name, row[name]) for name in SUBGROUPS)]:
                for answer in answers:
                    cells[row["measure_name"], exposure, *subgroup, answer].add((row["person_id"], row["family_id"]))
    return cells


def count_of(cells: dict[tuple, set]) -> dict[tuple, int]:
    return {cell: len({family for _, family in who}) for cell, who in cells.items()}


def shown_cells(report: list[dict], suffix: str) -> set[tuple]:
    """Cells of which the report tells anything but that nobody is in them."""
    shown = set()
    for row in report:
        place = (row["measure_name"], row["exposure_value"], row["subgroup_name"], row["subgroup_value"])
        known, met = row["people_count" + suffix], row["met_count" + suffix]
        shown |= {(*place, "known")} if known else set()
        shown |= {(*place, "yes")} if met else set()
        shown |= {(*place, "no")} if known and met is not None else set()
    return shown


@pytest.mark.parametrize("level", SUFFIX)
def test_nothing_is_shown_of_ten_families_or_fewer(report, drawn, level):
    cells = members(drawn[level])
    of_families = count_of(cells)
    few = {cell for cell, count in of_families.items() if count <= 10}
    assert len({cell for cell in few if len(cells[cell]) > 10}) > 50, "few cells of many people are of few families"
    assert not few & shown_cells(report, SUFFIX[level])


def test_fifteen_children_of_six_families_are_not_shown_to_be_all_alike(report):
    (row,) = [
        row for row in report
        if (row["measure_name"], row["exposure_value"], row["subgroup_value"]) == ("fifteen_within_6", "housing", "y")
    ]  # fmt: skip
    assert (row["people_count"], row["met_count"], row["met_share"], row["null_reason"]) == (None, None, None, "small_cell")


@pytest.mark.parametrize("level", SUFFIX)
def test_what_is_left_of_a_total_is_of_more_than_ten_families(report, drawn, level):
    """Someone takes the shown cells of a line from its total: who is left is a cell like any other."""
    cells = members(drawn[level])
    places = {(row["measure_name"], row["exposure_value"], row["subgroup_name"], row["subgroup_value"]) for row in report}
    answers = {place: ["known"] if place[0].endswith("days") else ["known", "yes", "no"] for place in places}
    shown, tried = shown_cells(report, SUFFIX[level]), 0
    for total, parts in lines_of({(*place, answer): None for place in places for answer in answers[place]}):
        hidden = [part for part in parts if cells.get(part) and part not in shown]
        if total in shown and hidden:
            left = {family for part in hidden for _, family in cells[part]}
            assert len(left) > 10, f"{len(left)} families are left of {total}"
            tried += 1
    assert tried > 30


def one(report: list[dict], measure: str, exposure: str) -> dict:
    (row,) = [
        row for row in report
        if (row["measure_name"], row["exposure_value"], row["subgroup_name"]) == (measure, exposure, "all")
    ]  # fmt: skip
    return row


def test_a_family_that_makes_up_most_of_a_mean_hides_it(report):
    """Each of the five has 12 % of the days; together they have 62 %."""
    row = one(report, "heavy_days", "both")
    assert (row["people_count"], row["value_mean"], row["matched_mean"]) == (100, None, None)


def test_a_family_that_carries_a_tenth_of_a_matched_share_hides_it(report):
    row = one(report, "heavy_within_6", "both")
    assert (row["people_count"], row["met_count"], row["matched_share"]) == (100, 40, None)
    assert row["matched_null_reason"] == "small_cell"


FIGURES = ("matched_share", "value_mean", "matched_mean", "value_mean_error", "matched_mean_error")


def makers(rows: list[tuple]) -> dict[str, dict[tuple, dict[str, float]]]:
    """Figure -> cell -> family -> how much of it the family makes up; of an error, of the squares it is made of."""
    made = {figure: defaultdict(lambda: defaultdict(float)) for figure in FIGURES}
    for row in (dict(zip(COLUMNS, values, strict=True)) for values in rows):
        if row["null_reason"] is not None:
            continue
        value, weight = row["value_number"], row["match_weight"]
        parts = {"matched_share": weight}
        if value is not None:
            parts = {"value_mean": value, "matched_mean": weight and weight * value}
            parts |= {f"{mean}_error": part and part * value for mean, part in parts.items()}
        for exposure in ("all", row["exposure_value"]):
            for subgroup in [("all", "all"), *((name, row[name]) for name in SUBGROUPS)]:
                for figure, part in parts.items():
                    if part is not None:
                        made[figure][row["measure_name"], exposure, *subgroup, "known"][row["family_id"]] += part
    return made


@pytest.mark.parametrize("figure", FIGURES)
def test_no_figure_of_few_is_left_of_the_lines_it_is_in(report, drawn, figure):
    """Someone subtracts along lines as long as one figure alone is unknown, and so on with what was found."""
    made = makers(drawn["balanced"])[figure]
    is_mean = figure != "matched_share"
    few = {cell for cell, of in made.items() if len(of) <= 10 or (is_mean and 2 * max(of.values()) > sum(of.values()))}
    shown = {
        (row["measure_name"], row["exposure_value"], row["subgroup_name"], row["subgroup_value"], "known")
        for row in report if row[figure] is not None
    }  # fmt: skip
    assert few and shown and not few & shown
    lines, unknown = lines_of(dict.fromkeys(made)), set(made) - shown
    while found := {cells.pop() for total, parts in lines if len(cells := {total, *parts} & unknown) == 1}:
        assert not few & found
        unknown -= found
    for total, parts in lines:
        left = {family for part in unknown & set(parts) for family in made[part]}
        assert total in unknown or not few & set(parts) or len(left) > 10, (total, len(left))


def test_a_figure_withheld_for_anothers_sake_says_so(report, drawn):
    made = makers(drawn["balanced"])["value_mean"]
    reasons = defaultdict(set)
    for row in (row for row in report if row["people_count"] and row["measure_kind"] == "number" and row["value_mean"] is None):
        of = made[row["measure_name"], row["exposure_value"], row["subgroup_name"], row["subgroup_value"], "known"]
        reasons[row["null_reason"]].add(2 * max(of.values()) > sum(of.values()))
    assert reasons.keys() == {"small_cell", "complementary"}
    assert True not in reasons["complementary"]


def draw_households(size: int, evenness: float, rng: np.random.Generator) -> dict[Cell, list[int]]:
    """Cell of Q13 -> the family of each person in it: families of one to five who use the same systems and are of one race."""
    cells, shares = defaultdict(list), rng.dirichlet([evenness] * len(COMBINATIONS))
    for family in range(size):
        used, race = COMBINATIONS[rng.choice(len(COMBINATIONS), p=shares)], str(rng.choice(list("abcd")))
        for _ in range(int(rng.integers(1, 6))):
            sex, age = str(rng.choice(["female", "male"])), str(rng.choice(list("pqrs")))
            for cell in tabulate([{"race_ethnicity": race, "sex": sex, "age_band": age, "used": used, "first": used}]):
                cells[cell].append(family)
    return cells


@pytest.fixture(scope="module")
def years() -> dict[int, dict[Cell, list[int]]]:
    rng = np.random.default_rng(29)
    return {2001 + i: draw_households(*drawn, rng) for i, drawn in enumerate([(150, 0.4), (600, 0.3), (600, 1.0)])}


@pytest.fixture(scope="module")
def used(report_of, years) -> dict[int, list[dict]]:
    """Q13's report of these years."""

    def told(count) -> dict:
        counted = {year: Counter({cell: count(who) for cell, who in cells.items()}) for year, cells in years.items()}
        return {year: dict.fromkeys(COUNTS, cells) for year, cells in counted.items()}

    return report_by_year(report_of, told(len), told(lambda people: len(set(people))))


def test_no_year_shows_what_ten_families_or_fewer_used(used, years):
    many_people = 0
    for year, rows in used.items():
        for row in rows:
            place = (row["measure"], row["exposure_value"], row["subgroup_name"], row["subgroup_value"])
            who = years[year].get((*place, "known"), [])
            if 1 <= len(set(who)) <= 10:
                many_people += len(who) > 10
                assert row["people_count"] is None and row["null_reason"] == "small_cell"
    assert many_people > 10


def test_what_is_left_of_a_years_total_is_of_more_than_ten_families(used, years):
    for year, rows in used.items():
        told = {cell: read for cell, read in read_report(rows, "people_count").items() if cell[4] == "known"}
        hidden = {cell for cell, (_, most) in told.items() if most is None}
        for total, parts in lines_of(told):
            left = {family for cell in parts if cell in hidden for family in years[year][cell]}
            assert total in hidden or not left or len(left) > 10, (year, total)
