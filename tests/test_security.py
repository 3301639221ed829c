"""SECURITY.md: what it promises is tested by name, and no route is missing from it."""

import ast
import re
from urllib.parse import urljoin

import pytest
from sanic import Sanic

from channels.desk.channel import DeskInput
from channels.insight.channel import InsightInput
from channels.rest.channel import LocalRest
from channels.slack.channel import SlackInput
from channels.team.channel import TeamInput
from channels.telegram.channel import TelegramInput
from channels.web.channel import WebInput
from channels.whatsapp.channel import WhatsAppInput
from unstuck.settings import read

# Every channel is on.
SETTINGS = {
    "UNSTUCK_SLACK_TOKEN": "xoxb-unstuck",
    "UNSTUCK_SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5",
    "UNSTUCK_DESK_SECRET": "a-secret-that-nobody-guesses",
    "UNSTUCK_TELEGRAM_TOKEN": "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK",
    "UNSTUCK_WHATSAPP_TOKEN": "EAAJB",
    "UNSTUCK_WHATSAPP_NUMBER": "106540352242922",
    "UNSTUCK_WHATSAPP_SECRET": "an-app-s-secret",
    "UNSTUCK_WHATSAPP_VERIFY_TOKEN": "meatyhamhock",
}


@pytest.fixture(scope="module")
def security(root):
    return (root / "SECURITY.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "least"), [("SECURITY.md", 30), ("docs/rasa-patches.md", 7)])
def test_every_test_that_a_page_names_exists(root, page, least):
    named = re.findall(r"(tests/[\w/]+\.py)::(\w+)", (root / page).read_text(encoding="utf-8"))
    assert len(named) >= least
    for path, test in named:
        tree = ast.parse((root / path).read_text(encoding="utf-8"))
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
        assert test in functions, f"{path}::{test}"


def test_every_row_names_a_test(security):
    promises = security.partition("## Dependencies")[0]
    rows = [line for line in promises.splitlines() if line.startswith("|") and not line.startswith("|---")]
    heads = [row for row in rows if row.rstrip().endswith("| shown by |")]
    assert len(heads) >= 4
    untold = [
        row for row in rows if row not in heads and not re.search(r"`tests/[\w/]+\.py::test_\w+` \|$", row.rstrip())
    ]
    assert untold == []


@pytest.mark.parametrize(
    ("channel", "known"),
    [
        (WebInput, "/chat/history"),
        (SlackInput, "/webhooks/slack/webhook"),
        (TelegramInput, "/webhooks/telegram/webhook"),
        (WhatsAppInput, "/webhooks/whatsapp/webhook"),
        (LocalRest, "/webhooks/rest/webhook"),
        (InsightInput, "/insight"),
        (TeamInput, "/team/sign-in"),
        (DeskInput, "/team/api/tickets/<number:str>/messages"),
    ],
)
def test_every_route_of_a_channel_stands_in_it(security, tmp_path, channel, known):
    made = channel(read(SETTINGS | {"UNSTUCK_VAR": str(tmp_path)}))
    app = Sanic(f"routes-of-{made.name()}")
    app.blueprint(made.blueprint(None), url_prefix=urljoin("/webhooks/", made.url_prefix()))  # as Rasa does
    routes = {f"/{route.path}" for route in app.router.routes}
    assert known in routes
    for route in routes:
        assert re.sub(r"<.*", "", route).rstrip("/") in security, route
