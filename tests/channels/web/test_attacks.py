"""People who mean harm: nothing of anybody else's is read, nothing is done twice, nothing breaks."""

import json
import socket
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlsplit

import pytest
import requests
import socketio

from channels.web.signing import Signer
from tests import pictures
from tests.channels.page import Page
from tests.servers.bot import Bot

pytestmark = pytest.mark.servers

EVIL = "https://evil.example"
SHOP = "https://shop.example"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """Servers with small limits and one foreign origin allowed."""
    limits = {"UNSTUCK_ORIGINS": SHOP, "UNSTUCK_MAX_UPLOAD_MB": "0.2", "UNSTUCK_UPLOADS_AN_HOUR": "4"}
    with Bot(tmp_path_factory.mktemp("guarded"), limits | {"UNSTUCK_MESSAGES_A_MINUTE": "25"}) as bot:
        yield bot


@pytest.fixture
def page(guarded):
    with Page(guarded.address) as page:
        yield page


def code(answer):
    data = answer if isinstance(answer, dict) else answer.json()
    return data["error"]["code"]


def alive(bot):
    return Page(bot.address).call("GET", "/health").ok


def test_a_page_of_an_unknown_origin_gets_nothing(guarded):
    evil = Page(guarded.address, origin=EVIL)
    answer = evil.call("POST", "/session")
    assert (answer.status_code, code(answer)) == (403, "web_origin_unknown")
    assert "access-control-allow-origin" not in answer.headers
    evil.token = Page(guarded.address).call("POST", "/session").json()["token"]
    with pytest.raises(socketio.exceptions.ConnectionError):
        evil.connect()


def test_a_page_of_an_allowed_origin_works_with_a_preflight(guarded):
    asks = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
    preflight = Page(guarded.address, origin=SHOP).call("OPTIONS", "/history", headers=asks)
    assert preflight.headers["access-control-allow-origin"] == SHOP
    assert "Authorization" in preflight.headers["access-control-allow-headers"]
    refused = Page(guarded.address, origin=EVIL).call("OPTIONS", "/history", headers=asks)
    assert "access-control-allow-origin" not in refused.headers
    shop = Page(guarded.address, origin=SHOP).begin()
    assert shop.say("thanks") == {"ok": True}
    assert shop.call("GET", "/history").headers["access-control-allow-origin"] == SHOP
    shop.leave()


@pytest.mark.parametrize("token", ["", "x", "web-" + "0" * 32 + ".9999999999." + "0" * 64])
def test_a_forged_token_opens_nothing(guarded, token):
    forger = Page(guarded.address, token)
    for method, path in (("GET", "/history"), ("POST", "/upload"), ("DELETE", "/conversation")):
        answer = forger.call(method, path)
        assert (answer.status_code, code(answer)) == (401, "web_session_invalid")
    with pytest.raises(socketio.exceptions.ConnectionError):
        forger.connect()


def test_a_token_that_has_run_out_opens_nothing(guarded, page):
    signer = Signer((guarded.var / "secret").read_bytes())
    assert Page(guarded.address, signer.session(page.conversation_id, 60)).call("GET", "/history").ok
    assert Page(guarded.address, signer.session(page.conversation_id, -1)).call("GET", "/history").status_code == 401


def test_another_conversation_s_file_cannot_be_attached(guarded, page):
    theirs = Page(guarded.address).begin()
    id = theirs.upload(pictures.fine(), "me.jpg").json()["attachment"]
    answer = page.emit("attach", {"id": "a" * 32, "attachments": [id], "caption": ""})
    assert code(answer) == "attachment_unknown"
    page.say(f'/provide_image{{"attachment":"{id}"}}')
    page.wait_for("user")
    assert page.wait_for("bot")["kind"] == "text"
    theirs.leave()


def test_a_file_is_handed_out_for_its_signature_only(guarded, page):
    page.attach(pictures.fine(), "me.jpg")
    url = guarded.address + page.wait_for("user", "picture")["url"]
    assert requests.get(url, timeout=9).ok
    id = url.split("/")[-1].split("?")[0]
    for wrong in (url[:-1] + ("0" if url[-1] != "0" else "1"), url.split("?")[0], url.replace("until=1", "until=2")):
        answer = requests.get(wrong, timeout=9)
        assert (answer.status_code, code(answer)) == (403, "web_link_expired")
    assert requests.get(url.replace(id, "att_" + "0" * 32), timeout=9).status_code == 403


def test_a_typed_intent_is_only_words(guarded, page):
    for order in ("/restart", '/provide_image{"attachment":"x"}', " / /confirm_fixed"):
        page.say(order)
        assert page.wait_for("user")["text"] == order.strip()
        page.wait_for("bot")
    with closing(sqlite3.connect(guarded.var / "tracker.db")) as tracker:
        query = "SELECT data FROM events WHERE type_name = 'user' AND sender_id = ? ORDER BY id"
        texts = [json.loads(data)["text"] for (data,) in tracker.execute(query, [page.conversation_id])]
    assert texts == ["/greet", "restart", 'provide_image{"attachment":"x"}', "confirm_fixed"]


def test_a_forged_payload_is_refused_and_a_forged_title_is_not_shown(page):
    forged = page.emit("press", {"id": "a" * 32, "payload": "/talk_to_human", "title": "What can you do?"})
    assert code(forged) == "channel_button_unknown"
    page.emit("press", {"id": "b" * 32, "payload": "/ask_capabilities", "title": "<b>I was hacked</b>"})
    assert page.wait_for("user")["text"] == "What can you do?"


@pytest.mark.parametrize(
    "event", [("say", None), ("say", []), ("say", {"id": "a" * 32}), ("say", {"id": 7, "text": "x"}), ("say", b"\x00")]
)
def test_what_is_no_message_is_refused_in_words(page, event):
    assert code(page.emit(*event)) == "channel_bad_request"


@pytest.mark.parametrize("attachments", [None, "att_", [], [7], [None], ["../secret"], [{}], ["a"] * 6])
def test_what_is_no_attachment_is_refused_in_words(page, attachments):
    assert "error" in page.emit("attach", {"id": "a" * 32, "attachments": attachments})


def test_the_same_message_ten_times_at_once_is_answered_once(page):
    tabs = [Page(page.address, page.token).connect() for _ in range(10)]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda tab: tab.say("thanks", id="c" * 32), tabs))
    assert answers == [{"ok": True}] * 10
    assert page.wait_for("user")["text"] == "thanks"
    page.wait_for("bot")
    for tab in tabs:
        tab.leave()
    page.say("bye")
    page.wait_for("user")
    page.wait_for("bot")
    said = [message["text"] for message in page.history() if message["from"] == "user"]
    assert said == ["thanks", "bye"]
    assert len(page.history()) == 5


def test_a_file_over_the_limit_is_refused_with_the_limit(page):
    answer = page.upload(b"\xff\xd8\xff" + b"x" * 200_000, "big.jpg")
    assert (answer.status_code, code(answer)) == (413, "channel_file_too_large")
    assert "0.2 MB" in answer.json()["error"]["message"]


def test_a_file_that_does_not_tell_its_length_is_refused_when_it_is_too_large(page):
    answer = page.call("POST", "/upload", data=(b"x" * 10_000 for _ in range(25)))
    assert (answer.status_code, code(answer)) == (413, "channel_file_too_large")


@pytest.mark.parametrize("length", ["3000000000", "-5", "99999999999999999999"])
def test_a_length_that_lies_keeps_nothing_and_breaks_nothing(guarded, page, length):
    raw(guarded, page, f"Content-Length: {length}\r\n", b"\xff\xd8\xff" + b"x" * 1000)
    assert alive(guarded)


def test_an_upload_that_never_ends_holds_up_nobody(guarded, page):
    where = urlsplit(guarded.address)
    with socket.create_connection((where.hostname, where.port)) as line:
        line.sendall(head(page, "Content-Length: 100000\r\n") + b"\xff\xd8\xff")
        assert page.say("thanks") == {"ok": True}
    assert alive(guarded)


def test_html_with_a_picture_s_name_is_refused(page):
    answer = page.upload(b"<!doctype html><script>alert(1)</script>", "me.jpg")
    assert (answer.status_code, code(answer)) == (415, "channel_not_a_picture")
    assert "HTML" in answer.json()["error"]["message"]


def test_an_empty_file_is_refused(page):
    assert code(page.upload(b"", "me.jpg")) == "channel_empty_file"


def test_a_name_that_is_a_path_becomes_a_name(page):
    answer = page.upload(pictures.fine(), "../../etc/passwd\r\nX-Evil: 1.jpg")
    assert answer.json()["filename"] == "passwdX-Evil 1.jpg"


def test_the_fifth_file_in_an_hour_and_the_26th_message_in_a_minute_are_too_many(page):
    assert [page.upload(b"\xff\xd8\xff", "me.jpg").status_code for _ in range(5)] == [200] * 4 + [429]
    answers = [page.say("///") for _ in range(30)]
    assert code(answers[0]) == "channel_empty_message"
    assert code(answers[-1]) == "channel_too_many"


@pytest.mark.parametrize(
    "path", ["/assets/..%2f..%2f..%2fcredentials.yml", "/assets/%2e%2e", "/assets/.hidden", "/files/x"]
)
def test_nothing_outside_the_build_is_served(guarded, path):
    answer = Page(guarded.address).call("GET", path)
    assert answer.status_code in (403, 404)
    assert "rest:" not in answer.text


@pytest.mark.parametrize("after", ["-1", "x", "1" * 30, "١", "0;DROP TABLE channel_messages"])
def test_an_odd_number_in_the_history_is_refused_in_words(page, after):
    assert code(page.call("GET", f"/history?after={after}")) == "channel_bad_request"


def test_a_packet_of_a_megabyte_ends_its_own_connection_only(guarded, page):
    loud = Page(guarded.address, page.token).connect()
    loud.socket.emit("say", {"id": "d" * 32, "text": "x" * 1_000_000})
    time.sleep(0.5)
    assert page.say("thanks") == {"ok": True}
    loud.leave()


def head(page: Page, more: str) -> bytes:
    session = f"Authorization: Bearer {page.token}"
    lines = f"POST /chat/upload HTTP/1.1\r\nHost: x\r\n{session}\r\nX-Filename: a.jpg\r\n{more}\r\n"
    return lines.encode()


def raw(bot: Bot, page: Page, more: str, body: bytes) -> bytes:
    where = urlsplit(bot.address)
    with socket.create_connection((where.hostname, where.port), timeout=20) as line:
        line.sendall(head(page, more) + body)
        line.shutdown(socket.SHUT_WR)
        return line.recv(4096)


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "https://a:b:c", "https://a:99999999", "http://[x]"])
def test_a_malformed_origin_is_a_bad_request(guarded, origin):
    for method, path in (("POST", "/session"), ("GET", "/health"), ("GET", "/socket.io/?EIO=4&transport=polling")):
        assert Page(guarded.address, origin=origin).call(method, path).status_code == 400, path


def test_a_page_of_the_host_s_name_that_is_no_web_page_is_refused(guarded):
    host = guarded.address.removeprefix("http://")
    answer = Page(guarded.address, origin=f"javascript://{host}").call("POST", "/session")
    assert (answer.status_code, code(answer)) == (403, "web_origin_unknown")


@pytest.mark.parametrize(
    "body",
    [f"{head}{part * 12_000}" for head in ("4", "40", '42["say",', '421["say",') for part in ("[", '{"a":')],
)
def test_deep_json_on_the_socket_is_a_bad_request_and_the_server_lives(guarded, body):
    page = Page(guarded.address)
    page.token = page.call("POST", "/session").json()["token"]
    opened = page.call("GET", "/socket.io/?EIO=4&transport=polling").text
    sid = opened.partition('"sid":"')[2].partition('"')[0]
    path = f"/socket.io/?EIO=4&transport=polling&sid={sid}"
    assert page.call("POST", path, data=body).status_code == 400
    assert page.call("POST", path, data="40").status_code == 200
    assert page.call("GET", "/health").ok
    assert "RecursionError" not in (guarded.var / "rasa.log").read_text(errors="replace")
