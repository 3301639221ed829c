"""The webhook desk, against a real HTTP server."""

import json
import re

import jsonschema
import pytest

from tests.support.conftest import FACTS
from unstuck.errors import DeskError
from unstuck.support import webhook_desk as webhook
from unstuck.support.desk_notice import notice
from unstuck.support.webhook_desk import Webhook

SECRET = "a shared secret"


@pytest.fixture
def desk(peer, clock):
    return Webhook(f"{peer.address}/in?team=1", SECRET, clock)


@pytest.fixture(scope="module")
def verify(root):
    """The receiver's check, as docs/hand-off.md shows it."""
    (code,) = re.findall(r"```python\n(.*?)```", (root / "docs" / "hand-off.md").read_text(encoding="utf-8"), re.DOTALL)
    names: dict = {}
    exec(code, names)
    return names["is_from_unstuck"]


def test_a_ticket_arrives_as_json_that_the_documented_check_and_schema_accept(root, desk, peer, ticket, clock, verify):
    assert desk.deliver(notice(ticket, 1)) == "status 200"
    (got,) = peer.got
    assert got.path == "/in?team=1"
    assert verify(SECRET, got.headers, got.body, now=clock().timestamp())
    document = json.loads(got.body)
    jsonschema.validate(document, json.loads((root / "docs" / "ticket.schema.json").read_text()))
    assert document["type"] == "ticket.opened"
    assert document["ticket"]["fixes_tried"] == ["Restart"]
    assert document["ticket"]["transcript"][0] == {"who": "user", "text": "it says update failed"}
    assert got.headers["Idempotency-Key"] == document["id"]


def test_what_is_forged_changed_or_old_fails_the_check(desk, peer, ticket, clock, verify):
    desk.deliver(notice(ticket, 1))
    (got,) = peer.got
    time = clock().timestamp()
    assert not verify("another secret", got.headers, got.body, now=time)
    assert not verify(SECRET, got.headers, got.body.replace(b"ipad", b"ipod"), now=time)
    assert not verify(SECRET, {**got.headers, "Unstuck-Timestamp": str(int(time) + 1)}, got.body, now=time)
    assert not verify(SECRET, got.headers, got.body, now=time + 301)


def test_a_second_try_has_the_same_key_and_an_addition_another(desk, peer, tickets, ticket):
    more = tickets.open("ann", "web", FACTS, [*ticket.transcript, ("user", "still")])
    for n in (1, 1, 2):
        desk.deliver(notice(more, n))
    first, again, added = (got.headers["Idempotency-Key"] for got in peer.got)
    assert first == again != added
    document = json.loads(peer.got[2].body)
    assert (document["type"], document["sequence"], document["ticket"]["new_from"]) == ("ticket.updated", 2, 2)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        *((status, "desk_refused") for status in (302, 400, 401, 404)),
        *((status, "desk_failed") for status in (408, 429, 500, 503)),
    ],
)
def test_a_refusal_is_told_from_a_failure(desk, peer, ticket, status, code):
    peer.answer(status)
    with pytest.raises(DeskError, match=str(status)) as error:
        desk.deliver(notice(ticket, 1))
    assert error.value.code == code


def test_a_redirect_is_not_followed(desk, peer, ticket):
    peer.answer(307, Location=f"{peer.address}/elsewhere")
    with pytest.raises(DeskError, match="not followed"):
        desk.deliver(notice(ticket, 1))
    assert [got.path for got in peer.got] == ["/in?team=1"]


def test_a_receiver_that_never_comes_to_an_end_is_left(desk, peer, ticket, monkeypatch):
    monkeypatch.setattr(webhook, "SECONDS", 0.3)
    peer.drips = True
    with pytest.raises(DeskError, match="Timeout"):
        desk.deliver(notice(ticket, 1))


def test_nobody_there_is_a_failure(ticket, clock):
    with pytest.raises(DeskError) as error:
        Webhook("http://127.0.0.1:1/", SECRET, clock).deliver(notice(ticket, 1))
    assert error.value.code == "desk_failed"
