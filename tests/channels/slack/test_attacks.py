"""People who mean harm: nothing forged gets in, nothing twice, nothing of anybody else's, and no secret stays."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.channels.slack.delivery import BOT, deliver, deliver_event, deliver_form, message

JSON = "application/json; charset=utf-8"


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
