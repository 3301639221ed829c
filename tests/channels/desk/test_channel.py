"""Answers from another help desk: who shares the secret speaks for the team, once, about the ticket that is meant."""

import itertools
import json
import time

import jsonschema
import pytest
import requests
from sanic import Sanic

from channels.desk.channel import DeskInput
from tests.channels.server import Server
from unstuck.settings import read
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.support.actor import COMMAND
from unstuck.support.board import Board
from unstuck.support.phase import Phase, Reason
from unstuck.support.team_acts import TeamActs
from unstuck.support.tickets import Tickets
from unstuck.support.webhook_desk import sign
from unstuck.wording.messages import Message

SECRET = "a-secret-that-both-desks-share"
_numbers = itertools.count(1)


class Desk:
    """A ticket of somebody on the web, and another help desk that answers it."""

    def __init__(self, server):
        self.server, self.id = server, next(_numbers)
        self.conversation_id = f"web-{self.id}"
        settings = server.settings
        self.log = MessageLog.from_settings(settings, channel="web")
        self.log.take(self.conversation_id, "client-id-1", [Incoming(Message("help"), "help")])
        self.number = Tickets.from_settings(settings).open(self.conversation_id, "web", {}, []).number
        self.board, self.acts = Board.from_settings(settings), TeamActs.from_settings(settings)

    def post(self, to=None, secret=SECRET, seconds_ago=0, signature=None, raw=None, **said):
        data = {"id": f"answer-{self.id:03}", "ticket": self.number, "name": "Zoe", "text": "Try it on Wi-Fi."} | said
        body = raw if raw is not None else json.dumps(data).encode()
        stamp = str(int(time.time()) - seconds_ago)
        signed = signature or f"v1={sign(secret, stamp, body)}"
        headers = {"Unstuck-Timestamp": stamp, "Unstuck-Signature": signed, "Content-Type": "application/json"}
        where = f"{self.server.address}/webhooks/desk/tickets/{to or self.number}/messages"
        return requests.post(where, data=body, headers=headers, timeout=30)

    @property
    def said(self):
        entries = self.log.since(self.conversation_id, 1)
        return [(one.message.by, one.message.text) for one in entries if one.message.kind != "notice"]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Server(DeskInput, tmp_path_factory.mktemp("desk"), {"UNSTUCK_DESK_SECRET": SECRET}) as started:
        yield started


@pytest.fixture
def desk(server):
    return Desk(server)


def test_an_answer_reaches_the_person_under_its_name_and_counts_once(desk):
    assert desk.post().json() == {"taken": True}
    assert desk.post().json() == {"taken": False}
    assert desk.said == [("Zoe", "Try it on Wi-Fi.")]
    card = desk.board.card(desk.number)
    assert (card.phase, card.holder, card.holder_name) == (Phase.HELD, "desk-Zoe", "Zoe")


def test_what_is_posted_is_what_the_schema_says(root):
    schema = json.loads((root / "docs" / "reply.schema.json").read_text())
    jsonschema.validate({"id": "answer-001", "ticket": "U-1001", "name": "Zoe", "text": "Hi"}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"id": "answer-001", "ticket": "U-1001", "text": "Hi"}, schema)


@pytest.mark.parametrize(
    "how",
    [
        {"secret": "another-secret-altogether"},
        {"seconds_ago": 330},
        {"seconds_ago": -330},
        {"signature": "v1="},
        {"signature": "ü"},
    ],
)
def test_what_is_forged_or_old_reaches_nobody(desk, how):
    assert desk.post(**how).status_code == 401
    assert desk.said == []


def test_a_genuine_answer_cannot_be_sent_to_another_ticket(desk, server):
    other = Desk(server)
    assert desk.post(to=other.number).status_code == 400
    assert other.said == desk.said == []


@pytest.mark.parametrize(
    "said",
    [
        {"text": ""},
        {"text": "x" * 2001},
        {"text": ["x"]},
        {"name": ""},
        {"name": "x" * 101},
        {"name": "Zoe\nBot"},
        {"id": "short"},
        {"id": 12345678},
        {"more": "than that"},
        {"raw": b"["},
        {"raw": b"[" * 5000},
        {"raw": b"\xff\xfe"},
        {"raw": b"null"},
    ],
)
def test_what_is_no_answer_is_refused_in_words(desk, said):
    refused = desk.post(**said)
    assert refused.status_code == 400
    assert refused.json()["error"]["message"]
    assert desk.said == []


def test_a_ticket_that_is_closed_or_unknown_is_told_of(desk):
    desk.acts.close(desk.number, COMMAND, Reason.SOLVED)
    closed = desk.post()
    assert (closed.status_code, closed.json()["error"]["code"]) == (409, "ticket_closed")
    unknown = desk.post(to="U-9999999", ticket="U-9999999")
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "ticket_unknown")


def test_a_secret_in_an_answer_is_masked_and_too_long_a_body_is_not_read(desk):
    desk.post(text="Your password is hunter2")
    assert desk.said == [("Zoe", "Your password is •••")]
    assert desk.post(raw=b"x" * 20_001).status_code == 413


def test_without_the_secret_there_is_no_route(tmp_path):
    app = Sanic("no-desk")
    app.blueprint(DeskInput(read({"UNSTUCK_VAR": str(tmp_path)})).blueprint(None), url_prefix="/team/api")
    assert list(app.router.routes) == []
