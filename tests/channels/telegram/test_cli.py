"""`unstuck telegram`: connecting the bot, and asking how it goes."""

import re

import pytest

from channels.telegram.bot_api import webhook_secret
from channels.telegram.commands import COMMANDS
from tests.channels.telegram.fake import TOKEN, Telegram
from unstuck.cli import serve
from unstuck.cli.main import main
from unstuck.settings import read
from unstuck.wording.spoken_languages import spoken


@pytest.fixture(scope="module")
def telegram():
    with Telegram() as server:
        yield server


@pytest.fixture
def connected(telegram, monkeypatch):
    monkeypatch.setenv("UNSTUCK_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("UNSTUCK_TELEGRAM_API", f"{telegram.address}/")
    return telegram


@pytest.mark.parametrize("url", ["https://help.example.com", "https://help.example.com/webhooks/telegram/webhook/"])
def test_set_webhook_tells_address_secret_and_commands(connected, capsys, url):
    assert main(["telegram", "set-webhook", url]) == 0
    assert "@UnstuckBot delivers to https://help.example.com/webhooks/telegram/webhook" in capsys.readouterr().out
    assert connected.webhook["url"] == "https://help.example.com/webhooks/telegram/webhook"
    assert connected.webhook["secret_token"] == webhook_secret(read({"UNSTUCK_TELEGRAM_TOKEN": TOKEN}))
    assert connected.webhook["allowed_updates"] == ["message", "edited_message", "callback_query"]
    told = [call.values for call in connected.of("setMyCommands")][-len(spoken().translations) :]
    assert [one.get("language_code", "en") for one in told] == list(spoken().translations)
    for one in told:
        assert [command["command"] for command in one["commands"]] == list(COMMANDS)
        assert all(3 <= len(command["description"]) <= 256 for command in one["commands"])


def test_status_says_where_updates_go_and_what_went_wrong(connected, capsys):
    connected.webhook = {}
    assert main(["telegram", "status"]) == 0
    assert "none yet: unstuck telegram set-webhook URL" in capsys.readouterr().out
    main(["telegram", "set-webhook", "https://help.example.com"])
    main(["telegram", "status"])
    out = capsys.readouterr().out
    assert "webhook    https://help.example.com/webhooks/telegram/webhook" in out
    assert "Wrong response: 503 (2015-09-07 17:05 UTC)" in out


@pytest.mark.parametrize("command", [["status"], ["set-webhook", "https://help.example.com"]])
@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"UNSTUCK_TELEGRAM_TOKEN": ""}, "telegram_off"),
        ({"UNSTUCK_TELEGRAM_TOKEN": "1234:of another bot"}, "telegram_token_wrong"),
        ({"UNSTUCK_TELEGRAM_TOKEN": "../../etc/passwd"}, "telegram_token_wrong"),
        ({"UNSTUCK_TELEGRAM_API": "http://127.0.0.1:9"}, "telegram_unreachable"),
        ({"UNSTUCK_TELEGRAM_API": "file:///etc/passwd"}, "bad_setting"),
    ],
)
def test_every_failure_is_one_sentence_with_a_code(connected, monkeypatch, capsys, command, environment, code):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(["telegram", *command]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"{code}: ")
    assert error.count("\n") == 1
    assert "of another bot" not in error


def test_an_address_that_telegram_does_not_take_is_told_in_its_words(connected, capsys):
    connected.refuse("setWebhook", 400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    assert main(["telegram", "set-webhook", "http://help.example.com"]) == 1
    assert "An HTTPS URL must be provided" in capsys.readouterr().err


def test_the_secret_is_the_setting_or_made_of_token_and_secret_alone():
    token = {"UNSTUCK_TELEGRAM_TOKEN": TOKEN}
    made = webhook_secret(read(token))
    assert re.fullmatch(r"[\w-]{32,256}", made)
    assert webhook_secret(read({**token, "UNSTUCK_VAR": "/tmp/elsewhere"})) == made
    assert webhook_secret(read({**token, "UNSTUCK_SECRET": "x"})) != made
    assert webhook_secret(read({"UNSTUCK_TELEGRAM_TOKEN": "1:a"})) != made
    assert webhook_secret(read({**token, "UNSTUCK_TELEGRAM_SECRET": "my_own"})) == "my_own"


@pytest.mark.parametrize("token", ["", TOKEN])
def test_make_run_says_in_one_line_that_telegram_is_off(monkeypatch, capsys, token):
    monkeypatch.setattr(serve, "answers", lambda address: True)
    monkeypatch.setattr(serve.signal, "pause", lambda: None)
    monkeypatch.setattr(serve.signal, "signal", lambda *_: None)
    serve.point_the_way(read({"UNSTUCK_TELEGRAM_TOKEN": token}))
    assert capsys.readouterr().out.count("Telegram is off") == (not token)
