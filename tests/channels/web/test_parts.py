"""The parts of the web channel that need no server: tokens, links, origins, quotas, static files, media types."""

import asyncio
import gzip
import hashlib
import hmac
import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.quotas import Quota
from channels.web import sockets, static
from channels.web.articles import begun
from channels.web.files import media_type
from channels.web.origins import Origins
from channels.web.sessions import of_person
from channels.web.signing import Signer, new_conversation
from channels.web.wire import wire
from tests import pictures
from tests.clock import Clock
from unstuck.errors import ChannelError
from unstuck.storage.message_log import Entry
from unstuck.wording.messages import Button, File, Message

CONVERSATION = "web-" + "0" * 32


@pytest.fixture
def clock():
    return Clock(1000.0)


@pytest.fixture
def signer(clock):
    return Signer(b"key", clock)


def test_a_token_opens_its_conversation_until_it_runs_out(signer, clock):
    conversation_id = new_conversation()
    token = signer.session(conversation_id, 60)
    assert signer.conversation_id(token) == conversation_id
    clock.pass_by(seconds=60)
    with pytest.raises(ChannelError):
        signer.conversation_id(token)


def test_a_token_of_another_key_opens_nothing(signer):
    with pytest.raises(ChannelError):
        signer.conversation_id(Signer(b"other", signer.clock).session(CONVERSATION, 60))


@settings(deadline=None)
@given(st.integers(0, 110), st.characters())
def test_a_token_with_any_character_changed_opens_nothing_else(place, character):
    signer = Signer(b"key", lambda: 1000.0)
    token = signer.session(CONVERSATION, 60)
    place %= len(token)
    forged = token[:place] + character + token[place + 1 :]
    if forged != token:
        with pytest.raises(ChannelError):
            signer.conversation_id(forged)


@pytest.mark.parametrize("odd", [None, 7, {}, [], b"x", "", "web-1.2.3", "x" * 10_000])
def test_what_is_no_token_opens_nothing(signer, odd):
    with pytest.raises(ChannelError) as refused:
        signer.conversation_id(odd)
    assert refused.value.code == "web_session_invalid"


def test_a_link_is_good_for_its_file_and_its_hour_only(signer, clock):
    until, sign = signer.link("att_1", 3600)
    signer.check_link("att_1", str(until), sign)
    for attachment, time, signature in (("att_2", until, sign), ("att_1", until + 1, sign), ("att_1", until, "ä")):
        with pytest.raises(ChannelError):
            signer.check_link(attachment, str(time), signature)
    clock.pass_by(hours=1)
    with pytest.raises(ChannelError):
        signer.check_link("att_1", str(until), sign)


def test_the_signature_of_a_session_opens_no_file(signer):
    token = signer.session(CONVERSATION, 60)
    _, until, sign = token.split(".")
    with pytest.raises(ChannelError):
        signer.check_link(CONVERSATION, until, sign)


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (None, True),
        ("https://chat.example", True),
        ("https://shop.example", True),
        ("https://shop.example.evil.example", False),
        ("http://shop.example", False),
        ("https://evil.example", False),
        ("null", False),
        ("", False),
        ("javascript://chat.example", False),
        ("ftp://chat.example", False),
        ("//chat.example", False),
        ("https://chat.example@chat.example", False),
        ("http://[", False),
        ("https://chat.example:99999999", False),
        ("HTTPS://CHAT.example", True),
    ],
)
def test_only_pages_of_the_server_and_of_listed_origins_are_let_in(origin, allowed):
    origins = Origins.from_setting("https://shop.example https://other.example:8443")
    assert origins.allow(origin, "chat.example") is allowed
    assert ("Access-Control-Allow-Origin" in origins.headers(origin, "chat.example")) is (
        allowed and origin is not None
    )


def test_a_star_lets_every_page_in():
    assert Origins.from_setting("*").allow("https://anywhere.example", "chat.example")


def test_a_quota_is_used_up_and_comes_back_with_time():
    clock = Clock(1000.0)
    quota = Quota(2, 60, clock)
    assert [quota.take("a"), quota.take("a"), quota.take("a"), quota.take("b")] == [True, True, False, True]
    clock.pass_by(seconds=30)
    assert [quota.take("a"), quota.take("a")] == [True, False]


def test_a_quota_forgets_who_has_not_used_it():
    clock = Clock(1000.0)
    quota = Quota(1, 60, clock)
    for number in range(10_000):
        quota.take(str(number))
    clock.pass_by(seconds=60)
    assert quota.take("new")
    assert len(quota._left) == 1


def test_the_page_gets_links_and_never_ids_of_files(signer):
    at = datetime(2026, 1, 1, tzinfo=UTC)
    shown = wire(
        Entry(CONVERSATION, 3, "bot", at, None, File(attachment="att_1", filename="f", alt="a", preview="att_2")),
        signer,
    )
    assert shown["url"].startswith("/chat/files/att_1?until=4600&sign=")
    assert shown["preview"].startswith("/chat/files/att_2?")
    assert "attachment" not in shown
    text = wire(Entry(CONVERSATION, 1, "bot", at, None, Message("hi", (Button("a", "/b"),))), signer)
    assert json.loads(json.dumps(text)) == {
        "seq": 1,
        "from": "bot",
        "at": 1767225600.0,
        "client_id": None,
        "kind": "text",
        "text": "hi",
        "buttons": [{"title": "a", "payload": "/b"}],
    }


def test_a_picture_is_known_by_its_bytes_whatever_its_name():
    assert media_type(pictures.fine()) == "image/jpeg"
    assert media_type(b"\x01\x02\x03\x04" * 50) == "application/octet-stream"


@pytest.mark.parametrize(
    "data",
    [b"<!doctype html><script>alert(1)</script>", b"<svg xmlns='x'><script/></svg>", b"%PDF-1.7 ...", b"just words"],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(ChannelError, match="not a picture"):
        media_type(data)


def request(**headers):
    return SimpleNamespace(headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_large_script_goes_out_zipped_and_is_not_sent_twice(tmp_path):
    path = tmp_path / "chat-1a2b.js"
    path.write_text("let a = 1;\n" * 200)
    sent = static.serve(request(accept_encoding="br, gzip"), path, "public", {})
    assert sent.headers["content-encoding"] == "gzip"
    assert gzip.decompress(sent.body) == path.read_bytes()
    assert static.serve(request(), path, "public", {}).body == path.read_bytes()
    assert static.serve(request(if_none_match=sent.headers["etag"]), path, "public", {}).status == 304


def test_a_new_build_is_served_without_a_restart(tmp_path):
    path = tmp_path / "widget.js"
    path.write_text("old")
    static.serve(request(), path, "", {})
    path.write_text("new!")
    assert static.serve(request(), path, "", {}).body == b"new!"


def test_a_file_that_is_not_there_is_not_found(tmp_path):
    with pytest.raises(ChannelError, match="nothing at this address"):
        static.serve(request(), tmp_path / "none.js", "", {})


def test_the_policy_of_the_page_takes_nothing_from_a_forged_host():
    assert "ws://chat.example:5005" in static.page_policy("chat.example:5005")
    assert "evil" not in static.page_policy("x; script-src https://evil.example")


@pytest.mark.parametrize("page", ["gone", None])
async def test_a_server_that_stops_waits_neither_for_pages_that_are_gone_nor_for_none(monkeypatch, page):
    monkeypatch.setattr(sockets, "DISCONNECT_SECONDS", 0.01)
    server = sockets.server(Origins.from_setting(""), "")
    if page:
        server.eio.sockets[page] = SimpleNamespace(close=lambda **_: asyncio.sleep(3600))
    await sockets.let_go(server)


def test_an_identified_person_has_one_conversation_everywhere_and_a_new_one_after_deleting_it(signer):
    secret, person = "a shared secret of the page", "ann@example.org"
    right = hmac.new(secret.encode(), person.encode(), hashlib.sha256).hexdigest()
    deleted = set()
    room = SimpleNamespace(
        settings=SimpleNamespace(identity_secret=secret),
        signer=signer,
        message_log=SimpleNamespace(is_deleted=deleted.__contains__),
    )
    first = asyncio.run(of_person(room, person, right))
    assert asyncio.run(of_person(room, person, right)) == first
    deleted.add(first)
    assert asyncio.run(of_person(room, person, right)) != first
    with pytest.raises(ChannelError):
        asyncio.run(of_person(room, "bob@example.org", right))
    room.settings.identity_secret = ""
    with pytest.raises(ChannelError):
        asyncio.run(of_person(room, person, hmac.new(b"", person.encode(), hashlib.sha256).hexdigest()))


def test_whoever_comes_from_an_article_or_a_cause_says_so(knowledge):
    article = knowledge.first
    cause = article.causes[0]
    assert [said.text for said in begun(knowledge, article.id, None)] == [f"/{article.intents[0]}"]
    assert begun(knowledge, article.id, cause.id)[-1].text == f"/{cause.intents[0]}"
    assert begun(knowledge, article.id, cause.id)[-1].shown.text == cause.title
    for wrong in (("nowhere", None), (None, None), ({"a": 1}, None), (article.id, "nothing")):
        with pytest.raises(ChannelError, match="nothing at this address"):
            begun(knowledge, *wrong)
