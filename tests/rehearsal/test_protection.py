"""Reports, removals and placements that could have been, and what was planted in them."""

from dataclasses import replace

import numpy as np
import pytest

from orchestration.rehearsal.days import NEVER, YEAR
from orchestration.rehearsal.lives import protection
from orchestration.rehearsal.lives.county import County
from orchestration.rehearsal.lives.homes import Homes
from orchestration.rehearsal.lives.removals import ADOPTED, FOSTER_HOME, GUARDIANSHIP, HOUSING_LOWERS_REMOVAL, removed
from orchestration.rehearsal.lives.shelter import CHILD, HOUSED_TYPES

SERVICES_ONLY = 6  # a kind of project that houses nobody


def before_any_care(county: County) -> Homes:
    """The homes as they were before child protection came."""
    nobody = np.full(len(county.people), -1, np.int32)
    never = np.full(len(county.people), NEVER, np.int32)
    return replace(
        county.homes, foster=nobody.copy(), foster_start=never.copy(), foster_end=never.copy(),
        again=nobody.copy(), again_start=never.copy(), again_end=never.copy(),
    )  # fmt: skip


def test_a_report_names_minors_who_live_with_the_reported_parent(large):
    subjects, reports, people = large.subjects, large.reports, large.people
    day = reports.day[subjects.report]
    assert len(subjects.child) > 5_000
    assert np.array_equal(large.homes.keeper[subjects.child], reports.keeper[subjects.report])
    assert np.all(people.present(subjects.child, day))
    assert np.all(people.present(reports.keeper, reports.day))
    assert np.all(day - people.birth[subjects.child] < 18 * YEAR)
    assert not np.any(large.homes.in_care(subjects.child, day))
    assert set(subjects.report) == set(range(len(reports)))


def test_the_poor_and_the_homeless_are_reported_more(large):
    people, child = large.people, np.flatnonzero(large.people.mother >= 0)
    times = np.bincount(large.subjects.child, minlength=len(people))[child]
    poor = people.means[child] < np.median(people.means[child])
    assert times[poor].mean() > 1.5 * times[~poor].mean()
    families = large.stays.family & (large.stays.relation == 1)
    met = np.isin(large.reports.keeper, large.stays.person[families])
    assert met.mean() > 3 * families.sum() / len(people)


def test_findings_come_in_order_and_only_after_screening_in(large):
    reports = large.reports
    taken = reports.screened_in
    assert 0.5 < taken.mean() < 0.75
    assert np.all(reports.day[taken] <= reports.looked_into[taken])
    assert np.all(reports.looked_into[taken] < reports.decided[taken])
    assert np.all(reports.decided[~taken] == NEVER)
    assert not large.subjects.victim[~taken[large.subjects.report]].any()
    assert 0.1 < large.subjects.victim[taken[large.subjects.report]].mean() < 0.4


def test_removals_are_the_foster_spells_and_no_two_of_a_child_meet(large):
    removals, homes = large.removals, large.homes
    first_day, left = homes.in_care(removals.child, removals.start), homes.in_care(removals.child, removals.end)
    stays_on = np.isin(removals.reason, (ADOPTED, GUARDIANSHIP))
    assert len(removals) > 400
    assert np.all(first_day)
    assert not left[~stays_on].any()
    assert np.array_equal(homes.anchor(removals.child, removals.start), homes.anchor(removals.carer, removals.start))
    order = np.lexsort((removals.start, removals.child))
    child, start, end = (column[order] for column in (removals.child, removals.start, removals.end))
    again = child[1:] == child[:-1]
    assert again.sum() > 5
    assert np.all(start[1:][again] > end[:-1][again])
    assert np.unique(child, return_counts=True)[1].max() == 2


def test_a_removal_follows_a_report_that_names_the_child(large):
    removals, subjects, reports = large.removals, large.subjects, large.reports
    assert np.array_equal(subjects.child[removals.subject], removals.child)
    gap = removals.start - reports.day[subjects.report[removals.subject]]
    assert gap.min() >= 1
    assert gap.max() < 90
    assert np.all(large.people.present(removals.child, removals.start))
    assert np.all(removals.end - large.people.birth[removals.child] <= 18 * YEAR + 1)


def test_placements_fill_their_removal_without_gap_or_overlap(large):
    placements, removals = large.placements, large.removals
    of = placements.removal
    opens = np.concatenate([[True], of[1:] != of[:-1]])
    assert np.array_equal(placements.start[opens], removals.start)
    assert np.array_equal(placements.end[np.append(opens[1:], True)], removals.end)
    assert np.array_equal(placements.start[1:][~opens[1:]], placements.end[:-1][~opens[1:]])
    assert np.all(placements.start < placements.end)
    assert np.all(placements.setting[np.append(opens[1:], True)] == FOSTER_HOME)


def test_a_child_in_care_is_in_no_shelter_with_its_parents(large):
    stays = large.stays
    child = stays.relation == CHILD
    assert not large.homes.in_care(stays.person[child], stays.entry[child]).any()
    assert not large.homes.in_care(stays.person[child], np.minimum(stays.exit[child], large.window.end_day) - 1)[
        stays.exit[child] - 1 > stays.entry[child]
    ].any()
    assert large.homes.in_care(stays.person[child], stays.exit[child]).any()


def test_housing_after_a_report_halves_the_reports_it_leads_to(large):
    """The same lives twice, once with the housing and once with services only."""
    homes = before_any_care(large)
    unhoused = np.where(np.isin(large.stays.project_type, HOUSED_TYPES), SERVICES_ONLY, large.stays.project_type)
    families = protection.Families(homes, large.stays, large.window)
    led = {}
    for name, stays in (("housed", large.stays), ("not housed", replace(large.stays, project_type=unhoused))):
        found = []
        for seed in range(6):
            rng = np.random.default_rng(seed)
            reports, _ = protection.reported(rng, large.people, homes, stays, large.window)
            found.append(reports.leads_on[families.housed(reports.keeper, reports.day)])
        led[name] = np.concatenate(found)
    assert min(map(len, led.values())) > 400
    effect = led["housed"].mean() / led["not housed"].mean()
    assert effect == pytest.approx(protection.HOUSING_LOWERS_REPORTS.size, abs=0.12)


def test_housing_after_a_report_lowers_removals_by_its_size(large):
    reports, subjects = large.reports, large.subjects
    housed = np.flatnonzero(reports.housed[subjects.report])
    counts = {}
    for name, told in (("housed", reports), ("not housed", replace(reports, housed=np.zeros(len(reports), bool)))):
        counts[name] = 0
        for seed in range(12):
            homes = before_any_care(large)
            out = removed(np.random.default_rng(seed), large.people, homes, told, subjects, large.window)
            counts[name] += int(np.isin(out.subject, housed).sum())
    assert counts["not housed"] > 80
    effect = counts["housed"] / counts["not housed"]
    assert effect == pytest.approx(HOUSING_LOWERS_REMOVAL.size, abs=0.15)
