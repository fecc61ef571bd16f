"""The report of Q13 on cells made in the test: people who use some of four systems, counted by number, system and pair."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from math import floor, log10
from typing import Any

import duckdb
import numpy as np

from tests.dbt.unknowns import Bounds, Unknowns, lines_of, read_shown

Cell = tuple[str, str, str, str, str]  # measure, exposure, subgroup name, subgroup value, answer
COUNTS = ("people_count", "people_count_strict", "people_count_lenient")
SCHEMAS = ("main", "strict", "lenient")
SYSTEMS = ("coc", "education", "health", "labor")
NUMBER, FIRST, PAIR = "program_count", "was_first_by_system", "shared_months_by_pair"
PROGRAMS = "programs"  # in place of an answer: what program_count adds up to in a cell, where each system has one program
COMBINATIONS = [frozenset(c) for n in range(1, 5) for c in combinations(SYSTEMS, n)]
SUBGROUPS = {"race_ethnicity": (*"abcdefg", "unknown"), "sex": ("female", "male", "unknown"), "age_band": (*"pqrst",)}
EVERYONE = ("all", "all")


def kinds_of(used: frozenset[str], first: frozenset[str]) -> list[tuple[str, str, str]]:
    """Measure, exposure and answer of everything someone counts to who used these systems, and first these."""
    number = str(len(used)) if len(used) < 4 else "4_and_over"
    kinds = [(NUMBER, exposure, "known") for exposure in ("all", number)]
    for system in sorted(used):
        answer = "yes" if system in first else "no"
        kinds += [(FIRST, system, told) for told in ("known", answer)]
    return kinds + [(PAIR, f"{one}+{other}", "known") for one, other in combinations(sorted(used), 2)]


def is_cut(measure: str, subgroup: str) -> bool:
    """Pairs are many and of few, so they are cut by age band alone."""
    return subgroup in ("all", "age_band") or measure != PAIR


def tabulate(people: Iterable[Mapping[str, Any]]) -> Counter[Cell]:
    """Exact counts of every cell, margins included, and what program_count adds up to in it."""
    cells: Counter[Cell] = Counter()
    for person in people:
        places = [EVERYONE, *((name, person[name]) for name in SUBGROUPS)]
        for measure, exposure, answer in kinds_of(person["used"], person["first"]):
            cells.update((measure, exposure, *place, answer) for place in places if is_cut(measure, place[0]))
            if measure == NUMBER:
                cells.update({(measure, exposure, *place, PROGRAMS): len(person["used"]) for place in places})
    return cells


def draw_people(size: int, evenness: float, rng: np.random.Generator) -> list[dict[str, Any]]:
    """People with systems, and subgroups that hang together with them, as lives do."""
    shares = {name: rng.dirichlet([evenness] * len(values)) for name, values in SUBGROUPS.items()}
    by_sex = {value: rng.dirichlet([evenness] * len(COMBINATIONS)) for value in SUBGROUPS["sex"]}
    drawn = []
    for _ in range(size):
        person = {name: str(rng.choice(SUBGROUPS[name], p=share)) for name, share in shares.items()}
        used = COMBINATIONS[rng.choice(len(COMBINATIONS), p=by_sex[person["sex"]])]
        first = [system for system in sorted(used) if rng.random() < 0.3] or [str(rng.choice(sorted(used)))]
        drawn.append({**person, "used": used, "first": frozenset(first)})
    return drawn


def attacker_of(rows: list[dict[str, Any]], count: str) -> Unknowns:
    """Someone who knows that people use combinations of systems, of which every number, system and pair is a sum."""
    bounds: dict[Any, Bounds] = read_report(rows, count)
    sums = lines_of(bounds)
    parts: dict[Cell, list[tuple]] = defaultdict(list)
    for used in COMBINATIONS:
        for name, value in {cell[2:4] for cell in list(bounds) if len(cell) == 5}:
            kind = (used, name, value)
            bounds[kind] = (0, None)
            for measure, exposure, answer in kinds_of(used, used):
                if exposure != "all" and answer == "known" and is_cut(measure, name):
                    parts[measure, exposure, name, value, "known"].append(kind)
    sums += [(cell, kinds) for cell, kinds in parts.items() if cell in bounds]
    for cell in parts.keys() - bounds.keys():  # a value nobody is in has no row
        bounds |= {kind: (0, 0) for kind in parts[cell]}
    for used in COMBINATIONS:
        for name in SUBGROUPS:
            sums.append(((used, *EVERYONE), [(used, name, value) for value in SUBGROUPS[name] if (used, name, value) in bounds]))
    return Unknowns(bounds, sums, never_above_zero=[line for row in rows for line in read_mean(row, count)])


def read_mean(row: dict[str, Any], count: str) -> list[dict[tuple, float]]:
    """What the mean of program_count tells of how many people use which combination, where each system has one program."""
    people, mean = row[count], row[count.replace("people_count", "value_mean")]
    if row["measure"] != NUMBER or row["exposure_value"] != "all" or not people or mean is None:
        return []
    step = max(max(float(mean), 5) / (people - 2.5), 0.01)
    size = 10 ** floor(log10(step))
    off = 0.005 + size * next(times for times in (1.000001, 2, 5, 10) if step <= size * times) / 2
    place = (row["subgroup_name"], row["subgroup_value"])
    return [{(used, *place): sign * (len(used) - float(mean)) - off for used in COMBINATIONS} for sign in (1, -1)]


def read_report(rows: list[dict[str, Any]], count: str) -> dict[Cell, Bounds]:
    """What a year of the report tells of each count."""
    bounds: dict[Cell, Bounds] = {}
    for row in rows:
        place = (row["measure"], row["exposure_value"], row["subgroup_name"], row["subgroup_value"])
        read = read_tied if "_by_" in row["measure"] else read_shown
        bounds[(*place, "known")] = read(row[count])
        if row["measure_kind"] == "share":
            met = row[count.replace("people", "met")]
            bounds[(*place, "yes")] = (0, 0) if row[count] == 0 else read(met)
            bounds[(*place, "no")] = (0, None)
    return bounds


def read_tied(shown: int | None) -> Bounds:
    """What a count of a system or a pair tells: rounded to 10, half of it up."""
    if not shown:
        return read_shown(shown)
    return (11 if shown == 20 else shown - 5, shown + 4)


def report_by_year(
    report_of: Callable,
    truth: Mapping[int, Mapping[str, Counter[Cell]]],
    families: Mapping[int, Mapping[str, Counter[Cell]]] | None = None,
) -> dict[int, list[dict[str, Any]]]:
    """The report as it would leave, its rows with `measure`, the name without the year. `truth`: year -> link level -> cells.

    `families`: the same, of how many families they are; when not told, everyone is one. Every number is 1 of its unit,
    but for programs where the cells tell them.
    """
    families = families or truth
    with duckdb.connect() as con:
        con.execute("attach ':memory:' as warehouse")
        for count, schema in zip(COUNTS, SCHEMAS, strict=True):
            cells_of = {year: levels[count] for year, levels in truth.items()}
            told = [
                (f"{cell[0]}_in_{year}", *cell[1:], people, families[year][count][cell], cells.get((*cell[:4], PROGRAMS), people))
                for year, cells in cells_of.items()
                for cell, people in cells.items()
                if cell[4] != PROGRAMS
            ]
            con.execute(f"create schema if not exists warehouse.{schema}")
            columns = [list(column) for column in zip(*told, strict=True)]
            con.execute(f"create table warehouse.{schema}.fct_q13_cells as {_CELLS}", columns)
        con.execute("create table warehouse.main.fct_q13_years as select unnest($1::integer[]) as calendar_year, "
                    "'coc' as counted_systems, 'coc' as paying_systems, 'coc__hmis' as counted_feeds", [list(truth)])  # fmt: skip
        years = defaultdict(list)
        for row in report_of(con):
            measure = row["measure_name"].removesuffix(f"_in_{row['calendar_year']}")
            years[row["calendar_year"]].append(row | {"measure": measure})
    return years


_CELLS = """
    with cells as (
        select
            unnest($1::varchar[]) as measure_name, unnest($2::varchar[]) as exposure_value,
            unnest($3::varchar[]) as subgroup_name, unnest($4::varchar[]) as subgroup_value,
            unnest($5::varchar[]) as answer, unnest($6::integer[]) as people_count,
            unnest($7::integer[]) as protected_count, unnest($8::integer[]) as value_sum
    )
    select
        *, if(measure_name like 'was_first%', 'share', 'number') as measure_kind, people_count as nonzero_count,
        value_sum as value_size, 1 as value_largest, people_count as value_squares,
        1 as value_squares_largest, 0 as matched_count, 0 as matched_protected_count, 0 as matched_nonzero_count,
        0 as matched_weight, 0 as matched_weight_largest, 0 as matched_weight_squares, 0 as matched_value_sum,
        0 as matched_value_size, 0 as matched_value_largest, 0 as matched_value_squares, 0 as matched_value_squares_largest
    from cells
"""
