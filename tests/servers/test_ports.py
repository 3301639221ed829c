"""What each port lets in."""

import json

import pytest
import requests

from channels.rest.channel import is_own_host
from tests.servers.bot import is_free_elsewhere
from unstuck.privacy.signing_key import ACTIONS_HEADER, actions_secret

pytestmark = pytest.mark.servers


def test_rasa_listens_on_loopback_only_unless_it_is_told_otherwise(bot):
    assert is_free_elsewhere(bot.settings.port)


def test_the_action_server_listens_on_loopback_only(bot):
    assert is_free_elsewhere(bot.settings.actions_port)


@pytest.mark.parametrize("route", ["conversations/ann/tracker", "domain", "status", "model/parse"])
def test_rasa_s_own_api_is_switched_off(bot, route):
    assert requests.get(f"{bot.address}/{route}").status_code == 404
    assert requests.post(f"{bot.address}/{route}", json={}).status_code == 404


HELLO = {"sender": "rebound", "message": "hello"}
JSON = {"Content-Type": "application/json"}


def rest(bot, headers, body=None):
    """What REST answers to somebody."""
    body = json.dumps(HELLO) if body is None else body
    return requests.post(f"{bot.address}/webhooks/rest/webhook", data=body, headers=headers, timeout=60)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (JSON, 200),
        ({"Content-Type": "Application/JSON; charset=utf-8"}, 200),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": ""}, 415),
        ({"Content-Type": "text/plain;a=application/json"}, 415),
        (JSON | {"Origin": "https://evil.example"}, 403),
        (JSON | {"Origin": "null"}, 403),
        (JSON | {"Origin": "http://["}, 403),
        (JSON | {"Host": "evil.example"}, 403),
        (JSON | {"Host": "localhost.evil.example"}, 403),
        (JSON | {"Host": "127.0.0.1.nip.example:5005"}, 403),
        (JSON | {"Host": "169.254.169.254"}, 403),
        (JSON | {"Host": "localhost:5005"}, 200),
    ],
)
def test_no_web_page_drives_the_rest_channel(bot, headers, status):
    answer = rest(bot, headers)
    assert answer.status_code == status
    if status == 200:
        assert answer.json()


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 50_000, "[]", '"text"', "5", "", "\ud800"])
def test_what_is_no_json_object_is_refused_over_rest(bot, body):
    assert rest(bot, JSON, body.encode("utf-8", "surrogatepass")).status_code == 400


@pytest.mark.parametrize(
    ("host", "listens_on", "own"),
    [
        ("localhost", "127.0.0.1", True),
        ("127.0.0.1:5005", "127.0.0.1", True),
        ("[::1]:5005", "::1", True),
        ("bot.example", "bot.example", True),
        ("10.1.2.3", "0.0.0.0", True),
        ("10.1.2.3", "10.1.2.3", True),
        ("10.1.2.3", "127.0.0.1", False),
        ("evil.example", "0.0.0.0", False),
        ("", "127.0.0.1", False),
        ("[", "127.0.0.1", False),
        ("localhost@evil.example", "127.0.0.1", False),
    ],
)
def test_a_host_is_ours_or_not(host, listens_on, own):
    assert is_own_host(host, listens_on) is own


def ask_actions(bot, method, path, headers):
    return requests.request(
        method, f"http://127.0.0.1:{bot.settings.actions_port}{path}", json={}, headers=headers, timeout=60
    )


def test_the_action_server_takes_calls_with_the_secret_alone(bot):
    secret = f"key={actions_secret(bot.settings.secret, bot.settings.var)}"
    assert ask_actions(bot, "GET", "/actions", {ACTIONS_HEADER: secret}).json()
    for headers in ({}, {ACTIONS_HEADER: ""}, {ACTIONS_HEADER: secret[:-1]}, {ACTIONS_HEADER: f"{secret}0"}):
        for method, path in (("POST", "/webhook"), ("GET", "/actions"), ("POST", "/webhook/"), ("PUT", "/actions")):
            answer = ask_actions(bot, method, path, headers | {"Origin": "https://evil.example"})
            assert answer.status_code == 403, (method, path)
    assert ask_actions(bot, "GET", "/health", {}).json() == {"status": "ok"}
