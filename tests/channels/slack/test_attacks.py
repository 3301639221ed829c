"""People who mean harm, and Slack at its worst: nothing twice, nothing of anybody else's, nothing lost, no 5xx."""

import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from aiohttp import web

from tests import pictures
from tests.channels.slack.delivery import BOT, deliver, deliver_event, deliver_form
from unstuck.errors import StoreError

JSON = "application/json; charset=utf-8"


@pytest.fixture
def house(house_of, fake):
    return house_of(fake.settings)


def message(text="hello", ts="1355517523.000005", channel="D0ANN", user="U0ANN", **more):
    return {"type": "message", "channel": channel, "user": user, "text": text, "ts": ts, "event_ts": ts, **more}


def picture(url, **more):
    file = {"id": "F0S43PZDF", "name": "me.jpg", "mimetype": "image/jpeg", "url_private": url, **more}
    return message("", subtype="file_share", files=[file])


def statuses(calls):
    with ThreadPoolExecutor(20) as pool:
        return {answer.status_code for answer in pool.map(lambda call: call(), calls)}


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({}, 200),
        ({"secret": "forged"}, 401),
        ({"seconds_ago": 290}, 200),
        ({"seconds_ago": 310}, 401),
        ({"seconds_ago": -310}, 401),
    ],
)
def test_only_what_slack_signed_a_moment_ago_is_taken(house, how, status):
    assert deliver_event(house.address, message(), **how).status_code == status
    house.settle()
    assert house.texts == (["hello"] if status == 200 else [])


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=é"},
        {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "v0=\udcff"},
        {"X-Slack-Request-Timestamp": "9" * 400, "X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": "-1", "X-Slack-Signature": "v0="},
    ],
)
def test_a_signature_that_is_none_is_refused_and_breaks_nothing(house, headers):
    encoded = {name: value.encode(errors="surrogateescape") for name, value in headers.items()}
    address = f"{house.address}/webhooks/slack/webhook"
    assert requests.post(address, data=b"\xff{", headers=encoded, timeout=9).status_code == 401


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b"\xff", b'{"event": 1}', b'{"event": {"type": "message"}}']
)
def test_what_has_no_known_form_is_passed_over(house, body):
    assert deliver(house.address, body, JSON).status_code == 200
    assert deliver(house.address, b"payload=" + body, "application/x-www-form-urlencoded").status_code == 200
    assert deliver(house.address, body, "text/plain").status_code == 200
    deliver_event(house.address, message())
    house.settle()
    assert house.texts == ["hello"]


def test_a_body_of_two_megabytes_is_not_even_read(house):
    assert deliver(house.address, b"x" * 2_000_000, JSON).status_code == 413


def test_the_same_event_ten_times_at_once_is_answered_once(house, fake):
    assert statuses([lambda: deliver_event(house.address, message(), id="Ev0PV52K21")] * 10) == {200}
    again = {"type": "app_mention"}
    assert deliver_event(house.address, message() | again, id="Ev0PV52K25").status_code == 200
    house.settle()
    assert house.texts == ["hello"]
    assert fake.posted == ["re: hello"]


def test_slack_gets_its_answer_while_the_bot_is_still_thinking(house, fake):
    with house.paused():
        assert deliver_event(house.address, message()).status_code == 200
        assert deliver_event(house.address, message("and more", ts="2.1")).status_code == 200
        assert fake.posted == []
    house.settle()
    assert fake.posted == ["re: hello", "re: and more"]


def test_a_thousand_events_in_a_burst_are_each_taken_once(house_of, fake):
    house = house_of(fake.settings | {"UNSTUCK_MESSAGES_A_MINUTE": "2000"})
    events = [message(str(number), ts=f"{number}.5", user=f"U{number % 50}") for number in range(200)]
    calls = [lambda event=event: deliver_event(house.address, event) for event in events * 5]
    assert statuses(calls) == {200}
    house.settle()
    assert sorted(house.texts, key=int) == [str(number) for number in range(200)]
    assert len(fake.posted) == 200


def test_an_order_to_the_bot_typed_by_hand_is_only_words(house):
    order = '/provide_image{"attachment":"att_of_somebody_else"}'
    for number, text in enumerate((order, f"<@{BOT}> {order}", f"<@{BOT}>   {order}")):
        deliver_event(house.address, message(text, ts=f"{number}.1"))
    form = {"command": "/unstuck", "text": order, "user_id": "U0ANN", "trigger_id": "1.2.3"}
    deliver_form(house.address, form)
    house.settle()
    assert house.texts == [order[1:]] * 4


def test_a_button_of_somebody_else_s_conversation_does_nothing(house):
    deliver_event(house.address, message())
    house.settle()
    pressed = {
        "type": "block_actions",
        "user": {"id": "U0EVE"},
        "channel": {"id": "D0EVE"},
        "message": {"ts": "2.0", "text": "re: hello", "blocks": []},
        "actions": [{"type": "button", "value": "2.0", "text": {"text": "Done, next"}, "action_ts": "3.0"}],
    }
    assert deliver_form(house.address, {"payload": json.dumps(pressed)}).status_code == 200
    house.settle()
    assert house.texts == ["hello"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/me.jpg",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/me.jpg",
        "https://files.slack.com.evil.example/me.jpg",
        "https://evil.example\\.slack.com/me.jpg",
        "http://FAKE@127.0.0.1:1/me.jpg",
        "file:///etc/passwd",
        "",
        None,
    ],
)
def test_a_file_elsewhere_is_never_fetched(house, fake, url):
    deliver_event(house.address, picture(url and url.replace("FAKE", fake.address.removeprefix("http://"))))
    house.settle()
    assert house.texts == fake.fetched == []
    assert "could not get at your file" in fake.posted[0]


async def _redirect(request):
    raise web.HTTPFound("/files-pri/secret.jpg")


async def _three_gigabytes(request):
    answer = web.StreamResponse(headers={"Content-Length": "3000000000"})
    await answer.prepare(request)
    return answer


async def _endless(request):
    answer = web.StreamResponse()
    await answer.prepare(request)
    for _ in range(4000):
        await answer.write(b"\xff\xd8\xff" * 5000)
    return answer


async def _login_page(request):
    return web.Response(text="<!DOCTYPE html><html><title>Sign in to Slack</title></html>", content_type="text/html")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (_redirect, "could not get at your file"),
        (_three_gigabytes, "up to 25 MB"),
        (_endless, "up to 25 MB"),
        (_login_page, "could not get at your file"),
        (b"<!doctype html><html><body>no picture</body></html>", "not a picture but a HTML file"),
        (b"%PDF-1.7 this is no picture", "not a picture but a PDF file"),
        (b"", "The file is empty"),
    ],
)
def test_a_file_that_lies_is_refused_in_words(house, fake, given, told):
    fake.files = {"me.jpg": given, "secret.jpg": pictures.fine()}
    deliver_event(house.address, picture(f"{fake.address}/files-pri/me.jpg", size=10))
    house.settle()
    assert house.texts == []
    assert told in fake.posted[0]
    assert [name for name, _ in fake.fetched] == ["me.jpg"]


def test_a_file_that_says_it_has_three_gigabytes_is_not_fetched(house, fake):
    deliver_event(house.address, picture(f"{fake.address}/files-pri/me.jpg", size=3_000_000_000))
    house.settle()
    assert fake.fetched == []
    assert "up to 25 MB" in fake.posted[0]


def test_a_file_of_another_organisation_is_asked_for_first(house, fake):
    fake.files = {"me.jpg": pictures.fine()}
    fake.info = {"F0S43PZDF": {"id": "F0S43PZDF", "name": "me.jpg", "url_private": f"{fake.address}/files-pri/me.jpg"}}
    event = message("", files=[{"id": "F0S43PZDF", "file_access": "check_file_info", "mode": "file_access"}])
    deliver_event(house.address, event | {"subtype": "file_share"})
    house.settle()
    assert [text.partition("{")[0] for text in house.texts] == ["/provide_image"]
    assert fake.fetched == [("me.jpg", "Bearer xoxb-unstuck")]


LIMITED = (429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "1"})


@pytest.mark.parametrize(
    "trouble",
    [
        LIMITED,
        (500, {"ok": False, "error": "internal_error"}, {}),
        (502, "<html>Bad Gateway</html>", {}),
        (200, "<html>a portal in between</html>", {}),
        (200, {"ok": False, "error": "fatal_error"}, {}),
        (200, {"ok": False, "error": "invalid_auth"}, {}),
    ],
)
def test_what_slack_does_not_take_now_comes_later_in_order_and_once(house, fake, trouble):
    fake.refusals["chat.postMessage"] = [trouble, trouble]
    for number in range(3):
        deliver_event(house.address, message(str(number), ts=f"{number}.1"))
    house.settle()
    assert fake.posted == ["re: 0", "re: 1", "re: 2"]


def test_slack_is_left_alone_for_as_long_as_it_asks(house, fake):
    fake.refusals["chat.postMessage"] = [LIMITED]
    begun = time.monotonic()
    deliver_event(house.address, message())
    house.settle()
    assert time.monotonic() - begun >= 1
    assert fake.posted == ["re: hello"]


def test_a_slack_that_falls_silent_is_asked_again(house_of, fake, monkeypatch):
    monkeypatch.setattr("channels.slack.api.SECONDS", 0.3)
    house = house_of(fake.settings)
    fake.refusals["chat.postMessage"] = [(200, None, {})]
    deliver_event(house.address, message())
    house.settle()
    assert fake.posted == ["re: hello"]


@pytest.mark.parametrize(
    "code", ["channel_not_found", "is_archived", "user_not_found", "invalid_blocks", "missing_scope"]
)
def test_what_slack_will_never_take_holds_up_nothing(house, fake, code):
    fake.refusals["chat.postMessage"] = [(200, {"ok": False, "error": code, "needed": "chat:write"}, {})]
    deliver_event(house.address, message("one"))
    house.settle()
    deliver_event(house.address, message("two", ts="2.1"))
    house.settle()
    assert fake.posted == ["re: two"]


def test_an_upload_that_breaks_off_is_begun_again_and_carries_words_for_who_cannot_see_it(house, fake):
    store = house.channel._messenger._attachments
    kept = store.put("slack-U0ANN", pictures.fine(), filename="me.jpg")
    house.says = [{"custom": {"type": "file", "attachment": kept.id, "filename": "me.jpg", "alt": "It is round."}}]
    fake.refusals["files.completeUploadExternal"] = [(500, "", {})]
    deliver_event(house.address, message())
    house.settle()
    assert fake.uploaded == [pictures.fine()] * 2
    assert fake.asked("files.getUploadURLExternal")[1]["alt_txt"] == "It is round."
    (done,) = fake.asked("files.completeUploadExternal")
    assert done["channel_id"] == "D0ANN"


def test_a_press_counts_though_the_message_cannot_be_changed(house, fake):
    deliver_event(house.address, message())
    house.settle()
    fake.refusals["chat.update"] = [(200, {"ok": False, "error": "cant_update_message"}, {})]
    pressed = {
        "type": "block_actions",
        "user": {"id": "U0ANN"},
        "channel": {"id": "D0ANN"},
        "message": {"ts": "2.0", "text": "re: hello", "blocks": []},
        "actions": [{"type": "button", "value": "2.0", "text": {"text": "Done, next"}, "action_ts": "3.0"}],
    }
    deliver_form(house.address, {"payload": json.dumps(pressed)})
    house.settle()
    assert house.texts == ["hello", "/next_step"]


def test_only_while_the_database_is_away_slack_is_asked_to_deliver_again(house, monkeypatch):
    def away(_):
        raise StoreError("store_unreachable", "The database does not answer.")

    with monkeypatch.context() as patch:
        patch.setattr(house.channel._messenger._inbox, "take", away)
        assert deliver_event(house.address, message(), id="Ev1").status_code == 503
    assert deliver_event(house.address, message(), id="Ev1").status_code == 200
    house.settle()
    assert house.texts == ["hello"]


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
def test_a_wrong_token_is_told_once_with_its_setting(house_of, fake, caplog, code):
    fake.refusals["auth.test"] = [(200, {"ok": False, "error": code}, {})] * 3
    with caplog.at_level(logging.ERROR):
        house = house_of(fake.settings)
        house.finish(house.channel.introduced)
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(told) == 1
    assert "UNSTUCK_SLACK_TOKEN" in told[0]
    assert "xoxb" not in caplog.text


@pytest.mark.parametrize("missing", ["UNSTUCK_SLACK_TOKEN", "UNSTUCK_SLACK_SIGNING_SECRET"])
def test_without_its_settings_the_channel_is_off(house_of, fake, missing, caplog):
    house = house_of(fake.settings | {missing: ""})
    assert deliver_event(house.address, message()).status_code == 404
    assert house.channel.get_output_channel() is None
    assert ("UNSTUCK_SLACK_SIGNING_SECRET" in caplog.text) == (missing == "UNSTUCK_SLACK_SIGNING_SECRET")
    assert fake.calls == []


SECRETS = ("hunter2", "4111 1111 1111 1111", "493817")


@pytest.mark.parametrize(
    "event",
    [
        message("my password is hunter2 &amp; my card is 4111 1111 1111 1111, code 493817"),
        message(
            "", subtype="file_share", files=[{"id": "F1", "name": "my password is hunter2.jpg", "title": "hunter2"}]
        ),
        message(f"<@{BOT}> pw: hunter2", channel="C0HELP"),
    ],
)
def test_a_secret_is_on_no_disk_not_even_while_it_waits(house, event):
    with house.paused():
        deliver_event(house.address, message("hello", ts="1.1"))
        assert deliver_event(house.address, event).status_code == 200
        held = b"".join(path.read_bytes() for path in house.settings.var.glob("*.db*"))
        assert not [secret for secret in SECRETS if secret.encode() in held]
    house.settle()
    held = b"".join(path.read_bytes() for path in house.settings.var.glob("*.db*"))
    assert not [secret for secret in SECRETS if secret.encode() in held]


def test_a_secret_behind_a_command_is_on_no_disk(house):
    form = {"command": "/unstuck", "text": "my password is hunter2", "user_id": "U0ANN", "trigger_id": "1.2.3"}
    deliver_form(house.address, form)
    house.settle()
    assert house.texts == ["my password is •••"]
    assert b"hunter2" not in b"".join(path.read_bytes() for path in house.settings.var.glob("*.db*"))


def test_words_beside_files_that_are_not_taken_are_read_and_the_picture_among_them_is_taken(house, fake):
    fake.files = {"me.jpg": pictures.fine(), "notes.pdf": b"%PDF-1.7", "note.m4a": b"x"}
    listed = [
        {"id": name, "name": name, "mimetype": kind, "url_private": f"{fake.address}/files-pri/{name}"}
        for name, kind in (("notes.pdf", "application/pdf"), ("me.jpg", "image/jpeg"), ("note.m4a", "audio/mp4"))
    ]
    page = {"id": "F9", "name": "post", "mimetype": "text/html"}
    deliver_event(house.address, message("it says update failed", subtype="file_share", files=[listed[0], page]))
    deliver_event(house.address, message("this one", ts="2.1", subtype="file_share", files=listed))
    house.settle()
    assert [text.partition("{")[0] for text in house.texts] == ["it says update failed", "/provide_image"]
    told = [line for text in fake.posted for line in text.splitlines() if not text.startswith("re:")]
    assert [line.partition(":")[0] for line in told] == ["notes.pdf", "post", "notes.pdf", "note.m4a"]
    assert "voice messages" in told[-1]
