"""Lives that could have been: families, names by group, homes, planted effects."""

import numpy as np
import pytest

from orchestration.rehearsal.days import YEAR, month_of, window
from orchestration.rehearsal.lives import planted
from orchestration.rehearsal.lives.namebook import namebook
from orchestration.rehearsal.lives.people import GROUPS


def test_county_has_about_the_people_asked_for(usual):
    assert len(usual.county.people) == pytest.approx(20_000, rel=0.03)
    assert len(usual.county.people) == pytest.approx(20_000, rel=0.05)


def test_a_mother_is_at_least_twelve_years_older_than_her_child(usual):
    people = usual.county.people
    child = np.flatnonzero(people.mother >= 0)
    years = (people.birth[child] - people.birth[people.mother[child]]) / YEAR
    assert years.min() > 12
    assert years.max() < 50
    father = np.flatnonzero(people.father >= 0)
    assert ((people.birth[father] - people.birth[people.father[father]]) / YEAR).min() > 12


def test_parents_are_a_woman_and_a_man_who_lived(usual):
    people = usual.county.people
    child = np.flatnonzero(people.mother >= 0)
    assert set(people.sex[people.mother[child]]) == {0}
    assert set(people.sex[people.father[people.father >= 0]]) == {1}
    assert np.all(people.dies[people.mother[child]] >= people.birth[child] - 45)
    assert np.all(people.mother[child] < child)


def test_twins_share_a_birthday_a_mother_and_a_surname_but_no_name(usual):
    people, naming = usual.county.people, usual.county.naming
    second = np.flatnonzero(people.birth_order == 2)
    first = second - 1
    assert len(second) > 50
    assert np.array_equal(people.birth[first], people.birth[second])
    assert np.array_equal(people.mother[first], people.mother[second])
    assert np.array_equal(people.father[first], people.father[second])
    assert np.all(naming.first[first] != naming.first[second])
    assert np.mean(naming.surnames.first[0, first] == naming.surnames.first[0, second]) > 0.9


def test_births_of_one_mother_are_months_apart(usual):
    people = usual.county.people
    child = np.flatnonzero((people.mother >= 0) & (people.birth_order == 1))
    order = np.lexsort((people.birth[child], people.mother[child]))
    mother, birth = people.mother[child][order], people.birth[child][order]
    gap = (birth[1:] - birth[:-1])[mother[1:] == mother[:-1]]
    assert gap.min() > 300


def test_namesakes_share_the_first_name_and_differ_in_suffix(usual):
    people, naming = usual.county.people, usual.county.naming
    sons = np.flatnonzero(naming.suffix >= 2)
    fathers = people.father[sons]
    assert len(sons) > 50
    assert np.array_equal(naming.first[sons], naming.first[fathers])
    assert np.all(naming.suffix[sons] == naming.suffix[fathers] + 1)


def test_surnames_are_as_concentrated_as_in_each_group(usual):
    people, surnames = usual.county.people, usual.county.naming.surnames
    eldest = people.mother < 0
    top = {}
    for code, group in enumerate(GROUPS):
        names = surnames.first[0, eldest & (people.group == code)]
        counts = np.sort(np.bincount(names))[::-1]
        top[group] = counts[:20].sum() / counts.sum()
    assert top["asian"] > 1.8 * top["white"]
    assert top["hispanic"] > 2.5 * top["white"]
    assert top["black"] > 1.3 * top["white"]


def test_first_names_follow_sex_and_time(usual):
    people, naming = usual.county.people, usual.county.naming
    book = namebook()
    mary, linda, liam = (np.flatnonzero(book.first_names == name)[0] for name in (b"Mary", b"Linda", b"Liam"))
    girls, boys = people.sex == 0, people.sex == 1
    old, young = people.birth < -2000, people.birth > 40 * YEAR
    assert np.mean(naming.first[girls & old] == mary) > 4 * np.mean(naming.first[girls & young] == mary)
    assert np.sum(naming.first[boys] == linda) == 0
    assert np.sum(naming.first[boys & young] == liam) > np.sum(naming.first[boys & old] == liam)


def test_name_tables_are_thousands_of_names_and_small():
    book = namebook()
    assert len(book.surnames) > 5_000
    assert len(book.first_names) > 2_500
    assert {b"O'Brien", b"De La Cruz", b"Nguyen", "García".encode("latin-1"), b"McDonald"} <= set(book.surnames)


def test_pupils_are_mostly_born_here(usual):
    rows, people = usual.county.enrolments, usual.county.people
    pupils = np.unique(rows.person[rows.term >= len(rows.terms) - 3])
    born_here = np.isin(pupils, usual.births.persons["child"])
    assert 0.6 < born_here.mean() < 0.95
    assert np.all(people.present(rows.person, rows.entry) | (rows.entry > rows.exit - 40))


def test_children_live_with_a_parent(usual):
    people, homes = usual.county.people, usual.county.homes
    day = usual.county.window.end_day
    child = np.flatnonzero((people.mother >= 0) & (people.birth > day - 12 * YEAR))
    mine, hers = homes.dwelling(child, day), homes.dwelling(people.mother[child], day)
    assert np.mean(mine == hers) > 0.85
    assert np.mean(mine == hers) < 1.0  # some live with the father, some in foster care


def test_jobs_a_quarter_are_a_little_more_than_one(usual):
    jobs = usual.county.jobs
    workers = np.unique(jobs.person[jobs.spell].astype(np.int64) * 100_000 + jobs.quarter)
    assert 1.05 < len(jobs.quarter) / len(workers) < 1.25
    assert np.all(usual.county.people.age(jobs.person, jobs.hired) >= 15)


def test_planted_absence_is_found_within_pupils(usual):
    rows = usual.county.enrolments
    count = np.bincount(rows.person)
    homeless = np.bincount(rows.person, rows.homeless)
    both = np.flatnonzero((homeless > 0) & (homeless < count))
    weighted = [np.bincount(rows.person, rows.absent_share * flag) for flag in (rows.homeless, ~rows.homeless)]
    difference = weighted[0][both] / homeless[both] - weighted[1][both] / (count - homeless)[both]
    assert len(both) > 100
    # Other terms of the same pupils hold a few in which homelessness lay less than a year back.
    size = planted.ABSENCE_WHILE_HOMELESS.size
    assert size - planted.ABSENCE_AFTER_HOMELESS.size < difference.mean() < size + 0.01


def test_window_reaches_back_by_months():
    span = window("2026-10", 120)
    assert np.array([span.start_day]).astype("datetime64[D]")[0] == np.datetime64("2016-11-01")
    assert np.array([span.end_day]).astype("datetime64[D]")[0] == np.datetime64("2026-10-31")
    assert month_of(np.array([span.births_start]))[0] == span.end - 215
