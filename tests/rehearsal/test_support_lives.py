"""Assistance, training and water in the lives: who gets them, that it hangs together, and that what is planted is there."""

import numpy as np
import pytest

from orchestration.rehearsal.days import NEVER, days_of, first_day, month_of, window
from orchestration.rehearsal.lives import benefits
from orchestration.rehearsal.lives.county import lived
from orchestration.rehearsal.lives.training import HIRING_AFTER_TRAINING
from orchestration.rehearsal.lives.water import PROTECTED
from orchestration.rehearsal.records.assistance_clients import CHILD, SELF, STEPCHILD, relations
from orchestration.rehearsal.streams import Streams


def test_food_assistance_reaches_about_a_tenth_of_the_county(usual):
    people, issued, end = usual.county.people, usual.county.support.issued, usual.county.window.end
    here = people.present(np.arange(len(people)), usual.county.window.end_day - 30).sum()
    assert 0.06 < issued.size[issued.month == end].sum() / here < 0.16


def test_benefits_lie_between_nothing_and_the_maximum_and_fall_with_income(usual):
    issued = usual.county.support.issued
    assert np.all((issued.benefit >= 0) & (issued.benefit <= benefits.maximum(issued.size)))
    assert np.all(issued.net <= issued.earned + issued.pension + issued.ssi + issued.other)
    pairs = issued.size == 2
    assert issued.benefit[pairs & (issued.net < 200)].min() > issued.benefit[pairs & (issued.net > 1_000)].max()


def test_members_are_here_when_they_join_and_in_one_case_at_a_time(usual):
    rows, people = usual.county.support.memberships, usual.county.people
    assert np.all(people.present(rows.person, days_of(rows.first)))
    assert np.all(rows.last >= rows.first)
    order = np.lexsort((rows.first, rows.person))
    same = rows.person[order][1:] == rows.person[order][:-1]
    assert same.sum() > 100
    assert np.all(rows.first[order][1:][same] > rows.last[order][:-1][same])


def test_every_issuance_has_its_head_and_as_many_members_as_its_size(usual):
    issued, rows, end = usual.county.support.issued, usual.county.support.memberships, usual.county.window.end
    for month in (end - 40, end - 7, end):
        now = (rows.first <= month) & (rows.last >= month)
        size = np.bincount(rows.head[now], minlength=len(usual.county.people))
        this = issued.month == month
        assert this.sum() > 100
        assert np.array_equal(size[issued.head[this]], issued.size[this])
        assert np.all(np.isin(issued.head[this], rows.person[now]))


def test_cases_close_more_often_when_earnings_rise(usual):
    issued = usual.county.support.issued
    order = np.lexsort((issued.month, issued.head))
    earned, closes = issued.earned[order], issued.closes[order]
    follows = (issued.head[order][1:] == issued.head[order][:-1]) & (issued.month[order][1:] == issued.month[order][:-1] + 1)
    rose = earned[1:] > earned[:-1] + 1_000
    assert (rose & follows).sum() > 50
    assert np.mean(closes[1:][rose & follows] == 0) > 4 * np.mean(closes[1:][~rose & follows] == 0)


def test_cash_goes_to_families_with_children_most_of_whom_have_food_assistance(usual):
    support, people = usual.county.support, usual.county.people
    family, aided = support.granted, support.aided
    assert family.count.max() <= benefits.CASH_MONTHS
    assert 0.8 < np.mean(family.food > 0) < 1
    minor = people.birth[aided.person] > days_of(aided.month) - 18 * 365.25
    key = lambda rows: rows.month.astype(np.int64) * 2**32 + rows.head  # noqa: E731
    assert np.all(np.isin(key(family), key(aided)[minor]))
    assert np.all(np.isin(key(aided), key(family)))
    assert np.all(people.present(aided.person, days_of(aided.month)))


def test_most_members_of_cash_families_are_the_head_and_own_children(usual):
    aided = usual.county.support.aided
    found = relations(usual.county, aided.person, aided.head, days_of(aided.month))
    people = usual.county.people
    assert np.mean(np.isin(found, (SELF, CHILD, STEPCHILD))) > 0.8
    parents = np.stack([people.mother[aided.person], people.father[aided.person]])
    assert np.array_equal(found == CHILD, (parents == aided.head).any(axis=0))


def test_planted_training_is_found_within_the_trained():
    """Of the quarters without a job, those in the two years after a completed training end in a hire more often."""
    county = lived(Streams((5, 80_000, 60, 0)), window("2026-10", 60), 80_000, 0.02)
    rows, quarters = county.trainings, np.unique(county.jobs.quarter)
    works = np.zeros((len(county.people), len(quarters)), bool)
    works[county.jobs.person[county.jobs.spell], county.jobs.quarter - quarters[0]] = True
    trained = np.unique(rows.person[rows.completed & np.isin(rows.person, county.jobs.person)])
    helped = np.stack([rows.helped(int(quarter), len(county.people)) for quarter in quarters], axis=1)
    here = np.stack([county.people.present(trained, first_day(int(quarter) * 3) + 45) for quarter in quarters], axis=1)
    free, hired, after = ~works[trained, :-1] & here[:, 1:], works[trained, 1:], helped[trained, 1:]
    rates = [hired[free & side].mean() for side in (after, ~after)]
    assert (free & after).sum() > 400
    assert rates[0] / rates[1] == pytest.approx(HIRING_AFTER_TRAINING.size, rel=0.2)


def test_participations_of_one_person_do_not_overlap(usual):
    rows, people = usual.county.trainings, usual.county.people
    order = np.lexsort((rows.start, rows.person))
    same = rows.person[order][1:] == rows.person[order][:-1]
    assert same.sum() > 5
    assert np.all(rows.start[order][1:][same] > rows.end[order][:-1][same] + 89)
    assert np.all(rows.end >= rows.start)
    assert np.all(people.present(rows.person, rows.start))
    assert np.all((rows.began == NEVER) == (rows.kind == 0))


def test_water_accounts_follow_the_head_of_the_household(usual):
    county, rows = usual.county, usual.county.water.accounts
    day = county.window.start_day + 45
    open_then = (rows.start <= day) & (day <= rows.end) & (month_of(rows.end) > month_of(np.array([day]))[0])
    assert open_then.sum() > 1_000
    lives = county.homes.dwelling(rows.head[open_then], day)
    assert np.mean(lives == rows.dwelling[open_then]) > 0.95
    assert np.all(county.water.metered[rows.dwelling])


def test_water_troubles_lie_inside_their_account_one_after_another_and_meet_the_poor(usual):
    county, rows, accounts = usual.county, usual.county.water.troubles, usual.county.water.accounts
    assert np.all(rows.start >= accounts.start[rows.account])
    assert np.all((rows.end <= accounts.end[rows.account]) | (rows.end == NEVER))
    same = rows.account[1:] == rows.account[:-1]
    assert np.all(rows.start[1:][same] > rows.end[:-1][same])
    assert np.all((rows.protection >= 0) == (rows.status == PROTECTED))
    means = county.people.means[accounts.head]
    assert means[np.unique(rows.account)].mean() < means.mean() - 0.1


@pytest.mark.parametrize(("size", "net", "amount"), [(1, 0, 291), (1, 2_000, 23), (3, 500, 616), (4, 9_999, 0), (10, 0, 2_189)])
def test_benefit_is_the_maximum_less_three_tenths_of_net_income(size, net, amount):
    assert benefits.food(np.array([size]), np.array([net]))[0] == amount
