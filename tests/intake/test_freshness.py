"""Stale means: the newest was rejected, the next is overdue, or nothing ever came."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from orchestration.intake import Receipt, freshness
from tests.intake.conftest import HOMES, ROLL, SECRET, WAGES


def receipt(period, arrived, verdict="accepted", is_history=False):
    return Receipt(
        "f", f"{period}_{arrived}", period, is_history, "name", "sha", 1, datetime.fromisoformat(arrived).replace(tzinfo=UTC),
        datetime(2026, 11, 24, tzinfo=UTC), "1.0.0", "sha", verdict, "", {}, (),
    )  # fmt: skip


@pytest.mark.parametrize(("today", "overdue"), [(date(2026, 10, 15), 0), (date(2026, 10, 16), 1), (date(2026, 11, 24), 40)])
def test_next_delivery_is_overdue_the_day_after_it_was_due(today, overdue):
    standing = freshness(ROLL, [receipt("2026-08", "2026-09-03")], today)
    assert (standing.is_stale, standing.days_overdue) == (overdue > 0, overdue)
    assert (standing.last_period, standing.due_date) == ("2026-08", date(2026, 10, 15))
    assert (f"2026-09 was due on 2026-10-15 and is {overdue} day" in standing.reason) == (overdue > 0)


def test_quarter_is_due_so_many_days_after_it_ends():
    standing = freshness(WAGES, [receipt("2026-2", "2026-08-01")], date(2026, 12, 20))
    assert (standing.due_date, standing.days_overdue) == (date(2026, 12, 14), 6)


def test_feed_is_stale_while_its_newest_delivery_is_rejected():
    known = [receipt("2026-08", "2026-09-03"), receipt("2026-09", "2026-10-03", "rejected")]
    standing = freshness(ROLL, known, date(2026, 10, 4))
    assert standing.is_stale and standing.days_overdue == 0 and "for 2026-09, was rejected" in standing.reason
    assert standing.last_period == "2026-08"
    standing = freshness(ROLL, [*known, receipt("2026-09", "2026-10-05", "accepted_with_errors")], date(2026, 10, 6))
    assert not standing.is_stale and standing.last_period == "2026-09"


def test_first_delivery_that_is_rejected_leaves_nothing_in_force_and_says_so():
    standing = freshness(ROLL, [receipt("2026-08", "2026-09-03", "rejected")], date(2026, 9, 4))
    assert standing.is_stale
    assert standing.reason == "The newest delivery, for 2026-08, was rejected; nothing of this feed is in force yet."


def test_month_that_was_rejected_is_not_hidden_by_the_next_one():
    known = [receipt("2026-07", "2026-08-03"), receipt("2026-08", "2026-09-03", "rejected"), receipt("2026-09", "2026-10-03")]
    standing = freshness(ROLL, known, date(2026, 10, 6))
    assert (standing.is_stale, standing.days_overdue, standing.last_period) == (True, 21, "2026-09")
    assert "2026-08 was due on 2026-09-15" in standing.reason
    assert not freshness(ROLL, [*known, receipt("2026-08", "2026-10-05")], date(2026, 10, 6)).is_stale


def test_history_speaks_for_every_period_up_to_its_own():
    known = [receipt("2026-05", "2026-06-01"), receipt("2026-08", "2026-09-01", is_history=True)]
    known.append(receipt("2026-09", "2026-10-03"))
    assert not freshness(ROLL, known, date(2026, 10, 6)).is_stale


def test_later_snapshot_makes_good_for_one_that_never_came():
    assert not freshness(HOMES, [receipt("2026-07", "2026-08-03"), receipt("2026-09", "2026-10-03")], date(2026, 10, 6)).is_stale


def test_late_delivery_says_by_how_many_days_until_the_next_is_due():
    standing = freshness(ROLL, [receipt("2026-08", "2026-09-25")], date(2026, 9, 26))
    assert not standing.is_stale and "2026-08 came 10 days late" in standing.reason


def test_historical_load_is_never_late():
    standing = freshness(ROLL, [receipt("2026-08", "2026-10-01", is_history=True)], date(2026, 10, 2))
    assert not standing.is_stale and "late" not in standing.reason


def test_restated_old_period_does_not_hide_that_a_newer_one_is_in_force():
    known = [receipt("2026-09", "2026-10-03"), receipt("2026-08", "2026-10-05")]
    assert freshness(ROLL, known, date(2026, 10, 6)).last_period == "2026-09"


def test_feed_that_never_came_is_stale():
    standing = freshness(ROLL, [], date(2026, 10, 6))
    assert (standing.is_stale, standing.last_period, standing.due_date) == (True, None, None)
    assert standing.reason == "Nothing was ever delivered."


def test_reason_tells_nothing_of_the_file():
    named = replace(receipt("2026-08", "2026-09-03", "rejected"), file_name=SECRET, message=SECRET)
    assert SECRET not in freshness(ROLL, [named], date(2026, 9, 4)).reason
