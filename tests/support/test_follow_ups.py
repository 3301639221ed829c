"""Follow-ups: a promise to write again is kept when its time has come, once, through any restart."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.clock import Clock
from unstuck.support.follow_ups import LEASE_SECONDS, FollowUps

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Letters:
    """Keeps what was written; `gone` are people who cannot be reached."""

    def __init__(self, gone=()):
        self.written = []
        self.gone = gone

    def write(self, promise):
        if promise.conversation_id not in self.gone:
            self.written.append((promise.conversation_id, promise.channel, promise.due))
        return promise.conversation_id not in self.gone


@pytest.fixture
def clock():
    return Clock(NOON)


@pytest.fixture
def letters():
    return Letters()


def test_a_promise_is_kept_when_its_time_has_come_and_survives_a_restart(database, clock, letters):
    FollowUps(database, clock).schedule("ann", "web", 24)
    clock.pass_by(hours=23)
    again = FollowUps(database, clock)
    assert again.keep_due(letters.write) == 0
    clock.pass_by(hours=1)
    assert again.keep_due(letters.write) == 1
    assert again.keep_due(letters.write) == 0
    assert letters.written == [("ann", "web", NOON + timedelta(hours=24))]


def test_one_person_has_one_promise_the_latest(database, clock, letters):
    follow_ups = FollowUps(database, clock)
    follow_ups.schedule("ann", "web", 24)
    follow_ups.schedule("ann", "web", 48)
    clock.pass_by(hours=72)
    follow_ups.keep_due(letters.write)
    assert letters.written == [("ann", "web", NOON + timedelta(hours=48))]


def test_a_promise_that_was_called_off_is_not_kept(database, clock, letters):
    follow_ups = FollowUps(database, clock)
    follow_ups.schedule("ann", "web", 1)
    assert (follow_ups.cancel("ann"), follow_ups.cancel("ann")) == (1, 0)
    clock.pass_by(hours=2)
    assert follow_ups.keep_due(letters.write) == 0


def test_somebody_who_is_gone_is_not_asked_again_and_again(database, clock):
    follow_ups = FollowUps(database, clock)
    follow_ups.schedule("ann", "web", 1)
    follow_ups.schedule("bob", "web", 1)
    letters = Letters(gone=["ann"])
    clock.pass_by(hours=2)
    assert follow_ups.keep_due(letters.write) == 1
    clock.pass_by(days=2)
    assert follow_ups.keep_due(letters.write) == 0


def test_a_sender_that_dies_in_the_act_is_followed_by_another(database, clock, letters):
    follow_ups = FollowUps(database, clock)
    follow_ups.schedule("ann", "web", 1)
    clock.pass_by(hours=2)

    def die(promise):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        follow_ups.keep_due(die)
    assert follow_ups.keep_due(letters.write) == 0, "it is still the dead one's"
    clock.pass_by(seconds=LEASE_SECONDS)
    assert follow_ups.keep_due(letters.write) == 1
