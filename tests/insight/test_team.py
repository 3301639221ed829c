"""Figures about the team: what they say of a few tickets, and that they outlive the people."""

from datetime import timedelta

import pytest

from tests.clock import Clock
from unstuck.insight.team import TeamFigures
from unstuck.settings import read
from unstuck.storage.erasure import Erasure
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.support.actor import Actor
from unstuck.support.known import FixState, Known
from unstuck.support.phase import Reason
from unstuck.support.team_acts import TeamActs
from unstuck.support.tickets import Tickets
from unstuck.support.waits import Waits, in_words
from unstuck.wording.messages import Message

ANN = Actor("team-1", "Ann")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def team(tmp_path, clock):
    return Team(tmp_path, clock)


class Team:
    def __init__(self, database, clock):
        self.clock, self.database = clock, database
        self.tickets, self.acts, self.log = (
            Tickets(database, clock),
            TeamActs(database, clock),
            MessageLog(database, "web"),
        )
        self.figures = TeamFigures(database, clock)

    def ask(self, who):
        self.log.take(who, f"id-{self.clock().timestamp()}", [Incoming(Message("help"), "help")])
        number = self.tickets.open(who, "web", {}, []).number
        self.tickets.know(number, Known("a", "A", fixes=(FixState("restart", "Restart", "open"),)))
        return number

    def answer(self, number, minutes, fix="", reason=Reason.SOLVED):
        self.clock.pass_by(minutes=minutes)
        self.acts.reply(number, ANN, f"key-{number}-{minutes}", Message("Hello"))
        if fix:
            self.acts.hand_fix(number, ANN, fix)
            self.acts.return_fix(number, fix, "solved")
        self.clock.pass_by(minutes=minutes)
        if reason:
            self.acts.close(number, ANN, reason)


def test_what_became_of_the_tickets(team):
    for minutes, who in ((10, "a"), (20, "b"), (40, "c")):
        team.answer(team.ask(f"web-{who}"), minutes, fix="restart" if who == "a" else "")
    team.ask("web-d")
    team.answer(team.ask("web-e"), 60, reason=None)
    found = team.figures.figures(30)
    assert (found.opened, found.closed, found.waiting, found.held) == (5, 3, 1, 1)
    assert found.first_answer == timedelta(minutes=30)
    assert found.solution == timedelta(minutes=40)
    assert found.solved_after == (("", 2), ("restart", 1))
    assert found.back == 0


def test_what_is_opened_again_or_asked_again_within_a_week_came_back(team):
    first, second, third = (team.ask(f"web-{who}") for who in "abc")
    for number in (first, second, third):
        team.answer(number, 1)
    team.clock.pass_by(days=6)
    team.acts.reopen(first, ANN)
    team.ask("web-b")
    team.clock.pass_by(days=3)
    team.ask("web-c")
    found = team.figures.figures(30)
    assert (found.back, found.closed) == (2, 2)


def test_older_tickets_are_not_counted_and_erased_ones_are(team):
    team.answer(team.ask("web-a"), 1)
    Erasure(read({"UNSTUCK_VAR": str(team.database)})).forget("web-a")
    assert team.figures.figures(7).closed == 1
    team.clock.pass_by(days=8)
    assert team.figures.figures(7).opened == 0


def test_the_usual_wait_is_said_when_enough_were_answered_and_never_too_short(team):
    waits = Waits(team.database, team.clock)
    for number in range(4):
        team.answer(team.ask(f"web-{number}"), 10)
    assert in_words(waits.usual()).name == "when_unknown"
    team.answer(team.ask("web-4"), 12)
    assert in_words(waits.usual()).values == {"number": 10}
    team.clock.pass_by(days=15)
    assert waits.usual() is None


@pytest.mark.parametrize(
    ("wait", "name", "number"),
    [
        (timedelta(seconds=20), "when_minutes", 5),
        (timedelta(minutes=11), "when_minutes", 15),
        (timedelta(minutes=50), "when_hour", None),
        (timedelta(minutes=61), "when_hours", 2),
        (timedelta(hours=23, minutes=5), "when_hours", 24),
        (timedelta(hours=30), "when_days", 2),
        (timedelta(days=3, hours=1), "when_days", 4),
    ],
)
def test_a_wait_in_words(wait, name, number):
    line = in_words(wait)
    assert (line.name, line.values.get("number")) == (name, number)
