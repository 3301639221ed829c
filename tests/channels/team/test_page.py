"""The page of conversations: nothing of it without a session, and what a teammate's page may ask and do with one."""

import json
import re
import secrets
from functools import partial
from threading import Event

import pytest
import requests
import socketio
from sanic import Sanic

from channels.insight.channel import InsightInput
from channels.team.channel import TeamInput
from channels.team.door import COOKIE
from tests.channels.team.people import fill
from tests.channels.team_page import PATIENCE, Browser, nobody, serve, teammate
from tests.pictures import fine
from unstuck.privacy.signing_key import key
from unstuck.settings import read
from unstuck.support.links import ticket_path
from unstuck.support.teammates import Teammates

# What anybody may have: the form, an invitation, and the parts of the pages, which say nothing of anybody.
PUBLIC = {
    "/team/sign-in",
    "/team/join",
    "/team/page.css",
    "/team/team.js",
    "/insight/insight.js",
    "/insight/insight.css",
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return read({"UNSTUCK_VAR": str(tmp_path_factory.mktemp("page"))})


@pytest.fixture(scope="module")
def handed(settings, knowledge):
    return fill(settings, knowledge)


@pytest.fixture(scope="module")
def address(settings, handed):
    with serve(settings.var) as address:
        yield address


@pytest.fixture(scope="module")
def anna(settings, address):
    teammate(settings.var)
    return Browser(address)


@pytest.fixture(scope="module")
def ben(settings, address):
    teammate(settings.var, "Ben")
    return Browser(address, "Ben")


def routes(tmp_path):
    """Every route of the team's pages with its methods, filled in with what there is."""
    app = Sanic("routes-of-the-team")
    settings = read({"UNSTUCK_VAR": str(tmp_path)})
    for channel in (TeamInput(settings), InsightInput(settings)):
        app.blueprint(channel.blueprint(nobody), url_prefix=channel.url_prefix())
    for route in app.router.routes:
        path = "/" + re.sub(r"<name:.*", "x.js", route.path).replace("<number:str>", "U-1001").replace(
            "<act:str>", "note"
        )
        for method in route.methods - {"OPTIONS"}:
            yield method, path


def test_nothing_of_the_team_s_pages_answers_without_a_session(tmp_path, address, handed):
    """Neither with no cookie, nor with a forged one, nor with the token of a person's chat."""
    found = sorted(set(routes(tmp_path)))
    assert ("POST", "/team/data/tickets/U-1001/note") in found
    person = requests.post(f"{address}/chat/session", timeout=PATIENCE).json()["token"]
    tries = [
        {},
        {"Cookie": f"{COOKIE}={'x' * 43}"},
        {"Authorization": f"Bearer {person}", "Cookie": f"{COOKIE}={person}"},
    ]
    for method, path in found:
        if path in PUBLIC or path.endswith("/x.js"):
            continue
        for headers in tries:
            answer = requests.request(
                method, f"{address}{path}", headers=headers, allow_redirects=False, timeout=PATIENCE
            )
            led_away = answer.status_code == 303 and answer.headers["location"].startswith("/team/sign-in")
            assert led_away or answer.status_code in (400, 401, 403), (method, path, answer.status_code)
            assert "U-10" not in answer.text
            assert "Profile" not in answer.text


@pytest.mark.parametrize("path", sorted(PUBLIC - {"/team/join"}))
def test_what_anybody_may_have_says_nothing_of_anybody(address, handed, path):
    answer = requests.get(f"{address}{path}", timeout=PATIENCE)
    assert answer.ok
    assert "U-1001" not in answer.text


def test_the_list_says_who_waits_since_when_and_why(anna, handed):
    cards = anna.look("cards?which=waiting").json()["cards"]
    first = cards[0]
    assert [card["number"] for card in cards] == ["U-1001", "U-1002", "U-1003"]
    assert (first["channel"], first["language"], first["phase"], first["unread"]) == ("web", "en", "waiting", 3)
    assert first["causes"]
    assert first["waiting_since"] > 0
    assert "conversation_id" not in first
    found = anna.look("cards?which=all&search=refused").json()["cards"]
    assert [card["number"] for card in found] == ["U-1003"]
    assert anna.look("cards?which=all&search=u-1002").json()["cards"][0]["number"] == "U-1002"


@pytest.mark.parametrize("path", ["cards?which=none", "cards", "tickets/U-1001?after=x", "tickets/U-1001?after=-1"])
def test_an_odd_question_is_refused(anna, path):
    assert anna.look(path).status_code == 400


@pytest.mark.parametrize("number", ["U-9999", "x", "..%2fcards", "1" * 50])
def test_a_ticket_that_is_not_there_is_told(anna, number):
    answer = anna.look(f"tickets/{number}")
    assert answer.status_code == 404
    assert "message" in answer.json()["error"]


def test_one_ticket_is_shown_with_all_that_is_known(anna, handed, address):
    view = anna.look("tickets/U-1001").json()
    assert [name for name, _ in view["facts"]] == ["article", "causes", "device", "system"]
    assert [fix["state"] for fix in view["fixes"]][:4] == ["tried", "skipped", "now", "open"]
    assert [picture["side"] for picture in view["pictures"]] == ["before", "after"]
    for picture in view["pictures"]:
        assert anna.get(f"{address}{picture['preview']}", timeout=PATIENCE).headers["content-type"] == "image/jpeg"
    assert view["findings"]
    seqs = [message["seq"] for message in view["messages"]]
    assert seqs == sorted(set(seqs))
    later = anna.look(f"tickets/U-1001?after={seqs[-2]}").json()["messages"]
    assert [message["seq"] for message in later] == seqs[-1:]


def test_of_two_who_take_over_one_gets_it_and_the_other_is_told_who(anna, ben, handed):
    answers = [anna.act("U-1002", "take-over"), ben.act("U-1002", "take-over")]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert "Anna holds U-1002" in answers[1].json()["error"]["message"]
    assert ben.act("U-1002", "hand-back").status_code == 409
    holder = ben.look("tickets/U-1002").json()["card"]["holder"]
    assert ben.act("U-1002", "take-over", of=holder).status_code == 200
    assert ben.look("cards?which=mine").json()["cards"][0]["number"] == "U-1002"


def test_a_reply_goes_out_once_however_often_it_is_sent(anna, handed):
    id = secrets.token_hex(16)
    for _ in range(3):
        assert anna.act("U-1003", "reply", id=id, text="Hello,\nthis is Anna. 1 < 2").ok
    assert anna.texts("U-1003").count("Hello,\nthis is Anna. 1 < 2") == 1
    assert anna.phase("U-1003") == "held"


@pytest.mark.parametrize(
    "data",
    [{}, {"id": "x" * 32}, {"text": "no id"}, {"id": "short", "text": "x"}, {"id": "x" * 32, "text": " "},
     {"id": "x" * 32, "text": ["x"]}, {"id": "x" * 32, "text": "x" * 5000}, {"id": "x" * 32, "attachments": ["a", "b"]},
     {"id": "x" * 32, "attachments": "att_x"}],
)  # fmt: skip
def test_half_a_reply_is_refused(anna, handed, data):
    before = anna.texts("U-1003")
    assert anna.act("U-1003", "reply", **data).status_code == 400
    assert anna.texts("U-1003") == before


def test_a_picture_is_sent_to_this_person_alone(anna, handed, address):
    def upload(number, data=None):
        url = f"{address}/team/data/tickets/{number}/file"
        return anna.post(url, data=data or fine(), headers={"X-Filename": "how%20to.jpg"}, timeout=PATIENCE)

    kept = upload("U-1003").json()["attachment"]
    other = upload("U-1001").json()["attachment"]
    assert anna.act("U-1003", "reply", id=secrets.token_hex(16), attachments=[other]).status_code == 404
    assert anna.act("U-1003", "reply", id=secrets.token_hex(16), attachments=[kept]).ok
    said = anna.look("tickets/U-1003").json()["messages"][-1]
    assert (said["kind"], said["filename"], said["by"]) == ("file", "how to.jpg", "Anna")
    assert upload("U-1003", b"<html><script>alert(1)</script>").status_code == 415


def test_a_file_that_is_no_picture_is_handed_over_to_save(anna, handed, address):
    kept = anna.post(
        f"{address}/team/data/tickets/U-1003/file",
        data=b"%PDF-1.7\n%%EOF",
        headers={"X-Filename": "how%20to.pdf"},
        timeout=PATIENCE,
    ).json()["attachment"]
    assert anna.act("U-1003", "reply", id=secrets.token_hex(16), attachments=[kept]).ok
    said = anna.look("tickets/U-1003").json()["messages"][-1]
    assert (said["kind"], said["filename"], said["picture"]) == ("file", "how to.pdf", False)
    got = anna.get(f"{address}{said['url']}", timeout=PATIENCE)
    assert (got.content, got.headers["content-type"]) == (b"%PDF-1.7\n%%EOF", "application/pdf")
    assert got.headers["content-disposition"].startswith("attachment;")


def test_notes_are_the_team_s_alone(anna, ben, handed):
    before = anna.texts("U-1001")
    assert anna.act("U-1001", "note", text="Looks like <the> permission").ok
    assert anna.texts("U-1001") == before
    (note,) = ben.look("tickets/U-1001").json()["notes"]
    assert (note["kind"], note["author_name"], note["text"]) == ("note", "Anna", "Looks like <the> permission")


def test_a_ticket_is_closed_with_a_reason_and_opened_again(anna, handed):
    assert anna.act("U-1003", "close", reason="because").status_code == 400
    assert anna.act("U-1003", "close", reason="solved").ok
    assert anna.phase("U-1003") == "closed"
    assert anna.act("U-1003", "reply", id=secrets.token_hex(16), text="too late").status_code == 409
    assert anna.act("U-1003", "reopen").ok
    assert anna.phase("U-1003") == "waiting"
    done = [(event["name"], event["action"]) for event in anna.look("tickets/U-1003").json()["events"]]
    assert done[-2:] == [("Anna", "closed"), ("Anna", "reopened")]


def test_a_fix_is_given_by_who_holds_the_conversation_and_only_one_of_the_article(anna, handed):
    fix = anna.look("tickets/U-1001").json()["fixes"][3]["id"]
    assert anna.act("U-1001", "hand-fix", fix=fix).status_code == 409
    assert anna.act("U-1001", "take-over").ok
    assert anna.act("U-1001", "hand-fix", fix="none").status_code == 404
    assert anna.act("U-1001", "hand-fix", fix=fix).ok
    card = anna.look("tickets/U-1001").json()["card"]
    assert (card["phase"], card["fix"], card["holder_name"]) == ("handed_back", fix, "Anna")


@pytest.mark.parametrize("act", ["", "delete", "return_fix", "__class__"])
def test_there_is_no_other_act(anna, handed, act):
    assert anna.act("U-1001", act).status_code in (400, 404, 405)


def test_what_another_page_or_an_old_one_sends_changes_nothing(anna, handed, address):
    url = f"{address}/team/data/tickets/U-1001/note"
    body = json.dumps({"text": "forged"})
    as_json, cookies = {"Content-Type": "application/json"}, anna.cookies
    for headers in (
        {},
        {"X-CSRF-Token": "0" * 64},
        {"X-CSRF-Token": anna.token, "Origin": "https://evil.example"},
        {"X-CSRF-Token": anna.token, "Sec-Fetch-Site": "cross-site"},
    ):
        answer = requests.post(url, data=body, headers=as_json | headers, cookies=cookies, timeout=PATIENCE)
        assert answer.status_code == 403
    plain = {"X-CSRF-Token": anna.token, "Content-Type": "text/plain"}
    assert requests.post(url, data=body, headers=plain, cookies=cookies, timeout=PATIENCE).status_code == 400
    assert "forged" not in anna.look("tickets/U-1001").text
    upload = f"{address}/team/data/tickets/U-1001/file"
    assert requests.post(upload, data=fine(), cookies=cookies, timeout=PATIENCE).status_code == 403


def test_a_link_of_a_mail_opens_its_conversation_and_a_forged_one_the_list(anna, settings, address, handed):
    path = ticket_path("U-1002", key(settings.secret, settings.var))
    assert anna.get(f"{address}{path}", allow_redirects=False, timeout=PATIENCE).status_code == 200
    forged = anna.get(f"{address}/team/tickets/U-1002?sign=00", allow_redirects=False, timeout=PATIENCE)
    assert (forged.status_code, forged.headers["location"]) == (303, "/team")
    stranger = requests.get(f"{address}{path}", timeout=PATIENCE)
    assert 'name="password"' in stranger.text


def test_the_page_runs_nothing_but_its_own_script(anna, address):
    policy = anna.get(f"{address}/team", timeout=PATIENCE).headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def connected(address, browser, token=None, origin=None):
    """A socket of this teammate's page, and what it hears: an event each for a change and for its end."""
    socket = socketio.Client(reconnection=False)
    socket.eio.disconnect = partial(socket.eio.disconnect, abort=True)
    changed, ended = Event(), Event()
    socket.on("changed", lambda numbers: changed.set())
    socket.on("disconnect", lambda *_: ended.set())
    cookie = f"{COOKIE}={browser.cookies[COOKIE]}" if browser else ""
    socket.connect(
        address,
        headers={"Cookie": cookie} | ({"Origin": origin} if origin else {}),
        auth={"token": token if token is not None else browser.token},
        transports=["polling"],
        socketio_path="/team/socket.io",
        wait_timeout=PATIENCE,
    )
    return socket, changed, ended


def test_the_socket_tells_of_changes_and_closes_when_its_teammate_is_removed(settings, anna, handed, address):
    teammate(settings.var, "Carl")
    socket, changed, ended = connected(address, Browser(address, "Carl"))
    changed.wait(2)
    changed.clear()
    anna.act("U-1002", "note", text="for Carl")
    assert changed.wait(PATIENCE)
    assert not ended.is_set()
    Teammates(settings.var).remove("Carl")
    assert ended.wait(PATIENCE)
    socket.eio.disconnect()


@pytest.mark.parametrize("origin", [None, "https://evil.example"])
@pytest.mark.parametrize("who", ["nobody", "without the token", "signed in"])
def test_the_socket_takes_nobody_else(anna, handed, address, who, origin):
    if who == "signed in" and origin is None:
        socket, *_ = connected(address, anna)
        assert socket.call("seen", {"number": "U-1002", "seq": True}, timeout=PATIENCE)["error"]
        assert socket.call("seen", {"number": "U-1002", "seq": 1}, timeout=PATIENCE) == {"ok": True}
        assert socket.call("typing", {"number": "U-1002", "on": True}, timeout=PATIENCE) == {"ok": True}
        assert socket.call("typing", ["x"], timeout=PATIENCE)["error"]
        socket.eio.disconnect()
        return
    browser, token = (None, "") if who == "nobody" else (anna, "" if who == "without the token" else None)
    with pytest.raises(socketio.exceptions.ConnectionError):
        connected(address, browser, token, origin)
