"""Routes: where answers go, and what has not got there yet."""

import pytest

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
