"""Promises to write again, as a turn makes them and calls them off."""

import pytest

from unstuck.guide.case import Case
from unstuck.guide.turn import CancelFollowUps, ScheduleFollowUp, Turn
from unstuck.support.follow_ups import FollowUps
from unstuck.turns.person import Person
from unstuck.turns.reminders import Reminders

ANN = Person("ann", "web", list)
NOTHING = Turn(Case())


@pytest.fixture
def reminders(tmp_path):
    return Reminders(FollowUps(tmp_path))


def test_a_promise_is_called_off_and_that_is_said_if_it_is_asked_for(reminders):
    reminders.schedule(ScheduleFollowUp(24), Case(), NOTHING, ANN)
    told = reminders.cancel(CancelFollowUps(tell=True), Case(), NOTHING, ANN)
    assert [said.name for said in told.says] == ["follow_up_cancelled"]
    told = reminders.cancel(CancelFollowUps(tell=True), Case(), NOTHING, ANN)
    assert [said.name for said in told.says] == ["no_follow_up"]


def test_nothing_is_said_of_it_otherwise(reminders):
    reminders.schedule(ScheduleFollowUp(24), Case(), NOTHING, ANN)
    assert reminders.cancel(CancelFollowUps(tell=False), Case(), NOTHING, ANN) == NOTHING
    assert reminders.follow_ups.cancel("ann") == 0
