"""Routes: where answers go, and what has not got there yet."""

from datetime import timedelta

import pytest

from tests.clock import Clock
from unstuck.storage.message_log import MessageLog
from unstuck.storage.routes import Route, Routes
from unstuck.wording.messages import Message


@pytest.fixture
def routes(database):
    return Routes(database, "slack")


def test_answers_go_to_the_latest_address_from_where_they_stopped(routes):
    routes.keep("a", {"channel": "C1"})
    routes.delivered("a", 3)
    routes.keep("a", {"channel": "C2"})
    assert routes.find("a") == Route({"channel": "C2"}, 3)
    assert routes.find("b") is None


def test_a_conversation_is_behind_until_the_bot_s_last_message_is_delivered(routes, database):
    routes.keep("a", {"channel": "C1"})
    message_log = MessageLog(database, "slack")
    assert routes.behind() == []
    message_log.answer("a", [Message("one"), Message("two")], None)
    routes.delivered("a", 1)
    assert routes.behind() == ["a"]
    assert Routes(database, "telegram").behind() == []
    routes.delivered("a", 2)
    assert routes.behind() == []


def test_the_addresses_of_a_channel_s_recent_conversations_are_known(database):
    clock = Clock()
    mine, other = Routes(database, "discord", clock), Routes(database, "slack", clock)
    mine.keep("old", {"channel": "1"})
    clock.pass_by(hours=23)
    mine.keep("new", {"channel": "2"})
    other.keep("elsewhere", {"channel": "3"})
    clock.pass_by(hours=2)
    assert mine.recent(timedelta(days=1)) == [{"channel": "2"}]
