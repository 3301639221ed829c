"""Tokens: a server whose messenger refuses its token does not start."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from channels.messenger.tokens import demand_accepted
from tests.cli.starting import serve, small_model
from tests.loop import Loop
from tests.servers.bot import free_port
from unstuck import settings
from unstuck.errors import SettingError


@pytest.fixture
def refusing():
    """A messenger's API that knows no token, for all messengers."""
    answers = {
        "/api/auth.test": (200, {"ok": False, "error": "invalid_auth"}),
        "/bot1:x/getMe": (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}),
        "/v24.0/10654": (401, {"error": {"code": 190, "message": "Invalid OAuth access token"}}),
        "/v10/users/@me": (401, {"code": 0, "message": "401: Unauthorized"}),
    }

    async def answer(request):
        status, told = answers[request.path]
        return web.json_response(told, status=status)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    loop, server = Loop(), TestServer(app, host="127.0.0.1")
    loop.do(server.start_server())
    yield f"http://127.0.0.1:{server.port}"
    loop.do(server.close())
    loop.end()


SET_UP = {
    "slack": {"SLACK_TOKEN": "xoxb-secret", "SLACK_SIGNING_SECRET": "s" * 32, "SLACK_API": "{}/api/"},
    "telegram": {"TELEGRAM_TOKEN": "1:x", "TELEGRAM_API": "{}"},
    "whatsapp": {
        "WHATSAPP_TOKEN": "EAAG-secret", "WHATSAPP_NUMBER": "10654", "WHATSAPP_SECRET": "s" * 32,
        "WHATSAPP_VERIFY_TOKEN": "v", "WHATSAPP_API": "{}/v24.0",
    },
    "discord": {"DISCORD_TOKEN": "secret.secret", "DISCORD_API": "{}/v10"},
}  # fmt: skip


def set_up(name, address):
    return {f"UNSTUCK_{key}": value.format(address) for key, value in SET_UP[name].items()}


@pytest.mark.parametrize("name", SET_UP)
def test_a_token_that_its_messenger_refuses_is_one_sentence(refusing, name):
    configured = settings.read(set_up(name, refusing))
    with pytest.raises(SettingError, match=f"UNSTUCK_{name.upper()}_TOKEN") as caught:
        demand_accepted(configured, [name])
    assert "secret" not in caught.value.message
    assert "1:x" not in caught.value.message


@pytest.mark.parametrize("name", SET_UP)
def test_a_messenger_that_does_not_answer_keeps_no_server_from_starting(name):
    demand_accepted(settings.read(set_up(name, "http://127.0.0.1:9")), [name])


def test_a_server_whose_token_is_refused_does_not_start(refusing, tmp_path):
    model = small_model(tmp_path / "models")
    more = {"UNSTUCK_MODELS": str(model.parent), "UNSTUCK_PORT": str(free_port()), **set_up("slack", refusing)}
    (told,) = serve("rasa", tmp_path / "var", **more)
    assert told.startswith("slack_token_refused: Slack does not accept UNSTUCK_SLACK_TOKEN (invalid_auth)")
