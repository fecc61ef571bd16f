"""Child care, early learning, readiness and tests: lives that hang together, effects of the size planted."""

import json

import numpy as np
import pytest

from orchestration.rehearsal.days import YEAR, days_of
from orchestration.rehearsal.lives import child_care, early_learning, learning
from orchestration.rehearsal.lives.county import County


def fitted(outcome: np.ndarray, *causes: np.ndarray) -> np.ndarray:
    """Least squares: a constant, then one slope per cause."""
    return np.linalg.lstsq(np.column_stack([np.ones(len(outcome)), *causes]), outcome, rcond=None)[0]


def standing(county: County, month: np.ndarray) -> np.ndarray:
    return days_of(month, 15)


def test_a_subsidised_child_lives_with_the_parent_and_is_young(large):
    care, people, homes = large.child_care, large.people, large.homes
    day = standing(large, care.month)
    parent, when = care.parent[care.row], day[care.row]
    assert len(np.unique(care.parent)) > 750
    assert np.array_equal(homes.anchor(care.child, when), homes.anchor(parent, when))
    assert np.array_equal(homes.keeper[care.child], parent)
    age = (when - people.birth[care.child]) / YEAR
    assert age.min() >= 0 and age.max() < child_care.CHILD_YEARS + 0.1
    assert people.present(care.parent, day).all() and people.present(care.child, when).all()
    assert people.means[care.parent].max() < child_care.MEANS_LIMIT


def test_a_parent_has_one_row_a_month_and_the_youngest_children_stand_first(large):
    care = large.child_care
    assert len(np.unique(care.parent.astype(np.int64) * 2**20 + care.month)) == len(care.parent)
    assert np.all(np.diff(care.month) >= 0)
    assert np.array_equal(np.unique(care.row), np.arange(len(care.parent)))
    next_of = (care.row[1:] == care.row[:-1]) & (care.place[1:] == care.place[:-1] + 1)
    assert np.all(care.place[1:][~next_of] == 1)
    assert np.all(large.people.birth[care.child[1:]][next_of] <= large.people.birth[care.child[:-1]][next_of])
    assert care.place.max() <= child_care.MOST_CHILDREN
    assert np.all(care.at_home >= np.bincount(care.row))


def test_a_spell_of_receipt_begins_where_the_month_before_had_none(large):
    care = large.child_care
    key = care.parent.astype(np.int64) * 2**20
    assert np.all(care.began <= care.month)
    assert np.isin(key + care.began, key + care.month).all()
    assert not np.isin(key + care.began - 1, key + care.month).any()


def test_planted_subsidy_helps_parents_into_work_and_keeps_them_there(large):
    """Within parents who ever had it: quarters with it (or just after it) against their other quarters."""
    care, jobs, people = large.child_care, large.jobs, large.people
    quarters = np.arange(jobs.quarter.min(), jobs.quarter.max() + 1)
    parents = np.unique(care.parent).astype(np.int64)[:, None] * 100_000
    grid = np.isin(parents + quarters, jobs.person[jobs.spell].astype(np.int64) * 100_000 + jobs.quarter)
    had = care.parent.astype(np.int64) * 100_000 + care.month // 3
    cared = np.isin(parents + quarters, np.concatenate([had, had + 1]))
    age = (days_of(quarters * 3) - people.birth[parents // 100_000]) / YEAR
    inside = (grid.any(axis=1)[:, None] & (age > 20) & (age < 58))[:, 1:]
    before, now, care_now = grid[:, :-1], grid[:, 1:], cared[:, 1:]
    hired = [now[inside & ~before & (care_now == with_it)].mean() for with_it in (True, False)]
    lost = [(~now)[inside & before & (care_now == with_it)].mean() for with_it in (True, False)]
    assert hired[0] / hired[1] > 0.8 * child_care.HIRING_WITH_SUBSIDY.size
    # Part of those who part with a job go straight to another, so that the quarter hides their loss.
    assert 0.3 * child_care.LOSS_WITH_SUBSIDY.size < lost[1] - lost[0] < 1.2 * child_care.LOSS_WITH_SUBSIDY.size


def test_planted_care_raises_readiness_and_poverty_hides_half_of_it(large):
    ready, early, rows = large.learning.readiness, large.early_learning, large.enrolments
    watched = ready.day > large.window.start_day + 3 * YEAR  # the years from three to five lie inside the window
    pupil = rows.person[ready.enrolment[watched]]
    months, means = early.care_months[pupil], large.people.means[pupil]
    size = early_learning.READINESS_PER_MONTH.size
    assert fitted(ready.score[watched], months, means)[1] == pytest.approx(size, rel=0.15)
    assert fitted(ready.score[watched], months)[1] < 0.75 * size
    for area in range(len(learning.AREAS)):
        assert fitted(ready.areas[watched, area], months, means)[1] == pytest.approx(size, rel=0.25)


def test_planted_care_raises_reading_in_grade_three_and_fades_until_grade_six(large):
    tests, rows = large.learning.tests, large.enrolments
    spring = (tests.kind == learning.SUMMATIVE) & (tests.subject == learning.READING)
    found = {}
    for grade in (3, 6):
        chosen = spring & (rows.grade[tests.enrolment] == grade)
        pupil = rows.person[tests.enrolment[chosen]]
        found[grade] = fitted(tests.score[chosen], large.early_learning.care_months[pupil], large.people.means[pupil])[1]
    assert found[3] == pytest.approx(early_learning.READING_PER_MONTH.size, rel=0.35)
    assert abs(found[6]) < 0.5 * found[3]


def test_care_months_are_counted_once_whatever_the_programme(large):
    early = large.early_learning
    child = np.concatenate([early.pre_k.child, early.head_start.child])
    assert early.care_months.max() == early_learning.MOST_MONTHS
    assert (early.care_months[np.unique(child)] > 0).mean() > 0.97
    untouched = np.setdiff1d(np.arange(len(large.people)), np.concatenate([child, large.child_care.child]))
    assert not early.care_months[untouched].any()


def test_early_learning_takes_children_of_its_age_who_are_here(large):
    people, early = large.people, large.early_learning
    for attended in (early.pre_k, early.head_start):
        assert np.all(attended.start <= attended.end)
        assert people.present(attended.child, attended.start).mean() > 0.99
        years = (attended.start - people.birth[attended.child]) / YEAR
        assert years.min() > 2.9 and years.max() < 6
    assert people.means[early.head_start.child].max() < early_learning.HEAD_START_MEANS
    assert set(early.pre_k.kind) == {early_learning.SCHOOL_SITE, early_learning.COMMUNITY_SITE}
    at_school = early.pre_k.child[early.pre_k.kind == early_learning.SCHOOL_SITE]
    rows = large.enrolments
    assert np.isin(at_school, rows.person[rows.grade == -1]).all()


def test_truth_tells_the_effects_of_care(small):
    told = {effect["name"]: effect for effect in json.loads((small.places.truth / "effects.json").read_text())}
    for effect in (
        child_care.HIRING_WITH_SUBSIDY,
        child_care.LOSS_WITH_SUBSIDY,
        early_learning.READINESS_PER_MONTH,
        early_learning.READING_PER_MONTH,
    ):
        assert told[effect.name]["size"] == effect.size
        assert told[effect.name]["cause"] == effect.cause
