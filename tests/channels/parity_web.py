"""Somebody with the page open: every kind of message has fields of its own there."""

from __future__ import annotations

import time
from typing import Any

import requests

from tests.channels.page import PATIENCE, Page
from tests.channels.parity_meaning import Meaning, SentFile, Step, plain
from tests.servers.bot import Bot
from unstuck.storage.message_log import MessageLog


class Web:
    """One tab, which the bot has greeted."""

    channel = "web"

    def __init__(self, bot: Bot, number: int, language: str = "") -> None:
        self._message_log = MessageLog(bot.settings.database_location, self.channel)
        self._page = Page(bot.address, language=language).begin()
        self._heard = 0
        self._greeting = self.hear()

    def greet(self) -> Meaning:
        """The bot speaks first."""
        return self._greeting

    def say(self, text: str) -> Meaning:
        assert self._page.say(text) == {"ok": True}
        return self.hear()

    def press(self, title: str) -> Meaning:
        assert self._page.press(title) == {"ok": True}
        return self.hear()

    def send_file(self, data: bytes, filename: str) -> Meaning:
        try:
            assert self._page.attach(data, filename) == {"ok": True}
        except requests.HTTPError as error:
            return Meaning(error.response.json()["error"]["message"])
        return self.hear()

    def hear(self) -> Meaning:
        """What the bot has said since the last time, as the socket brings it, after it has answered everything."""
        until = time.monotonic() + PATIENCE
        while self._message_log.unanswered():
            assert time.monotonic() < until, "the bot does not get ready"
            time.sleep(0.05)
        latest = self._page.history()[-1]["seq"]
        while self._page.seen[-1]["seq"] < latest:
            self._page.wait_for("bot")
        new = [message for message in self._page.seen if message["from"] == "bot" and message["seq"] > self._heard]
        self._heard = latest
        return Meaning.together(self._meaning(message) for message in new)

    def leave(self) -> None:
        self._page.leave()

    def _meaning(self, message: dict[str, Any]) -> Meaning:
        fields = ("fix", "fixes", "step", "steps", "title")
        return Meaning(
            plain(message["text"]),
            (Step(*(message[field] for field in fields)),) if message["kind"] == "step" else (),
            tuple(message.get("findings", ())),
            tuple(button["title"] for button in message["buttons"]),
            (self._file(message),) if message["kind"] == "file" else (),
        )

    def _file(self, message: dict[str, Any]) -> SentFile:
        saved = requests.get(f"{self._page.address}{message['url']}", timeout=PATIENCE)
        saved.raise_for_status()
        return SentFile.of(message["filename"], saved.content)
