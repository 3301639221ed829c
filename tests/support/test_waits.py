"""How long people wait: measured, rounded up, and not said where too few were answered."""

from datetime import timedelta

import pytest

from tests.clock import Clock
from unstuck.guide.turn import Line
from unstuck.storage.database import connect
from unstuck.support.actor import PERSON, Actor
from unstuck.support.ticket_events import Action, note
from unstuck.support.waits import FEWEST, Waits, in_words


def answered(folder, clock, waits):
    """Tickets, each first answered after so many minutes."""
    with connect(folder).begin() as connection:
        for ticket, minutes in enumerate(waits, 1):
            note(connection, clock(), PERSON, Action.OPENED, ticket)
            for later in (minutes, minutes + 100):
                at = clock() + timedelta(minutes=later)
                note(connection, at, Actor("team-1", "Ann"), Action.REPLIED, ticket)


def test_the_usual_wait_is_the_median_to_the_first_answer(tmp_path):
    clock = Clock()
    answered(tmp_path, clock, [1, 5, 12, 30, 600])
    assert Waits(tmp_path, clock).usual() == timedelta(minutes=12)
    clock.pass_by(days=15)
    assert Waits(tmp_path, clock).usual() is None


def test_of_too_few_answers_nothing_is_said(tmp_path):
    clock = Clock()
    answered(tmp_path, clock, [3] * (FEWEST - 1))
    assert Waits(tmp_path, clock).usual() is None
    assert in_words(None) == Line("when_unknown")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, Line("when_minutes", {"number": 5})),
        (11, Line("when_minutes", {"number": 15})),
        (46, Line("when_hour")),
        (61, Line("when_hours", {"number": 2})),
        (24 * 60, Line("when_hours", {"number": 24})),
        (24 * 60 + 1, Line("when_days", {"number": 2})),
        (50 * 60, Line("when_days", {"number": 3})),
    ],
)
def test_a_wait_is_rounded_up(minutes, said):
    assert in_words(timedelta(minutes=minutes)) == said
