"""Promises to write again, as a turn makes them and calls them off."""

import pytest

from unstuck.guide.case import Case
from unstuck.guide.turn import CancelFollowUps, ScheduleFollowUp, Turn
from unstuck.support.follow_ups import FollowUps
from unstuck.turns.follow_up_promises import FollowUpPromises
from unstuck.turns.person import Person

ANN = Person("ann", "web", list)
NOTHING = Turn(Case())


@pytest.fixture
def promises(tmp_path):
    return FollowUpPromises(FollowUps(tmp_path))


def test_a_promise_is_called_off_and_that_is_said_if_it_is_asked_for(promises):
    promises.schedule(ScheduleFollowUp(24), Case(), NOTHING, ANN)
    told = promises.cancel(CancelFollowUps(tell=True), Case(), NOTHING, ANN)
    assert [said.name for said in told.says] == ["follow_up_cancelled"]
    told = promises.cancel(CancelFollowUps(tell=True), Case(), NOTHING, ANN)
    assert [said.name for said in told.says] == ["no_follow_up"]


def test_nothing_is_said_of_it_otherwise(promises):
    promises.schedule(ScheduleFollowUp(24), Case(), NOTHING, ANN)
    assert promises.cancel(CancelFollowUps(tell=False), Case(), NOTHING, ANN) == NOTHING
    assert promises.follow_ups.cancel("ann") == 0
