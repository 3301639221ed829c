"""The sender: whoever wanted to be written to is asked once, on their own channel, whatever breaks in between."""

from dataclasses import replace

import pytest

from channels.sender import Sender
from unstuck.settings import read
from unstuck.storage.attachments import Attachments
from unstuck.storage.message_log import Incoming, Log
from unstuck.support.follow_ups import FollowUps
from unstuck.wording.messages import Message

HELLO = [Incoming(Message("hello"), "hello")]


@pytest.fixture
def settings(tmp_path):
    return read({"UNSTUCK_VAR": str(tmp_path)})


@pytest.fixture
def log(settings):
    log = Log(settings.place, "web")
    log.take("web-a", "id-1", HELLO)
    log.answer("web-a", [Message("hi")], log.next_waiting("web-a").id)
    return log


def test_the_bot_is_asked_to_write_and_nobody_sees_that_it_was_asked(settings, log):
    FollowUps(settings.place).schedule("web-a", "web", -1)
    assert Sender(settings).send_due() == 1
    assert log.next_waiting("web-a").text == "/follow_up_due"
    assert [entry.message.text for entry in log.since("web-a", 0)] == ["hello", "hi"]


def test_a_promise_that_is_handed_over_twice_rings_once(settings, log):
    FollowUps(settings.place).schedule("web-a", "web", -1)
    sender = Sender(settings)
    promises = []
    ring = sender._ring
    sender._ring = lambda promise: promises.append(promise) or ring(promise)
    sender.send_due()
    log.answer("web-a", [Message("does it work now?")], log.next_waiting("web-a").id)
    assert ring(promises[0])
    assert log.next_waiting("web-a") is None


@pytest.mark.parametrize(("owner", "channel"), [("web-unknown", "web"), ("web-a", "rest"), ("web-a", "slack")])
def test_nothing_is_written_where_there_is_nobody(settings, log, owner, channel):
    FollowUps(settings.place).schedule(owner, channel, -1)
    assert Sender(settings).send_due() == 0
    assert log.next_waiting("web-a") is None


def test_a_deleted_conversation_is_left_alone(settings, log):
    FollowUps(settings.place).schedule("web-a", "web", -1)
    log.mark_deleted("web-a")
    assert Sender(settings).send_due() == 0


def test_what_has_expired_is_cleared_away(settings):
    short = replace(settings, attachment_hours=1e-9)
    kept = Attachments.from_settings(short).put("web-a", b"x", filename="x")
    Sender(settings).sweep()
    assert not list((settings.var / "attachments").glob(kept.id))
