"""One source held still: nothing new is read, what is in force stays, and who held it when and why is told."""

from dataclasses import replace
from datetime import date

import pytest

from orchestration.errors import TwogenError
from orchestration.intake import freshness, land, pause, pause_in_force, resume, waiting_files
from orchestration.intake.pauses import copy_pauses, pauses
from orchestration.places import Places
from tests.intake.conftest import HOMES, NOW, ROLL, homes, roll, roll_row

REASON = "the agency is\nchanging its system."


@pytest.fixture
def paused(county):
    county.deliver(ROLL, "roll_2026-08.txt", roll(roll_row()))
    pause(county.places, ROLL.feed, "s.teward", county.clock, REASON)
    return county


def test_paused_feed_keeps_what_is_in_force_and_leaves_new_files_unread(paused):
    path = paused.drop(ROLL, "roll_2026-08_r1.txt", roll(roll_row("7"), roll_row("8")))
    path.chmod(0)  # nobody could read it
    assert waiting_files(ROLL, paused.places) == []
    new, in_force = paused.night(ROLL)
    assert (new, in_force["school__roll"].rows, in_force["school__roll"].changed) == ([], 1, False)
    assert path.exists() and len(paused.receipts(ROLL)) == 1


def test_other_feeds_go_on(paused):
    assert paused.deliver(HOMES, "homes_2026-08.zip", homes()).verdict == "accepted"


def test_resumed_feed_takes_what_arrived_meanwhile(paused):
    paused.drop(ROLL, "roll_2026-08_r1.txt", roll(roll_row("7"), roll_row("8")))
    resume(paused.places, ROLL.feed, "s.teward", paused.clock)
    new, in_force = paused.night(ROLL)
    assert (len(new), in_force["school__roll"].rows) == (1, 2)


def test_rejected_delivery_of_a_paused_feed_is_not_judged_again(paused):
    resume(paused.places, ROLL.feed, "s.teward", paused.clock)
    paused.deliver(ROLL, "roll_2026-09.txt", roll(roll_row(seen="09/01/2026"), header="PUPIL"))
    pause(paused.places, ROLL.feed, "s.teward", paused.clock, REASON)
    newer = replace(ROLL, sha256="0" * 64)
    assert land(newer, paused.places, paused.vault, paused.clock) == []


def test_standing_says_who_paused_it_since_when_and_why(paused):
    known = paused.receipts(ROLL)
    standing = freshness(ROLL, known, date(2026, 9, 20), pause_in_force(paused.places, ROLL.feed))
    assert standing.is_paused and not standing.is_stale
    assert standing.reason.startswith("Paused by s.teward since 2026-11-24: the agency is changing its system. New files")
    assert standing.reason.endswith(freshness(ROLL, known, date(2026, 9, 20)).reason)
    assert not freshness(ROLL, known, date(2026, 9, 20)).is_paused


def test_paused_feed_goes_stale_like_any_other(paused):
    standing = freshness(ROLL, paused.receipts(ROLL), date(2026, 12, 20), pause_in_force(paused.places, ROLL.feed))
    assert standing.is_stale and standing.is_paused and "overdue" in standing.reason


def test_every_pause_is_kept_and_none_is_begun_or_ended_twice(paused):
    with pytest.raises(TwogenError, match=r"paused already\. Paused by s\.teward"):
        pause(paused.places, ROLL.feed, "another", paused.clock, "again")
    resume(paused.places, ROLL.feed, "b.oss", paused.clock)
    with pytest.raises(TwogenError, match="not paused"):
        resume(paused.places, ROLL.feed, "b.oss", paused.clock)
    with pytest.raises(TwogenError, match="needs a reason"):
        pause(paused.places, ROLL.feed, "another", paused.clock, " ")
    pause(paused.places, ROLL.feed, "another", paused.clock, "again")
    assert [(p.paused_by, p.resumed_by) for p in pauses(paused.places, ROLL.feed)] == [("s.teward", "b.oss"), ("another", None)]


def test_pauses_are_copied_as_they_were_known_at_a_moment(paused, tmp_path):
    other = Places(tmp_path / "other")
    resume(paused.places, ROLL.feed, "b.oss", paused.clock.replace(hour=9))
    copy_pauses(paused.places, other, paused.clock.replace(hour=8))
    assert pause_in_force(other, ROLL.feed).paused_by == "s.teward"
    earlier = Places(tmp_path / "earlier")
    copy_pauses(paused.places, earlier, NOW.replace(hour=1))
    assert pauses(earlier, ROLL.feed) == []
