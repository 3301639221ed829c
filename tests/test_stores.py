"""Follow-ups and outcomes in the local database."""

from datetime import datetime, timedelta, timezone

import pytest

from unstuck.errors import StoreError
from unstuck.follow_ups import FollowUps
from unstuck.outcomes import Outcomes, Tally

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


class Clock:
    def __init__(self):
        self.time = NOON

    def __call__(self):
        return self.time


def test_a_follow_up_is_due_when_its_time_has_come_and_survives_a_restart(tmp_path):
    clock = Clock()
    FollowUps(tmp_path, clock).schedule("ann", "rest", 24)
    clock.time += timedelta(hours=23)
    again = FollowUps(tmp_path, clock)
    assert again.due() == []
    clock.time += timedelta(hours=1)
    assert [(item.owner, item.channel, item.due) for item in again.due()] == [
        ("ann", "rest", NOON + timedelta(hours=24))
    ]


def test_one_person_has_one_follow_up_the_latest(tmp_path):
    clock = Clock()
    follow_ups = FollowUps(tmp_path, clock)
    follow_ups.schedule("ann", "rest", 24)
    follow_ups.schedule("ann", "rest", 48)
    clock.time += timedelta(hours=72)
    assert [item.due for item in follow_ups.due()] == [NOON + timedelta(hours=48)]


def test_a_follow_up_that_was_called_off_is_never_due(tmp_path):
    clock = Clock()
    follow_ups = FollowUps(tmp_path, clock)
    follow_ups.schedule("ann", "rest", 1)
    assert (follow_ups.cancel("ann"), follow_ups.cancel("ann")) == (1, 0)
    clock.time += timedelta(hours=2)
    assert follow_ups.due() == []


def test_outcomes_are_counted_by_cause_fix_and_result(tmp_path):
    outcomes = Outcomes(tmp_path)
    for result in ("failed", "solved", "solved"):
        outcomes.record("a", "glitch", "restart", result)
    assert outcomes.tally() == [
        Tally("a", "glitch", "restart", "failed", 1),
        Tally("a", "glitch", "restart", "solved", 2),
    ]


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="please try again"):
        Outcomes(tmp_path / "file")
