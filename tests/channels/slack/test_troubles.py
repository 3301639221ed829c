"""Slack at its worst: what it does not take now comes later, in order and once, and nothing is lost."""

import json
import logging
import time

import pytest

from tests import pictures
from tests.channels.slack.delivery import deliver_event, deliver_form, message
from unstuck.errors import StoreError
from unstuck.storage.inbox import Inbox
from unstuck.storage.message_log import MessageLog

JSON = "application/json; charset=utf-8"


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
    store = house.attachments
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
    def away(*_):
        raise StoreError("store_unreachable", "The database does not answer.")

    with monkeypatch.context() as patch:
        patch.setattr(Inbox, "take", away)
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
        assert house.channel._app.ctx.switchboard.refused == ["slack"]
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(told) == 1
    assert "UNSTUCK_SLACK_TOKEN" in told[0]
    assert len(fake.refusals["auth.test"]) == 2  # it is not asked again and again
    assert "xoxb" not in caplog.text


@pytest.mark.parametrize("missing", ["UNSTUCK_SLACK_TOKEN", "UNSTUCK_SLACK_SIGNING_SECRET"])
def test_without_its_settings_the_channel_is_off(house_of, fake, missing, caplog):
    house = house_of(fake.settings | {missing: ""})
    assert deliver_event(house.address, message()).status_code == 404
    assert house.channel.get_output_channel() is None
    assert ("UNSTUCK_SLACK_SIGNING_SECRET" in caplog.text) == (missing == "UNSTUCK_SLACK_SIGNING_SECRET")
    assert fake.calls == []


def test_the_language_that_somebody_has_set_is_asked_for_once(house, fake):
    for number in range(3):
        deliver_event(house.address, message(str(number), ts=f"{number}.1"))
    house.settle()
    assert [(asked["user"], asked["include_locale"]) for asked in fake.asked("users.info")] == [("U0ANN", "true")]
    assert MessageLog.from_settings(house.settings, channel="slack").language("slack-U0ANN") == "en"


def test_a_slack_that_does_not_tell_anybody_s_language_holds_up_nothing(house, fake):
    fake.refusals["users.info"] = [(200, {"ok": False, "error": "missing_scope", "needed": "users:read"}, {})]
    deliver_event(house.address, message())
    house.settle()
    assert fake.posted == ["re: hello"]
