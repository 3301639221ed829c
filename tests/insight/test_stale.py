"""Steps at which more people leave than before are named, and those where it is chance are not."""

from datetime import timedelta

import pytest

from tests.clock import NOON, Clock
from unstuck.cli.main import main
from unstuck.insight.stale import Stale, StaleStep
from unstuck.storage.conversations import SOLVED, Conversations, Position

MONTH = timedelta(days=30)
AT = Position("lamp", method="restart", step=1)


@pytest.fixture
def clock():
    return Clock(NOON)


@pytest.fixture
def talks(database, clock):
    store = Conversations(database, b"key", MONTH * 12, clock)

    def note(days_ago, left, solved):
        clock.time = NOON - timedelta(days=days_ago)
        for number in range(left + solved):
            store.note(f"{days_ago}-{number}", "web", AT, "" if number < left else SOLVED)
        clock.time = NOON

    return note


def test_a_step_at_which_more_people_leave_is_named(database, clock, talks):
    talks(45, left=2, solved=28)
    talks(5, left=15, solved=15)
    assert Stale(database, clock).steps(30) == [StaleStep("lamp", "restart", 2, 15, 30, 2, 30)]


@pytest.mark.parametrize(
    ("before", "now"), [((2, 28), (4, 26)), ((15, 15), (15, 15)), ((0, 0), (9, 1)), ((0, 3), (2, 1))]
)
def test_chance_and_what_was_never_otherwise_are_not(database, clock, talks, before, now):
    talks(45, *before)
    talks(5, *now)
    assert Stale(database, clock).steps(30) == []


def test_the_command_says_that_there_is_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("UNSTUCK_VAR", str(tmp_path))
    assert main(["articles", "stale"]) == 0
    assert capsys.readouterr().out == "No step at which clearly more people leave than before.\n"
