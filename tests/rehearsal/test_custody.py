"""Bookings that could have been: nobody is booked while held, some are booked often, the homeless more."""

import numpy as np
import pytest

from orchestration.rehearsal.days import YEAR
from orchestration.rehearsal.lives.custody import ALIAS_SHARE, DAY_MINUTES, HOMELESSNESS_RAISES_BOOKING
from orchestration.rehearsal.lives.shelter import CHILD, HOMELESS_TYPES


def test_nobody_is_booked_while_held_or_absent_or_under_age(large):
    booked, people = large.bookings, large.people
    day = booked.entry // DAY_MINUTES
    assert np.all(people.present(booked.person, day))
    assert np.all(day - people.birth[booked.person] >= 18 * YEAR - 1)
    order = np.lexsort((booked.entry, booked.person))
    person, entry, exit_ = (column[order] for column in (booked.person, booked.entry, booked.exit))
    again = person[1:] == person[:-1]
    assert again.sum() > 1_000
    assert np.all(entry[1:][again] > exit_[:-1][again])
    assert np.all(booked.exit > booked.entry)


def test_few_people_have_many_of_the_bookings(large):
    times = np.sort(np.bincount(large.bookings.person))[::-1]
    booked = times[times > 0]
    assert booked[: len(booked) // 10].sum() > 0.3 * booked.sum()
    person, entry = large.bookings.person, large.bookings.entry
    order = np.lexsort((entry, person))
    person, entry = person[order], entry[order]
    thrice = (person[2:] == person[:-2]) & (entry[2:] - entry[:-2] < YEAR * DAY_MINUTES)
    assert len(np.unique(person[2:][thrice])) > 100  # frequent: three bookings in twelve months


def test_the_same_people_are_booked_more_when_they_have_no_home(large):
    stays, booked, span = large.stays, large.bookings, large.window
    nights = np.isin(stays.project_type, HOMELESS_TYPES) & (stays.relation != CHILD)
    start = np.maximum(stays.entry[nights], span.start_day)
    end = np.minimum(stays.exit[nights], np.minimum(span.end_day, start + 365))
    who = stays.person[nights]
    here = np.minimum(np.minimum(large.people.leaves[who], large.people.dies[who]), end)
    homeless = np.bincount(who, np.maximum(here - start, 0), minlength=len(large.people))
    people = np.flatnonzero(homeless > 0)
    first = np.maximum(np.maximum(large.people.arrives, large.people.birth + 18 * YEAR)[people], span.start_day)
    last = np.minimum(np.minimum(large.people.leaves, large.people.dies)[people], span.end_day)
    day = booked.entry // DAY_MINUTES
    rows = np.flatnonzero(np.isin(booked.person, people))
    without = large.stays.homeless_on(booked.person[rows], day[rows])
    assert without.sum() > 60
    ratio = (without.sum() / homeless[people].sum()) / ((~without).sum() / (last - first - homeless[people]).sum())
    assert ratio == pytest.approx(HOMELESSNESS_RAISES_BOOKING.size, abs=0.9)


def test_other_names_belong_to_a_share_of_those_booked(large):
    booked = np.unique(large.bookings.person)
    known = np.flatnonzero(large.aliases.first >= 0)
    assert set(known) <= set(booked)
    assert len(known) / len(booked) == pytest.approx(ALIAS_SHARE, abs=0.02)
    assert np.all(large.aliases.last[known] >= 0)
