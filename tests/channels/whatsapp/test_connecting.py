"""The address is verified, the settings are complete, and no secret is told."""

import logging

import pytest
from aiohttp import web

from channels.whatsapp.channel import NEEDED, WhatsAppInput
from channels.whatsapp.graph import file_hosts
from tests.channels.server import Server
from tests.channels.whatsapp.graph import SECRET, TOKEN
from tests.channels.whatsapp.phone import Phone
from tests.channels.whatsapp.saying import asked
from unstuck.cli.serve import off
from unstuck.settings import read, variable


def test_the_address_is_verified(server):
    answer = asked(server)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "change",
    [{"verify_token": "x"}, {"verify_token": ""}, {"verify_token": "é"}, {"mode": "x"}, {"challenge": "<script>"}],
)
def test_nobody_else_verifies_it(server, change):
    answer = asked(server, **change)
    assert (answer.status_code, answer.text) == (403, "")


@pytest.mark.parametrize("missing", NEEDED)
def test_without_one_of_its_settings_the_channel_is_not_there(tmp_path, graph, missing, caplog):
    environment = {**graph.environment, variable(missing): ""}
    with Server(WhatsAppInput, tmp_path, environment) as server:
        assert Phone(graph, server.address, server.settings).post({}).status_code == 404
        assert server.channel.get_output_channel() is None
    assert variable(missing) in caplog.text
    assert [line for line in off(read(graph.environment)) if "WhatsApp" in line] == []
    (told,) = [line for line in off(read(environment)) if "WhatsApp" in line]
    assert "docs/whatsapp.md" in told


def test_a_wrong_token_is_one_error_that_names_the_settings_and_not_the_token(tmp_path, graph, caplog):
    environment = {**graph.environment, "UNSTUCK_WHATSAPP_TOKEN": "EAAJB-wrong"}
    with caplog.at_level(logging.INFO), Server(WhatsAppInput, tmp_path, environment) as server:
        server.finish(server.channel.introduced)
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(told) == 1
    assert "UNSTUCK_WHATSAPP_TOKEN" in told[0]
    assert "EAAJB-wrong" not in caplog.text


def test_no_secret_stands_in_the_log_whatever_fails(phone, graph, caplog):
    async def hang_up(request):
        request.transport.close()
        return web.Response()

    with caplog.at_level(logging.DEBUG):
        graph.moods |= {"messages": [hang_up, (200, "<html>")], "media": [hang_up], "typing": [hang_up]}
        phone.say("one")
        phone.send_file(hang_up, "me.jpg")
    assert caplog.records
    assert not any(secret in caplog.text for secret in (TOKEN, SECRET, phone.number))


@pytest.mark.parametrize(
    ("scheme", "host", "is_whatsapp"),
    [
        ("https", "lookaside.fbsbx.com", True),
        ("https", "graph.facebook.com", True),
        ("http", "lookaside.fbsbx.com", False),
        ("https", "lookaside.fbsbx.com.evil.example", False),
        ("https", "evil-lookaside.fbsbx.com", False),
        ("https", "user@lookaside.fbsbx.com", False),
        ("https", "lookaside.fbsbx.com:22", False),
        ("https", "169.254.169.254", False),
        ("", "", False),
    ],
)
def test_files_come_from_whatsapp_alone(scheme, host, is_whatsapp):
    assert file_hosts("https://graph.facebook.com/v24.0")(scheme, host) is is_whatsapp
