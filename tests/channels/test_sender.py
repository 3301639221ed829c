"""The sender: whoever wanted to be written to is asked once, on their own channel, whatever breaks in between."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from channels.sender import Sender
from unstuck.settings import read
from unstuck.storage.attachments import Attachments
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.support.follow_ups import FollowUps
from unstuck.wording.messages import Message

HELLO = [Incoming(Message("hello"), "hello")]


@pytest.fixture
def settings(tmp_path):
    return read({"UNSTUCK_VAR": str(tmp_path)})


@pytest.fixture
def message_log(settings):
    message_log = MessageLog(settings.database_location, "web")
    message_log.take("web-a", "id-1", HELLO)
    message_log.answer("web-a", [Message("hi")], message_log.next_waiting("web-a").id)
    return message_log


def test_the_bot_is_asked_to_write_and_nobody_sees_that_it_was_asked(settings, message_log):
    FollowUps(settings.database_location).schedule("web-a", "web", -1)
    assert Sender(settings).send_due() == 1
    assert message_log.next_waiting("web-a").text == "/follow_up_due"
    assert [entry.message.text for entry in message_log.since("web-a", 0)] == ["hello", "hi"]


def test_a_promise_that_is_handed_over_twice_is_kept_once(settings, message_log):
    due = datetime(2026, 3, 1, 12, tzinfo=UTC)
    for _ in range(2):
        FollowUps(settings.database_location, lambda: due).schedule("web-a", "web", 0)
        assert Sender(settings).send_due() == 1
        if found := message_log.next_waiting("web-a"):
            message_log.answer("web-a", [Message("does it work now?")], found.id)
    assert message_log.next_waiting("web-a") is None
    assert [entry.message.text for entry in message_log.since("web-a", 0)].count("does it work now?") == 1


@pytest.mark.parametrize(
    ("conversation_id", "channel"), [("web-unknown", "web"), ("web-a", "rest"), ("web-a", "slack")]
)
def test_nothing_is_written_where_there_is_nobody(settings, message_log, conversation_id, channel):
    FollowUps(settings.database_location).schedule(conversation_id, channel, -1)
    assert Sender(settings).send_due() == 0
    assert message_log.next_waiting("web-a") is None


def test_a_deleted_conversation_is_left_alone(settings, message_log):
    FollowUps(settings.database_location).schedule("web-a", "web", -1)
    message_log.mark_deleted("web-a")
    assert Sender(settings).send_due() == 0


def test_what_has_expired_is_cleared_away(settings):
    short = replace(settings, attachment_hours=1e-9)
    kept = Attachments.from_settings(short).put("web-a", b"x", filename="x")
    Sender(settings).sweep()
    assert not list((settings.var / "attachments").glob(kept.id))
