"""The Slack desk, against a server that answers as Slack does."""

import json
from urllib.parse import parse_qs

import pytest

from tests.support.conftest import FACTS
from unstuck.errors import DeskError
from unstuck.support.desk_notice import notice
from unstuck.support.slack_desk import MOST_CHARACTERS, Slack


@pytest.fixture
def desk(peer):
    peer.answer(200, json.dumps({"ok": True, "ts": "17.42"}).encode())
    return Slack("C0DESK", "xoxb-token", f"{peer.address}/api")


def sent(peer):
    got = peer.got[-1]
    if "json" in got.headers["Content-Type"]:
        return json.loads(got.body)
    return {name: values[0] for name, values in parse_qs(got.body.decode()).items()}


def test_a_ticket_is_a_message_in_the_channel(desk, peer, ticket):
    assert desk.deliver(notice(ticket, 1)) == "17.42"
    assert peer.got[0].path == "/api/chat.postMessage"
    assert peer.got[0].headers["Authorization"] == "Bearer xoxb-token"
    text = sent(peer)["text"]
    assert sent(peer)["channel"] == "C0DESK"
    for part in ("*U-1001 Profile Photo Update Failed*", "Device: ipad", "Fixes tried: Restart", "Person: it says"):
        assert part in text


def test_an_addition_goes_into_the_thread_and_says_only_what_is_new(desk, peer, tickets, ticket):
    more = tickets.open("ann", "web", FACTS, [*ticket.transcript, ("user", "still broken")])
    desk.deliver(notice(more, 2, thread="17.42"))
    assert sent(peer)["thread_ts"] == "17.42"
    assert "still broken" in sent(peer)["text"]
    assert "it says update failed" not in sent(peer)["text"]


def test_nobody_can_mention_the_channel_or_plant_a_link(desk, peer, tickets):
    said = [("user", "<!channel> <https://evil.example|click> &")]
    desk.deliver(notice(tickets.open("eve", "web", {}, said), 1))
    assert "&lt;!channel&gt; &lt;https://evil.example|click&gt; &amp;" in sent(peer)["text"]
    assert "<" not in sent(peer)["text"]


def test_of_a_long_talk_the_end_is_shown(desk, peer, tickets):
    said = [("user", f"message {number} {'x' * 500}") for number in range(40)]
    desk.deliver(notice(tickets.open("ann", "web", FACTS, said), 1))
    text = sent(peer)["text"]
    assert len(text) <= MOST_CHARACTERS + 10
    assert "message 39" in text
    assert "message 1 " not in text


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        (200, "channel_not_found", "desk_refused"),
        (200, "invalid_auth", "desk_refused"),
        (429, "ratelimited", "desk_failed"),
        (200, "internal_error", "desk_failed"),
        (503, "service_unavailable", "desk_failed"),
    ],
)
def test_a_refusal_is_told_from_a_failure(desk, peer, ticket, status, error, code):
    peer.answer(status, json.dumps({"ok": False, "error": error}).encode())
    with pytest.raises(DeskError, match=error) as raised:
        desk.deliver(notice(ticket, 1))
    assert raised.value.code == code


def test_an_answer_that_is_no_json_is_a_failure(desk, peer, ticket):
    peer.answer(502, b"<html>")
    with pytest.raises(DeskError) as error:
        desk.deliver(notice(ticket, 1))
    assert error.value.code == "desk_failed"


def test_nobody_there_is_a_failure_and_the_token_stays_unsaid(ticket):
    with pytest.raises(DeskError) as error:
        Slack("C0DESK", "xoxb-token", "http://127.0.0.1:1").deliver(notice(ticket, 1))
    assert error.value.code == "desk_failed"
    assert "xoxb" not in error.value.message
