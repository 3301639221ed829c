"""What a messenger could not deliver after all is kept with the message, and the team hears of its own."""

import pytest

from tests.support.one_ticket import ANN, Desk
from unstuck.settings import read
from unstuck.storage.outbox import Outbox
from unstuck.support.notes import NoteKind
from unstuck.support.undelivered import Undelivered
from unstuck.wording.messages import Message

WHY = "the person has blocked this number"


@pytest.fixture
def settings(tmp_path):
    desk = {"UNSTUCK_DESK_SLACK_CHANNEL": "C0DESK", "UNSTUCK_SLACK_TOKEN": "xoxb-token"}
    return read({"UNSTUCK_VAR": str(tmp_path), **desk})


@pytest.fixture
def desk(settings, clock):
    return Desk(settings.var, clock)


@pytest.fixture
def undelivered(settings, clock):
    return Undelivered.from_settings(settings, clock)


def test_a_teammate_s_message_is_noted_at_the_ticket_once(desk, undelivered):
    (*_, entry) = desk.acts.reply(desk.number, ANN, "key-00001", Message("Hello?")).entries
    assert undelivered.keep("web-cat", entry.seq, WHY)
    assert not undelivered.keep("web-cat", entry.seq, WHY)
    view = desk.board.view(desk.number, ANN)
    (note,) = view.notes
    assert note.kind == NoteKind.UNDELIVERED
    assert "Ann" in note.text
    assert WHY in note.text
    assert [event.action for event in view.events][-1] == "undelivered"


def test_the_desk_where_people_read_along_hears_of_it(desk, undelivered, settings, clock):
    (*_, entry) = desk.acts.reply(desk.number, ANN, "key-00001", Message("Hello?")).entries
    undelivered.keep("web-cat", entry.seq, WHY)
    (item,) = Outbox(settings.var, "slack", clock).claim(9, 60)
    assert (item.payload["ticket"], item.payload["seq"]) == (desk.number, entry.seq)


def test_of_what_the_bot_said_the_team_hears_nothing(desk, undelivered):
    assert undelivered.keep("web-cat", 2, WHY)
    assert desk.board.view(desk.number, ANN).notes == ()


def test_what_the_person_said_and_what_there_is_not_cannot_be_undelivered(desk, undelivered):
    assert not undelivered.keep("web-cat", 1, WHY)
    assert not undelivered.keep("web-cat", 99, WHY)
    assert not undelivered.keep("web-dog", 2, WHY)
