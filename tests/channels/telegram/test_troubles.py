"""When Telegram fails, or is switched off, or wrongly set: nothing is lost, and the token stays unsaid."""

import logging

import pytest
from aiohttp import web

from channels.telegram.channel import TelegramInput
from tests.channels.server import Server
from tests.channels.telegram.fake import TOKEN, Telegram
from tests.channels.telegram.phone import Phone, environment, shown
from unstuck.support.follow_ups import FollowUps


@pytest.mark.parametrize(
    ("status", "parameters"), [(429, {"retry_after": 0.05}), (500, {}), (502, {}), (401, {}), (404, {})]
)
def test_a_telegram_that_is_away_gets_the_answer_later_and_once(phone, telegram, status, parameters):
    for _ in range(2):
        telegram.refuse("sendMessage", status, "not now", **parameters)
    assert shown(phone.say("one")) == ["re: one"]
    assert shown(phone.say("two")) == ["re: two"]


@pytest.mark.parametrize("answer", [(200, "<html>"), (200, {"ok": True}), (500, []), (302, {"ok": True, "result": 1})])
def test_an_answer_that_makes_no_sense_is_asked_for_again(phone, telegram, answer):
    telegram.moods["sendMessage"] = [answer]
    assert shown(phone.say("one")) == ["re: one"]


def test_a_connection_that_breaks_is_made_again(phone, telegram):
    async def hang_up(request):
        request.transport.close()
        return web.Response()

    telegram.moods["sendMessage"] = [hang_up]
    assert shown(phone.say("one")) == ["re: one"]


def test_a_long_answer_that_is_interrupted_goes_on_where_it_stopped(phone, telegram, server):
    server.says = [{"text": "\n".join(f"line {number} " + "x" * 400 for number in range(25))}]

    async def first_works(request):
        telegram.refuse("sendMessage", 500, "not now")
        return web.json_response({"ok": True, "result": {}})

    telegram.moods["sendMessage"] = [first_works]
    said = "\n".join(shown(phone.say("tell me all")))
    assert [f"line {number} x" in said for number in range(25)] == [number > 9 for number in range(25)]


def test_formatting_that_is_not_taken_is_left_out(phone, telegram):
    telegram.refuse("sendMessage", 400, "Bad Request: can't parse entities: Unsupported start tag")
    (post,) = phone.say("tap **OK**")
    assert "parse_mode" not in post.values
    assert post.text == "re: tap OK"
    assert list(post.buttons) == ["Done, next", "Back"]


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (400, "Bad Request: chat not found"),
    ],
)
def test_a_person_who_has_left_gets_no_follow_up(phone, telegram, server, status, description):
    follow_ups = FollowUps(server.settings.var)
    follow_ups.schedule(phone.conversation_id, "telegram", 24)
    telegram.refuse("sendMessage", status, description)
    assert phone.say("bye") == []
    assert follow_ups.cancel(phone.conversation_id) == 0


def test_a_message_that_is_never_taken_holds_up_no_other(phone, telegram):
    telegram.refuse("sendMessage", 400, "Bad Request: message is too long")
    assert phone.say("one") == []
    assert shown(phone.say("two")) == ["re: two"]


def test_without_a_token_the_channel_is_not_there(tmp_path, telegram):
    with Server(TelegramInput, tmp_path, {}) as server:
        phone = Phone(telegram, server.address, server.settings)
        assert phone.post({"update_id": 1}).status_code == 404
        assert server.channel.get_output_channel() is None


@pytest.mark.parametrize("token", ["1234:wrong", "not a token"])
def test_a_wrong_token_is_one_error_that_names_the_setting_and_not_the_token(tmp_path, caplog, token):
    with (
        Telegram() as telegram,
        caplog.at_level(logging.INFO),
        Server(TelegramInput, tmp_path, {**environment(telegram), "UNSTUCK_TELEGRAM_TOKEN": token}) as server,
    ):
        assert Phone(telegram, server.address, server.settings).post({"update_id": 1}).status_code == 200
        server.finish(server.channel.introduced)
        assert server.channel._app.ctx.switchboard.refused == ["telegram"]
    told = [record.getMessage() for record in caplog.records if record.name.startswith(("channels", "unstuck"))]
    assert len(told) == 1
    assert token not in caplog.text


def test_the_token_stands_in_no_line_of_the_log_whatever_fails(phone, telegram, caplog):
    async def hang_up(request):
        request.transport.close()
        return web.Response()

    with caplog.at_level(logging.DEBUG):
        telegram.moods |= {"sendMessage": [hang_up, (200, "<html>")], "getFile": [hang_up], "sendChatAction": [hang_up]}
        phone.say("one")
        phone.send_file(hang_up, "me.jpg")
    assert caplog.records
    assert TOKEN not in caplog.text
    assert TOKEN.partition(":")[2] not in caplog.text
