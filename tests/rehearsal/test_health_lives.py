"""Coverage, care, emergencies and treatment that could have been, and the effects planted in them."""

import numpy as np
import pytest

from orchestration.rehearsal.days import NEVER, YEAR
from orchestration.rehearsal.lives.care import DELIVERY, NEWBORN, WELL_CHILD
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.coverage import FOSTER
from orchestration.rehearsal.lives.coverage import NEWBORN as NEWBORN_GROUP
from orchestration.rehearsal.lives.emergencies import EMERGENCIES_WHILE_HOMELESS
from orchestration.rehearsal.lives.planted import effects
from orchestration.rehearsal.lives.shelter import HOMELESS_TYPES
from orchestration.rehearsal.lives.well_child import DUE_DAYS, VISITS_WITH_UNBROKEN_COVERAGE


def ends(county: County, end: np.ndarray) -> np.ndarray:
    return np.minimum(end, county.window.end_day + 1)


def test_spells_of_coverage_never_touch_and_lie_inside_a_life(large):
    spells, people = large.coverage, large.people
    same = spells.person[1:] == spells.person[:-1]
    assert np.all(spells.start[1:][same] > spells.end[:-1][same])
    assert np.all(spells.start < spells.end)
    assert np.all(people.present(spells.person, spells.start))
    assert np.all(people.present(spells.person, ends(large, spells.end) - 1))
    assert np.any(spells.end == NEVER)


def test_the_poor_and_children_are_covered_more_than_others(large):
    people, day = large.people, large.window.end_day
    here = np.flatnonzero(people.present(np.arange(len(people)), day))
    covered, age, means = large.coverage.on(here, day), people.age(here, day), people.means[here]
    assert covered[means < 0.2].mean() > 0.6
    assert covered[means > 0.7].mean() < 0.05
    assert covered[age < 18].mean() > 1.6 * covered[(age >= 25) & (age < 60)].mean()


def test_foster_children_and_newborns_have_grounds_of_their_own(large):
    spells, homes = large.coverage, large.homes
    placed = spells.person[spells.group == FOSTER]
    assert len(placed) > 20
    assert np.all(homes.foster[placed] >= 0)
    born = spells.group == NEWBORN_GROUP
    assert born.sum() > 500
    assert np.all(spells.start[born] - large.people.birth[spells.person[born]] < 400)


def test_whether_a_day_is_covered_is_what_the_spells_say(large):
    spells = large.coverage
    some = np.random.default_rng(1).integers(0, len(spells.person), 4_000)
    person, start, end = spells.person[some], spells.start[some], spells.end[some]
    assert np.array_equal(spells.spell_on(person, start), some)
    assert np.array_equal(spells.spell_on(person, ends(large, end) - 1), some)
    assert not np.any(spells.on(person, start - 1))
    assert not np.any(spells.on(person[end < NEVER], end[end < NEVER]))
    assert np.all(spells.unbroken(person, start, start)) and not np.any(spells.unbroken(person, start - 1, start))


def test_care_is_given_on_covered_days_only(large):
    care, treated = large.care, large.treatment
    assert np.all(large.coverage.on(care.person, care.day))
    assert np.all(large.coverage.on(care.inpatient, care.admitted))
    assert np.all(care.discharged >= care.admitted)
    assert np.all(large.people.present(treated.session_person, treated.session_day))


def test_a_birth_is_a_day_in_hospital_for_mother_and_child(large):
    care, people = large.care, large.people
    newborn = care.inpatient[care.reason == NEWBORN]
    assert np.array_equal(care.admitted[care.reason == NEWBORN], people.birth[newborn])
    mothers = set(care.inpatient[care.reason == DELIVERY].tolist())
    assert np.mean(np.isin(people.mother[newborn], list(mothers))) > 0.8


def test_unbroken_coverage_raises_well_child_visits_by_the_planted_factor(large):
    """Visits due to children of like means, kept within the time after which none is kept any more."""
    people, spells, care = large.people, large.coverage, large.care
    visits = np.sort(care.person[care.kind == WELL_CHILD].astype(np.int64) * 2**20 + care.day[care.kind == WELL_CHILD])
    kept, ratios, weights = [], [], []
    for due_days in DUE_DAYS[DUE_DAYS >= 3 * 365]:
        child = np.flatnonzero(people.birth + due_days >= large.window.start_day + 366)
        due = people.birth[child] + due_days
        here = (due <= large.window.end_day - 151) & spells.on(child, due)
        here &= people.present(child, due + 151) & spells.on(child, due + 150)
        child, due = child[here], due[here]
        key = child.astype(np.int64) * 2**20 + due
        keeps = np.searchsorted(visits, key + 151) > np.searchsorted(visits, key)
        kept.append((keeps, spells.unbroken(child, due - 365, due), people.means[child]))
    keeps, unbroken, means = (np.concatenate(column) for column in zip(*kept, strict=True))
    for low in np.arange(0, 0.4, 0.1):
        band = (means >= low) & (means < low + 0.1)
        ratios.append(keeps[band & unbroken].mean() / keeps[band & ~unbroken].mean())
        weights.append((band & ~unbroken).sum())
    assert sum(weights) > 1_500
    assert np.average(ratios, weights=weights) == pytest.approx(VISITS_WITH_UNBROKEN_COVERAGE.size, abs=0.12)


def test_homelessness_raises_emergencies_by_the_planted_factor(large):
    """Of people who are homeless at some time: visits a day then, against visits a day before and after."""
    people, stays, rushed = large.people, large.stays, large.emergencies
    rows = np.isin(stays.project_type, HOMELESS_TYPES) & (stays.exit < NEVER)
    rows &= (stays.entry > large.window.start_day) & (stays.exit <= large.window.end_day)
    who, entry, exit_ = stays.person[rows], stays.entry[rows], stays.exit[rows]
    alone = np.isin(who, np.flatnonzero(np.bincount(stays.person, minlength=len(people)) == 1))
    alone &= people.present(who, entry) & people.present(who, exit_)
    who, entry, exit_ = who[alone], entry[alone], exit_[alone]
    key = np.sort(rushed.person.astype(np.int64) * 2**20 + rushed.day)
    between = lambda first, last: (  # noqa: E731
        np.searchsorted(key, who.astype(np.int64) * 2**20 + last) - np.searchsorted(key, who.astype(np.int64) * 2**20 + first)
    )
    inside, span = between(entry, exit_).sum(), (exit_ - entry).sum()
    first = np.maximum.reduce([np.full(len(who), large.window.start_day), people.birth[who], people.arrives[who]])
    last = np.minimum.reduce([np.full(len(who), large.window.end_day + 1), people.leaves[who], people.dies[who]])
    outside, other = (between(first, last) - between(entry, exit_)).sum(), (last - first - exit_ + entry).sum()
    assert inside > 60
    ratio = (inside / span) / (outside / other)
    assert ratio == pytest.approx(EMERGENCIES_WHILE_HOMELESS.size, rel=4 * inside**-0.5)


def test_episodes_of_one_person_follow_one_another(large):
    treated = large.treatment
    order = np.lexsort((treated.admitted, treated.person))
    person, admitted, discharged = treated.person[order], treated.admitted[order], treated.discharged[order]
    same = person[1:] == person[:-1]
    assert same.sum() > 50
    assert np.all(admitted[1:][same] > discharged[:-1][same])
    assert np.all(large.people.age(person, admitted) >= 13)


def test_effects_of_health_are_gathered_with_the_others():
    assert {VISITS_WITH_UNBROKEN_COVERAGE.name, EMERGENCIES_WHILE_HOMELESS.name} <= {effect.name for effect in effects()}


def test_emergencies_happen_to_people_who_are_there(large):
    rushed = large.emergencies
    assert np.all(large.people.present(rushed.person, rushed.day))
    assert np.all(np.diff(rushed.day) >= 0)
    assert 0.1 < rushed.by_ambulance.mean() < 0.3
    years = (large.window.end_day - large.window.start_day) / YEAR
    assert 0.1 < len(rushed.day) / years / len(large.people) < 0.5
